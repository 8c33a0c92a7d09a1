"""Pages, tables and figures, and what becomes of them."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evalkit.report.page import Page

__all__ = ["Page"]

# Imported when first used: looking for the programs that make files for offices takes neither pandas nor Matplotlib.
# Modules need no entry; ``from evalkit.report import tables`` finds them.
if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(f"{__name__}.page"), name)
        return value
