"""Which modules of evalkit some code uses: its imports, their imports, and so on, read off the source.

Nothing is imported for it. The answer errs on the side of too many: an import within a function or for type hints
counts, and so does the name of a module in a text, as it stands in ``python -m`` or in an entry point.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: Whoever uses one of these may read other editions than its own.
SERIES_NAMES = frozenset({"load_series", "find_workspace", "Workspace", "edition_folder", "read_edition"})
_LOADERS = frozenset({"evalkit.load", "evalkit.scoring.load"})

_MODULE = re.compile(r"[A-Za-z_]\w*(\.\w+)+(:\w+)?")


@dataclass(frozen=True)
class Source:
    """What a piece of code refers to: the modules that it imports, dotted, and whether it reads the series."""

    modules: frozenset[str]
    reads_series: bool


@lru_cache(maxsize=1024)
def read_source(code: str, package: str = "") -> Source:
    """Return what a piece of code refers to.

    Parameters
    ----------
    code
        Python source.
    package
        The package that it stands in, for relative imports.

    Raises
    ------
    SyntaxError
        It is not Python.
    """
    modules: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, *([node.module] if node.module else [])])
            # `from a import b`: b may be a module or something in a.
            modules |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _MODULE.fullmatch(node.value):
            modules.add(node.value.partition(":")[0])
    return Source(frozenset(modules), not (names.isdisjoint(SERIES_NAMES) and modules.isdisjoint(_LOADERS)))


class Closure:
    """The modules of one package (or of loose modules beside each other), each read at most once.

    Parameters
    ----------
    folder
        The folder in which the package's folder stands.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sources: dict[str, Source] = {}
        self._paths: dict[str, Path | None] = {}

    def path(self, module: str) -> Path | None:
        """Return the file of a module; None where there is no such module."""
        if module not in self._paths:
            base = self.folder.joinpath(*module.split("."))
            found = (p for p in (base / "__init__.py", base.with_name(f"{base.name}.py")) if p.is_file())
            self._paths[module] = next(found, None) if module else None
        return self._paths[module]

    def source(self, module: str) -> Source:
        """Return what a module refers to."""
        if module not in self._sources:
            path = self.path(module)
            if path is None:
                raise AssertionError("only modules that are there are read")
            package = module if path.name == "__init__.py" else module.rpartition(".")[0]
            self._sources[module] = read_source(path.read_text(encoding="utf-8"), package)
        return self._sources[module]

    def of(self, roots: Iterable[str], without: str | None = None) -> frozenset[str]:
        """Return every module that is imported with some: those themselves, their packages, and what these import.

        A package named by `without` is not followed.
        """
        found: set[str] = set()
        waiting = list(roots)
        while waiting:
            name = waiting.pop()
            # Importing a.b.c runs a and a.b first.
            parts = name.split(".")
            for end in range(1, len(parts) + 1):
                module = ".".join(parts[:end])
                if module == without:
                    break
                if module not in found and self.path(module) is not None:
                    found.add(module)
                    waiting += self.source(module).modules
        return frozenset(found)

    def every(self, package: str) -> frozenset[str]:
        """Return every module of a package."""
        names = set()
        for path in (self.folder / package).rglob("*.py"):
            parts = path.relative_to(self.folder).with_suffix("").parts
            names.add(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
        return frozenset(names)
