"""Two or more groups side by side: each one's pay, who earns more, and how much like for like."""
