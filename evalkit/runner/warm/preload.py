"""What the fork server does once, so that no kernel has to: the imports, and one figure of each kind."""

from __future__ import annotations

import contextlib
import importlib
import io
import warnings

from evalkit.runner.grammar import without_grammar

_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "pandas",
    "scipy.stats",
    "scipy.optimize",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "seaborn",
    "pyarrow.csv",
    "openpyxl",
    "evalkit.report",
    "evalkit.audit",
    "evalkit.statistics",
)
# What a kernel imports by name while it starts: half of its start otherwise, most of that the debugger.
_OF_KERNELS = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "encodings.idna",
    "ipykernel.debugger",
    "pdb",
    "psutil",
    "resource",
    "sqlite3",
    "tornado.gen",
    "tornado.platform.asyncio",
    "tornado.queues",
)
_ROOMS = ("evalkit.reliability", "evalkit.review", "evalkit.scoring")


def preload() -> None:
    """Import and draw; leaves no figure open and no setting changed."""
    with without_grammar():
        for name in _MODULES:
            importlib.import_module(name)
        for name in _OF_KERNELS:
            # Not every version and installation has all of them, and none is needed.
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        _addresses()
        for name in _ROOMS:
            _import_all(name)
    import matplotlib as mpl

    # Filters that a library sets when it is imported stay; those of this function do not.
    with warnings.catch_warnings(), mpl.rc_context():
        warnings.simplefilter("ignore")
        _draw()
        _say()


def _import_all(package: str) -> None:
    """Import the modules of a room; of rooms that do not exist yet, none."""
    import pkgutil

    try:
        found = importlib.import_module(package)
    except ModuleNotFoundError:
        return
    for module in pkgutil.iter_modules(found.__path__, f"{package}."):
        importlib.import_module(module.name)


def _addresses() -> None:
    """Let jupyter_client look up the machine's network addresses, which it remembers."""
    from jupyter_client.localinterfaces import local_ips

    local_ips()


def _draw() -> None:
    # First uses cost as much as imports: fonts are read, glyphs outlined, layouts and colour maps set up.
    import matplotlib.pyplot as plt
    import numpy as np
    import pandas as pd
    import seaborn as sns
    from IPython.core.pylabtools import print_figure

    from evalkit.report.style import figure_style, tier_colours

    table = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0], "y": [2.0, 1.0, 4.0, 3.0], "kind": ["甲", "乙", "甲", "乙"]})
    with figure_style():
        figure, axes = plt.subplots(2, 4, figsize=(9, 5), layout="constrained")
        flat = list(axes.flat)
        colours = tier_colours(4)
        flat[0].barh(table["kind"], table["x"], color=colours[0], label="等级 Tier")
        flat[0].legend()
        sns.scatterplot(table, x="x", y="y", hue="kind", ax=flat[1])
        sns.heatmap(np.arange(4.0).reshape(2, 2), annot=True, ax=flat[2])
        sns.histplot(table, x="x", ax=flat[3])
        sns.lineplot(table, x="x", y="y", errorbar=None, ax=flat[4])
        sns.stripplot(table, x="kind", y="y", jitter=False, ax=flat[5])
        sns.boxplot(table, x="kind", y="y", ax=flat[6])
        sns.kdeplot(table, x="x", ax=flat[7])
        for ax in flat:
            ax.set(title="评估 Evaluation 0123456789", xlabel="份额 Share (%)", ylabel="−1.5")
            ax.annotate("n", (0, 0))
        figure.savefig(io.BytesIO(), format="svg", metadata={"Date": None, "Creator": None})
    print_figure(figure, fmt="png", bbox_inches="tight")
    plt.close("all")


def _say() -> None:
    from evalkit.wording import LANGUAGES, text

    for language in LANGUAGES:
        text(language, "cli-state-done")
