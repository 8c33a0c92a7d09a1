"""How results show themselves: what they are, the estimate, its interval, for how many, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import fields
from html import escape
from typing import Any

#: Longer ones are shown by their size alone.
_FEW = 4


class Result:
    """What every result of the statistics is: a dataclass that reads well in a notebook."""

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        # A dataclass takes the one of its class where there is one, else makes one with every number of every array.
        cls.__repr__ = Result.__repr__  # type: ignore[method-assign]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value}' for name, value in self._rows())})"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in self._rows())
        return f"<table><caption>{type(self).__name__}</caption>{rows}</table>"

    def _rows(self) -> list[tuple[str, str]]:
        """Return what is shown, name and value; an interval after its estimate, nothing that is not there."""
        rows = []
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if field.repr and value is not None:
                rows.append((field.name, _short(value)))
            if field.name == "estimate" and value is not None:
                interval = getattr(self, "confidence_interval", None)
                interval = interval() if callable(interval) else interval
                if interval is not None:
                    short = " (may be too short)" if getattr(self, "interval_may_be_short", False) else ""
                    rows.append(("95 % interval", f"[{interval.low:.4g}, {interval.high:.4g}]{short}"))
        return rows


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Result):
        estimate = getattr(value, "estimate", None)
        return repr(value) if estimate is None else f"{estimate:.4g}"
    shape = getattr(value, "shape", None)
    if shape:
        return f"<{' × '.join(map(str, shape))} values>"
    if isinstance(value, Sized) and not isinstance(value, str) and len(value) > _FEW:
        return f"<{len(value)} values>"
    if isinstance(value, Mapping):
        return "{" + ", ".join(k if isinstance(v, Result) else f"{k}: {_short(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(map(_short, value)) + ")"
    return repr(value)
