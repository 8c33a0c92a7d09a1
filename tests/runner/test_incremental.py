"""What runs again and what does not, what is said of it, and what is kept, cleared or listed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition import Workspace
from evalkit.errors import EvalkitError
from evalkit.runner import pool
from evalkit.runner.plan import plan
from evalkit.runner.run import Report, run
from evalkit.runner.task import Outcome, Task
from tests.runner.fakes import contents, notebook, outcome, source, times, workspace

FOLDER = "reports/alliances/2019/en"


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """One edition and two notebooks, with pages of both in English."""
    space = workspace(tmp_path, "2019")
    notebook(space, "10-one", "# tables a b")
    notebook(space, "11-two", "# files docx")
    assert len(complete(space).pages) == 2
    return space


def complete(space: Workspace, **options: bool) -> Report:
    force = options.pop("force", False)
    return run(plan(space, languages=["en"], force=force), 1, source=source, **options)


def said(space: Workspace, *arguments: str, language: str = "en") -> tuple[int, list[str]]:
    """Run the command in this process; return its exit code and what it printed."""
    locale = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}[language]
    command = ["--root", str(space.root), "run", "--language", "en", *arguments]
    done = CliRunner().invoke(main, command, env={"LC_ALL": locale})
    return done.exit_code, [line.rstrip() for line in done.output.splitlines()]


def test_a_run_without_a_change_writes_nothing(space: Workspace) -> None:
    before = times(space.root)
    code, lines = said(space)
    assert code == 0
    assert lines[0].startswith("Nothing has changed: all 2 pages are up to date. Start at ")
    assert times(space.root) == before


def test_force_runs_everything_and_gives_the_same_bytes(space: Workspace) -> None:
    before = contents(space.root)
    report = complete(space, force=True)
    assert (len(report.pages), report.current) == (2, 0)
    assert contents(space.root) == before


def test_a_changed_cell_runs_one_notebook_and_leaves_the_other_page(space: Workspace) -> None:
    before = times(space.root)
    notebook(space, "10-one", "# Now", "# tables a b")
    report = complete(space)
    assert [page.name for page in report.pages] == ["10-one.html"]
    assert report.current == 1
    other = str(space.root / FOLDER / "11-two.html")
    assert times(space.root)[other] == before[other]


def test_explain_names_what_changed_and_runs_nothing(space: Workspace) -> None:
    notebook(space, "10-one", "# Now", "# tables a b")
    (space.root / FOLDER / "11-two.docx").unlink()
    notebook(space, "12-three", "# tables")
    before = times(space.root)
    assert said(space, "--explain") == (
        0,
        [
            "alliances 2019 en 10-one: runs, because notebooks/10-one.ipynb changed",
            "alliances 2019 en 11-two: runs, because 11-two.docx is missing",
            "alliances 2019 en 12-three: runs, because there is no page of it yet",
            "3 notebooks would run; no page is up to date.",
        ],
    )
    assert said(space, "--explain", "--notebook", "10", language="zh") == (
        0,
        [
            "alliances 2019 en 10-one：需要运行，因为 notebooks/10-one.ipynb 有改动",
            "需要运行 1 次；没有可以沿用的页面。",
        ],
    )
    assert said(space, "--explain", "--notebook", "10", "--force")[1][0].endswith("runs, because --force was given")
    assert times(space.root) == before


def test_explain_of_what_is_up_to_date(space: Workspace) -> None:
    assert said(space, "--explain") == (
        0,
        [
            "alliances 2019 en 10-one: up to date",
            "alliances 2019 en 11-two: up to date",
            "Nothing would run; 2 pages are up to date.",
        ],
    )


@pytest.mark.parametrize("name", ["10-one.html", "tables/10-one.a.csv"])
def test_a_file_that_is_not_as_it_was_written_is_made_anew(space: Workspace, name: str) -> None:
    before = contents(space.root)
    path = space.root / FOLDER / name
    path.write_bytes(path.read_bytes()[:-1])
    assert said(space, "--explain")[1][0] == f"alliances 2019 en 10-one: runs, because {name} is not as it was written"
    assert len(complete(space).pages) == 1
    assert contents(space.root) == before


def test_an_index_that_is_missing_is_written_without_running_a_notebook(space: Workspace) -> None:
    before = contents(space.root)
    (space.reports / "index.html").unlink()
    assert complete(space).pages == []
    assert contents(space.root) == before


def test_manifests_that_say_nothing_of_inputs_are_not_trusted(space: Workspace) -> None:
    path = space.root / FOLDER / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["made_from"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert said(space, "--explain")[1][0].endswith("runs, because nothing says what its page was made from")


def test_only_editions_of_which_something_runs_are_checked(space: Workspace) -> None:
    planned = plan(space, languages=["en"])
    assert (planned.tasks, dict(planned.records)) == ((), {})
    scores = space.data / "alliances/2019/scores.csv"
    scores.write_text(scores.read_text(encoding="utf-8").replace("105,100,", "105,101,"), encoding="utf-8")
    before = times(space.root)
    code, lines = said(space)
    assert (code, lines[0]) == (2, "alliances/2019: 1 fault; nothing was written.")
    assert times(space.root) == before


def test_inputs_that_change_while_a_notebook_runs_fail_it(space: Workspace) -> None:
    before = contents(space.root)
    notebook(space, "10-one", "# Now", "# tables a b")

    def meanwhile(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
        for task in tasks:
            done = outcome(task)
            notebook(space, "10-one", "# Later", "# tables a b")
            yield done

    report = run(plan(space, languages=["en"]), 1, source=meanwhile)
    assert [failed.failure for failed in report.failures] == [
        "Changed while the notebook ran: notebooks/10-one.ipynb. Nothing was written; run again."
    ]
    assert contents(space.root) == before


def test_a_failed_copy_is_kept_apart_named_and_removed_by_the_next_success(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(space.root)
    monkeypatch.setattr(pool, "outcomes", lambda tasks, jobs, *_, **__: source(tasks, jobs))
    notebook(space, "10-one", "# fails")
    code, lines = said(space)
    copy = space.root / "reports-internal/failed-public/alliances/2019/en/10-one.ipynb"
    assert code == 1
    assert "copy" in json.loads(copy.read_text(encoding="utf-8"))
    row = next(line.split() for line in lines if line.startswith(" 10-one") or line.startswith("10-one"))
    assert row[:4] == ["10-one", "alliances", "2019", "en"]
    assert row[4:9] == ["A", "heading", "it", "fails", row[-1]]
    assert (Path.cwd() / row[-1]).resolve() == copy.resolve()
    assert lines[-1] == "1 notebook failed; the earlier reports of those are untouched."
    # reports/ is copied to a server as it is: nothing of it is there.
    assert contents(space.root) == before
    # It fails again: nothing that failed counts as done.
    assert [failed.task.name for failed in complete(space).failures] == ["10-one"]
    notebook(space, "10-one", "# Now", "# tables a b")
    assert complete(space).failures == []
    assert not (space.root / "reports-internal/failed-public").exists()


def test_a_failed_copy_of_a_page_that_is_up_to_date_again_is_removed(space: Workspace) -> None:
    before = contents(space.root)
    notebook(space, "10-one", "# fails")
    assert len(complete(space).copies) == 1
    notebook(space, "10-one", "# tables a b")
    report = complete(space)
    assert (report.pages, report.current) == ([], 2)
    assert contents(space.root) == before


def test_pages_of_notebooks_and_editions_that_are_gone_are_listed_and_pruned(space: Workspace) -> None:
    (space.notebooks / "11-two.ipynb").unlink()
    code, lines = said(space)
    assert code == 0
    assert lines[0] == (
        "1 page belongs to a notebook or an edition that is not there any more, or has nothing to say there; "
        "evalkit run --prune removes it:"
    )
    assert lines[1].endswith("alliances/2019/en/11-two.html")
    assert (space.root / FOLDER / "11-two.html").exists()
    code, lines = said(space, "--prune")
    assert (code, lines[0]) == (
        0,
        "Removed, because the notebook or the edition is not there any more, or there is nothing to say:",
    )
    left = {name.rpartition("/")[2] for name in contents(space.root) if "/2019/data/" not in name}
    left -= {"SHA256SUMS", "verify.py"}
    assert left == {"10-one.html", "10-one.a.csv", "10-one.b.csv", "manifest.json", "index.html", "index.en.html"}
    assert "11-two" not in (space.reports / "index.html").read_text(encoding="utf-8")
    assert said(space)[1][0].startswith("Nothing has changed: 1 page is up to date.")


def test_the_folder_of_an_edition_that_is_gone_is_pruned_whole(tmp_path: Path) -> None:
    space = workspace(tmp_path, "2018", "2019")
    notebook(space, "10-one", "# tables a")
    complete(space)
    shutil.rmtree(space.data / "alliances/2018")
    assert {page.folder.relative_to(space.reports).as_posix() for page in complete(space).obsolete} == {
        "alliances/2018/data",
        "alliances/2018/en",
    }
    assert complete(space, prune_obsolete=True).pruned
    assert sorted(path.name for path in (space.reports / "alliances").iterdir()) == ["2019"]


def test_a_file_of_a_page_that_no_longer_makes_it_is_removed(space: Workspace) -> None:
    notebook(space, "11-two", "# tables c")
    complete(space)
    names = {name.rpartition("/")[2] for name in contents(space.root)}
    assert "11-two.docx" not in names
    assert "11-two.c.csv" in names


def test_what_cannot_be_written_at_all_ends_the_run(tmp_path: Path) -> None:
    space = workspace(tmp_path, "2019")
    notebook(space, "10-one", "# tables a")
    space.reports.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(EvalkitError, match="Cannot write to") as raised:
        complete(space)
    assert raised.value.exit_code == 2
