"""A notebook runs again where something that its page is made from has changed, and only there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evalkit.edition import Workspace
from evalkit.errors import UnknownName
from evalkit.runner import fingerprint
from evalkit.runner.changes import Reason, changes
from evalkit.runner.fingerprint import PACKAGE, Inputs
from evalkit.runner.plan import plan
from evalkit.runner.pool import outcomes
from evalkit.runner.task import Key
from tests.runner.fakes import LOAD, notebook, workspace

OWN, SERIES, FREE = "10-own", "11-series", "13-free"


class House:
    """A workspace with two programmes, three notebooks and its own copy of evalkit's code."""

    def __init__(self, root: Path) -> None:
        self.space = workspace(root, "2018", "2019")
        other = root / "data/other"
        shutil.copytree(root / "data/alliances/2019", other / "2019")
        (other / "programme.toml").write_text("", encoding="utf-8")
        series = "import evalkit\nseries = evalkit.load_series(programme).up_to(edition)"
        notebook(self.space, OWN, LOAD, reads="edition")
        notebook(self.space, SERIES, series, reads="programme")
        notebook(self.space, FREE, f"{LOAD}\nimport beside\nbeside.read()")
        (root / "beside.py").write_text("import below\n", encoding="utf-8")
        (root / "below").mkdir()
        (root / "below/__init__.py").write_text("def read(): return 1\n", encoding="utf-8")
        self.code = root / "site/evalkit"
        shutil.copytree(PACKAGE, self.code, ignore=shutil.ignore_patterns("__pycache__"))
        self.given: dict[str, object] = {}
        self.before = self.fingerprints()

    def fingerprints(self) -> dict[Key, dict[str, dict[str, str]]]:
        inputs = Inputs(self.space, self.code)
        return dict(plan(self.space, "alliances", only_explain=True, given=self.given, inputs=inputs).made_from)

    def due(self) -> dict[tuple[str, str], list[Reason]]:
        """Return edition, notebook → what changed, for the Chinese pages; the English ones must agree."""
        after = self.fingerprints()
        found = {key: changes(self.before[key], now) for key, now in after.items()}
        by_language = [
            {(k[1], k[3]): reasons for k, reasons in found.items() if k[2] == language and reasons}
            for language in ("zh", "en")
        ]
        assert by_language[0] == by_language[1]
        return by_language[0]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture
def house(template: House, tmp_path: Path) -> House:
    """A copy of one's own; its fingerprints are those of the other place, for none depends on where it is."""
    root = tmp_path / "copy"
    shutil.copytree(template.space.root, root, copy_function=os.link)
    house = House.__new__(House)
    house.space, house.code, house.given = Workspace(root), root / "site/evalkit", {}
    house.before = template.before
    return house


def append(path: Path, content: str) -> None:
    changed = path.read_text(encoding="utf-8") + content
    path.unlink()  # the copy is made of links
    path.write_text(changed, encoding="utf-8")


ALL = {(edition, name) for edition in ("2018", "2019") for name in (OWN, SERIES, FREE)}
OF_2019 = {(edition, name) for edition, name in ALL if edition == "2019" or name != OWN}
CODE = Reason("code-changed", "evalkit")
CHANGES: dict[str, tuple[Callable[[House], object], set[tuple[str, str]], Reason]] = {
    "a byte of the data": (
        lambda h: append(h.space.data / "alliances/2019/scores.csv", "\n"),
        # Who reads the programme reads every edition.
        OF_2019,
        Reason("data-changed", "data/alliances/2019/scores.csv"),
    ),
    "the rules": (
        lambda h: append(h.space.data / "alliances/2018/rules.toml", "# \n"),
        ALL - {("2019", OWN)},
        Reason("data-changed", "data/alliances/2018/rules.toml"),
    ),
    "a new table": (
        lambda h: append_new(h.space.data / "alliances/2019/recusals.csv"),
        OF_2019,
        Reason("data-new", "data/alliances/2019/recusals.csv"),
    ),
    "a table less": (
        lambda h: (h.space.data / "alliances/2019/aliases.csv").unlink(),
        OF_2019,
        Reason("data-gone", "data/alliances/2019/aliases.csv"),
    ),
    "the programme": (
        lambda h: append(h.space.data / "alliances/programme.toml", "\n"),
        ALL,
        Reason("data-changed", "data/alliances/programme.toml"),
    ),
    "another programme": (
        lambda h: append(h.space.data / "other/programme.toml", "\n"),
        # Who does not say what it reads may read everything.
        {("2018", FREE), ("2019", FREE)},
        Reason("data-changed", "data/other/programme.toml"),
    ),
    "a cell": (
        lambda h: notebook(h.space, OWN, LOAD, "1 + 1", reads="edition"),
        {("2018", OWN), ("2019", OWN)},
        Reason("notebook-changed", f"notebooks/{OWN}.ipynb"),
    ),
    "what it says it reads": (
        lambda h: notebook(h.space, OWN, LOAD, reads="programme"),
        {("2018", OWN), ("2019", OWN)},
        Reason("notebook-changed", f"notebooks/{OWN}.ipynb"),
    ),
    "a module beside": (
        lambda h: append(h.space.root / "beside.py", "# \n"),
        ALL,
        Reason("notebook-changed", "beside.py"),
    ),
    "a module of a package beside": (
        lambda h: append(h.space.root / "below/__init__.py", "# \n"),
        ALL,
        Reason("notebook-changed", "below/__init__.py"),
    ),
    **{
        f"evalkit: {file}": (lambda h, file=file: append(h.code / file, "\n"), ALL, CODE)
        for file in ("scoring/ranks.py", "runner/cells.py", "wording/zh/report.ftl", "report/template/style.css")
    },
    "a parameter": (
        lambda h: h.given.update(language="en"),
        ALL,
        Reason("parameters-changed", "language", '"zh"', '"en"'),
    ),
}


