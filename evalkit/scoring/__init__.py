"""Totals, tiers, ranks, cohort shares, disclosure."""

from evalkit.scoring.evaluation import RESULT_COLUMNS, Evaluation
from evalkit.scoring.load import Edition, load
from evalkit.scoring.percent import percent, percents
from evalkit.scoring.series import Series, load_series

__all__ = ["RESULT_COLUMNS", "Edition", "Evaluation", "Series", "load", "load_series", "percent", "percents"]
