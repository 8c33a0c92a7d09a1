"""Scripts that measure: times, memory, and how often a test raises a false alarm."""
