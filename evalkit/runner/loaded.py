"""Loads, when imported, what workers need: the process from which they are forked imports this and nothing else."""

from __future__ import annotations

import importlib

from evalkit.runner.grammar import without_grammar

with without_grammar():
    importlib.import_module("evalkit.runner.worker")
