"""What the public is told of a part of an edition is true of the whole."""

from __future__ import annotations

import pytest

import evalkit
from evalkit.publication.part import part_for
from tests.folders import REPOSITORY


@pytest.mark.parametrize(("edition", "whole", "shown"), [("2023", 16, 16), ("2024", 19, 16), ("2025", 21, 20)])
def test_a_unit_is_on_the_docket_whoever_reads_of_it(edition: str, whole: int, shown: int) -> None:
    """An important difference is one of so many spreads of all units; by the spread of the published ones 23 of 2024
    would have one, and seven of them would never have been discussed."""
    ev = evalkit.load("demo", edition, root=REPOSITORY).evaluate()
    hidden = set(ev.hidden_from("public"))
    part = part_for(ev, "public")
    assert len(ev.disputes) == whole
    assert set(part.disputes["unit"]) == set(ev.disputes["unit"]) - hidden
    assert len(part.disputes) == shown
    assert part.docket.open == ev.docket.open == 0
