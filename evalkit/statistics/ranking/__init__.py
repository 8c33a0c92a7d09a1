"""How sure ranks and tiers are."""
