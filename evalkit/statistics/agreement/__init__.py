"""How far reviewers agree: coefficients, their weights and conventions."""
