"""Loads, when imported, what workers need: the process from which they are forked imports this and nothing else."""

from __future__ import annotations

import gc
import importlib

from evalkit.runner.grammar import without_grammar

gc.disable()
try:
    with without_grammar():
        importlib.import_module("evalkit.runner.worker")
finally:
    # What is loaded now stays: the collector need not go through it again in every worker, nor copy it by doing so.
    gc.collect()
    gc.freeze()
    gc.enable()
