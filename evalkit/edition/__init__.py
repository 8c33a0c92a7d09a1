"""An edition on file: rules, tables, checks."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evalkit.edition.points import Scale, parse_decimal, round_quotient
    from evalkit.edition.reader import read_edition, read_programme
    from evalkit.edition.record import EditionRecord, Note
    from evalkit.edition.rules import Programme, Rules, Text, Tier
    from evalkit.edition.rules_checks import variant
    from evalkit.edition.workspace import ROOT_VARIABLE, Workspace, find_workspace

__all__ = [
    "ROOT_VARIABLE",
    "EditionRecord",
    "Note",
    "Programme",
    "Rules",
    "Scale",
    "Text",
    "Tier",
    "Workspace",
    "find_workspace",
    "parse_decimal",
    "read_edition",
    "read_programme",
    "round_quotient",
    "variant",
]

# Imported when first used, as in the package itself: finding the workspace takes neither pandas nor pydantic.
_HOME = {
    **dict.fromkeys(("Scale", "parse_decimal", "round_quotient"), "points"),
    **dict.fromkeys(("read_edition", "read_programme"), "reader"),
    **dict.fromkeys(("EditionRecord", "Note"), "record"),
    **dict.fromkeys(("Programme", "Rules", "Text", "Tier"), "rules"),
    "variant": "rules_checks",
    **dict.fromkeys(("ROOT_VARIABLE", "Workspace", "find_workspace"), "workspace"),
}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
