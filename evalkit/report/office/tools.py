"""Which of the packages that the files are made with are on this machine."""

from __future__ import annotations

from collections.abc import Collection
from importlib.util import find_spec
from typing import Literal

Format = Literal["xlsx", "docx", "pdf"]
#: In the order in which they are made.
FORMATS: tuple[Format, ...] = ("xlsx", "docx", "pdf")
#: What each needs of the packages of the extra ``office``: pandoc as a wheel, what draws figures, what sets pages.
_NEEDED = {"xlsx": (), "docx": ("pypandoc", "resvg_py"), "pdf": ("pypandoc", "typst")}


class NotMade(RuntimeError):
    """A program did not make a file; says why."""


def available(wanted: Collection[str]) -> tuple[Format, ...]:
    """Return those of the formats that can be made on this machine."""
    there = {form: all(find_spec(name) is not None for name in names) for form, names in _NEEDED.items()}
    return tuple(name for name in FORMATS if name in wanted and there[name])
