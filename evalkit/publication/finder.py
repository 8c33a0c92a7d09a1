"""Find any of many words in a text in one pass, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
        if not self._words:
            return []
        letters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            if not character.isspace():
                for letter in character.casefold():
                    letters.append(letter)
                    places.append(place)
        squeezed, lengths = "".join(letters), self._lengths
        found = []
        for begin in range(len(squeezed) - 1):
            for length in lengths.get(squeezed[begin : begin + SHORTEST], ()):
                key = squeezed[begin : begin + length]
                if key in self._words and begin + length <= len(squeezed):
                    start, end = places[begin], places[begin + length - 1] + 1
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
