"""Would the tests notice? Small faults, put into the code one at a time.

    python -m benchmarks.mutation --room report --mutants 100 --seed 1

A mutant turns one comparison, adds or takes 1, swaps two arguments, negates an `if`, removes a statement … in one
module of a room. It is imported in a fork of this process, which has loaded the libraries and nothing of evalkit. A
mutant *changes a page* where any page of a fixed set (the demonstration, the alliances of 2019, three drawn programmes)
reads otherwise or fails. Of those, it is *noticed* where the statements of drawn editions that are computed anew
(tests/generated) or the tests of its room fail. Only pages on which the changed function runs are built.
"""

from __future__ import annotations

import argparse
import ast
import copy
import hashlib
import importlib.abc
import importlib.machinery
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]

#: Modules of a room that make no statement: how pages are wrapped, drawn in colour, put into other files.
_ASIDE = {
    "report": {"export", "exported", "fonts", "index", "style", "colours", "legible", "office", "csvtext", "summary"}
}

#: Tests of a room that need no kernel and no browser.
TESTS = {
    "report": ["tests/report/test_figures.py", "tests/report/test_consistency.py",
               "tests/report/test_review_findings.py", "tests/report/test_audience.py"],
    "reliability": ["tests/reliability", "tests/report/test_consistency.py"],
    "scoring": ["tests/scoring"],
    "audit": ["tests/audit"],
}  # fmt: skip

#: Drawn for the set of pages; drawn for the tests: other ones.
FIXED, DRAWN = (3, 101), (12, 2)
SECONDS = 240


@dataclass(frozen=True)
class Mutant:
    """A change of one module."""

    module: str
    line: int
    kind: str
    was: str
    source: str


# --- changes ----------------------------------------------------------------------------------------------------------

_FLIPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


def _annotations(tree: ast.AST) -> set[int]:
    """Return the nodes of types, which nothing computes with."""
    found: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            part = getattr(node, field, None)
            if isinstance(part, ast.AST):
                found |= {id(n) for n in ast.walk(part)}
    return found


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield the ways to change a node: what kind of change, and a function that makes it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _FLIPS:
        yield "comparison", lambda n: setattr(n, "ops", [_FLIPS[type(n.ops[0])](), *n.ops[1:]])
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "plus 1", lambda n: setattr(n, "value", n.value + 1)
        yield "minus 1", lambda n: setattr(n, "value", n.value - 1)
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        yield "constant", lambda n: setattr(n, "value", not n.value)
    if isinstance(node, ast.BoolOp):
        yield "and/or", lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield "arithmetic", lambda n: setattr(n, "op", _ARITHMETIC[type(n.op)]())
    if isinstance(node, (ast.If, ast.IfExp)):
        yield "negated", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub, ast.Invert)):
        yield "sign", lambda n: setattr(n, "op", ast.UAdd() if isinstance(n.op, ast.USub) else ast.Not())
    if isinstance(node, ast.Call) and len(node.args) > 1:
        yield "swapped", lambda n: setattr(n, "args", [n.args[1], n.args[0], *n.args[2:]])
    if isinstance(node, (ast.AugAssign, ast.Expr)) and not (
        isinstance(node, ast.Expr) and isinstance(node.value, (ast.Constant, ast.Yield, ast.YieldFrom))
    ):
        yield "removed", None


