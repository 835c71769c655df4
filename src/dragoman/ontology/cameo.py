"""The nearest CAMEO code of a PLOVER reading, as a dict look-up.

Among the table's lines of the same type and mode, the line that holds most of the event's contexts and no other
wins; ties go to the shorter, then the lower code. Without such a line the mode's own code counts, then the type's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

Key = tuple[str, str | None, frozenset[str]]

MAX_LOOKED_AT = 4  # contexts of an event that are tried together: 16 look-ups at most


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoLine:
    """One line of cameo.tsv.

    `contexts` holds alternatives ("crime|corruption") as they stand. `goldstein` is None where the published tables
    disagree. `nearest` is "yes", "root" (a two-digit heading, never given) or "no" (told from its siblings only by
    something that contexts do not say, such as what a demonstration demands).
    """

    code: str
    description: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float | None
    nearest: str
    note: str

    @classmethod
    def parse(cls, line: str) -> CameoLine:
        code, description, type, mode, contexts, goldstein, nearest, note = line.split("\t")
        return cls(
            code=code,
            description=description,
            type=type,
            mode=mode or None,
            contexts=tuple(filter(None, contexts.split(";"))),
            goldstein=float(goldstein) if goldstein else None,
            nearest=nearest,
            note=note,
        )


class Nearest:
    """Look-up from (type, mode, contexts) to (code, Goldstein score).

    `types`: the code of each type of which no more is known; `modes`: the code of a mode, where the first line of
    the table would say too much or the table has none.
    """

    def __init__(
        self, lines: tuple[CameoLine, ...], types: Mapping[str, str], modes: Mapping[tuple[str, str], str]
    ) -> None:
        scores = {line.code: line.goldstein for line in lines}
        self._types = {type: (code, _goldstein(code, scores)) for type, code in types.items()}
        self._modes = {key: (code, _goldstein(code, scores)) for key, code in modes.items()}
        self._exact: dict[Key, tuple[str, float]] = {}
        # fewest contexts first, so that a mode's own code is the least particular one
        for line in sorted(lines, key=lambda line: (len(line.contexts), len(line.code), line.code)):
            if line.nearest == "yes":
                self._enter(line, (line.code, _goldstein(line.code, scores)))
        self.find = lru_cache(maxsize=4096)(self._find)

    def _enter(self, line: CameoLine, found: tuple[str, float]) -> None:
        if line.mode is not None:
            self._modes.setdefault((line.type, line.mode), found)
        for contexts in product(*(context.split("|") for context in line.contexts)):
            self._exact.setdefault((line.type, line.mode, frozenset(contexts)), found)

    def _find(self, type: str, mode: str | None, contexts: tuple[str, ...]) -> tuple[str, float]:
        contexts = contexts[:MAX_LOOKED_AT]
        for size in range(len(contexts), 0, -1):
            for some in combinations(contexts, size):
                found = self._exact.get((type, mode, frozenset(some)))
                if found is not None:
                    return found
        if mode is not None and (type, mode) in self._modes:
            return self._modes[type, mode]
        return self._types[type]


def _goldstein(code: str, scores: Mapping[str, float | None]) -> float:
    """The code's score, else that of the nearest heading above it that has one."""
    score = scores[code]
    return _goldstein(code[:-1], scores) if score is None else score
