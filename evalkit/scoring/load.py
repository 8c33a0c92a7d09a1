"""The door: ``load`` an edition, ``evaluate`` it."""

from __future__ import annotations

import os
from dataclasses import fields

from evalkit.edition import EditionRecord, Rules, find_workspace
from evalkit.edition.once import read_once
from evalkit.edition.record import ReviewedEdition
from evalkit.edition.workspace import refuse_undeclared
from evalkit.errors import ParameterError
from evalkit.scoring.evaluation import Evaluation


class Edition(EditionRecord):
    """An edition on file that can be evaluated."""

    def evaluate(self, rules: Rules | None = None) -> Evaluation:
        """Apply the edition's rules, or others, to what is on file.

        Raises
        ------
        EvalkitError
            The given rules measure scores in other steps than those on file.
        """
        return Evaluation(self, self.rules).replace(rules)


class EditionOfMarks(Edition, ReviewedEdition):
    """An edition of marks that can be evaluated."""


def load(programme: str, edition: str | int, *, root: str | os.PathLike[str] | None = None) -> Edition:
    """Read and check one edition.

    Parameters
    ----------
    programme, edition
        Names of the folders under ``data/``, such as ``"alliances"`` and ``"2019"``. An edition may be given as a whole
        number: that is what the command line of papermill makes of 2019.
    root
        The workspace; by default found from the current folder (see :func:`evalkit.edition.find_workspace`).

    Returns
    -------
    The edition; ``.evaluate()`` gives its :class:`~evalkit.scoring.Evaluation`.

    Raises
    ------
    UnknownName
        No such programme or edition; the nearest known one is named.
    EditionError
        The edition is faulty; every fault is listed.

    Examples
    --------
    >>> import evalkit
    >>> ev = evalkit.load("alliances", "2019").evaluate()
    >>> ev.counts("tier")["count"].tolist()
    [35, 19, 37, 8]
    """
    edition = str(edition) if type(edition) is int else edition
    for name, value in (("programme", programme), ("edition", edition)):
        if not isinstance(value, str):
            raise ParameterError(
                "parameter-type", name=name, value=repr(value), found=type(value).__name__, wanted="str"
            )
    folder = find_workspace(root).edition_folder(programme, str(edition))
    refuse_undeclared(folder)
    record = read_once(folder)
    kind = EditionOfMarks if isinstance(record, ReviewedEdition) else Edition
    return kind(**{field.name: getattr(record, field.name) for field in fields(record)})