def mutants(room: str, count: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a room; every place in its code is as likely as any other."""
    places = []
    for path in sorted((REPOSITORY / "evalkit" / room).rglob("*.py")):
        relative = path.relative_to(REPOSITORY / "evalkit" / room)
        if relative.parts[0].removesuffix(".py") in _ASIDE.get(room, set()):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        types = _annotations(tree)
        for number, node in enumerate(ast.walk(tree)):
            if id(node) not in types:
                places += [(path, number, i) for i, _ in enumerate(_changes(node))]
    rng = random.Random(seed)
    return [_mutant(*place) for place in rng.sample(places, min(count, len(places)))]


def _mutant(path: Path, number: int, which: int) -> Mutant:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node = next(n for i, n in enumerate(ast.walk(tree)) if i == number)
    was = ast.unparse(node).split("\n")[0][:100]
    kind, change = list(_changes(node))[which]
    if change is None:
        for parent in ast.walk(tree):
            for body in (getattr(parent, f, None) for f in ("body", "orelse", "finalbody")):
                if isinstance(body, list) and node in body:
                    body[body.index(node)] = ast.copy_location(ast.Pass(), node)
    else:
        before = copy.copy(node)
        change(node)
        ast.copy_location(node, before)
    module = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")
    return Mutant(module, node.lineno, kind, was, ast.unparse(ast.fix_missing_locations(tree)))  # type: ignore[attr-defined]


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from other text."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.mutant.module:
            return None
        file = REPOSITORY.joinpath(*name.split("."))
        package = file.is_dir()
        origin = str(file / "__init__.py" if package else file.with_suffix(".py"))
        spec = importlib.machinery.ModuleSpec(name, self, origin=origin, is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [str(file)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.source, str(module.__file__), "exec"), module.__dict__)


# --- pages ------------------------------------------------------------------------------------------------------------

Page = tuple[str, str, str, str, str, str]  #: root, programme, edition, notebook, language, audience


def all_pages(drawn: dict[str, list[tuple[str, str]]], notebooks: list[str]) -> dict[str, list[Page]]:
    """Return the fixed pages and those of the drawn editions of the tests."""
    fixed = [
        ("alliances", "2019", "en", "public"),
        ("demo", "2025", "zh", "internal"),
        ("demo", "2025", "en", "public"),
    ]
    pages = {"fixed": [(str(REPOSITORY), p, e, n, x, a) for p, e, x, a in fixed for n in notebooks], "drawn": []}
    rng = random.Random(DRAWN[1])
    for root, edition in drawn["fixed"]:
        pages["fixed"] += [(root, "drawn", edition, n, "en", "public") for n in notebooks]
    for root, edition in drawn["drawn"]:
        language, audience = rng.choice([(x, a) for x in ("zh", "en") for a in ("public", "internal")])
        pages["drawn"] += [(root, "drawn", edition, n, language, audience) for n in notebooks]
    return pages


def _draw(folder: Path) -> dict[str, list[tuple[str, str]]]:
    from tests.generated.many import drawn

    found: dict[str, list[tuple[str, str]]] = {}
    for kind, (number, seed) in (("fixed", FIXED), ("drawn", DRAWN)):
        found[kind] = []
        for i, programme in enumerate(drawn(number, seed)):
            root = folder / f"{kind}{i}"
            programme.write(root)
            found[kind].append((str(root), programme.edition))
    return found


def _functions(page: Page) -> tuple[str, list[list[Any]]]:
    """Return the fingerprint of a page and every function of evalkit that runs for it: file, first and last line."""
    from tests.generated.pages import read_page, workspace

    package = str(REPOSITORY / "evalkit")
    ran: set[CodeType] = set()

    def entered(frame: FrameType, event: str, _: object) -> None:
        if frame.f_code.co_filename.startswith(package):
            ran.add(frame.f_code)

    with workspace(Path(page[0])):
        sys.settrace(entered)
        try:
            seen = read_page(page[3], *page[1:3], *page[4:])
        finally:
            sys.settrace(None)
    lines = [[c.co_filename, c.co_firstlineno, max([n for *_, n in c.co_lines() if n] or [0])] for c in ran]
    return hashlib.sha256(seen.fingerprint().encode()).hexdigest(), lines


def baseline(folder: Path) -> dict[str, Any]:
    """Return, for every page, its fingerprint and what runs for it."""
    from tests.generated.pages import NOTEBOOKS

    pages = all_pages(_draw(folder), list(NOTEBOOKS))
    return {k: [(page, *_functions(page)) for page in some] for k, some in pages.items()}


def _concerned(rows: list[Any], mutant: Mutant) -> list[Any]:
    """Return the pages on which the mutated function runs; all of them, where the line is in no function."""
    file = str(REPOSITORY.joinpath(*mutant.module.split(".")).with_suffix(".py"))
    return [r for r in rows if any(f == file and a <= mutant.line <= b for f, a, b in r[2])]


# --- one mutant -------------------------------------------------------------------------------------------------------


def _judge(mutant: Mutant, known: dict[str, Any], room: str, tell: Any) -> None:
    """Send what becomes of a mutant: whether a page changes, and who notices."""
    sys.meta_path.insert(0, _Mutated(mutant))
    tell.send(("changed", _changed(mutant, known["fixed"])))
    tell.send(("oracle", _oracle(mutant, known["drawn"])))
    import pytest

    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        # Libraries are loaded already, so that their assertions are not rewritten; that is no fault of the mutant.
        aside = ["-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = pytest.main(["-q", "-x", *aside, *TESTS[room]])
    tell.send(("tests", code != 0))


def _changed(mutant: Mutant, rows: list[Any]) -> bool:
    try:
        from tests.generated.pages import read_page, workspace

        for page, mark, _ in _concerned(rows, mutant):
            with workspace(Path(page[0])):
                seen = read_page(page[3], *page[1:3], *page[4:])
            if hashlib.sha256(seen.fingerprint().encode()).hexdigest() != mark:
                return True
    except BaseException:
        return True
    return False


def _oracle(mutant: Mutant, rows: list[Any]) -> bool:
    try:
        from tests.generated.oracle.check import check_page, read
        from tests.generated.pages import read_page, workspace

        for page, _, _ in _concerned(rows, mutant):
            with workspace(Path(page[0])):
                seen = read_page(page[3], *page[1:3], *page[4:])
            if seen.error is not None or check_page(read(Path(page[0]), page[1]), seen).false:
                return True
    except BaseException:
        traceback.print_exc()
        return True
    return False


def judge(mutant: Mutant, known: dict[str, Any], room: str) -> dict[str, bool | str]:
    """Look at a mutant in a process of its own; stops once it is noticed, or changes nothing."""
    here, there = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork")
    child = fork.Process(target=_judge, args=(mutant, known, room, there))
    child.start()
    there.close()
    found: dict[str, bool | str] = {}
    end = time.monotonic() + SECONDS
    with suppress(EOFError):
        while "tests" not in found:
            if not here.poll(max(0.0, end - time.monotonic())):
                found.setdefault("changed", True)
                found["timed out"] = True
                break
            key, value = here.recv()
            found[key] = value
            if (key, value) in (("changed", False), ("oracle", True)):
                break
    child.kill()
    child.join()
    found.setdefault("changed", True)  # it took the process with it
    if "tests" not in found and not found.get("oracle") and found["changed"]:
        found["oracle"] = True
    return found


def _libraries() -> None:
    """Import what every mutant needs, so that its process begins with it; nothing of evalkit."""
    import babel.dates  # noqa: F401
    import hypothesis  # noqa: F401
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot
    import nbformat  # noqa: F401
    import pandas  # noqa: F401
    import pyarrow.csv  # noqa: F401
    import pydantic  # noqa: F401
    import pytest  # noqa: F401
    import scipy.optimize
    import scipy.stats  # noqa: F401
    import seaborn  # noqa: F401


def main() -> None:
    """Look at mutants and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--room", action="append", choices=tuple(TESTS), required=True)
    parser.add_argument("--mutants", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="a file for what became of each mutant, as JSON lines")
    given = parser.parse_args()
    os.chdir(REPOSITORY)
    _libraries()
    with tempfile.TemporaryDirectory() as folder:
        fork = multiprocessing.get_context("fork")
        kept = Path(folder) / "baseline.json"
        first = fork.Process(target=_baseline_into, args=(Path(folder), kept))
        first.start()
        first.join()
        known = json.loads(kept.read_text(encoding="utf-8"))
        sys.stderr.write(f"{sum(map(len, known.values()))} pages without a mutant" + "\n")
        sys.stdout.write("| room | mutants | change a page | noticed by statements | by tests | not noticed |\n")
        sys.stdout.write("| --- | ---: | ---: | ---: | ---: | ---: |\n")
        for room in given.room:
            counted: Counter[str] = Counter()
            for i, mutant in enumerate(mutants(room, given.mutants, given.seed), start=1):
                found = judge(mutant, known, room)
                who = "no page" if not found["changed"] else "statements" if found.get("oracle") else ""
                who = who or ("tests" if found.get("tests") else "nobody")
                counted[who] += 1
                about = {k: v for k, v in asdict(mutant).items() if k != "source"}
                sys.stderr.write(f"{i} {who}: {about}" + "\n")
                if given.write:
                    with given.write.open("a", encoding="utf-8") as file:
                        file.write(json.dumps({**about, "room": room, "who": who}) + "\n")
            changed = sum(counted.values()) - counted["no page"]
            sys.stdout.write(
                f"| {room} | {sum(counted.values())} | {changed} | {counted['statements']} | {counted['tests']} | "
                f"{counted['nobody']} |\n"
            )
            sys.stdout.flush()


def _baseline_into(folder: Path, kept: Path) -> None:
    kept.write_text(json.dumps(baseline(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
