"""pyproject.toml, environment.yml and requirements.lock say the same."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# Packages that conda-forge calls otherwise than PyPI does; every other one has the same name in both.
CONDA_NAMES = {"duckdb": "python-duckdb", "matplotlib": "matplotlib-base"}


def requirements(*lists: list) -> list[Requirement]:
    return [Requirement(text) for texts in lists for text in texts if isinstance(text, str)]


RUNTIME = requirements(PYPROJECT["project"]["dependencies"])
GROUPS = PYPROJECT["dependency-groups"]
LAB = requirements(*PYPROJECT["project"]["optional-dependencies"].values())
IN_CONDA = RUNTIME + LAB + requirements(GROUPS["test"], GROUPS["build"])
IN_LOCK = RUNTIME + LAB + requirements(*GROUPS.values())


def conda() -> tuple[dict[str, str], dict[str, str]]:
    """Return the packages of environment.yml with what stands after the name: those of conda, those of pip."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_pip = next(item["pip"] for item in listed if isinstance(item, dict))
    from_conda = [item for item in listed if isinstance(item, str)]
    split = [dict(re.match(r"([\w.-]+)(.*)", item).groups() for item in items) for items in (from_conda, from_pip)]
    return split[0], split[1]


def pins() -> list[tuple[Requirement, list[str]]]:
    """Return every package of the lock with its hashes."""
    joined = re.sub(r"\\\n\s+", " ", LOCK)
    lines = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [
        (Requirement(line.split(" --hash")[0]), re.findall(r"--hash=(sha256:[0-9a-f]{64})", line)) for line in lines
    ]


def test_conda_has_every_package_of_pyproject_with_the_same_floor():
    packages, from_pip = conda()
    for wanted in IN_CONDA:
        name = CONDA_NAMES.get(wanted.name, wanted.name)
        found = packages[name] if name in packages else from_pip[wanted.name]
        assert found == str(wanted.specifier), wanted.name


def test_conda_has_nothing_that_pyproject_does_not_ask_for():
    packages, from_pip = conda()
    assert packages.pop("python") == PYPROJECT["project"]["requires-python"]
    packages.pop("pip")
    wanted = {CONDA_NAMES.get(r.name, r.name) for r in IN_CONDA}
    assert packages.keys() | from_pip.keys() == wanted
    assert not packages.keys() & from_pip.keys()


def imported() -> set[str]:
    """Return the top-level modules that evalkit and its notebooks import."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "evalkit").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in names}


def test_what_is_imported_is_asked_for():
    # Otherwise it is there only as long as some other package asks for it. pydantic pins its core to the version.
    packages = metadata.packages_distributions()
    ours = {"evalkit", "_typeshed", "pydantic_core", *sys.stdlib_module_names}
    asked = {canonicalize_name(wanted.name) for wanted in RUNTIME + LAB}
    missing = [
        module
        for module in sorted(imported() - ours)
        if not asked & {canonicalize_name(name) for name in packages.get(module, [module])}
    ]
    assert missing == []


def test_lists_are_sorted():
    for items in (PYPROJECT["project"]["dependencies"], *GROUPS.values()):
        names = [item for item in items if isinstance(item, str)]
        assert names == sorted(names)


@pytest.mark.parametrize("wanted", IN_LOCK, ids=lambda r: r.name)
def test_the_lock_satisfies_pyproject(wanted):
    # A package may be there twice, for different Pythons or systems.
    versions = [pin for pin, _ in pins() if canonicalize_name(pin.name) == canonicalize_name(wanted.name)]
    assert versions
    for pin in versions:
        (specifier,) = pin.specifier
        assert specifier.operator == "=="
        assert Version(specifier.version) in wanted.specifier


def test_every_package_of_the_lock_has_a_hash():
    assert len(pins()) > 100
    assert [str(pin) for pin, hashes in pins() if not hashes] == []


def test_the_lock_names_no_place_to_download_from():
    assert "://" not in LOCK
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", LOCK, re.MULTILINE)
