"""TOML files checked against a model: every fault at once, each with its line, key, value and what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from evalkit.errors import Fault, nearest
from evalkit.files.textfile import TextFile, read_text

M = TypeVar("M", bound=BaseModel)
Location = tuple[int | str, ...]

_SYNTAX = re.compile(r"^(?P<why>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)
_HEADER = re.compile(r"^\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")

# No rules need more; the parser and whoever looks at what it found would need hours or gigabytes for much more.
_MOST_BYTES = 1 << 20
_MOST_PARTS = 30
_MOST_DEPTH = 30
#: Before the decimal point, and as many after it.
_MOST_DIGITS = 12

# What pydantic calls a wrong type, and the message that says what is allowed.
_TYPES = {
    "string_type": "text",
    "int_type": "whole-number",
    "bool_type": "true-or-false",
    "date_type": "date",
    "model_type": "table",
    "dict_type": "table",
    "tuple_type": "list",
}

# A dotted key of too many parts, wherever it stands. Prose has words without a dot between, and dots without a word.
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\]|\\.)*+"|'[^']*+')"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{_MOST_PARTS + 1}}}")


def read_toml(path: Path, name: str) -> tuple[dict[str, Any], TextFile] | Fault:
    """Read a TOML file, decimals as :class:`~decimal.Decimal`; a fault where it cannot be read."""
    file = read_text(path, name, _MOST_BYTES)
    if isinstance(file, Fault):
        return file
    for row, line in enumerate(file.text.split("\n"), start=1):
        # The parser takes time and memory with the square of their number.
        if line.count(".") > _MOST_PARTS and _LONG_KEY.search(line):
            return Fault("toml-limit", name, row, variables={"what": "parts", "most": _MOST_PARTS})
    try:
        data = tomllib.loads(file.text, parse_float=Decimal)
        return _beyond(data, name, LineIndex(file.text)) or (data, file)
    except RecursionError:
        return Fault("toml-limit", name, variables={"what": "depth", "most": _MOST_DEPTH})
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX.match(str(error))
        why = found["why"] if found else str(error)
        row = int(found["line"]) if found and found["line"] else file.text.count("\n") + 1
        line = "\n".join(file.text.split("\n")[row - 1 : row])
        return Fault("toml-syntax", name, row=row, value=line.strip(), variables={"why": why})
    except (ValueError, ArithmeticError):  # thousands of digits
        return Fault("toml-limit", name, variables={"what": "number", "most": _MOST_DIGITS})


def _beyond(data: Mapping[str, Any], name: str, lines: LineIndex) -> Fault | None:
    """Return a fault where something is nested too deeply, or a number has more digits than any score needs."""
    inside: list[tuple[Location, Any]] = [((), data)]
    while inside:
        place, value = inside.pop()
        what = ""
        if isinstance(value, (dict, list)):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            inside += [((*place, key), item) for key, item in items]
            what = "depth" if len(place) > _MOST_DEPTH else ""
        elif isinstance(value, int):
            what = "number" if abs(value) >= 10**_MOST_DIGITS else ""
        elif isinstance(value, Decimal) and value.is_finite():
            _, digits, exponent = value.as_tuple()
            within = (
                -_MOST_DIGITS <= int(exponent) and value.adjusted() < _MOST_DIGITS and len(digits) <= 2 * _MOST_DIGITS
            )
            what = "" if within else "number"
        if what:
            most = _MOST_DEPTH if what == "depth" else _MOST_DIGITS
            return Fault("toml-limit", name, lines.row(place), key_path(place), None, {"what": what, "most": most})
    return None


def parse_model(
    model: type[M],
    data: Mapping[str, Any],
    name: str,
    lines: LineIndex | None = None,
    context: Mapping[str, Any] | None = None,
) -> M | list[Fault]:
    """Check a dictionary against a model.

    Parameters
    ----------
    model
        The pydantic model.
    data
        What the file holds.
    name
        What the faults call the file.
    lines
        Where each key stands, if known.
    context
        What the checks of the model ask for beside the data.

    Returns
    -------
    The model, or every fault in the data.
    """
    try:
        return model.model_validate(dict(data), context=context)
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A list none of whose items is right counts as empty; that would be an echo of the faults of its items.
        return [_fault(model, d, name, lines) for d in details if d["type"] != "too_short" or not d["input"]]


def key_path(location: Location) -> str:
    """Return a location as a reader would write it: ``tiers[2].lowest``, counting from 1."""
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _fault(model: type[BaseModel], detail: ErrorDetails, name: str, lines: LineIndex | None) -> Fault:
    location = detail["loc"]
    kind = detail["type"]
    context = detail.get("ctx", {})
    row = lines.row(location) if lines else None
    column = key_path(location)
    value = _as_toml(detail["input"]) if isinstance(detail["input"], (dict, list)) else str(detail["input"])
    if kind in ("extra_forbidden", "unknown-key"):
        word = str(location[-1])
        known = list(context["allowed"]) if "allowed" in context else _fields(model, location[:-1])
        variables: dict[str, object] = {"key": word, "allowed": ", ".join(known)}
        return Fault("unknown-key", name, row, column, None, variables, nearest(word, known))
    if kind == "missing":
        return Fault("missing-key", name, row, column)
    if kind == "literal_error":
        allowed = [word.strip("'") for word in re.findall(r"'[^']*'", context["expected"])]
        return Fault(
            "not-allowed", name, row, column, value, {"allowed": ", ".join(allowed)}, nearest(str(value), allowed)
        )
    if kind == "string_pattern_mismatch":
        return Fault("bad-id", name, row, column, value)
    if kind == "string_too_short":
        return Fault("empty-text", name, row, column)
    if kind in ("greater_than_equal", "less_than_equal"):
        allowed_bound = f"≥ {context['ge']}" if "ge" in context else f"≤ {context['le']}"
        return Fault("out-of-bounds", name, row, column, value, {"allowed": allowed_bound})
    if kind == "too_short":
        return Fault("empty-list", name, row, column)
    if kind in ("bad-pattern", "unseen-character", "lost-character", "nothing-to-see", "no-language"):
        return Fault(kind, name, row, column, value, dict(context))
    if kind in ("not-points", "text-by-language"):
        return Fault(kind, name, row, column, _as_toml(detail["input"]), dict(context))
    expected = next((word for prefix, word in _TYPES.items() if kind.startswith(prefix)), "other")
    if expected == "table":
        # A table whose keys are the office's own has none that could be named.
        keys = [f"{key} = …" for key in _fields(model, location)] or ["… = …"]
        variables = {"expected": expected, "detail": "{ " + ", ".join(keys) + " }"}
        return Fault("wrong-type", name, row, column, _as_toml(detail["input"]), variables)
    variables = {"expected": expected, "detail": detail["msg"]}
    return Fault("wrong-type", name, row, column, _as_toml(detail["input"]), variables)


def _as_toml(value: object) -> str:
    """Return a value as it stands in the file, so that "52" and 52 can be told apart."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    return "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, (list, tuple)) else str(value)


