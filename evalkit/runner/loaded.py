"""Loads, when imported, what the processes of a run need: the one from which they are forked imports this only.

Besides the imports one figure: what is done for the first time costs as much again.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
import warnings

from evalkit.runner.loading import loading

_MODULES = (
    "evalkit.runner.worker",
    "evalkit.runner.cells",
    "pandas",
    "scipy.stats",
    "scipy.optimize",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "seaborn",
    "pyarrow.csv",
    "evalkit.audit",
    "evalkit.statistics",
)
# What is imported late and by name. Not every version and installation has all of them, and none is needed.
_LATE = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "encodings.idna",
    "encodings.utf_8_sig",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pyarrow.pandas_compat",
    "resource",
    "sqlite3",
)
_ROOMS = ("evalkit.reliability", "evalkit.report", "evalkit.review", "evalkit.scoring")
# Workbooks, which most runs do not make.
_LEFT_OUT = frozenset({"evalkit.review.sheets", "evalkit.report.office"})


def _load() -> None:
    for name in _MODULES:
        importlib.import_module(name)
    for name in _LATE:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for room in _ROOMS:
        for module in pkgutil.iter_modules(importlib.import_module(room).__path__, f"{room}."):
            if module.name not in _LEFT_OUT:
                importlib.import_module(module.name)
    import matplotlib as mpl

    # Filters that a library sets when it is imported stay; those of this function do not.
    with warnings.catch_warnings(), mpl.rc_context():
        warnings.simplefilter("ignore")
        _draw()


def _draw() -> None:
    # Fonts are found and opened, backends set up. Bars, a legend or a second format would cost what they cost, and save
    # nothing.
    import matplotlib.pyplot as plt

    from evalkit.report.style import figure_style
    from evalkit.wording import LANGUAGES, text

    with figure_style():
        figure, ax = plt.subplots(figsize=(2, 1), layout="constrained")
        ax.set(title="评估 Evaluation", xticks=[], yticks=[])
        figure.savefig(io.BytesIO(), format="svg", metadata={"Date": None, "Creator": None})
    plt.close("all")
    for language in LANGUAGES:
        text(language, "cli-state-done")


with loading():
    _load()
