"""A notebook that has nothing to say about an edition makes no page, and that is said."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import evalkit
from evalkit.cli import main
from evalkit.edition import Workspace
from evalkit.edition.needs import NEEDS, Supply
from evalkit.errors import UnknownName
from evalkit.runner.plan import choose_notebooks, plan
from evalkit.runner.run import run
from tests.folders import REPOSITORY
from tests.runner.fakes import notebook, source, workspace


def needing(space: Workspace, name: str, *needs: str) -> None:
    """Write a notebook that needs this of an edition."""
    path = notebook(space, name, "# tables a")
    written = json.loads(path.read_text(encoding="utf-8"))
    written["metadata"]["evalkit"] = {"needs": list(needs)}
    path.write_text(json.dumps(written), encoding="utf-8")


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """2018 with some scores and 2019 with every score and a ledger, and a notebook that needs nothing."""
    space = workspace(tmp_path, "2018", "2019")
    notebook(space, "10-one", "# tables a")
    return space


def planned(space: Workspace, **given: object) -> set[str]:
    return {f"{task.name} {task.edition}" for task in plan(space, languages=["en"], **given).tasks}  # type: ignore[arg-type]


def said(space: Workspace, command: str, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--root", str(space.root), command, *arguments], env={"LC_ALL": "C.UTF-8"})
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("need", "editions"),
    [
        # 2018 has `level = "some-scores"` and no claims.csv; neither edition has marks; nothing is before 2018.
        ("scores", {"2019"}), ("claims", {"2019"}), ("several-editions", {"2019"}), ("review", set()), ("marks", set()),
    ],
)  # fmt: skip
def test_what_is_on_file_decides(space: Workspace, need: str, editions: set[str]) -> None:
    needing(space, "11-two", need)
    assert planned(space) == {"10-one 2018", "10-one 2019", *(f"11-two {e}" for e in editions)}


def test_a_demonstration_has_all_of_it() -> None:
    supply = Supply(Workspace(REPOSITORY))
    # The demonstration prints no numbers of its own and awards no labels, and 2023 is its first edition.
    lacking = {e: {n for n in NEEDS if supply.lacking("demo", e, [n])} for e in ("2023", "2025")}
    assert lacking == {"2023": {"claims", "labels", "several-editions"}, "2025": {"claims", "labels"}}


@pytest.mark.parametrize(
    ("programme", "edition", "there"),
    # Funded by thresholds and places alone; by the score.
    [
        ("horizon-europe", "2026", False),
        ("hi-tech-enterprise", "2026", False),
        ("social-organisations", "huaining", True),
    ],
)
def test_cut_offs_are_those_of_tiers(programme: str, edition: str, there: bool) -> None:
    supply = Supply(Workspace(REPOSITORY / "tests/rulesets"))
    assert supply.lacking(programme, edition, ["cut-offs"]) == (None if there else "cut-offs")
    rules = evalkit.load(programme, edition, root=REPOSITORY / "tests/rulesets").rules
    assert rules.cut_offs_known == there


def test_a_run_says_it_in_one_line_and_leaves_the_code(space: Workspace) -> None:
    needing(space, "11-two", "marks")
    code, output = said(space, "run", "alliances", "2019", "--notebook", "11", "--language", "en")
    assert code == 0
    assert output == "1 page is not made, for there is nothing to say: 11-two (no marks of reviewers are on file)\n"
    assert not space.reports.exists()


def test_check_says_it(space: Workspace) -> None:
    needing(space, "11-two", "marks")
    needing(space, "12-three", "several-editions")
    _, output = said(space, "check", "alliances", "2018")
    assert (
        "2 pages are not made, for there is nothing to say: 11-two (no marks of reviewers are on file); "
        "12-three (no earlier edition is on file)" in output
    )


def test_an_earlier_page_is_obsolete(space: Workspace) -> None:
    notebook(space, "11-two", "# tables a")
    run(plan(space, languages=["en"]), 1, source=source)
    needing(space, "11-two", "scores")
    report = run(plan(space, languages=["en"]), 1, source=source, prune_obsolete=True)
    assert [(page.name, page.folder.parent.name) for page in report.obsolete] == [("11-two", "2018")]
    left = sorted(p.relative_to(space.reports).as_posix() for p in space.reports.rglob("11-two.html"))
    assert left == ["alliances/2019/en/11-two.html"]


def test_the_index_says_what_is_missing_and_leads_with_results(space: Workspace) -> None:
    # 2020-2021 is on file as counts only: it is the latest, and has no results.
    shutil.copytree(REPOSITORY / "data/alliances/2020-2021", space.data / "alliances/2020-2021")
    needing(space, "11-two", "scores")
    run(plan(space, languages=["en"]), 1, source=source)
    index = (space.reports / "index.en.html").read_text(encoding="utf-8")
    heads = re.findall(r"<h3>(.*?)</h3>", index)
    assert heads[0].startswith("Latest results: 2019 ")
    assert index.count("Not there: 11-two (not every score is on file)") == 2  # 2018 and 2020-2021


def test_a_need_that_nothing_can_meet_is_refused(space: Workspace) -> None:
    needing(space, "11-two", "mark")
    with pytest.raises(UnknownName, match=r"A notebook cannot need “mark”.*Known: scores, tiers, cohorts, review"):
        plan(space)


def test_a_notebook_is_found_by_its_number_however_it_is_written() -> None:
    here = Workspace(REPOSITORY)
    assert [p.stem for p in choose_notebooks(here, ["3", "03", "03-cohorts", "03-cohorts.ipynb"])] == ["03-cohorts"]
    with pytest.raises(UnknownName, match="no notebook “30”"):
        choose_notebooks(here, ["30"])


@pytest.mark.parametrize(
    ("rules", "there"),
    [
        ('[[cohorts]]\nid = "a"\n[[cohorts]]\nid = "b"\n', True),
        ('[[cohorts]]\nid = "a"\n', False),
        ("", False),
        ('cohorts = [{ id = "a" }, { id = "b" }]\n', True),
        ('cohorts = [{ id = "a" }]\n', False),
        # The cohorts of a group are none of their own.
        ('[[cohorts]]\nid = "a"\n[[cohort_groups]]\ncohorts = ["a", "b"]\n', False),
        # Whoever reads the rules names what is wrong with them.
        ("cohorts = [{ id =\n", True),
    ],
)
def test_cohorts_are_several(space: Workspace, rules: str, there: bool) -> None:
    needing(space, "11-two", "cohorts")
    file = space.root / "data/alliances/2019/rules.toml"
    kept = re.sub(r"\[\[(cohorts|cohort_groups)\]\]\n(?:(?!\[).+\n)*", "", file.read_text(encoding="utf-8"))
    own = rules if rules.startswith("[") else ""
    file.write_text((rules if not own else "") + kept + own, encoding="utf-8")
    lacks = Supply(space).lacking("alliances", "2019", ["cohorts"])
    assert (lacks is None) == there
