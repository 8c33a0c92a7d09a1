"""What the public gets of a register: all units but those that an edition does not name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from evalkit.publication.policy import inside
from evalkit.publication.search import Leak, leaks
from evalkit.publication.secrets import unpublished
from evalkit.rules.audience import Audience
from evalkit.scoring.register import Ledger


def shown_rows(ledger: Ledger, rows: pd.DataFrame, audience: Audience) -> pd.DataFrame:
    """Return the rows of a register or a ledger that a kind of reader gets.

    A unit that is not named in one of the editions is in none of them: its label would tell its tier.
    """
    away = {
        ledger.of.holder(edition, unit)
        for edition, ev in ledger.series.evaluations.items()
        for unit in ev.unnamed_for(audience)
    }
    return rows[[holder not in away for holder in rows["holder"]]].reset_index(drop=True)


def register_leaks(ledger: Ledger, files: Mapping[str, bytes], audience: Audience) -> Iterator[Leak]:
    """Search what is about to be published for what no edition publishes."""
    if inside(audience):
        return
    for ev in ledger.series.evaluations.values():
        yield from leaks(files.items(), unpublished(ev.record), code_columns=("unit",))
