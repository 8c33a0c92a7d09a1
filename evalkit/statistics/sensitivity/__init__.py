"""What a list hangs on: weights unknown or uncertain, parts of the variance, and what a scale measures."""
