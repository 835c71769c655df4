"""One window's probabilities -> drafts of events and statements, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.encoding import Encoding, Window
from dragoman.labels import CUES, MODES, SECTORS, STATUSES, TYPES
from dragoman.records import Draft, DraftStatement, Mention, Signs, Span, Status
from dragoman.settings import DecodeSettings

MAX_MENTION = 40  # words
MAX_TRIGGER = 5  # words; the longest trigger of the corpus has six
SAY, RUNNING = CUES.index("say"), CUES.index("running")
# Words that stand before the verb of a cue: "has not yet called for", "is demanding".
_BEFORE_VERBS = """
has have had is are was were be been being am do does did will would shall should can could may might must to not n't
t s re ve ll d also never now then still again often later already always just only even ever yet repeatedly
"""
BEFORE_VERBS = frozenset(_BEFORE_VERBS.split())
MAX_CUE = 8  # words
SAME_WORDS = 0.8  # least common share of two contents that are one telling; set by judgement


@dataclass(frozen=True, slots=True)
class _Page:
    """A window with its encoding and text: what every helper below needs."""

    window: Window
    encoding: Encoding
    text: str
    settings: DecodeSettings
    mentions: dict[int, Mention] = field(default_factory=dict)  # by first word: many events name the same

    def span(self, first: int, last: int) -> Span:
        return Span(start=int(self.window.starts[first]), end=int(self.window.ends[last]))

    def stop(self, word: int, most: int) -> int:
        """One past the last word of a mention beginning at `word`: its sentence's end, or `most` words on."""
        sentences = self.window.sentences
        own = sentences[word : word + most] == sentences[word]
        return word + int(own.argmin() if not own.all() else len(own))

    def own(self, word: int, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores with 0 for every word outside the word's sentence: what the guide looks for there only."""
        inside = np.append(self.window.sentences == self.window.sentences[word], True)
        return np.where(inside, scores, np.float32(0))


def decode(
    text: str,
    window: Window,
    encoding: Encoding,
    settings: DecodeSettings,
    wanted: Callable[[Signs], bool] = lambda signs: True,
) -> tuple[list[Draft], list[DraftStatement]]:
    """Drafts of the window's events, those of `wanted` signs, and of its statements."""
    page = _Page(window, encoding, text, settings)
    return list(_events(page, wanted)), list(_statements(page))


@cache
def _allowed(type_index: int) -> NDArray[np.int64]:
    """Indexes of the modes of a type, the last being "no mode"."""
    name = TYPES[type_index]
    return np.array([i for i, (t, _) in enumerate(MODES) if t == name] + [len(MODES) - 1])


def _events(page: _Page, wanted: Callable[[Signs], bool]) -> Iterator[Draft]:
    e, settings = page.encoding, page.settings
    for k, kind, last, signs in _triggers(page):
        if not wanted(signs):
            continue
        word = int(e.event_at[k])
        modes = _allowed(kind)
        actors, recipients = _parties(page, word, e.event_many[k])
        mode = MODES[modes[int(e.mode[k, modes].argmax())]][1]
        sentence = int(page.window.sentences[word])
        yield Draft(
            sentence=sentence,
            trigger=page.span(word, last),
            type=TYPES[kind],
            mode=None if mode == "none" else mode,
            status=Status(STATUSES[int(e.status[k].argmax())]),
            actors=actors,
            recipients=recipients,
            source=_one(page, e.event_one[k, :, 0]),
            place=_best(page, page.own(word, e.event_one[k, :, 1]), settings.place),
            time=_best(page, page.own(word, e.event_one[k, :, 2]), settings.time),
            probability=signs.probability,
            core=signs.core,
            second=signs.second,
            elsewhere=signs.elsewhere,
            rival=signs.rival,
            beside=signs.beside,
        )


def _triggers(page: _Page) -> Iterator[tuple[int, int, int, Signs]]:
    """(index in `event_at`, type, last word, signs) of every word above the thresholds, in the order of the text."""
    e, settings, sentences = page.encoding, page.settings, page.window.sentences
    found: list[tuple[int, int, int, int]] = []
    last = -1
    for k, word in enumerate(e.event_at.tolist()):
        kind = int(e.event[word, 1:].argmax()) + 1
        probability = float(e.event[word, kind])
        if word > last and probability >= settings.event and probability * float(e.core[word]) >= settings.core:
            last = _trigger_end(page, word)
            found.append((k, word, kind, last))
    if not found:
        return
    of_words = e.event[:, 1:] * e.core[:, None]
    of_sentences = {s: of_words[sentences == s].sum(0) for s in {int(sentences[word]) for _, word, _, _ in found}}
    strength = [float(of_words[word, kind - 1]) for _, word, kind, _ in found]
    for at, (k, word, kind, last) in enumerate(found):
        others = [i for i, f in enumerate(found) if i != at and sentences[f[1]] == sentences[word]]
        yield (
            k,
            kind,
            last,
            Signs(
                probability=float(e.event[word, kind]),
                core=float(e.core[word]),
                second=float(np.partition(e.event[word, 1:], -2)[-2]),
                elsewhere=max(float(of_sentences[int(sentences[word])][kind - 1]) - strength[at], 0.0),
                rival=max((strength[i] for i in others if found[i][2] == kind), default=0.0),
                beside=max((strength[i] for i in others if found[i][2] != kind), default=0.0),
            ),
        )


def _trigger_end(page: _Page, word: int) -> int:
    inside = page.encoding.inside[word + 1 : page.stop(word, MAX_TRIGGER)] > page.settings.inside
    return word + int(inside.argmin() if not inside.all() else len(inside))


def _parties(page: _Page, word: int, scores: NDArray[np.float32]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Mentions that may be actors and recipients of the event at a word. *Shape of scores:* (N, 2)

    Where no actor is likely, it is the speaker whose cue the trigger is, if any.
    """
    actors, recipients = _many(page, scores[:, 0]), _many(page, scores[:, 1])
    if scores[:, 0].max() <= page.settings.party:
        cue = np.flatnonzero(page.encoding.cue_at == word)
        speaker = _one(page, page.encoding.cue_roles[int(cue[0]), :, 0]) if len(cue) else None
        actors = (speaker,) if speaker else actors
    return actors, recipients


def _many(page: _Page, scores: NDArray[np.float32]) -> tuple[Mention, ...]:
    """Mentions of the words above the threshold; where none is sure, of the few likeliest. In the order of the text.

    Of overlapping ones the likelier.
    """
    settings = page.settings
    order = np.argsort(-scores, kind="stable")
    if scores[order[0]] >= settings.sure:
        words = order[: np.count_nonzero(scores > settings.party)]
    else:
        words = order[: min(settings.doubtful, np.count_nonzero(scores >= settings.weak))]
    chosen: list[Mention] = []
    for word in words.tolist():
        mention = _mention(page, word, float(scores[word]))
        if not any(mention.span.start < other.span.end and other.span.start < mention.span.end for other in chosen):
            chosen.append(mention)
    return tuple(sorted(chosen, key=lambda m: m.span))


def _one(page: _Page, scores: NDArray[np.float32]) -> Mention | None:
    """The likeliest word, or None when "nobody" is likelier or all are unlikely. *Shape:* (N + 1,)"""
    word = int(scores.argmax())
    if word == len(scores) - 1 or scores[word] < page.settings.single:
        return None
    return _mention(page, word, float(scores[word]))


def _best(page: _Page, scores: NDArray[np.float32], least: float) -> Mention | None:
    """The likeliest word, whatever the probability of "nowhere", or None when it is unlikely. *Shape:* (N + 1,)"""
    word = int(scores[:-1].argmax())
    return _mention(page, word, float(scores[word])) if scores[word] >= least else None


def _mention(page: _Page, word: int, probability: float) -> Mention:
    """The party that begins at a word; worked out once a window, whatever events name it."""
    known = page.mentions.get(word)
    if known is None:
        sector = SECTORS[int(page.encoding.sector[word].argmax())]
        known = page.mentions[word] = Mention(
            span=page.span(word, _last(page, word)),
            probability=probability,
            sector=None if sector == "none" else sector,
            antecedent=_antecedent(page, word),
            home=_home(page, word),
        )
    return known if known.probability == probability else replace(known, probability=probability)


def _last(page: _Page, word: int) -> int:
    return word + int(page.encoding.ends[word, word : page.stop(word, MAX_MENTION)].argmax())


def _antecedent(page: _Page, word: int) -> Span | None:
    """The likeliest earlier mention of the same party, if likelier than the threshold."""
    if word == 0:
        return None
    row = page.encoding.earlier[word]
    logits = np.append(row[:word], row[-1])
    weights = np.exp(logits - logits.max())
    best = int(weights.argmax())
    if best == word or weights[best] / weights.sum() < page.settings.link:
        return None
    return page.span(best, _last(page, best))


def _home(page: _Page, word: int) -> tuple[tuple[Span, float], ...]:
    """Words that tell where the party is from, with their probabilities, in the order of the text."""
    row = page.encoding.home[word]
    weights = np.exp(row - row.max())
    weights /= weights.sum()
    return tuple(
        (page.span(w, w), float(weights[w])) for w in np.flatnonzero(weights[:-1] > page.settings.home).tolist()
    )


def _statements(page: _Page) -> Iterator[DraftStatement]:
    """What somebody says, and what is attributed to somebody in other ways: held, planned, shown, called for."""
    said: list[DraftStatement] = []
    held: list[DraftStatement] = []
    for c, word in enumerate(page.encoding.cue_at.tolist()):
        statement = _statement(page, c, word)
        if statement is not None:
            (said if statement.act == "say" else held).append(statement)
    told = list(said)
    for statement in sorted(held, key=lambda s: -s.probability):
        if not any(_same_telling(statement, other) for other in told):
            told.append(statement)
    yield from sorted(told, key=lambda s: (s.sentence, s.cue or s.content[0], s.act))


def _statement(page: _Page, c: int, word: int) -> DraftStatement | None:
    e, settings = page.encoding, page.settings
    kind = int(e.cue[word, 1:].argmax()) + 1
    probability = float(e.cue[word, kind])
    said = probability >= settings.cue
    if not said:
        probability = float(e.attribution[word])
        if probability < settings.think:
            return None
    roles = e.cue_roles[c]
    found = _content(page, word, roles)
    if found is None:
        return None
    content, ends = found
    first, last = _verb_group(page, word) if said else (word, _cue_end(page, word, content))
    return DraftStatement(
        sentence=int(page.window.sentences[word]),
        cue=None if said and kind == RUNNING else page.span(first, last),
        act="say" if said else "think",
        speaker=_one(page, roles[:, 0]),
        content=(content,),
        probability=probability,
        ends=ends,
    )


def _same_telling(held: DraftStatement, said: DraftStatement) -> bool:
    """ "has" of "has said": both cues stand for one telling, or for the same words told."""
    if held.sentence != said.sentence:
        return False
    cue = said.cue or said.content[0]
    if held.cue is not None and held.cue.start < cue.end and cue.start < held.cue.end:
        return True
    (h,), (s,) = held.content, said.content
    common = min(h.end, s.end) - max(h.start, s.start)
    return common >= SAME_WORDS * max(h.end - h.start, s.end - s.start)


def _verb_group(page: _Page, word: int) -> tuple[int, int]:
    """First and last word of a cue of saying with the words that belong to it: "has not said", "according to"."""
    starts, ends, sentences = page.window.starts, page.window.ends, page.window.sentences

    def is_word(at: int, among: Container[str]) -> bool:
        inside = 0 <= at < len(starts) and sentences[at] == sentences[word]
        return inside and page.text[starts[at] : ends[at]].lower() in among

    first, last = word, _trigger_end(page, word)
    while is_word(first - 1, BEFORE_VERBS):
        first -= 1
    return first, last + (is_word(last, ("according",)) and is_word(last + 1, ("to",)))


def _cue_end(page: _Page, word: int, content: Span) -> int:
    """Last word of a wider cue: the verb group, and all up to the content where that follows closely."""
    starts, stop = page.window.starts, page.stop(word, MAX_CUE)
    before = int(np.searchsorted(starts, content.start))
    if word < before < stop:
        return before - 1
    last = word
    while last + 1 < stop and page.text[starts[last] : page.window.ends[last]].lower() in BEFORE_VERBS:
        last += 1
    return last


def _content(page: _Page, word: int, roles: NDArray[np.float32]) -> tuple[Span, float] | None:
    """The likeliest first and last word of what was said, the last not before the first, both in the cue's sentence.

    With the product of their probabilities.

    Left free, the first word lies in another sentence for one statement in three of an early model: 0.20 instead of
    0.31 F1 on the development documents.
    """
    n = len(roles) - 1
    first = int(page.own(word, roles[:, 1])[:n].argmax())
    stop = page.stop(first, n)
    last = first + int(roles[first:stop, 2].argmax())
    if last == first == word:
        return None
    return page.span(first, last), float(roles[first, 1]) * float(roles[last, 2])
