"""Programmes with labels for tests: the organisations of the reference, and small ones of a few lines."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

from evalkit.scoring.label_states import HOLDING, Standing
from evalkit.scoring.register import Ledger
from evalkit.scoring.series import load_series
from tests.rulesets.test_worked_cases import ROOT

HEAD = "date,edition,unit,label,event,tier,until,applied,reason\n"
#: 2026: five years from next 1 January; asked for anew in the first four; adjusted by what a second look finds.
RULE = (
    'tiers = ["5A", "4A", "3A", "2A", "1A"]\nreapply = { first = 1, last = 4 }\nfollow_up = { finding = "adjusts" }\n'
)
#: follow-ups.csv of the reference, as events.
EVENTS = """\
2029-03-15,huaining,U01,tier,follow-up,3A,,,
2028-05-10,chanhe,U09,tier,verification,none,,,
2029-10-01,chanhe,U11,tier,assessed,5A,,,
"""


def organisations(folder: Path, events: str = EVENTS, rule: str = RULE) -> Path:
    """Write the organisations of the reference with their follow-ups; return the workspace."""
    programme = folder / "data" / "social-organisations"
    shutil.copytree(ROOT / "data" / "social-organisations", programme)
    for office in ("huaining", "chanhe"):
        path = programme / office / "rules.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("years = 5\n", f"years = 5\n{rule}", 1), encoding="utf-8")
    (programme / "labels.csv").write_text(HEAD + events, encoding="utf-8")
    return folder


def small(
    folder: Path, editions: Mapping[str, tuple[str, Mapping[str, str]]], events: str = "", tiers: str = "ABC"
) -> Path:
    """Write a programme of tiers alone, the best first; return the workspace.

    Parameters
    ----------
    folder
        The workspace.
    editions
        By year: what stands at the end of its rules, and the tier of each unit that took part.
    events
        The rows of ``labels.csv``.
    tiers
        One letter each.
    """
    programme = folder / "data" / "small"
    programme.mkdir(parents=True)
    (programme / "programme.toml").write_text(
        'id = "small"\nlanguages = ["en"]\ntitle = "Small"\npublisher = "Nobody"\nsynthetic = true\n'
        '[unit]\nen = "club"\nen_plural = "clubs"\n',
        encoding="utf-8",
    )
    for year, (rules, given) in editions.items():
        own = programme / year
        own.mkdir()
        listed = "".join(f'[[tiers]]\nid = "{tier}"\nname = "Tier {tier}"\n' for tier in tiers)
        (own / "rules.toml").write_text(
            f'programme = "small"\nedition = "{year}"\ntitle = "Small {year}"\ndata = {{ level = "tiers" }}\n'
            f"window = {{ first = {year}-01-01, last = {year}-12-31 }}\n"
            f"[scores]\nmin = 0\nmax = 100\nstep = 1\n{listed}{rules}",
            encoding="utf-8",
        )
        (own / "units.csv").write_text("unit,name\n" + "".join(f"{u},Club {u}\n" for u in given), encoding="utf-8")
        rows = "".join(f"{u},,no,{t}\n" for u, t in given.items())
        (own / "scores.csv").write_text("unit,score,withheld,tier\n" + rows, encoding="utf-8")
    if events:
        (programme / "labels.csv").write_text(HEAD + events, encoding="utf-8")
    return folder


def ledger(workspace: Path, programme: str = "small") -> Ledger:
    return Ledger(load_series(programme, root=workspace))


def on(found: Ledger, unit: str, day: str | dt.date, label: str = "tier") -> Standing:
    """Return what a unit, by its last code, has on a day."""
    (holder,) = [holder for holder in found.names if holder[1] == unit]
    return found.standing((holder, label), dt.date.fromisoformat(str(day)))


def held(now: Standing) -> str:
    """Return the tier that a unit has, ``unknown``, or ``none``."""
    return now.level or "?" if now.state in HOLDING else "unknown" if now.state == "unknown" else "none"


def told(now: Standing) -> tuple[str, str | None, str, str]:
    """Return state, tier, first and last day."""
    days = ("", "") if now.award is None else (str(now.award.first), str(now.award.last))
    return now.state, now.level, *days
