"""Marks by affiliated reviewers against those by others, unit by unit."""

from __future__ import annotations

import pandas as pd

from evalkit.sources.schema import PANEL_REVIEWER


def by_affiliation(totals: pd.DataFrame, affiliations: pd.DataFrame) -> pd.DataFrame:
    """Compare the totals that affiliated reviewers gave a unit with those that others gave it.

    Parameters
    ----------
    totals
        ``unit, reviewer, total``, one row a sheet of any round: its total in whatever steps. What the
        discussion decided is nobody's own mark and is left out.
    affiliations
        ``reviewer, unit``: every tie on file, current or former, whenever it ended; one that blocks can only be met
        with in data read with their faults waived.

    Returns
    -------
    One row a unit that has a sheet by an affiliated reviewer, sorted by unit: ``unit``, ``n_affiliated`` and
    ``n_others`` (sheets), ``mean_affiliated`` and ``mean_others`` (steps) and ``difference``, the first mean minus
    the second. Where there is no sheet by anybody else, ``mean_others`` and ``difference`` are missing.

    Notes
    -----
    A positive difference is no proof of favour: with one or two affiliated reviewers a unit it is as much a matter of
    how severe those two are everywhere. Look at them beside the severity of the same reviewers.
    """
    sheets = totals[["unit", "reviewer", "total"]].astype({"unit": "str", "reviewer": "str"})
    sheets = sheets[sheets["reviewer"] != PANEL_REVIEWER]
    ties = affiliations[["unit", "reviewer"]].astype("str").drop_duplicates().assign(tied=True)
    sheets = sheets.merge(ties, on=["unit", "reviewer"], how="left")
    tied = sheets["tied"].notna()
    affiliated, others = (sheets[side].groupby("unit")["total"] for side in (tied, ~tied))
    frame = pd.DataFrame({"n_affiliated": affiliated.size(), "mean_affiliated": affiliated.mean()})
    frame["n_others"] = others.size().reindex(frame.index, fill_value=0)
    frame["mean_others"] = others.mean().reindex(frame.index)
    frame["difference"] = frame["mean_affiliated"] - frame["mean_others"]
    columns = ["n_affiliated", "n_others", "mean_affiliated", "mean_others", "difference"]
    return frame[columns].rename_axis("unit").reset_index()
