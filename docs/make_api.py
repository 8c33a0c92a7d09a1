"""Writes docs/api.md from the docstrings of what the packages make public: ``make api``."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from evalkit.frames import FRAMES

PACKAGES = ("evalkit", "evalkit.publication.frames", "evalkit.reliability", "evalkit.report", "evalkit.statistics")

FRAMES_ABOUT = """
Each is worked out once. The type is pandas' name; text, Decimal, Fraction and tuple stand in columns of objects, and a
missing one of these is None or NA. `points` is `Int64` where the scale is in whole points, else Decimal. Numbers are
not rounded unless it is said. `page.table` heads each of these columns in the language of the page.
"""


def page() -> str:
    """Return the page, Markdown."""
    lines = [
        "# What can be imported",
        "",
        "Made from the docstrings by `make api`; `help(evalkit.statistics.icc)` has the whole of each: parameters,",
        "units, allowed values, errors, sources. What is not listed here may change without notice.",
    ]
    for package in PACKAGES:
        module = import_module(package)
        first, _, rest = inspect.getdoc(module).partition("\n\n")  # type: ignore[union-attr]
        lines += ["", f"## `{package}`", "", first, *(["", rest] if rest else [])]
        public = [(name, getattr(module, name)) for name in module.__all__]
        for name, thing in sorted(public, key=lambda each: (inspect.isclass(each[1]), each[0].lower())):
            lines += entry(name, thing)
    return "\n".join([*lines, *frames()]) + "\n"


def frames() -> Iterator[str]:
    """Yield the lines about the columns of frames."""
    yield from ("", "## Frames", "", inspect.cleandoc(FRAMES_ABOUT))
    for frame in FRAMES:
        yield from ("", f"### {', '.join(f'`{call}`' for call in frame.calls)}", "")
        yield from (
            f"One row is {frame.row}. {frame.more}".strip(),
            "",
            "| column | type | what it holds |",
            "| --- | --- | --- |",
        )
        yield from (f"| `{c.name}` | {c.kind} | {c.meaning} |" for c in frame.columns)


def entry(name: str, thing: Any) -> Iterator[str]:
    """Yield the lines of one name: its signature, what it is, an example, what a class has."""
    if not (inspect.isclass(thing) or inspect.isfunction(thing)):
        yield from ("", f"### `{name}`", "", f"{', '.join(str(getattr(each, 'name', each)) for each in thing)}.")
        return
    yield from ("", f"### `{name}{'' if inspect.isclass(thing) else signature(thing)}`", "", summary(thing))
    yield from example(thing)
    if inspect.isclass(thing):
        has = [(n, m) for n, m in vars(thing).items() if not n.startswith("_") and told(m)]
        if has:
            yield ""
        for n, member in has:
            called = signature(member) if inspect.isfunction(member) else ""
            yield f"- `{n}{called}`: {summary(told(member))}"


def told(member: Any) -> Any:
    """Return what has the docstring of a method, property or cached property; None for a mere value."""
    found = getattr(member, "fget", None) or getattr(member, "func", None) or member
    return found if inspect.isfunction(found) and found.__doc__ else None


def signature(function: Any) -> str:
    """Return the parameters with their defaults; types stand in the docstring."""
    given = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for name, p in given.parameters.items() if name != "self"]
    return str(given.replace(parameters=bare, return_annotation=given.empty))


def summary(thing: Any) -> str:
    """Return the first paragraph of a docstring in one line, its references as code."""
    first = (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ")
    return re.sub(r":[a-z]+:`~?(?:[\w.]*\.)?(\w+)`", r"`\1`", first).replace("``", "`")


def example(thing: Any) -> Iterator[str]:
    """Yield the first example of a docstring as a block of Python."""
    lines = (inspect.getdoc(thing) or "").split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith(">>>")), None)
    if start is not None:
        end = next((i for i, line in enumerate(lines[start:], start) if not line), len(lines))
        yield from ("", "```python", *lines[start:end], "```")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
