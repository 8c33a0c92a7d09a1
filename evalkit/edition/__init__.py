"""An edition on file: rules, tables, checks."""

from typing import TYPE_CHECKING

from evalkit.front import lazily

if TYPE_CHECKING:
    from evalkit.edition.reader import read_edition, read_programme
    from evalkit.edition.record import EditionRecord, Note
    from evalkit.edition.workspace import ROOT_VARIABLE, Workspace, find_workspace
    from evalkit.rules.checks import variant
    from evalkit.rules.models import Programme, Rules, Text, Tier
    from evalkit.rules.points import Scale, parse_decimal, round_quotient

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
    **dict.fromkeys(("Scale", "parse_decimal", "round_quotient"), "evalkit.rules.points"),
    **dict.fromkeys(("read_edition", "read_programme"), "evalkit.edition.reader"),
    **dict.fromkeys(("EditionRecord", "Note"), "evalkit.edition.record"),
    **dict.fromkeys(("Programme", "Rules", "Text", "Tier"), "evalkit.rules.models"),
    "variant": "evalkit.rules.checks",
    **dict.fromkeys(("ROOT_VARIABLE", "Workspace", "find_workspace"), "evalkit.edition.workspace"),
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, _HOME)
