"""Workbooks that leave the house and come back: score sheets for reviewers, minutes of the discussion."""

from evalkit.review.sheets.collect import Collected, collect_sheets
from evalkit.review.sheets.make import make_sheets
from evalkit.review.sheets.minutes import make_minutes
from evalkit.review.sheets.minutes_collect import Minutes, collect_minutes

__all__ = ["Collected", "Minutes", "collect_minutes", "collect_sheets", "make_minutes", "make_sheets"]
