"""The two languages say the same things: the same messages with the same variables, and one for every fault."""

from __future__ import annotations

import ast as python
import json
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import evalkit
from evalkit.report.tables import _FILES
from evalkit.sources.schema import LABEL_LEDGER, MARKS, SUCCESSIONS, TABLES
from evalkit.wording import LANGUAGES, Language, catalogue, fixed_texts, has, text

PACKAGE = Path(evalkit.__file__).parent
WORDING = PACKAGE / "wording"

#: How a programme calls its units: the Chinese noun needs a measure word, the English one a plural. And what is true of
#: all its marks, which one language has to say where the other need not.
NOUN = {"unit", "units", "measure", "good", "reach"}

FILES = sorted(path.name for path in (WORDING / "en").glob("*.ftl"))


class References(Visitor):
    """Collects the variables of a pattern and the branches of its selections."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.branches: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_Variant(self, node: ast.Variant) -> None:
        key = node.key
        self.branches.add(key.name if isinstance(key, ast.Identifier) else key.value)
        self.generic_visit(node)


def messages(language: Language, file: str | None = None) -> dict[str, References]:
    """Return each pattern of a language, by message id (with ``.attribute``)."""
    found: dict[str, References] = {}
    for path in sorted((WORDING / language).glob("*.ftl")):
        if file is not None and path.name != file:
            continue
        resource = FluentParser(with_spans=False).parse(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, ast.Junk), f"{path}: {entry.content}"
            if not isinstance(entry, ast.Message):
                continue
            patterns = [("", entry.value)] + [(f".{a.id.name}", a.value) for a in entry.attributes]
            for attribute, pattern in patterns:
                if pattern is not None:
                    name = entry.id.name + attribute
                    assert name not in found, f"{path}: {name} is there twice"
                    found[name] = References()
                    found[name].visit(pattern)
    return found


def faults_in_code() -> set[str]:
    """Return every kind of fault that the code can raise, read off its text.

    A kind is the first argument of ``Fault(…)``, ``Unreadable(…)`` or of the helper ``fault(…)``, or the first item of
    a tuple that ``rules_checks`` yields; in three places it is in a variable, whose values stand beside it in quotes.
    """
    kinds: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        kinds |= set(re.findall(r"""\b(?:[Ff]ault|Unreadable)\(\s*"([a-z0-9-]+)\"""", code))
        kinds |= set(re.findall(r"""\byield "([a-z0-9-]+)",""", code))
        kinds |= set(re.findall(r"""PydanticCustomError\(\s*"([a-z0-9-]+)\"""", code))
        for first, second in re.findall(r"""\bkind = "([a-z0-9-]+)" if .* else "([a-z0-9-]+)\"""", code):
            kinds |= {first, second}
    return kinds


def test_the_same_files() -> None:
    assert sorted(path.name for path in (WORDING / "zh").glob("*.ftl")) == FILES
    assert "faults.ftl" in FILES


@pytest.mark.parametrize("file", FILES)
def test_the_same_messages_and_variables(file: str) -> None:
    """Same ids and attributes in the same files; same variables in each, but for the noun of what is evaluated."""
    chinese, english = messages("zh", file), messages("en", file)
    assert set(chinese) == set(english)
    differing = {name for name in english if (chinese[name].variables ^ english[name].variables) - NOUN}
    assert differing == set()


def test_the_same_branches() -> None:
    """Chosen texts cover the same words in both languages; only plural forms and numbers are each language's own."""
    plurals = {"zero", "one", "two", "few", "many", "other", "0", "1", "2"}
    chinese, english = messages("zh"), messages("en")
    for name, pattern in english.items():
        assert pattern.branches - plurals == chinese[name].branches - plurals, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_internal_readers_get_instead_says_at_least_as_much(language: Language) -> None:
    """``x-internal`` takes the place of ``x`` on pages for the office; no other message may be called so by chance."""
    known = messages(language)
    pairs = [name for name in known if name.endswith("-internal")]
    assert pairs
    assert {n: known.get(n.removesuffix("-internal"), known[n]).variables - known[n].variables for n in pairs} == {
        n: set() for n in pairs
    }
    assert {n.removesuffix("-internal") for n in pairs} <= set(known)
    # Likewise what is said where there is nothing to say, which needs the reason and nothing else.
    undefined = [n for n in known if n.startswith("say-") and n.endswith("-undefined")]
    assert {n.removesuffix("-undefined") for n in undefined} <= set(known)
    assert {v for n in undefined for v in known[n].variables} <= {"reason", "unit", "units"}


def test_chinese_is_chinese() -> None:
    """No message was copied over and forgotten: each has a Chinese character or nothing but variables and signs."""
    for path in sorted((WORDING / "zh").glob("faults.ftl")):
        resource = FluentParser(with_spans=False).parse(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, ast.Message) and entry.value is not None:
                plain = "".join(e.value for e in entry.value.elements if isinstance(e, ast.TextElement))
                assert re.search(r"[\u4e00-\u9fff]", plain) or plain.strip(" ：") == "", entry.id.name


def test_no_article_stands_before_a_noun_that_programmes_choose() -> None:
    """“A { $unit }” would be “A application”; `each`, `any` and `one` go with every noun."""
    texts = [path.read_text(encoding="utf-8") for path in (PACKAGE / "wording/en").glob("*.ftl")]
    notebooks = [path.read_text(encoding="utf-8") for path in sorted((PACKAGE.parent / "notebooks").glob("*.ipynb"))]
    pattern = r"\b[Aa]n? (?:\{ \$unit \}|\{unit\})"
    assert [found for text in (*texts, *notebooks) for found in re.findall(pattern, text)] == []


