"""Notebooks as a researcher writes them: plain pandas, seaborn and scipy, fifteen code cells and four figures each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

#: Column by which marks are grouped, by the name of the notebook.
GROUPS = {"by-cohort": "cohort", "by-subject": "subject", "by-reviewer": "reviewer", "by-indicator": "indicator"}

_METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
# The parameters come first; each text is one cell, and those that end in a figure draw it as seaborn does by itself.
_CELLS = (
    'programme = "demo"\nedition = "2025"\nlanguage = "zh"\nby = "cohort"',
    """\
import os
from pathlib import Path
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from scipy import stats""",
    'folder = Path(os.environ["EVALKIT_ROOT"], "data", programme, edition)\nsns.set_theme(style="whitegrid")',
    'marks = pd.read_csv(folder / "marks.csv", dtype={"unit": str})\nmarks.shape',
    'units = pd.read_csv(folder / "units.csv", dtype=str)\nunits["cohort"].value_counts()',
    """\
first = marks[marks["round"] == "first"].merge(units[["unit", "cohort", "subject"]], on="unit")
first["group"] = first[by]""",
    'first.groupby("group")["points"].describe().round(2)',
    """\
totals = first.groupby(["unit", "reviewer", "cohort", "subject"], as_index=False)["points"].sum()
totals["points"].describe().round(2)""",
    """\
figure, ax = plt.subplots(figsize=(8, 4))
sns.histplot(totals, x="points", hue="cohort", kde=True, multiple="stack", ax=ax)
ax.set_title("Totals");""",
    """\
figure, ax = plt.subplots(figsize=(8, 5))
sns.boxplot(first, x="points", y="group", ax=ax)
ax.set_title("Marks by group");""",
    """\
wide = first.pivot(index=["unit", "reviewer"], columns="indicator", values="points")
figure, ax = plt.subplots(figsize=(9, 7))
sns.heatmap(wide.corr().fillna(0), cmap="vlag", center=0, ax=ax)
ax.set_title("Correlation of indicators");""",
    """\
spread = totals.groupby("unit")["points"].agg(["mean", "std"])
figure, ax = plt.subplots(figsize=(7, 4))
sns.regplot(spread, x="mean", y="std", n_boot=500, seed=1, ax=ax)
ax.set_title("Spread against mean");""",
    'stats.kruskal(*(part["points"] for _, part in first.groupby("group")))',
    """\
generator = np.random.default_rng(1)
ends = {}
for name, part in first.groupby("group"):
    values = part["points"].to_numpy()
    means = values[generator.integers(len(values), size=(400, len(values)))].mean(axis=1)
    ends[name] = np.percentile(means, [2.5, 97.5])""",
    'pd.DataFrame(ends, index=["low", "high"]).T.round(3)',
)


def write(folder: Path, names: Iterable[str]) -> None:
    """Write notebooks into a folder, by their names."""
    for name in names:
        sources = (_CELLS[0].replace('by = "cohort"', f'by = "{GROUPS[name]}"'), *_CELLS[1:])
        cells = [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
        cells[0].metadata["tags"] = ["parameters"]
        title = new_markdown_cell(f"# Marks {name.replace('-', ' ')}", id="title")
        nbformat.write(new_notebook(cells=[title, *cells], metadata=_METADATA), folder / f"{name}.ipynb")
