"""Where tables come from, and the schema by which each is read."""
