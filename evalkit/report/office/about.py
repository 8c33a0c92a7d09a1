"""What a file says about itself: of which edition it is, in which language, made of what, and whether it is made up."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit.edition import EditionRecord
from evalkit.report.export import digest
from evalkit.wording import LOCALES, Language, text


@dataclass(frozen=True)
class About:
    """The facts that stand on the cover, in the footers and in the properties of a file.

    Attributes
    ----------
    title
        The page's first-level heading.
    programme, edition
        Their titles in the file's language.
    language
        ``"zh"`` or ``"en"``.
    version
        That of evalkit.
    provenance, source
        What the foot of the page says about both.
    synthetic
        The sentence that says that the data are made up; empty where they are not.
    """

    title: str
    programme: str
    edition: str
    language: Language
    version: str
    provenance: str
    source: str
    synthetic: str = ""

    @classmethod
    def of(cls, record: EditionRecord, language: Language, version: str, title: str) -> About:
        """Return the facts of a page of an edition."""
        return cls(
            title,
            record.programme.title[language],
            record.rules.title[language],
            language,
            version,
            text(
                language, "footer-provenance", version=version, digest=digest(record.folder.parent, record.files)[:16]
            ),
            text(language, "footer-source", programme=record.rules.programme, edition=record.rules.edition),
            text(language, "synthetic") if record.programme.synthetic else "",
        )

    @property
    def locale(self) -> str:
        """The language tag, such as ``zh-CN``."""
        return LOCALES[self.language]

    @property
    def running_title(self) -> str:
        """The line at the foot of every printed page; says that the data are made up where they are."""
        return text(self.language, "office-running-synthetic", title=self.title) if self.synthetic else self.title
