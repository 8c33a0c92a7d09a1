"""Labels: conditions, validity by months, renewal; the worked case of cluster organisations, and a sibling by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import evalkit
from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.report import labels
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.wording import Language
from tests.generated.pages import as_text, read_page, workspace
from tests.rulesets.test_faulty_rules import changed, without_column
from tests.rulesets.test_worked_cases import ROOT, evaluated

RULES, TABLE = "rules.toml", "assessments.csv"
Row = tuple[str, str, str, str, str]


def decided(ev: Evaluation) -> list[Row]:
    rows = ev.labels[["unit", "label", "assessed", "decision", "valid_until"]].itertuples(index=False)
    return [(u, la, a, d.replace("-", " "), v or "") for u, la, a, d, v in rows]


def said(ev: Evaluation, language: Language) -> tuple[list[str], list[tuple[str, ...]]]:
    words = Words(language, ev.record.programme, ev.rules)
    view = labels.labels(ev, words)
    assert view is not None
    return labels.stated(ev, words), list(view.groups[0][1])


def test_cluster_labels() -> None:
    """Every decision and every month as in the worked case, and the first condition that is not met."""
    lines = (ROOT / "data" / "cluster-labels" / "expected.csv").read_text(encoding="utf-8").splitlines()[1:]
    due = [line.split(",") for line in lines]
    ev = evaluated("cluster-labels", "2026")
    assert decided(ev) == [tuple(row[:5]) for row in due]
    why = {
        "": (),
        "not eligible": ("flag.eligible",),
        "a minimum requirement is not met": ("flag.minimum_requirements",),
        "fewer than three improved areas": ("thresholds[1]",),
        "below 80 per cent": ("thresholds[1]",),
    }
    unmet = [tuple(f"{c.key}.{c.column}" if c.flag else c.key for c in own) for own in ev.labels["unmet"]]
    assert unmet == [why[row[5]] for row in due]
    assert ev.results["score"].isna().all()
    became = Counter(row[3] for row in due)
    assert became == {"awarded": 8, "renewed": 1, "awarded anew": 1, "refused": 4}
    for language, summed in (
        ("en", "14 assessments for labels are on file: 8 awarded, 1 renewed, 1 awarded anew and 4 refused."),
        ("zh", "有记录的认证评估 14 次：授予 8 次、续期 1 次、重新授予 1 次和不授予 4 次。"),
    ):
        with workspace(ROOT):
            for notebook in ("annual-report", "brief"):
                page = read_page(notebook, "cluster-labels", "2026", language, "internal")
                assert any(summed in as_text(element) for element in page.shown)


def test_f26_more_than_80() -> None:
    """80 is not more than 80: refused, and the page prints the comparison that was made."""
    ev = evaluated("cluster-labels", "2026")
    own = [label.model_dump(exclude_none=True) for label in ev.rules.labels]
    own[2]["thresholds"] = [{"of": "percent", "more_than": 80}]
    strict = ev.replace(labels=own)
    assert decided(strict)[-1] == ("U08", "gold", "2026-01", "refused", "")
    stated, rows = said(strict, "en")
    assert "percent more than 80" in stated[2]
    assert rows[-1][-1] == "needed: percent more than 80; on file: 80"
    assert said(strict, "zh")[1][-1][-1] == "要求 percent 高于 80（不含），实为 80"
    assert said(ev, "en")[1][-1][-1] == "–"


def test_what_a_page_says() -> None:
    ev = evaluated("cluster-labels", "2026")
    assert said(ev, "en")[0][1:] == [
        "Label “Silver” needs eligible = yes, minimum_requirements = yes and improved_areas at least 3. It is valid for"
        " 2 years from the month of the assessment. Assessed again by one year after its end, it is renewed: 3 years"
        " are added to the old end. Later, it is awarded anew.",
        "Label “Gold” needs eligible = yes, minimum_requirements = yes and percent at least 80. How long it is valid,"
        " the rules do not say.",
    ]
    assert said(ev, "zh")[0][0] == (
        "“铜牌”认证须符合：eligible = yes。自评估当月起有效 2 年。期满后 1 年内再次评估的予以续期，"
        "在原有效期上延长 3 年；逾期的重新授予。"
    )
    assert said(ev, "zh")[1][7] == (
        "U04",
        "Cluster U04",
        "铜牌",
        "2024-04",
        "不授予",
        "–",
        "要求 eligible = yes，实为 no",
    )


def sibling(folder: Path, validity: str, rows: str) -> Evaluation:
    """Return one laboratory and its assessments for an accreditation that needs more than 12.5 points."""
    edition = folder / "data" / "labs" / "2026"
    edition.mkdir(parents=True)
    (edition.parent / "programme.toml").write_text(
        'id = "labs"\nlanguages = ["en"]\ntitle = "Labs"\npublisher = "Nobody"\nsynthetic = true\n'
        '[unit]\nen = "lab"\nen_plural = "labs"\n',
        encoding="utf-8",
    )
    (edition / RULES).write_text(
        'programme = "labs"\nedition = "2026"\ntitle = "Labs"\ndata = { level = "some-scores" }\n'
        "[scores]\nmin = 0\nmax = 20\nstep = 0.5\n"
        '[[labels]]\nid = "safe"\nname = "Safe"\nthresholds = [{ of = "points", more_than = 12.5 }]\n' + validity,
        encoding="utf-8",
    )
    (edition / "units.csv").write_text("unit,name\nL,Laboratory\n", encoding="utf-8")
    (edition / TABLE).write_text("unit,label,assessed,points\n" + rows, encoding="utf-8")
    return evalkit.load("labs", "2026", root=folder).evaluate()


def test_sibling_by_hand(tmp_path: Path) -> None:
    """Four years, renewed by six up to two years after the end; rows in any order; a refusal changes no end.

    2010-03 → 2014-03. 2016-03 is the last month: 2014-03 + 6 = 2020-03. 2019-01, before the end: 12.5 is not more than
    12.5, refused. 2019-06: 2020-03 + 6 = 2026-03. 2028-04 is a month late: 2032-04.
    """
    validity = "validity = { years = 4, renewal = { within_years = 2, years = 6 } }\n"
    rows = "L,safe,2028-04,20\nL,safe,2019-06,13\nL,safe,2010-03,12.6\nL,safe,2019-01,12.5\nL,safe,2016-03,13\n"
    assert [row[2:] for row in decided(sibling(tmp_path, validity, rows))] == [
        ("2010-03", "awarded", "2014-03"),
        ("2016-03", "renewed", "2020-03"),
        ("2019-01", "refused", ""),
        ("2019-06", "renewed", "2026-03"),
        ("2028-04", "awarded anew", "2032-04"),
    ]


def test_without_renewal_every_award_is_anew(tmp_path: Path) -> None:
    ev = sibling(tmp_path, "validity = { years = 1 }\n", "L,safe,2024-11,13\nL,safe,2025-05,13\n")
    assert [row[2:] for row in decided(ev)] == [
        ("2024-11", "awarded", "2025-11"),
        ("2025-05", "awarded anew", "2026-05"),
    ]


Old = str | Callable[[str], str]
FAULTS: dict[str, tuple[list[tuple[str, Old, str]], list[str]]] = {
    "a number that is not there": (
        [(TABLE, "U07,gold,2026-01,yes,yes,,79.9", "U07,gold,2026-01,yes,yes,,")],
        ["assessments.csv, row 14, percent: the cell is empty; labels[3].thresholds[1] in rules.toml goes by it."],
    ),
    "a month that is none": (
        [(TABLE, "U07,gold,2026-01", "U07,gold,2026-13")],
        ["assessments.csv, row 14, assessed: “2026-13” is not a month; allowed: year-month, such as 2025-01."],
    ),
    "an assessment twice": (
        [(TABLE, "U08,gold,2026-01,yes", "U07,gold,2026-01,yes")],
        ["assessments.csv, row 15: “U07, gold, 2026-01” stands in row 14 already; allowed: every combination once."],
    ),
    "no such label": (
        [(TABLE, "U08,gold", "U08,platinum")],
        ["assessments.csv, row 15, label: “platinum” is not allowed; allowed: bronze, silver, gold."],
    ),
    "no column for a condition": (
        [(TABLE, without_column("improved_areas"), "")],
        [
            "assessments.csv, row 1, improved_areas: the column is missing; labels[2].thresholds[1] in rules.toml goes"
            " by it."
        ],
    ),
    "two limits": (
        [(RULES, "at_least = 80", "at_least = 80, more_than = 80")],
        ["rules.toml, row 31, labels[3].thresholds[1]: exactly one of these keys is needed: at_least, more_than."],
    ),
    "a column of two kinds": (
        [(RULES, 'of = "percent"', 'of = "eligible"')],
        [
            "rules.toml, row 31, labels[3].thresholds[1].of: “eligible” is yes or no in one condition and a number in"
            " another (label “bronze”); allowed: one of the two."
        ],
    ),
    "a column that is taken": (
        [(RULES, 'of = "percent"', 'of = "assessed"')],
        [
            "rules.toml, row 31, labels[3].thresholds[1].of: “assessed” is a column that every assessment has (unit,"
            " label, assessed); allowed: a column of another name."
        ],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str, tmp_path: Path) -> None:
    changes, due = FAULTS[name]
    with pytest.raises(EditionError) as raised:
        read_edition(changed(tmp_path, "cluster-labels", "2026", changes))
    lines = [line.strip() for line in raised.value.describe("en").splitlines()[1:]]
    assert lines == due
    assert len(raised.value.describe("zh").splitlines()) == len(lines) + 1


def test_assessments_without_labels(tmp_path: Path) -> None:
    edition = changed(tmp_path, "ref-2014", "2014", [])
    (edition / TABLE).write_text("unit,label,assessed\nR01,gold,2014-01\n", encoding="utf-8")
    with pytest.raises(EditionError) as raised:
        read_edition(edition)
    assert [f.kind for f in raised.value.faults] == ["file-without-rule"]