def _fields(model: type[BaseModel], location: Location) -> list[str]:
    """Return the keys that the table at `location` may have."""
    inside = False  # a table with keys of the user's own, which name no field
    for part in location:
        if isinstance(part, int) or inside:
            inside = False
            continue
        annotation = model.model_fields[part].annotation
        inside = get_origin(annotation) is dict
        found = _model_in(annotation)
        if found is None:
            return []
        model = found
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, list, dict, Union, UnionType):
        return next(filter(None, map(_model_in, get_args(annotation))), None)
    return None


class LineIndex:
    """Where each key of a TOML file stands: TOML's parser in the standard library does not say.

    Understands the plain layout of these files (headers, arrays of tables, dotted keys, one key a line); for a key
    written in another way it falls back on the nearest enclosing table that it knows.
    """

    def __init__(self, text: str) -> None:
        self._rows: dict[str, int] = {}
        counts: dict[str, int] = {}
        prefix = ""
        for row, line in enumerate(text.split("\n"), start=1):
            header = _HEADER.match(line)
            if header:
                prefix = self._numbered(header[2].strip().replace('"', ""), counts, new=header[1] == "[[")
                self._rows.setdefault(prefix, row)
                continue
            key = _KEY.match(line)
            if key:
                name = key[1].replace('"', "").replace("'", "")
                parts = name.split(".")
                for depth in range(1, len(parts) + 1):
                    path = ".".join(([prefix] if prefix else []) + parts[:depth])
                    self._rows.setdefault(path, row)

    @staticmethod
    def _numbered(name: str, counts: dict[str, int], *, new: bool) -> str:
        path = ""
        parts = name.split(".")
        for depth, part in enumerate(parts):
            path = f"{path}.{part}" if path else part
            if new and depth == len(parts) - 1:
                counts[path] = counts.get(path, 0) + 1
            if path in counts:
                path = f"{path}[{counts[path]}]"
        return path

    def row(self, location: Location) -> int | None:
        """Return the line of the key at `location`, or of the nearest table around it."""
        for end in range(len(location), 0, -1):
            found = self.row_of(key_path(location[:end]))
            if found is not None:
                return found
        return None

    def row_of(self, path: str) -> int | None:
        """Return the line of a key that is written as faults write it, or of the nearest table around it."""
        while path and path not in self._rows:
            path = path.rpartition(".")[0]
        return self._rows.get(path)
