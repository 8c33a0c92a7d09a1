"""A start: programmes with everything that a first report needs, and last year's rules for the next edition."""

from evalkit.start.edition import new_edition
from evalkit.start.programme import LEVELS, Answers, Made, new_programme

__all__ = ["LEVELS", "Answers", "Made", "new_edition", "new_programme"]
