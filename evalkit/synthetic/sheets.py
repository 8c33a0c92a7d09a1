"""Score sheets as the fictional reviewers send them back."""

from __future__ import annotations

from pathlib import Path

from evalkit.edition.record import EditionRecord
from evalkit.review.sheets.make import make_sheets
from evalkit.synthetic.marks import synthetic_marks
from evalkit.synthetic.world import SEED
from evalkit.wording import Language


def fill_sheets(
    folder: Path, record: EditionRecord, round_id: str, seed: int = SEED, *, language: Language = "zh"
) -> tuple[Path, ...]:
    """Write the workbooks of a round with the marks that the fictional reviewers give, over those that are there.

    Parameters
    ----------
    folder
        Where the workbooks are, or are to be.
    record, round_id, seed
        As in :func:`~evalkit.synthetic.marks.synthetic_marks`.
    language
        The language of the workbooks.

    Returns
    -------
    The files, in the order of the reviewers on file.
    """
    marks = synthetic_marks(record, round_id, seed)
    return make_sheets(record, round_id, language, folder, marks=marks, overwrite=True)
