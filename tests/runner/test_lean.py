"""A run with nothing to do is over before the large libraries would be there; the names are there all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import evalkit
import evalkit.edition
from evalkit.runner.plan import plan
from evalkit.runner.run import run
from tests.runner.fakes import notebook, source, workspace

HEAVY = {"pandas", "numpy", "scipy", "pydantic", "matplotlib", "nbformat", "nbclient", "nbconvert", "papermill", "bs4"}


def test_a_run_with_nothing_to_do_imports_no_large_library(tmp_path: Path) -> None:
    space = workspace(tmp_path, "2019")
    notebook(space, "10-one", "# tables a")
    run(plan(space), 1, source=source)
    code = (
        "import sys; from evalkit.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: print(end.code, *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", code, "--root", str(tmp_path), "run"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    last = done.stdout.splitlines()[-1].split()
    assert last[0] == "0", done.stdout
    assert set(last) & HEAVY == set()


def test_what_is_loaded_ahead_of_a_run_is_what_the_run_needs() -> None:
    code = "import evalkit.runner.loaded, sys\nprint(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = set(done.stdout.split())
    assert {"pandas", "papermill", "nbconvert", "seaborn"} <= found
    # Neither kernels nor workbooks.
    assert found & {"ipykernel", "openpyxl"} == set()


@pytest.mark.parametrize("package", [evalkit, evalkit.edition])
def test_every_name_of_a_package_is_there_when_asked_for(package: object) -> None:
    for name in package.__all__:  # type: ignore[attr-defined]
        assert getattr(package, name) is not None
        assert name in dir(package)
    with pytest.raises(AttributeError, match="has no attribute 'no_such'"):
        getattr(package, "no_such")  # noqa: B009


def test_rooms_are_there_without_an_import_of_their_own() -> None:
    code = "import evalkit; print(evalkit.scoring.percent.__name__, evalkit.wording.LANGUAGES)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "percent ('zh', 'en')\n"
