"""Contexts of sentences from curated words (contexts.toml).

PLOVER reads a context from the paragraph or the whole document. Here a sentence has a context when it holds a strong
cue of it, or a weak cue while the document is clearly about it. One walk over the words, one dict look-up a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from dragoman.ontology.tables import MAX_CONTEXTS, Ontology, load

STRONG, WEAK = 2, 1  # what a cue adds to its sentence; a context needs STRONG in the sentence or an about document
# A document is clearly about a context when one sentence has a strong cue of it and the cues of all sentences sum to
# at least 4 (two strong, or one strong and two weak) and to 0.25 a sentence, so that a passing mention in a long text
# is not enough. Set by judgement: no gold documents carry contexts.
ABOUT_WEIGHT = 4
ABOUT_SHARE = 0.25

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Characters [start, end) of the text that point to `context`."""

    context: str
    strong: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A cue or mask behind its first word."""

    rest: tuple[str, ...]
    cased: tuple[str | None, ...]  # each word as it must be written, None for any case
    cue: str  # the cue as the table has it, one for all its plurals and alternatives
    marks: tuple[tuple[str, int], ...]  # (context, STRONG or WEAK); empty for a mask


@dataclass(slots=True)
class _Found:
    """What one sentence holds: context -> weight of its distinct cues, and the contexts with a strong one."""

    weights: dict[str, int]
    strong: set[str]


class Contexts:
    """Codes the 37 contexts. Built once (75 ms); a sentence of 27 words then costs 0.07 ms."""

    def __init__(self, ontology: Ontology | None = None) -> None:
        ontology = ontology or load()
        self._order = {name: index for index, name in enumerate(ontology.contexts)}
        self._yields = {name: context.yields_to for name, context in ontology.contexts.items() if context.yields_to}
        self._phrases = _index(ontology)

    def profile(self, sentences: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Contexts of each sentence of one document: at most 3, the strongest first, then in codebook order."""
        found = [self._read(sentence) for sentence in sentences]
        about = _about(found)
        return tuple(self._choose(each, about) for each in found)

    def about(self, sentences: Sequence[str]) -> Mapping[str, int]:
        """The contexts that a document is clearly about, each with the sum of its cues (strong 2, weak 1)."""
        return _about([self._read(sentence) for sentence in sentences])

    def contexts_of(self, sentence: str, about: Mapping[str, int]) -> tuple[str, ...]:
        """Contexts of one sentence in a document about `about`."""
        return self._choose(self._read(sentence), about)

    def cues(self, sentence: str) -> tuple[Cue, ...]:
        """The words that point to contexts, in order of the text; offsets count in `sentence`."""
        return tuple(
            Cue(context=context, strong=weight == STRONG, start=start, end=end)
            for start, end, phrase in self._walk(sentence)
            for context, weight in phrase.marks
        )

    def _read(self, sentence: str) -> _Found:
        found = _Found({}, set())
        seen: set[str] = set()
        for _, _, phrase in self._walk(sentence):
            if phrase.cue in seen:
                continue  # a word said twice is one cue
            seen.add(phrase.cue)
            for context, weight in phrase.marks:
                found.weights[context] = found.weights.get(context, 0) + weight
                if weight == STRONG:
                    found.strong.add(context)
        return found

    def _walk(self, sentence: str) -> Iterator[tuple[int, int, _Phrase]]:
        matches = list(_WORD.finditer(sentence))
        words = [match[0].replace(".", "") for match in matches]
        lower = [word.lower() for word in words]
        index = 0
        while index < len(words):
            phrase = self._longest(words, lower, index)
            if phrase is None:
                index += 1
                continue
            last = index + len(phrase.rest)
            yield matches[index].start(), matches[last].end(), phrase
            index = last + 1

    def _longest(self, words: list[str], lower: list[str], index: int) -> _Phrase | None:
        for phrase in self._phrases.get(lower[index], ()):
            end = index + 1 + len(phrase.rest)
            if tuple(lower[index + 1 : end]) == phrase.rest and _written(words[index:end], phrase.cased):
                return phrase
        return None

    def _choose(self, found: _Found, about: Mapping[str, int]) -> tuple[str, ...]:
        given = [context for context in found.weights if context in found.strong or context in about]
        given = [context for context in given if not any(other in given for other in self._yields.get(context, ()))]
        given.sort(key=lambda context: (-found.weights[context], self._order[context]))
        return tuple(given[:MAX_CONTEXTS])


def _written(words: Sequence[str], cased: Sequence[str | None]) -> bool:
    return all(form is None or word in (form, form.upper()) for word, form in zip(words, cased, strict=True))


def _about(found: Sequence[_Found]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for each in found:
        sums.update(each.weights)
    told = {context for each in found for context in each.strong}
    least = max(ABOUT_WEIGHT, ABOUT_SHARE * len(found))
    return {context: weight for context, weight in sums.items() if weight >= least and context in told}


def _index(ontology: Ontology) -> dict[str, tuple[_Phrase, ...]]:
    """First word -> the phrases that begin with it, longest first. A cue overrules a mask of the same words."""
    marks: dict[tuple[str, ...], dict[str, int]] = {}
    cues: dict[tuple[str, ...], str] = {}
    for cue, context, weight in _cues(ontology):
        for words in _forms(cue):
            cues.setdefault(words, cue)
            marked = marks.setdefault(words, {})
            marked[context] = max(weight, marked.get(context, 0))
    for mask in ontology.masks:
        for words in _forms(mask):
            cues.setdefault(words, mask)
            marks.setdefault(words, {})
    phrases: dict[str, list[_Phrase]] = {}
    for words in sorted(marks, key=lambda words: (-len(words), words)):
        lower = tuple(word.lower() for word in words)
        cased = tuple(word if word != small else None for word, small in zip(words, lower, strict=True))
        phrase = _Phrase(rest=lower[1:], cased=cased, cue=cues[words], marks=tuple(marks[words].items()))
        phrases.setdefault(lower[0], []).append(phrase)
    return {first: tuple(those) for first, those in phrases.items()}


def _cues(ontology: Ontology) -> Iterator[tuple[str, str, int]]:
    for context in ontology.contexts.values():
        yield from ((cue, context.name, STRONG) for cue in context.strong)
        yield from ((cue, context.name, WEAK) for cue in context.weak)


def _forms(cue: str) -> Iterator[tuple[str, ...]]:
    """The word sequences that a cue stands for: its alternatives, each with the plural of its last word."""
    for chosen in product(*(part.split("|") for part in cue.split())):
        words = tuple(_WORD.findall(" ".join(chosen)))
        yield words
        yield from ((*words[:-1], plural) for plural in _plurals(words[-1]))


def _plurals(word: str) -> tuple[str, ...]:
    if not word.islower() or word.endswith("s"):
        return ()
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + ("es" if word.endswith(("x", "ch", "sh")) else "s"),)
