"""The two ends of an order: which are highest and which lowest, where there is a difference to tell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def both_ends(values: Sequence[tuple[str, Decimal]], most: int) -> tuple[list[str], list[str]]:
    """Return the names with the highest and with the lowest values, each end highest first.

    Parameters
    ----------
    values
        ``(name, value)``; the value as it is printed, for a difference that nobody sees is none.
    most
        How many names an end has where there is no tie.

    Returns
    -------
    Two lists without a common name. An end takes in whoever ties with its last name. Both are empty where all values
    are the same, or where ties would make an end larger than `most` and than half of the names: then there are no ends
    to speak of.
    """
    ordered = sorted(values, key=lambda pair: -pair[1])
    for length in range(min(most, len(ordered) // 2), 0, -1):
        least_of_top, most_of_bottom = ordered[length - 1][1], ordered[-length][1]
        if least_of_top == most_of_bottom:
            continue
        ends = [n for n, v in ordered if v >= least_of_top], [n for n, v in ordered if v <= most_of_bottom]
        if max(map(len, ends)) <= max(most, len(ordered) // 2):
            return ends
    return [], []
