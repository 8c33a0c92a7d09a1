"""The wheel in an environment of its own, in an empty folder elsewhere: a programme is made, checked and reported on.

Nothing is fetched: what the wheel says that it requires, and what that requires, is lent by the environment of the
tests, package by package; evalkit itself, and everything that only the tests need, is not there.
"""

from __future__ import annotations

import email
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from evalkit.runner.environment import code_digest, required

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(p.name for p in (ROOT / "notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders of an environment are called otherwise there")


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "EVALKIT_ROOT")}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=inherited | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return {path.suffix: path for path in folder.iterdir()}


def lend(site: Path, wheel: Path) -> None:
    """Put links to what a wheel requires, as it says itself, into a folder of packages; extras are not asked for."""
    (name,) = (n for n in zipfile.ZipFile(wheel).namelist() if n.endswith(".dist-info/METADATA"))
    asked = email.message_from_bytes(zipfile.ZipFile(wheel).read(name)).get_all("Requires-Dist", [])
    direct = [Requirement(line) for line in asked if "extra ==" not in line]
    for package in required({each.name: each.extras for each in direct}):
        for file in distribution(package).files or ():
            top = file.parts[0]
            if top not in ("..", "__pycache__") and not (site / top).exists():
                (site / top).symlink_to(Path(str(distribution(package).locate_file(top))))


@pytest.fixture(scope="module")
def evalkit(built: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment into which the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip())
    lend(site, built[".whl"])
    (folder / "share").mkdir()
    (folder / "share" / "jupyter").symlink_to(Path(sys.prefix) / "share" / "jupyter")
    install = ("--python", python, "install", "--no-index", "--no-deps", "--no-warn-script-location", built[".whl"])
    done = run(sys.executable, "-m", "pip", *install, cwd=folder)
    assert done.returncode == 0, done.stderr
    where = run(python, "-c", "import evalkit; print(evalkit.__file__)", cwd=folder).stdout.strip()
    assert Path(where) == site / "evalkit" / "__init__.py"
    return folder / "bin" / "evalkit"


def test_what_the_wheel_holds(built: dict[str, Path]) -> None:
    names = zipfile.ZipFile(built[".whl"]).namelist()
    assert built[".whl"].name == "panel_evalkit-0.2.0-py3-none-any.whl"
    assert sorted(n.removeprefix("evalkit/notebooks/") for n in names if n.endswith(".ipynb")) == NOTEBOOKS
    tracked = run("git", "ls-files", "evalkit", cwd=ROOT)
    if tracked.returncode == 0 and tracked.stdout:
        assert set(tracked.stdout.splitlines()) <= set(names)
    assert not [n for n in names if n.startswith(("tests/", "data/", "notebooks/"))]


def test_only_what_is_required_is_there(evalkit: Path) -> None:
    """What the tests need and the wheel does not ask for is missing; so would be a package that is not declared."""
    command = (
        "import importlib.util as u; print([n for n in ('pytest', 'hypothesis', 'sphinx', 'numpy') if u.find_spec(n)])"
    )
    done = run(evalkit.with_name("python"), "-c", command, cwd=evalkit.parent)
    assert done.stdout.strip() == "['numpy']", done.stderr


def test_the_documentation_is_in_the_wheel(evalkit: Path, tmp_path: Path) -> None:
    done = run(evalkit, "docs", "rules", cwd=tmp_path)
    assert done.stdout == (ROOT / "docs/rules.md").read_text(encoding="utf-8")


def test_what_the_sdist_holds(built: dict[str, Path]) -> None:
    names = {n.partition("/")[2] for n in tarfile.open(built[".gz"]).getnames()}
    wanted = {
        "pyproject.toml",
        "LICENSE",
        "NOTICE",
        "data/demo/programme.toml",
        "docs/codebook.md",
        "tests/conftest.py",
    }
    assert wanted <= names
    assert {f"notebooks/{name}" for name in NOTEBOOKS} <= names


def test_the_code_is_the_same_wherever_it_is(evalkit: Path) -> None:
    """Pages name the digest of the code; notebooks count by themselves."""
    command = "from evalkit.runner.environment import code_digest; print(code_digest())"
    assert run(evalkit.with_name("python"), "-c", command, cwd=evalkit.parent).stdout.strip() == code_digest()


def test_nothing_is_found_where_nothing_is(evalkit: Path, tmp_path: Path) -> None:
    done = run(evalkit, "list", cwd=tmp_path, LC_ALL="C.UTF-8")
    assert done.returncode == 2
    assert done.stderr.startswith("No programme was found above ")


@pytest.mark.slow
def test_new_check_and_run_in_an_empty_folder(evalkit: Path, tmp_path: Path) -> None:
    for words in (
        ("new", "grants", "--languages", "en", "--level", "marks", "--edition", "2025"),
        ("check",),
        ("run", "grants", "--language", "en", "--no-office"),
    ):
        done = run(evalkit, *words, cwd=tmp_path, LC_ALL="C.UTF-8")
        assert done.returncode == 0, done.stderr
    pages = sorted(p.stem for p in (tmp_path / "reports/grants/2025/en").glob("*.html"))
    assert {"01-data-check", "02-scores-and-tiers", "06-review-process", "annual-report"} <= set(pages)
    again = run(evalkit, "run", "grants", "--language", "en", "--no-office", cwd=tmp_path, LC_ALL="C.UTF-8")
    assert f"Nothing has changed: all {len(pages)} pages are up to date." in again.stdout
