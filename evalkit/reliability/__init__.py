"""How far to trust an edition: agreement, severity, the reviewers one by one, scores adjusted for severity."""
