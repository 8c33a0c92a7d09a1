"""When two values say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


def reads(text: object) -> list[float]:
    """Return the numbers of a cell; a dash has none."""
    return [float(x.replace("−", "-")) for x in re.findall(r"[−-]?\d+(?:\.\d+)?", str(text))]


@dataclass(frozen=True)
class Near:
    """A number that is printed with some decimals; the last of them may go either way where it is a tie."""

    value: float
    decimals: int
    more: float = 0.0

    def matches(self, given: object) -> bool:
        """Tell whether a text is the number, with these decimals."""
        found = re.fullmatch(r"([+−-]?)(\d+(?:\.(\d+))?)%?", str(given))
        if found is None or len(found[3] or "") != self.decimals:
            return False
        number = -float(found[2]) if found[1] in ("−", "-") else float(found[2])
        return abs(number - self.value) <= 0.5 * 10**-self.decimals + 1e-9 * (1 + abs(self.value)) + self.more


@dataclass(frozen=True)
class Between:
    """An interval round a number; with its ends where a formula gives them."""

    value: float
    decimals: int
    ends: tuple[float, float] | None = None

    def matches(self, given: object) -> bool:
        """Tell whether a text is an interval of this number."""
        shown = re.findall(r"[+−-]?\d+(?:\.\d+)?", str(given))
        if str(given) == "–":
            return self.ends is None
        if len(shown) != 2:
            return False
        if self.ends is not None:
            return all(
                Near(end, self.decimals, 1e-6 * (1 + abs(end))).matches(x)
                for end, x in zip(self.ends, shown, strict=True)
            )
        low, high = reads(given)
        slack = 0.51 * 10**-self.decimals
        return low - slack <= self.value <= high + slack


def same(expected: object, given: object) -> bool:
    """Tell whether two values say the same: 85.0 and 85, None and a dash."""
    if hasattr(expected, "matches"):
        return bool(expected.matches(given))
    if expected is None:
        return given is None or str(given) in ("–", "")
    # Where a space stands in a Chinese list is a matter of typesetting.
    one, other = ("".join(str(x).split()) for x in (expected, given))
    if one == other:
        return True
    if "–" in one and "–" in other and one != "–":
        return all(same(a, b) for a, b in zip(one.split("–"), other.split("–"), strict=False))
    try:
        return Decimal(one.rstrip("%")) == Decimal(other.rstrip("%")) and one.endswith("%") == other.endswith("%")
    except InvalidOperation:
        return False
