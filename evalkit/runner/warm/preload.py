"""What the fork server does once, so that no kernel has to: the imports, and one figure."""

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
    "evalkit.audit",
    "evalkit.runner.shell",
    "evalkit.statistics",
)
# What a kernel imports by name: half of its start otherwise, most of that the debugger; and what pandas imports late.
_OF_KERNELS = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "encodings.idna",
    "encodings.utf_8_sig",
    "ipykernel.debugger",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pdb",
    "psutil",
    "pyarrow.pandas_compat",
    "resource",
    "sqlite3",
    "tornado.gen",
    "tornado.platform.asyncio",
    "tornado.queues",
    "zmq.utils.garbage",
)
_ROOMS = ("evalkit.reliability", "evalkit.report", "evalkit.review", "evalkit.scoring")
# What makes pages of executed notebooks, and loads nbconvert for it; and workbooks, which notebooks do not make.
_NOT_OF_KERNELS = frozenset(
    {"evalkit.review.sheets", *(f"evalkit.report.{name}" for name in ("export", "index", "office", "sheet", "summary"))}
)


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
        if module.name not in _NOT_OF_KERNELS:
            importlib.import_module(module.name)


def _addresses() -> None:
    """Let jupyter_client look up the machine's network addresses, which it remembers."""
    from jupyter_client.localinterfaces import local_ips

    local_ips()


def _draw() -> None:
    # One small figure with both fonts, in both formats: fonts are found and opened, backends set up. Further kinds of
    # figures would cost what they cost, and save nothing.
    import matplotlib.pyplot as plt
    from IPython.core.pylabtools import print_figure

    from evalkit.report.style import figure_style

    with figure_style():
        figure, ax = plt.subplots(figsize=(2, 1), layout="constrained")
        ax.barh(["甲", "乙"], [1.0, 2.0], label="等级 Tier")
        ax.set(title="评估 Evaluation", xlabel="份额 Share (%)")
        ax.legend()
        figure.savefig(io.BytesIO(), format="svg", metadata={"Date": None, "Creator": None})
    print_figure(figure, fmt="png", bbox_inches="tight")
    plt.close("all")


def _say() -> None:
    from evalkit.wording import LANGUAGES, text

    for language in LANGUAGES:
        text(language, "cli-state-done")
