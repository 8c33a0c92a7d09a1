"""evalkit: the marks of a panel, turned into a report that holds."""

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
