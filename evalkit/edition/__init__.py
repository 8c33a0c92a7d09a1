"""An edition on file: rules, tables, checks."""

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
