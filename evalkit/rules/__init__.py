"""The rules of an edition: scales, cohorts, rubric, tiers, what is withheld; models of them and their checks."""
