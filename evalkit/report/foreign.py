"""What a notebook brings into its page by Markdown and HTML of its own.

Pictures are put into the page, which is one file. What would act (send the reader elsewhere, ask for something, run) is
taken out, and said: the page's policy stops most of it, but not all, and what it stops leaves a hole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from evalkit.errors import EvalkitError
from evalkit.files.pictures import embedded

_ACTING = [
    "applet", "audio", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "noembed", "noframes",
    "noscript", "object", "portal", "script", "source", "template", "title", "track", "video",
]  # fmt: skip
_WRAPPING = ["html", "head", "body", "main", "form"]
_ADDRESSES = ("href", "xlink:href", "src", "action", "formaction", "to", "from", "values")
_UNSAFE = re.compile(r"(?:^|;)(?:javascript|vbscript|data|file):", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20]")
_SVG = "data:image/"


@dataclass
class Foreign:
    """Makes passages of a notebook fit for its page.

    Attributes
    ----------
    folder, root
        Where the notebook is, and its workspace.
    removed
        The names of elements that were taken out so far.
    """

    folder: Path
    root: Path
    removed: set[str] = field(default_factory=set)

    def fit(self, passage: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
        """Return a passage of HTML as it may stand in the page.

        Raises
        ------
        EvalkitError
            It shows a picture that cannot be put into the page.
        """
        soup = BeautifulSoup(passage, "html.parser")
        # Comments and the like: browsers end them elsewhere than parsers do.
        for node in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
            node.extract()
        for tag in soup.find_all(True):
            if tag.decomposed:
                continue
            if tag.name in _ACTING or (tag.name == "style" and "<" in tag.get_text()):
                self.removed.add(tag.name)
                tag.decompose()
            elif tag.name in _WRAPPING:
                tag.unwrap()
            else:
                self._attributes(tag, attachments or {})
        return str(soup)

    def _attributes(self, tag: Tag, attachments: Mapping[str, Mapping[str, str]]) -> None:
        picture = tag.name in ("img", "image")
        for name, value in list(tag.attrs.items()):
            address = _BLANK.sub("", str(value))
            if name.startswith("on") or name in ("srcset", "srcdoc", "ping"):
                del tag[name]
            elif picture and name in ("src", "href", "xlink:href"):
                tag[name] = self._picture(str(value).strip(), attachments)
            elif name in _ADDRESSES and _UNSAFE.search(address):
                del tag[name]

    def _picture(self, address: str, attachments: Mapping[str, Mapping[str, str]]) -> str:
        if address.lower().startswith(_SVG):
            return address
        if not address.lower().startswith("attachment:"):
            return embedded(address, self.folder, self.root)
        name = address.partition(":")[2]
        for content in (attachments.get(name), attachments.get(unquote(name))):
            for kind, data in (content or {}).items():
                return f"data:{kind};base64,{''.join(data).strip()}".replace("\n", "")
        raise EvalkitError("picture-missing", picture=address)
