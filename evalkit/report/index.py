"""The index over all programmes and editions, made from the manifests that the runs left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evalkit.edition import Workspace, store
from evalkit.report.export import TEMPLATES, embed_font, style_sheet
from evalkit.wording import LANGUAGES, LOCALES, text


def write_index(workspace: Workspace) -> None:
    """Write ``reports/index.html``: one page for every report there is, in both languages."""
    programmes: dict[str, dict[str, dict[str, Any]]] = {}
    for path in sorted(workspace.reports.glob("*/*/*/manifest.json")):
        manifest = store.read_json(path)
        if manifest.get("language") in LANGUAGES:
            editions = programmes.setdefault(manifest["programme"], {})
            editions.setdefault(manifest["edition"], {})[manifest["language"]] = _entry(manifest)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    html = environment.get_template("index-page.html.j2").render(
        programmes=programmes, languages=LANGUAGES, locales=LOCALES, text=text, css=style_sheet()
    )
    store.write(workspace.reports / "index.html", embed_font(html))


def _entry(manifest: Mapping[str, Any]) -> dict[str, Any]:
    folder = "/".join((manifest["programme"], manifest["edition"], manifest["language"]))
    notebooks = manifest["notebooks"]
    # The report comes first; the notebooks behind it follow in reading order.
    order = sorted(notebooks, key=lambda name: (name != "annual-report", name))
    return {
        "title": manifest["programme_title"],
        "synthetic": manifest["synthetic"],
        "pages": [(f"{folder}/{name}.html", notebooks[name]["title"]) for name in order],
        "tables": [
            (f"{folder}/{file}", file.removeprefix("tables/"))
            for name in order
            for file in sorted(notebooks[name]["outputs"])
            if file.endswith(".csv")
        ],
    }
