"""Units and reviewers as crossed effects: components of variance, severity, adjusted scores."""
