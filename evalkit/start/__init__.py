"""A start: programmes with everything that a first report needs, and last year's rules for the next edition."""

from evalkit.start.answers import LEVELS, PLACES, Answers
from evalkit.start.edition import new_edition
from evalkit.start.programme import Made, new_programme

__all__ = ["LEVELS", "PLACES", "Answers", "Made", "new_edition", "new_programme"]
