"""An aggregator's lead: sentences above the agency's dateline that the story below tells again."""

from __future__ import annotations

import re
from collections.abc import Sequence

MIN_SHARE = 0.6  # of a sentence's content words found again in two neighbouring sentences below
MIN_WORDS = 4
MAX_ABOVE, MAX_BELOW = 30, 40  # sentences compared; a lead repeats how the story begins

_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_STOP_LIST = """
that this with from have been were they their would could should will which about after into over also said says
when what where there these those than then some such more most other
"""
_STOP = frozenset(_STOP_LIST.split())


def retold(above: Sequence[str], below: Sequence[str]) -> list[bool]:
    """For each sentence of `above`, whether the story `below` tells it again."""
    words = [content_words(sentence) for sentence in below[:MAX_BELOW]]
    windows = [first | second for first, second in zip(words, [*words[1:], frozenset[str]()], strict=False)]
    return [_is_told(content_words(sentence), windows) for sentence in above[:MAX_ABOVE]] + [False] * len(
        above[MAX_ABOVE:]
    )


def content_words(sentence: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence.lower())) - _STOP


def _is_told(words: frozenset[str], windows: Sequence[frozenset[str]]) -> bool:
    if len(words) < MIN_WORDS:
        return False
    return any(len(words & window) >= MIN_SHARE * len(words) for window in windows)
