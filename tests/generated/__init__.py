"""Valid editions drawn at random, every page of them, and every statement on those pages computed by other code."""
