"""What an attacker learns from the public files of the demonstration, and that the attacks would notice more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import evalkit
from evalkit.files import store
from evalkit.publication.firm import firm
from evalkit.publication.people import public_numbers
from evalkit.reliability import Consistency
from evalkit.report import review_findings
from evalkit.report.frames import table_view
from evalkit.report.words import Words
from tests.folders import REPOSITORY
from tests.publication import attacks
from tests.publication.attacks import Public
from tests.report.conftest import evalkit as command
from tests.report.page07 import run, table

DATA = REPOSITORY / "data/demo"
#: Sheets a final mark rests on: all five in 2024 (mean); three of the five in 2025 (without highest and lowest).
DENOMINATOR = {"2024": 5, "2025": 3}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the public pages of two editions on which marks are spoken of."""
    root = tmp_path_factory.mktemp("public")
    shutil.copytree(DATA, root / "data/demo", ignore=shutil.ignore_patterns("2023"))
    (root / "notebooks").mkdir()
    for name in ("06-review-process", "07-reviewer-consistency", "08-firmness", "annual-report"):
        shutil.copy(REPOSITORY / f"notebooks/{name}.ipynb", root / "notebooks")
    done = command(root, "run", "demo", "--language", "en", "--no-office", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(params=["2024", "2025"])
def public(root: Path, request: pytest.FixtureRequest) -> Public:
    return Public(root / "reports", request.param)


def test_no_sum_of_a_withheld_tier_and_half_of_its_scores_for_each_unit(public: Public) -> None:
    found = attacks.subset_sums(public, "Inactive", 0, 49, DENOMINATOR[public.edition])
    assert found is not None and found.exact == 0
    assert found.highest - found.lowest + 1 >= found.values / 2


def test_no_number_counts_the_withheld(public: Public) -> None:
    ev = evalkit.load("demo", public.edition, root=REPOSITORY).evaluate()
    assert len(attacks.published_scores(public)) == len(ev.results) - len(ev.withheld)
    assert attacks.counts_with_withheld(public) == []
    assert attacks.withheld_among_the_discussed(public) == []


def test_no_marks_of_single_reviewers_and_nobody_told_to_have_marked_a_unit(public: Public) -> None:
    assert attacks.marks_of_single_reviewers(public) == []
    assert attacks.who_marked_whom(public, 5) == []


def test_the_list_of_unsure_tiers_tells_no_more_than_scores(public: Public, tmp_path: Path) -> None:
    assert len(public.table("not-firm")) > 10 and attacks.unsure_by_their_marks(public) == []
    # The same attack on the list for the office: far scores stand in it, near ones do not.
    ev = evalkit.load("demo", public.edition, root=REPOSITORY).evaluate()
    seen = firm(Consistency(ev), "internal")
    assert seen is not None
    rows = seen.table.loc[seen.table["unsure"], ["unit", "margin"]]
    labels = {"margin": "To where the tier changes (points)"}
    words = Words("en", ev.record.programme, ev.rules, "internal")
    folder = tmp_path / "demo" / public.edition / "en"
    shutil.copytree(public.folder, folder)
    view = table_view(rows, words, name="not-firm", caption="N", labels=labels, decimals={"margin": 1})
    (folder / "08-firmness.html").write_text(view.to_html(), encoding="utf-8")
    assert len(attacks.unsure_by_their_marks(Public(tmp_path, public.edition))) >= 3


def test_no_sentence_counts_what_one_or_two_people_did(public: Public) -> None:
    assert attacks.counts_of_few(public) == []
    said = public.text("06")
    assert "were discussed: marks were kept for" in said and "an important difference." in said


def test_no_file_of_the_edition_can_be_tried_against_a_hash(public: Public) -> None:
    files = sorted(path for path in (DATA / public.edition).iterdir() if path.suffix in (".csv", ".toml"))
    assert len(files) == 10
    assert attacks.hashes(public, files) == []


def test_drawings_tell_no_more_than_their_text(public: Public) -> None:
    assert attacks.points_in_order(public) == []
    # Coordinates have six decimals of a point of the page; one printed decimal could hide 0.05.
    digits = attacks.digits_of_severities(public)
    assert digits is not None and digits < 1e-4


def test_reviewers_cannot_be_told_by_what_they_are_called(root: Path) -> None:
    called = {}
    for edition in DENOMINATOR:
        record = evalkit.load("demo", edition, root=root).evaluate().record
        numbers = public_numbers(record)
        assert sorted(map(int, numbers.values())) == list(range(1, len(numbers) + 1))
        called[edition] = {number: code for code, number in numbers.items()}
        said = attacks.labels(Public(root / "reports", edition))
        assert set(said) == {f"Reviewer {number}" for number in numbers.values()}
        pages = "".join(Public(root / "reports", edition).text(page) for page in ("06", "07", "annual"))
        assert not [code for code in numbers if f"{code} " in pages]
    same = sum(called["2025"].get(number) == code for number, code in called["2024"].items())
    in_order = sum(int(number) == place for place, number in enumerate(sorted(called["2024"]), start=1))
    assert in_order == len(called["2024"])
    # By chance one of 31 has the same number, and more than four have with probability 0.004 (Poisson of mean 1).
    assert same <= 4


def test_the_attacks_find_what_internal_tables_tell(tmp_path: Path) -> None:
    """Without which it would be no wonder that they find nothing."""
    ev = evalkit.load("demo", "2024", root=REPOSITORY).evaluate()
    words, internal = Words("en", ev.record.programme, ev.rules, "internal"), run(REPOSITORY, "demo", "2024", "en")
    folder = tmp_path / "demo/2024/en"
    folder.mkdir(parents=True)
    for view in (table(internal, name) for name in ("adjusted", "severity", "own")):
        (folder / f"07-{view.name}.html").write_text(view.to_html(), encoding="utf-8")
    (tmp_path / "demo/2024/manifest.json").write_text(store.sha256(DATA / "2024/marks.csv"), encoding="utf-8")
    public = Public(tmp_path, "2024")
    claims = attacks.who_marked_whom(public, 5)
    assert ev.record.review is not None and ev.record.review.assignment is not None
    pairs = set(zip(ev.record.review.assignment["reviewer"], ev.record.review.assignment["unit"], strict=True))
    assert len(claims) >= 5 and all((c.reviewer, c.unit) in pairs for c in claims)
    assert len(attacks.marks_of_single_reviewers(public)) >= 5
    facts = review_findings.discussion(ev, ev.docket, words)
    said = f"{words.said('say-docket', **facts)} {words.said('say-discussion', **facts)}"
    # data/demo/2024/minutes.csv: two of its 19 rows have a minority view.
    (folder / "06.html").write_text(f"<p>{said}</p>", encoding="utf-8")
    (found_,) = attacks.counts_of_few(public)
    assert found_.endswith("A minority view is on record for 2")
    assert attacks.hashes(public, [DATA / "2024/marks.csv", DATA / "2024/units.csv"]) == ["marks.csv"]
