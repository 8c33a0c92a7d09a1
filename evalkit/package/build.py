"""The files of the data package of an edition."""

from __future__ import annotations

import json

from evalkit.package.descriptor import descriptor, dictionary
from evalkit.package.tables import package_tables
from evalkit.report.csvtext import csv_text
from evalkit.report.exported import digest
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation, Series

#: Names in the folder of an edition's reports, and in that of its package.
FOLDER, DESCRIPTOR, DICTIONARY = "data", "datapackage.json", "README.md"


def package_files(ev: Evaluation, series: Series | None, audience: Audience, key: str = "") -> dict[str, str]:
    """Return the files of a package by name, as text.

    Parameters
    ----------
    ev
        The edition under its own rules.
    series
        Its programme, where the rules have an honour; else None.
    audience
        For whom.
    key
        Of the workspace, where it is not to be looked for beside the data.
    """
    tables = list(package_tables(ev, series, audience))
    version = digest(ev.record.folder.parent, ev.record.inputs, key)[:16]
    files = {resource.file: csv_text([resource.names, *rows]) for resource, rows in tables}
    described = descriptor(ev, tables, audience, version)
    files[DESCRIPTOR] = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    files[DICTIONARY] = dictionary(ev, tables, audience, version)
    return files
