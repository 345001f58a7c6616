"""`skills`: which skills go with higher pay, like for like, corrected for looking at many."""
