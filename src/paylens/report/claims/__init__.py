"""What a text claims about pay, whether the sources bear it out, and whether it holds together."""
