"""Would the tests notice? Small faults, put into the code one at a time.

    python -m benchmarks.mutation --room report --mutants 100 --seed 1

A mutant turns one comparison, adds or takes 1, swaps two arguments, negates an `if`, removes a statement … in one
module of a room. It is imported, with all rooms above, in a fork of a process that has loaded the rest and computed
what the rooms below compute. A mutant *changes a page* where any page of a fixed set (the demonstration, the alliances
of 2019, three drawn programmes) reads otherwise or fails. Of those, it is *noticed* where the statements of drawn
editions that are computed anew (tests/generated) or the tests of its room fail. One that ends its process or never
comes to an end is counted apart.
Only pages on which the changed function runs are built, and the cheap ones first.

With `--write` a run that was ended goes on where it was; `--again nobody` looks once more at those that nobody noticed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import hashlib
import importlib.abc
import importlib.machinery
import inspect
import json
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from itertools import groupby
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
    "report": ["tests/report/test_figures.py", "tests/report/test_sentences.py", "tests/report/test_review_findings.py",
               "tests/report/test_audience.py", "tests/report/test_reviewers_told.py",
               "tests/report/test_consistency.py"],
    "reliability": ["tests/reliability", "tests/report/test_consistency.py"],
    "scoring": ["tests/scoring"],
    "audit": ["tests/audit"],
}  # fmt: skip

#: Tests that start another process, which knows nothing of a mutant.
ELSEWHERE = "not (test_command or test_a_page_with_a_leak or lie_apart or test_faults_of_the_ledger)"

#: Drawn for the set of pages; drawn for the tests: other ones.
FIXED, DRAWN = (3, 101), (12, 2)

#: How long a mutant may take for its pages, for the statements, for the tests; without one it takes half a minute each.
SECONDS = 600

#: More memory than this it does not get.
MEMORY = 8 << 30


@dataclass(frozen=True)
class Mutant:
    """A change of one module."""

    module: str
    line: int
    kind: str
    was: str
    source: str

    @property
    def key(self) -> str:
        """Return what tells it from all others, also in another run."""
        return hashlib.sha256(f"{self.module} {self.source}".encode()).hexdigest()[:16]


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
    return {kind: [page for page in found if _made(page)] for kind, found in pages.items()}


def _made(page: Page) -> bool:
    """Whether a run makes this page: a notebook with nothing to say makes none."""
    from evalkit.edition import Workspace
    from evalkit.edition.needs import Supply, needs_of

    needs = needs_of(REPOSITORY / "notebooks" / f"{page[3]}.ipynb")
    return Supply(Workspace(Path(page[0]))).lacking(page[1], page[2], needs) is None


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


def _functions(page: Page) -> tuple[str, list[list[Any]], float]:
    """Return the fingerprint of a page, each function that runs for it (file, first and last line), its seconds."""
    from tests.generated.pages import read_page, workspace

    package = str(REPOSITORY / "evalkit")
    ran: set[CodeType] = set()
    for kept in gc.get_objects():
        # What an earlier page has asked for would not run again.
        if isinstance(kept, functools._lru_cache_wrapper) and kept.__module__.startswith("evalkit"):
            kept.cache_clear()

    def entered(frame: FrameType, event: str, _: object) -> None:
        # Bodies of modules and classes run once for all pages: see `_concerned`.
        if frame.f_code.co_flags & inspect.CO_OPTIMIZED and frame.f_code.co_filename.startswith(package):
            ran.add(frame.f_code)

    begun = time.monotonic()
    with workspace(Path(page[0])):
        sys.settrace(entered)
        try:
            seen = read_page(page[3], *page[1:3], *page[4:])
        finally:
            sys.settrace(None)
    lines = [[c.co_filename, c.co_firstlineno, max([n for *_, n in c.co_lines() if n] or [0])] for c in ran]
    return hashlib.sha256(seen.fingerprint().encode()).hexdigest(), lines, time.monotonic() - begun


def baseline(folder: Path) -> dict[str, Any]:
    """Return, for every page, its fingerprint, what runs for it and how long; the cheap ones first."""
    from tests.generated.pages import NOTEBOOKS

    pages = all_pages(_draw(folder), list(NOTEBOOKS))
    found = {k: [(page, *_functions(page)) for page in some] for k, some in pages.items()}
    return {k: sorted(rows, key=lambda row: row[3]) for k, rows in found.items()}


def _concerned(rows: list[Any], mutant: Mutant) -> list[tuple[str, list[Any]]]:
    """Return the pages on which the mutated function runs, all if the line is in none; by root, the cheapest first."""
    file = REPOSITORY.joinpath(*mutant.module.split("."))
    file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    if any(n.lineno <= mutant.line <= (n.end_lineno or 0) for n in functions):
        rows = [r for r in rows if any(f == str(file) and a <= mutant.line <= b for f, a, b in r[2])]
    by_root = [(root, list(some)) for root, some in groupby(sorted(rows, key=lambda r: r[0][0]), key=lambda r: r[0][0])]
    return sorted(by_root, key=lambda root: sum(r[3] for r in root[1]))


# --- one mutant -------------------------------------------------------------------------------------------------------


class _First:
    """Keeps the first test that fails."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.name = self.name or report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.name = self.name or f"{report.nodeid} is not imported"


