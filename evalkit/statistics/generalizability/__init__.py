"""Generalizability: studies of components, and what another design would give."""
