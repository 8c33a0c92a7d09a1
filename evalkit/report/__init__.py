"""Pages, tables and figures, and what becomes of them."""

from typing import TYPE_CHECKING

from evalkit.front import lazily

if TYPE_CHECKING:
    from evalkit.report.page import Page

__all__ = ["Page"]

# Modules need no entry; ``from evalkit.report import tables`` finds them.
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, {"Page": "evalkit.report.page"})
