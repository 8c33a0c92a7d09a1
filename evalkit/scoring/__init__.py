"""Totals, tiers, ranks, cohort shares, disclosure."""

from evalkit.scoring.evaluation import RESULT_COLUMNS, Evaluation
from evalkit.scoring.load import Edition, load
from evalkit.scoring.percent import percent, percents

__all__ = ["RESULT_COLUMNS", "Edition", "Evaluation", "load", "percent", "percents"]