#: What was computed by rooms below the one that is changed, by root; every mutant begins with it.
_KEPT: dict[str, dict[str, dict[Any, Any]]] = {}

#: From the top down: a room's mutants are imported together with all above it.
_ROOMS = ("cli", "synthetic", "runner", "report", "publication", "audit", "reliability", "scoring")


def _warm(known: dict[str, Any], room: str) -> None:
    """Build each page once and forget what the room and those above it have computed."""
    if room == "scoring":
        return
    from tests.generated.pages import read_page, workspace

    for page, *_ in [*known["fixed"], *known["drawn"]]:
        with workspace(Path(page[0]), _KEPT.setdefault(page[0], {})):
            read_page(page[3], *page[1:3], *page[4:])
    gone = _ROOMS[: _ROOMS.index(room) + 1]
    for kept in _KEPT.values():
        kept.pop("audit" if room == "audit" else "", None)
        for name in ("audit", "reliability") if room == "reliability" else ():
            kept.pop(name, None)
    import evalkit

    for name in list(sys.modules):
        if name.partition(".")[0] == "tests" or (name.startswith("evalkit.") and name.split(".")[1] in gone):
            del sys.modules[name]
    for name in gone:
        vars(evalkit).pop(name, None)


def _judge(mutant: Mutant, known: dict[str, Any], room: str, tell: Any) -> None:
    """Send what becomes of a mutant, step by step: whether a page changes, and who notices ("" for nobody)."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.meta_path.insert(0, _Mutated(mutant))
    changed, false = _changed(mutant, known["fixed"])
    tell.send(("pages", changed))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tell.send(("statements", false or _oracle(mutant, known["drawn"]) or _oracle(mutant, _committed(known))))
    import pytest

    first = _First()
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        # Libraries are loaded already, so that their assertions are not rewritten; that is no fault of the mutant.
        aside = ["-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = pytest.main(["-q", "-x", *aside, "-k", ELSEWHERE, *TESTS[room]], plugins=[first])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
        os._exit(1)  # pytest itself came to grief: no test has noticed anything
    tell.send(("tests", first.name or ("" if code == pytest.ExitCode.OK else "pytest")))


def _committed(known: dict[str, Any]) -> list[Any]:
    """Return the fixed pages that a test works out anew, see tests/generated/test_committed.py."""
    return [row for row in known["fixed"] if _worked_out(row[0])]


def _worked_out(page: Page) -> bool:
    return page[0] == str(REPOSITORY) and (page[1], page[3]) != ("alliances", "04-published-claims")


def _changed(mutant: Mutant, rows: list[Any]) -> tuple[str, str]:
    """Return the first page that reads otherwise and, where a test works it out anew, what is false on it."""
    try:
        from tests.generated.pages import read_page, workspace

        for root, some in _concerned(rows, mutant):
            with workspace(Path(root), _KEPT.get(root)):
                for page, mark, *_ in some:
                    seen = read_page(page[3], *page[1:3], *page[4:])
                    if hashlib.sha256(seen.fingerprint().encode()).hexdigest() != mark:
                        return " ".join(page[1:]), _false(page, seen) if _worked_out(page) else ""
    except BaseException as error:
        return repr(error)[:200], ""
    return "", ""


def _oracle(mutant: Mutant, rows: list[Any]) -> str:
    """Return the first statement that is false."""
    try:
        from tests.generated.pages import read_page, workspace

        for root, some in _concerned(rows, mutant):
            with workspace(Path(root), _KEPT.get(root)):
                for page, *_ in some:
                    false = _false(page, read_page(page[3], *page[1:3], *page[4:]))
                    if false:
                        return false
    except BaseException as error:
        return repr(error)[:200]
    return ""


def _false(page: Page, seen: Any) -> str:
    """Return what is false on a page."""
    from tests.generated.oracle.check import check_page

    if seen.error is not None:
        return f"{page[3]}: {seen.error[-200:]}"
    try:
        false = check_page(_truth(page[0], page[1]), seen).false
    except Exception as error:
        false = [repr(error)]
    return f"{page[3]}: {false[0]}"[:300] if false else ""


@functools.cache
def _truth(root: str, programme: str) -> Any:
    from tests.generated.oracle.check import read

    return read(Path(root), programme)


def judge(mutant: Mutant, known: dict[str, Any], room: str, *, to_the_end: bool = False) -> dict[str, str]:
    """Look at a mutant in a process of its own; stops once it is noticed, or changes nothing.

    The answer holds who noticed (`statements`, `tests`, `nobody`; `no page`; `died or hung`), which page changes, and
    by what it was noticed or at which step it ended.
    """
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_judge, args=(mutant, known, room, there))
    child.start()
    there.close()
    found: dict[str, str] = {}
    who = by = ""
    for step in ("pages", "statements", "tests"):
        try:
            if not here.poll(SECONDS):
                who, by = "died or hung", f"hung: {step}"
                break
            _, found[step] = here.recv()
        except EOFError:
            who, by = "died or hung", f"died: {step}"
            break
        if to_the_end:
            continue
        if step == "pages" and not found[step]:
            who = "no page"
            break
        if step != "pages" and found[step]:
            who, by = step, found[step]
            break
    child.kill()
    child.join()
    return {"who": who or "nobody", "by": by, "page": found.get("pages", ""), **(found if to_the_end else {})}


def _control(known: dict[str, Any], room: str) -> None:
    """End the run where a module that is only written anew changes a page or fails a test."""
    path = min((REPOSITORY / "evalkit" / room).glob("[a-z]*.py"))
    source = ast.unparse(ast.parse(path.read_text(encoding="utf-8")))
    found = judge(Mutant(f"evalkit.{room}.{path.stem}", 0, "none", "", source), known, room, to_the_end=True)
    if found["who"] != "nobody" or any(found.get(step) for step in ("pages", "statements", "tests")):
        sys.exit(f"without a change in {room}: {found}")


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
    parser.add_argument("--again", help="look once more at those of which the file says this, for example nobody")
    given = parser.parse_args()
    os.chdir(REPOSITORY)
    # As in tests/conftest.py; without it each process would give reviewers other numbers on public pages.
    os.environ["EVALKIT_KEY"] = "the key of the tests"
    _libraries()
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "baseline.json"
        first = multiprocessing.get_context("fork").Process(target=_baseline_into, args=(Path(folder), kept))
        first.start()
        first.join()
        known = json.loads(kept.read_text(encoding="utf-8"))
        sys.stderr.write(f"{sum(map(len, known.values()))} pages without a mutant" + "\n")
        sys.stdout.write(
            "| room | mutants | change a page | noticed by statements | by tests | died or hung | not noticed |\n"
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        )
        for room in given.room:
            child = multiprocessing.get_context("fork").Process(target=_room, args=(room, known, given))
            child.start()
            child.join()


def _room(room: str, known: dict[str, Any], given: argparse.Namespace) -> None:
    """Look at the mutants of a room and print its row of the table."""
    done: dict[str, str] = {}
    if given.write and given.write.exists():
        for line in given.write.read_text(encoding="utf-8").splitlines():
            done[json.loads(line)["key"]] = json.loads(line)["who"]
    drawn = mutants(room, given.mutants, given.seed)
    to_do = [m for m in drawn if done.get(m.key) == given.again]
    if to_do:
        _warm(known, room)
    if any(m.key not in done for m in to_do):
        _control(known, room)
    for mutant in to_do:
        begun = time.monotonic()
        found = judge(mutant, known, room)
        done[mutant.key] = found["who"]
        about = {k: v for k, v in asdict(mutant).items() if k != "source"} | {"room": room, "key": mutant.key, **found}
        line = json.dumps(about | {"seconds": round(time.monotonic() - begun, 1)}, ensure_ascii=False)
        sys.stderr.write(line + "\n")
        if given.write:
            with given.write.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
    counted = Counter(done[m.key] for m in drawn if m.key in done)
    columns = [sum(counted.values()), sum(counted.values()) - counted["no page"]]
    columns += [counted[who] for who in ("statements", "tests", "died or hung", "nobody")]
    sys.stdout.write(f"| {room} | " + " | ".join(map(str, columns)) + " |\n")
    sys.stdout.flush()


def _baseline_into(folder: Path, kept: Path) -> None:
    kept.write_text(json.dumps(baseline(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
