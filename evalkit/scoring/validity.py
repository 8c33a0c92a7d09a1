"""From when to when the tier of each unit is valid."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from evalkit.scoring.evaluation import Evaluation


def validity(ev: Evaluation) -> pd.DataFrame:
    """Return ``unit, tier, valid_from, valid_until``, both days included, in the order of the results.

    Units whose tier is not known, is not valid for a time or is not announced yet are left out.
    """
    rule = ev.rules.validity
    rows = []
    if rule is not None:
        own = {} if rule.column is None else ev.record.column(rule.column)
        asked = ev.rules.valid_tiers
        for unit in map(str, ev.results["unit"]):
            tier = ev.tier_by_unit[unit]
            day = rule.announced or (dt.date.fromisoformat(own[unit]) if unit in own else None)
            if tier in asked and day is not None:
                rows.append((unit, tier, *rule.days(day)))
    return pd.DataFrame(rows, columns=["unit", "tier", "valid_from", "valid_until"], dtype=object)
