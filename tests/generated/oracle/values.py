"""When two values say the same."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


def same(expected: object, given: object) -> bool:
    """Tell whether two values say the same: 85.0 and 85, None and a dash."""
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
