"""evalkit: the marks of a panel, turned into a report that holds."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evalkit.errors import EditionError, EvalkitError, Fault, ParameterError, UnknownName
    from evalkit.scoring import Edition, Evaluation, Series, load, load_series

__version__ = "0.1.0"
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

# Each name is imported when it is first used: a command that only looks whether anything changed ends before pandas and
# scipy would be there (2.4 s of imports against 0.2 s).
_HOME = {
    **dict.fromkeys(("EditionError", "EvalkitError", "Fault", "ParameterError", "UnknownName"), "evalkit.errors"),
    **dict.fromkeys(("Edition", "Evaluation", "Series", "load", "load_series"), "evalkit.scoring"),
}

# `import evalkit` has always been enough for `evalkit.scoring.percent`.
_ROOMS = ("edition", "errors", "review", "rules", "scoring", "wording")

if not TYPE_CHECKING:

    def __getattr__(name):
        if name in _ROOMS:
            return import_module(f"{__name__}.{name}")
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(_HOME[name]), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
