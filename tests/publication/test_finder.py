"""What is found in a text, against a search that goes through every place and every word."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from evalkit.publication.finder import Finder

# Letters that fold into two, that fold into others, that are no letters; spaces of several kinds; no space.
_TEXT = st.text(st.sampled_from("aAbBßſéİıfﬁ李四 \u3000\x1c\t\n1290-·中"), max_size=30)


def slowly(words: list[str], text: str) -> list[tuple[int, int, str]]:
    """Every part of the text that begins and ends with a letter and is, folded and without spaces, one of the words."""
    known: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        known.setdefault("".join(word.split()).casefold(), []).append(word)
    found = []
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            part = text[start:end]
            key = "".join(part.split()).casefold()
            if part[0].isspace() or part[-1].isspace() or len(key) < 2 or key not in known:
                continue
            around = [(text[start - 1 : start], part[0]), (text[end : end + 1], part[-1])]
            if not any(in_word(a) and in_word(b) and b.isascii() for a, b in around):
                found += [(start, end, word) for word in known[key]]
    return found


def in_word(letter: str) -> bool:
    return letter.isalnum() and ord(letter) < 0x2E80


@given(st.lists(_TEXT.filter(lambda word: len(word) < 5), max_size=5), _TEXT)
@example(["a b"], "ab a  b A\u3000B")
@example(["李四"], "李 四和李四")
def test_what_is_found_is_what_is_there(words: list[str], text: str) -> None:
    found = {(m.start, m.end, m.word) for m in Finder(words)(text)}
    # A letter that folds into two may end a word in its middle, where no part of the text ends.
    assert {f for f in found if whole_letters(text, f)} == set(slowly(words, text))


def whole_letters(text: str, found: tuple[int, int, str]) -> bool:
    start, end, word = found
    return "".join(text[start:end].split()).casefold() == "".join(word.split()).casefold()
