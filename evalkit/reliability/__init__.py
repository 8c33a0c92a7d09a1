"""How far to trust an edition: agreement, severity, the reviewers one by one, scores adjusted for severity."""

from typing import TYPE_CHECKING

from evalkit.front import lazily

if TYPE_CHECKING:
    from evalkit.reliability.consistency import Consistency

__all__ = ["Consistency"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, {"Consistency": "evalkit.reliability.consistency"})
