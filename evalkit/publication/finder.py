"""Find any of many words in a text in one pass, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import add

#: A word of one character would be found in nearly every sentence.
SHORTEST = 2


@dataclass(frozen=True)
class Mention:
    """A word that stands in a text, from `start` to before `end`."""

    start: int
    end: int
    word: str


class Finder:
    """Finds words: in either case, spaces standing or left out; letters and digits end where words end.

    The cost is that of the text: at each place the two letters there say how long the words are that begin so.

    Parameters
    ----------
    words
        What to look for; words of one character are passed over.

    Examples
    --------
    >>> [m.word for m in Finder(["李四", "John Li"])("john  li und 李 四, John Limited")]
    ['John Li', '李四']
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        lengths: dict[str, set[int]] = {}
        for word in dict.fromkeys(words):
            key = "".join(word.split()).casefold()
            if len(key) >= SHORTEST:
                self._words.setdefault(key, []).append(word)
                lengths.setdefault(key[:SHORTEST], set()).add(len(key))
        self._lengths = {begin: sorted(found) for begin, found in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._words)

    def __call__(self, text: str) -> list[Mention]:
        """Return every mention, in the order of their starts."""
        # Folded letter by letter, a text is folded as a whole.
        squeezed, lengths = "".join(text.split()).casefold(), self._lengths
        # Most texts hold none, and this much is done without a step of Python's for each letter.
        if not lengths or lengths.keys().isdisjoint(map(add, squeezed, squeezed[1:])):
            return []
        keys = [
            (begin, key)
            for begin, pair in enumerate(map(add, squeezed, squeezed[1:]))
            if pair in lengths
            for length in lengths[pair]
            if (key := squeezed[begin : begin + length]) in self._words and len(key) == length
        ]
        if not keys:
            return []
        places = [place for place, letter in enumerate(text) if not letter.isspace() for _ in letter.casefold()]
        found = []
        for begin, key in keys:
            start, end = places[begin], places[begin + len(key) - 1] + 1
            if _whole(text, start, end):
                found += [Mention(start, end, word) for word in self._words[key]]
        return found


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether no letter or digit goes on before or after a word that begins or ends with one of ASCII's."""
    before = start > 0 and text[start].isascii() and _in_word(text[start]) and _in_word(text[start - 1])
    after = end < len(text) and text[end - 1].isascii() and _in_word(text[end - 1]) and _in_word(text[end])
    return not before and not after


def _in_word(character: str) -> bool:
    # Chinese, Japanese and Korean stand beside Latin letters and digits without a space.
    return character.isalnum() and ord(character) < 0x2E80