def test_every_fault_has_its_message() -> None:
    """And no message of a fault is left over."""
    worded = {name.removeprefix("fault-") for name in messages("en") if name.startswith("fault-")}
    assert faults_in_code() == worded


def test_every_error_has_its_message() -> None:
    """``EvalkitError("…")`` and its kin; ``UnknownName("what", …)`` is ``error-unknown-what``."""
    ids: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        ids |= set(re.findall(r"""\b(?:EvalkitError|ParameterError|RunError)\(\s*"([a-z-]+)\"""", code))
        ids |= {f"unknown-{what}" for what in re.findall(r"""\bUnknownName\(\s*"([a-z-]+)\"""", code)}
    assert ids >= {
        "no-programme",
        "no-workspace",
        "unknown-edition",
        "unknown-grouping",
        "other-scale",
        "other-cohorts",
    }
    for language in LANGUAGES:
        assert [name for name in sorted(ids) if not has(language, f"error-{name}")] == []


def ids_in_code() -> tuple[set[str], set[tuple[str, str]]]:
    """Return the texts of the code that may be ids, and with what those that it puts together begin and end."""
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    for path in (PACKAGE.parent / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    templates = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.j2")]
    whole = {word for template in templates for word in re.findall(r"[a-z][a-z0-9-]+", template)}
    ends: set[tuple[str, str]] = set()
    for node in (n for source in sources for n in python.walk(python.parse(source))):
        if isinstance(node, python.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        parts = node.values if isinstance(node, python.JoinedStr) else []
        if isinstance(node, python.BinOp) and isinstance(node.op, python.Add):
            parts = [node.left, node.right]
        texts = [str(p.value) if isinstance(p, python.Constant) else "" for p in parts]
        if texts and texts[0].endswith("-"):
            ends.add((texts[0], texts[-1]))
    return whole, ends


def test_every_message_is_said_somewhere() -> None:
    """By its id, or by one that is put together, such as ``docket-status-`` and what became of a unit."""
    whole, ends = ids_in_code()
    assert ("docket-status-", "") in ends and "say-docket" in whole
    dead = [
        id_
        for file in FILES
        for id_ in (m.partition(".")[0] for m in messages("en", file))
        if id_.removesuffix("-internal").removesuffix("-undefined") not in whole
        if not any(id_.startswith(first) and id_.endswith(last) for first, last in ends)
    ]
    assert dead == []


def test_text_of_an_unknown_message() -> None:
    """A fault of the program, and loud."""
    with pytest.raises(KeyError, match="no message 'fault-none' in zh"):
        text("zh", "fault-none")
    with pytest.raises(KeyError, match="fault-not-allowed"):
        text("en", "fault-not-allowed", value="x")  # `allowed` is missing


def test_no_isolation_marks() -> None:
    """Fluent sets U+2068 and U+2069 around variables by default; they would break searches and file names."""
    assert text("en", "where-cell", file="a.csv", row="2", column="unit") == "a.csv, row 2, unit: "
    assert text("zh", "where-cell", file="a.csv", row="2", column="unit") == "a.csv 第 2 行 unit："
    assert text("en", "likewise", count="2", examples="row 3") == " And 2 more like it: row 3 …"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_read_by_itself_is_the_one_in_its_file(language: Language) -> None:
    parser = FluentParser(with_spans=False)
    whole = [
        e for path in sorted((WORDING / language).glob("*.ftl")) for e in parser.parse(path.read_text("utf-8")).body
    ]
    entries = {entry.id.name: entry for entry in whole if isinstance(entry, ast.Message)}
    sources = catalogue._sources(language)
    assert sources.keys() == entries.keys()
    for name, source in sources.items():
        (alone,) = parser.parse(source).body
        assert alone.equals(entries[name], ignored_fields=["span", "comment"]), name


def test_no_message_refers_to_another() -> None:
    for language in LANGUAGES:
        for name, source in catalogue._sources(language).items():
            (entry,) = FluentParser().parse(source).body
            found: list[str] = []

            class Others(Visitor):
                def visit_MessageReference(self, node: ast.MessageReference, found: list[str] = found) -> None:
                    found.append(node.id.name)

                def visit_TermReference(self, node: ast.TermReference, found: list[str] = found) -> None:
                    found.append(node.id.name)

            Others().visit(entry)
            assert not found, name


def test_fixed_texts_are_those_that_hold_a_name() -> None:
    assert fixed_texts(lambda part: "互不相连的几部分，各部分" in part) == {text("zh", "undefined-not-connected")}
    # What a message says around its variable, in parts: "{ $edition }: no faults, …".
    assert ": no faults, " in fixed_texts(lambda part: "no faults" in part)
    assert fixed_texts(lambda part: "$edition" in part) == fixed_texts(lambda _: False) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_that_may_be_on_file_has_words_for_the_list_of_files(language: Language) -> None:
    """A page that lists what was read stopped at the first table that commands had written since."""
    tables = (*TABLES, MARKS, SUCCESSIONS, LABEL_LEDGER)
    names = {"programme", "rules", *(table.file.removesuffix(".csv") for table in tables)}
    assert names == _FILES
    assert all(text(language, f"file-{name}", unit="club", units="clubs") for name in names)
