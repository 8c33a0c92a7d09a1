"""evalkit: the marks of a panel, turned into a report that holds."""

from typing import TYPE_CHECKING

from evalkit.front import lazily

if TYPE_CHECKING:
    from evalkit.errors import EditionError, EvalkitError, Fault, ParameterError, UnknownName
    from evalkit.scoring import Edition, Evaluation, Series, load, load_series

__version__ = "0.2.0"
__all__ = [
    "Edition",
    "EditionError",
    "EvalkitError",
    "Evaluation",
    "Fault",
    "ParameterError",
    "Series",
    "UnknownName",
    "load",
    "load_series",
]

_ROOMS = ("edition", "errors", "review", "rules", "scoring", "statistics", "wording")
_HOME = {
    **dict.fromkeys(("EditionError", "EvalkitError", "Fault", "ParameterError", "UnknownName"), "evalkit.errors"),
    **dict.fromkeys(("Edition", "Evaluation", "Series", "load", "load_series"), "evalkit.scoring"),
    # `import evalkit` has always been enough for `evalkit.scoring.percent`.
    **{
        room: f"evalkit.{room}" for room in ("edition", "errors", "review", "rules", "scoring", "statistics", "wording")
    },
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, _HOME)
