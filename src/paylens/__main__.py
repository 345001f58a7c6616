"""`python -m paylens`."""

from paylens.serve.cli import main

main()
