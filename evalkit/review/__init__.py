"""The review itself: who may mark what, who marks what, what is discussed, and how marks become final scores."""
