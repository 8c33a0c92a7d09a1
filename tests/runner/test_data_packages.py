"""The data package of an edition takes part in a run like a page: whole or not at all, and only where it must."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evalkit.edition import Workspace
from evalkit.package.verify import main as verify
from evalkit.publication.search import Leak
from evalkit.runner import guard, packages
from evalkit.runner.plan import plan
from evalkit.runner.run import Report, run
from tests.report.conftest import evalkit as command
from tests.runner.fakes import contents, notebook, source, times, workspace

DATA = "alliances/2019/data"


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """One edition and one notebook, with its page in English and its data."""
    space = workspace(tmp_path, "2019")
    notebook(space, "10-one", "# tables a")
    complete(space)
    return space


def complete(space: Workspace, **options: bool) -> Report:
    force = options.pop("force", False)
    return run(plan(space, languages=["en"], force=force), 1, source=source, **options)


def test_once_an_edition_and_not_again(space: Workspace) -> None:
    made = contents(space.root)
    assert {f"{DATA}/{name}" for name in ("results.csv", "shares.csv", "datapackage.json", "manifest.json")} <= set(
        made
    )
    entry = json.loads((space.reports / DATA / "manifest.json").read_text("utf-8"))["notebooks"]["datapackage"]
    own = {name.removeprefix(f"{DATA}/"): digest for name, digest in made.items() if name.startswith(DATA)}
    assert entry["outputs"] == {name: digest for name, digest in own.items() if name != "manifest.json"}
    before = times(space.root)
    report = complete(space)
    assert (report.packages, report.current) == ([], 1)
    assert times(space.root) == before
    complete(space, force=True)
    assert contents(space.root) == made


def test_the_list_names_every_file_with_its_hash(space: Workspace) -> None:
    made = contents(space.root)
    lines = (space.reports / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {line[66:]: line[:64] for line in lines} == {n: d for n, d in made.items() if n != "SHA256SUMS"}


def test_a_file_that_was_changed_or_removed_is_made_again(space: Workspace) -> None:
    made = contents(space.root)
    (space.reports / DATA / "results.csv").write_text("unit\n", encoding="utf-8")
    (space.reports / DATA / "README.md").unlink()
    (space.reports / "verify.py").unlink()
    assert len(complete(space).packages) == 1
    assert contents(space.root) == made


def test_a_changed_score_changes_the_data(space: Workspace) -> None:
    before = contents(space.root)
    rules = space.data / "alliances/2019/rules.toml"
    rules.write_text(rules.read_text("utf-8") + "# a remark\n", "utf-8")
    assert len(complete(space).packages) == 1
    # The remark changes no number, only the version of the data.
    after = contents(space.root)
    assert after[f"{DATA}/shares.csv"] == before[f"{DATA}/shares.csv"]
    assert after[f"{DATA}/datapackage.json"] != before[f"{DATA}/datapackage.json"]


def test_data_of_an_edition_that_is_gone_are_pruned(space: Workspace) -> None:
    shutil.rmtree(space.data / "alliances/2019")
    shutil.copytree(Path(__file__).parents[2] / "data/alliances/2016", space.data / "alliances/2016")
    assert {page.shown for page in complete(space).obsolete} == {"10-one.html", "datapackage.json"}
    complete(space, prune_obsolete=True)
    assert not any(name.startswith("alliances/2019") for name in contents(space.root))


def test_what_may_not_be_published_leaves_the_earlier_data(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {name: digest for name, digest in contents(space.root).items() if name.startswith(DATA)}
    monkeypatch.setattr(guard, "leaks", lambda files, secrets, columns: [Leak("results.csv", "row 2", "score", "102")])
    packages._made.clear()
    rules = space.data / "alliances/2019/rules.toml"
    rules.write_text(rules.read_text("utf-8") + "# a remark\n", "utf-8")
    report = complete(space)
    assert list(report.package_failures) == ["alliances 2019"]
    assert "results.csv (row 2) tells the withheld score of unit 102" in report.package_failures["alliances 2019"]
    assert {name: digest for name, digest in contents(space.root).items() if name.startswith(DATA)} == made


def test_a_run_of_the_command_passes_its_verifier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    space = workspace(tmp_path, "2019")
    shutil.copy(Path(__file__).parents[2] / "notebooks/04-published-claims.ipynb", tmp_path / "notebooks")
    done = command(tmp_path, "run", "--language", "en", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    checked = command(tmp_path, "verify")
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.startswith("All holds: ")
    ledger = space.reports / "alliances/2019/en/04-published-claims.html"
    ledger.write_text(ledger.read_text("utf-8").replace("35.35%", "35.36%"), encoding="utf-8")
    assert verify([str(space.reports)], "en") == 1
    told = capsys.readouterr().out
    assert f"{ledger.relative_to(space.reports).as_posix()}: changed" in told
    assert "35.36%, and should be 35.35%" in told