def append_new(path: Path) -> None:
    path.write_text("fact\n", encoding="utf-8")


@pytest.mark.parametrize("change", [name for name in CHANGES if name != "a parameter"])
def test_a_change_makes_just_these_run(house: House, change: str) -> None:
    make, expected, reason = CHANGES[change]
    make(house)
    due = house.due()
    assert set(due) == expected
    for reasons in due.values():
        assert reason in reasons


def test_another_parameter_makes_all_run_that_it_changes(house: House) -> None:
    make, expected, reason = CHANGES["a parameter"]
    make(house)
    after = house.fingerprints()
    due = {key: changes(house.before[key], now) for key, now in after.items()}
    assert {(k[1], k[3]): reasons for k, reasons in due.items() if reasons} == {key: [reason] for key in expected}


def test_a_parameter_that_names_another_edition_widens_what_is_read(house: House) -> None:
    house.given = {"edition": "2018"}
    made = house.fingerprints()["alliances", "2019", "zh", OWN]
    assert "data/alliances/2018/rules.toml" in made["data"]
    assert "data/other/programme.toml" in made["data"]


@pytest.mark.parametrize(
    "path",
    [
        "notebooks/10-own.ipynb",
        "data/alliances/2019/scores.csv",
        "site/evalkit/scoring/ranks.py",
    ],
)
def test_a_new_date_alone_changes_nothing(house: House, path: str) -> None:
    os.utime(house.space.root / path, (1, 1))
    assert house.due() == {}


def test_a_hidden_file_changes_nothing(house: House) -> None:
    (house.space.data / "alliances/2019/.~lock.scores.csv#").write_text("", encoding="utf-8")
    assert house.due() == {}


def test_a_package_version_makes_all_run(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    older = {**fingerprint.versions(), "pandas": "1.0"}
    monkeypatch.setattr(fingerprint, "versions", lambda: older)
    due = house.due()
    assert set(due) == ALL
    now = house.before["alliances", "2019", "zh", OWN]["packages"]["pandas"]
    assert due["2019", OWN] == [Reason("packages-changed", "pandas", now, "1.0")]


@pytest.mark.parametrize("reads", ["edition", "programme", "data", None])
def test_what_a_notebook_says_it_reads(tmp_path: Path, reads: str | None) -> None:
    space = workspace(tmp_path, "2018", "2019")
    (space.data / "other").mkdir()
    (space.data / "other/programme.toml").write_text("", encoding="utf-8")
    above = space.data / "alliances"
    (above / "text/zh").mkdir(parents=True)
    (above / "text/zh/foreword.md").write_text("x", encoding="utf-8")
    # Whatever its name, a folder is no file.
    (above / "old.csv").mkdir()
    notebook(space, "10-any", LOAD, reads=reads)
    made = plan(space, "alliances", ["2019"], only_explain=True).made_from["alliances", "2019", "zh", "10-any"]
    assert {"data/alliances/2019/rules.toml", "data/alliances/text/zh/foreword.md"} <= set(made["data"])
    assert "data/alliances/old.csv" not in made["data"]
    assert ("data/alliances/2018/rules.toml" in made["data"]) == (reads != "edition")
    assert ("data/other/programme.toml" in made["data"]) == (reads in ("data", None))


def test_a_word_for_what_is_read_that_nobody_knows(tmp_path: Path) -> None:
    space = workspace(tmp_path, "2019")
    notebook(space, "10-any", LOAD, reads="editon")
    with pytest.raises(UnknownName, match="edition, programme, data"):
        plan(space, "alliances", ["2019"], only_explain=True)


@pytest.mark.parametrize(
    ("reads", "cell", "refused"),
    [
        ("edition", "evalkit.load(programme, edition)", None),
        ("edition", "evalkit.load(programme, '2018')", "alliances/2018"),
        ("edition", "evalkit.load_series(programme)", "alliances/2018"),
        ("programme", "evalkit.load_series(programme)", None),
        ("programme", "evalkit.load('other', '2019')", "other/2019"),
        ("data", "evalkit.load('other', '2019')", None),
        (None, "evalkit.load('other', '2019')", None),
    ],
)
def test_what_is_not_declared_is_not_read(tmp_path: Path, reads: str | None, cell: str, refused: str | None) -> None:
    # Else its page would not be made again where that edition changes.
    space = workspace(tmp_path, "2018", "2019")
    shutil.copytree(space.data / "alliances/2019", space.data / "other/2019")
    shutil.copy(space.data / "alliances/programme.toml", space.data / "other")
    for path in (space.data / "other/programme.toml", space.data / "other/2019/rules.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace('"alliances"', '"other"'), encoding="utf-8")
    notebook(space, "10-any", f"import evalkit\n{cell}", reads=reads)
    (outcome,) = outcomes(plan(space, "alliances", ["2019"], languages=["en"]).tasks, 1)
    if refused is None:
        assert outcome.page is not None, outcome.failure
    else:
        assert outcome.page is None
        assert f"This notebook does not say that it reads {refused}:" in str(outcome.failure)
