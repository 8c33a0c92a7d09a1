"""The documentation as a site, by Sphinx: ``make docs``."""

from __future__ import annotations

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "evalkit"
html_title = project
extensions = ["myst_parser"]
exclude_patterns = ["**/.*"]
# Headings are anchors, by the rule of GitHub, where the same files are read.
myst_heading_anchors = 4
html_theme = "furo"
html_copy_source = False
html_show_sourcelink = False


def setup(app: Sphinx) -> None:
    """Let blocks stand as they are that nothing colours."""
    for name in ("csv", "ftl"):
        app.add_lexer(name, TextLexer)
