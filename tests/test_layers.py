"""The rooms of the house: a room imports only from those below it."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the contract of a checkout; in a process of its own, since the checker imports the package."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and of its contract."""
    shutil.copytree(ROOT / "evalkit", tmp_path / "evalkit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_room_imports_only_from_rooms_below_it(copy):
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "2 kept, 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("rules/points.py", "import evalkit.scoring"),
        ("errors.py", "import evalkit.rules.points"),
        ("wording/catalogue.py", "from evalkit import errors"),
        # Within a function too: an import that comes late is still an arrow.
        ("scoring/percent.py", "def draw():\n    from evalkit.report import figures\n    return figures"),
    ],
)
def test_a_planted_violation_is_found(copy, module, line):
    path = copy / "evalkit" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n\n{line}\n", encoding="utf-8")
    result = lint_imports(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "1 broken" in result.stdout or "2 broken" in result.stdout
    assert f"evalkit.{module.removesuffix('.py').replace('/', '.')} -> " in result.stdout


def test_a_planted_circle_within_a_room_is_found(copy):
    path = copy / "evalkit" / "rules" / "points.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nfrom evalkit.rules import banding\n", encoding="utf-8")
    result = lint_imports(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "1 kept, 1 broken" in result.stdout
    assert "No cycles are allowed in evalkit.rules." in result.stdout


def test_every_room_is_in_the_contract():
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[[tool.importlinter.contracts]]")[2]
    modules = [p.stem for p in (ROOT / "evalkit").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()]
    assert len(modules) > 4
    for name in modules:
        # The package itself only names what users import from it.
        assert name == "__init__" or f"evalkit.{name}" in contract, name


def test_statistics_knows_nothing_of_editions():
    folder = ROOT / "evalkit" / "statistics"
    allowed = set(sys.stdlib_module_names) | {"numpy", "scipy"}
    own = ("evalkit.errors", "evalkit.wording", "evalkit.statistics")
    for path in folder.rglob("*.py"):
        for name in imports(path):
            inside = any(name == room or name.startswith(f"{room}.") for room in own)
            assert inside or name.partition(".")[0] in allowed, f"{path.relative_to(ROOT)} imports {name}"


def imports(path: Path) -> list[str]:
    """Return every module that a file imports; `from evalkit import errors` counts as evalkit.errors."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == "evalkit":
            found += [f"evalkit.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append(node.module or "")
    return found
