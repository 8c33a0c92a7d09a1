"""Who may see what: the one room that decides what of an edition goes out, over all its outputs together."""
