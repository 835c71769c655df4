"""Records built by hand. Every function has defaults for what a test does not care about; offsets come from the words.

article = make_article("Norway praised Chad.")
event = make_event(article, "praised", actors=[make_party(article, "Norway", code="NOR")])
coded = make_coded(article, events=[event])
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dragoman.records import (
    Absence,
    Article,
    Coded,
    Event,
    Failure,
    Party,
    Place,
    Provenance,
    Quantity,
    Run,
    Sentence,
    SentenceKind,
    Span,
    Statement,
    Status,
    When,
)

PUBLISHED = dt.date(2024, 3, 6)
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
}


def make_article(text: str = "Norway praised Chad.", *, id: str = "a1", published: dt.date | None = PUBLISHED,
                 publisher: str | None = None, url: str | None = None, title: str | None = None,
                 origin: str | None = None) -> Article:  # fmt: skip
    return Article(id=id, text=text, published=published, publisher=publisher, url=url, title=title, origin=origin)


def span_of(article: Article | str, words: str, *, nth: int = 0) -> Span:
    """The `nth` place (from 0) where the words stand in the text; a test that names absent words fails here."""
    text = article if isinstance(article, str) else article.text
    start = -1
    for _ in range(nth + 1):
        start = text.find(words, start + 1)
        assert start >= 0, f"{words!r} stands fewer than {nth + 1} times in the text"
    return Span(start=start, end=start + len(words))


def make_sentences(article: Article, *, kinds: Sequence[SentenceKind] = ()) -> tuple[Sentence, ...]:
    """One sentence a line, empty lines left out; `kinds` are given to the first ones."""
    sentences: list[Sentence] = []
    start = 0
    for line in article.text.split("\n"):
        inner = line.strip()
        if inner:
            begin = start + line.index(inner)
            kind = kinds[len(sentences)] if len(sentences) < len(kinds) else SentenceKind.BODY
            sentences.append(Sentence(index=len(sentences), start=begin, end=begin + len(inner), kind=kind))
        start += len(line) + 1
    return tuple(sentences)


def sentence_at(article: Article, span: Span) -> int:
    """Number of the sentence (as `make_sentences` counts them) in which the span begins."""
    return next((s.index for s in make_sentences(article) if s.start <= span.start < s.end), 0)


def make_party(article: Article, words: str | None = "Norway", *, nth: int = 0, name: str | None = None,
               code: str | None = "NOR", sector: str | None = "GOV", other_sectors: Iterable[str] = (),
               office: str | None = None, antecedent: Span | None = None, evidence: str | None = "countries.tsv",
               absence: Absence | None = None) -> Party:  # fmt: skip
    """A party named by its words; `words` None is one that only the document makes plain."""
    span = None if words is None else span_of(article, words, nth=nth)
    return Party(span=span, text=words, name=name or words, code=code, sector=sector,
                 other_sectors=tuple(other_sectors), office=office, antecedent=antecedent, evidence=evidence,
                 absence=absence)  # fmt: skip


def make_unknown_party(article: Article, words: str, *, nth: int = 0,
                       absence: Absence = Absence.NO_CANDIDATE) -> Party:  # fmt: skip
    """A party that keeps its words and the reason why it has no code."""
    return Party(span=span_of(article, words, nth=nth), text=words, name=None, code=None, absence=absence)


def make_place(article: Article, words: str, *, nth: int = 0, name: str | None = None, country: str | None = None,
               admin1: str | None = None, geonames_id: int | None = None, latitude: float | None = None,
               longitude: float | None = None, feature_code: str | None = None,
               absence: Absence | None = None) -> Place:  # fmt: skip
    return Place(span=span_of(article, words, nth=nth), text=words, name=name, country=country, admin1=admin1,
                 geonames_id=geonames_id, latitude=latitude, longitude=longitude, feature_code=feature_code,
                 absence=absence)  # fmt: skip


def make_when(article: Article, words: str, day: dt.date | None = PUBLISHED, *, nth: int = 0,
              end: dt.date | None = None, value: str | None = None, grain: str | None = "day",
              absence: Absence | None = None) -> When:  # fmt: skip
    if day is None:
        return When(span=span_of(article, words, nth=nth), text=words, absence=absence or Absence.AMBIGUOUS)
    return When(span=span_of(article, words, nth=nth), text=words, value=value or day.isoformat(), start=day,
                end=end or day, grain=grain, absence=absence)  # fmt: skip


def make_quantity(article: Article, words: str, what: str = "killed", value: float | None = None, *, nth: int = 0,
                  low: float | None = None, high: float | None = None,
                  qualifier: str | None = None) -> Quantity:  # fmt: skip
    return Quantity(span=span_of(article, words, nth=nth), what=what, value=value, low=low, high=high,
                    qualifier=qualifier)  # fmt: skip


def make_event(article: Article, trigger: str = "praised", *, nth: int = 0, id: str | None = None,
               type: str = "SUPPORT", mode: str | None = None, contexts: Iterable[str] = (),
               status: Status = Status.ACTUAL, actors: Iterable[Party] = (), recipients: Iterable[Party] = (),
               source: Party | None = None, place: Place | None = None, time: When | None = None,
               quantities: Iterable[Quantity] = (), score: float = 5.0, cameo: str = "051", goldstein: float = 3.4,
               same_as: str | None = None, confidence: float = 0.9, sentence: int | None = None) -> Event:  # fmt: skip
    span = span_of(article, trigger, nth=nth)
    return Event(id=id or f"{article.id}-e{span.start}",
                 sentence=sentence_at(article, span) if sentence is None else sentence, trigger=span, type=type,
                 mode=mode, contexts=tuple(contexts), status=status, actors=tuple(actors),
                 recipients=tuple(recipients), source=source, place=place, time=time,
                 date=time.value if time else None, quantities=tuple(quantities), quad=QUADS.get(type, 4), score=score,
                 cameo=cameo, goldstein=goldstein, same_as=same_as, confidence=confidence)  # fmt: skip


def make_statement(article: Article, content: str | Sequence[str] = "praised Chad", *, speaker: Party | None = None,
                   cue: str | None = None, cue_nth: int = 0, nth: int = 0, id: str | None = None,
                   addressee: Party | None = None, kind: str = "indirect", act: str = "say",
                   description: str | None = None, occasion: str | None = None, place: Place | None = None,
                   confidence: float = 0.8, sentence: int | None = None) -> Statement:  # fmt: skip
    spans = tuple(span_of(article, words, nth=nth) for words in ([content] if isinstance(content, str) else content))
    return Statement(id=id or f"{article.id}-s{spans[0].start}",
                     sentence=sentence_at(article, spans[0]) if sentence is None else sentence,
                     speaker=speaker or make_party(article, None, name="Norway"),
                     description=span_of(article, description) if description else None, addressee=addressee,
                     cue=span_of(article, cue, nth=cue_nth) if cue else None, kind=kind, act=act, content=spans,
                     occasion=span_of(article, occasion) if occasion else None, place=place,
                     confidence=confidence)  # fmt: skip


def make_run() -> Run:
    return Run(version="0.1.0", model="0123456789abcdef", ontology="plover-2.0", settings="fedcba9876543210")


def make_failure(article: str = "broken", *, room: str = "read", code: str = "input_empty",
                 message: str = "broken.txt is empty; give a file with text in it") -> Failure:  # fmt: skip
    return Failure(article=article, room=room, code=code, message=message)


def make_coded(article: Article | None = None, *, events: Iterable[Event] = (), statements: Iterable[Statement] = (),
               provenance: Provenance | None = None, sentences: Sequence[Sentence] | None = None,
               notes: Iterable[str] = (), run: Run | None = None) -> Coded:  # fmt: skip
    article = article or make_article()
    return Coded(article=article, provenance=provenance or Provenance(language="en"),
                 sentences=tuple(make_sentences(article) if sentences is None else sentences), events=tuple(events),
                 statements=tuple(statements), notes=tuple(notes), run=run or make_run())  # fmt: skip


STORY = """\
LISBON (XNA) — Portugal’s foreign minister, Ana Duarte, accused Morlandia on Tuesday of arming rebels in Cape Verde.
“Their boats came at night, and they came with guns,” Duarte told reporters. “We have the pictures.”
At least 12 people were killed in clashes in Praia last week, hospital officials said.
The minister will meet her Spanish counterpart in Madrid on Friday if the talks are not called off.
Morlandia has not sent any weapons, its embassy said, calling the allegation “a fairy tale”.
Portugal accused Morlandia of arming rebels."""


def make_story(*, id: str = "story") -> Coded:
    """A whole article with most of what a record can hold: unknown parties, numbers, doubt, a second telling."""
    article = make_article(STORY, id=id, publisher="Example News", title="Portugal accuses Morlandia of arming rebels",
                           url="https://example.org/portugal")  # fmt: skip
    duarte = make_party(article, "Ana Duarte", code="PRT", office="foreign minister", evidence="office in the text")
    morlandia = make_unknown_party(article, "Morlandia")
    praia = make_place(article, "Praia", name="Praia", country="CPV", geonames_id=3374333, latitude=14.931512,
                       longitude=-23.512542, feature_code="PPLC")  # fmt: skip
    madrid = make_place(article, "Madrid", name="Madrid", country="ESP", admin1="Madrid", geonames_id=3117735,
                        latitude=40.4165, longitude=-3.70256, feature_code="PPLC")  # fmt: skip
    minister = make_party(article, "The minister", name="Ana Duarte", code="PRT", office="foreign minister",
                          antecedent=span_of(article, "Ana Duarte"), evidence="antecedent")  # fmt: skip
    rebels = make_party(article, "rebels", name="rebels in Cape Verde", code="CPV", sector="REB")
    spain = make_party(article, "her Spanish counterpart", name="foreign minister of Spain", code="ESP")
    embassy = make_party(article, "its embassy", name=None, code=None, absence=Absence.NO_CANDIDATE, evidence=None)
    officials = make_party(article, "hospital officials", code="CPV", sector="MED")
    events = (
        make_event(article, "accused", id="e1", type="ACCUSE", mode="allege", contexts=("weapons", "military"),
                   actors=[duarte], recipients=[morlandia], time=make_when(article, "on Tuesday", dt.date(2024, 3, 5)),
                   score=-3.5, cameo="112", goldstein=-2.0, confidence=0.97123),
        make_event(article, "arming", id="e2", type="AID", contexts=("weapons",), actors=[morlandia],
                   recipients=[rebels], source=duarte, score=10.0, cameo="072", goldstein=8.3, confidence=0.61),
        make_event(article, "clashes", id="e3", type="ASSAULT", place=praia, source=officials,
                   time=make_when(article, "last week", dt.date(2024, 2, 26), end=dt.date(2024, 3, 3), value="2024-02",
                                  grain="week"),
                   quantities=[make_quantity(article, "At least 12 people", low=12, qualifier="at least")],
                   score=-9.0, cameo="190", goldstein=-10.0, confidence=0.71),
        make_event(article, "meet", id="e4", type="CONSULT", mode="visit", contexts=("diplomatic",),
                   status=Status.FUTURE, actors=[minister], recipients=[spain], place=madrid,
                   time=make_when(article, "on Friday", dt.date(2024, 3, 8)), score=4.0, cameo="042", goldstein=1.9,
                   confidence=0.88),
        make_event(article, "sent", id="e5", type="AID", contexts=("weapons",), status=Status.NEGATED,
                   actors=[make_unknown_party(article, "Morlandia", nth=1)], source=embassy, score=10.0, cameo="072",
                   goldstein=8.3, confidence=0.55),
        make_event(article, "accused", nth=1, id="e6", type="ACCUSE", mode="allege", contexts=("weapons",),
                   actors=[make_party(article, "Portugal", nth=1, code="PRT")],
                   recipients=[make_unknown_party(article, "Morlandia", nth=2)], score=-3.5, cameo="112",
                   goldstein=-2.0, same_as="e1", confidence=0.93),
    )  # fmt: skip
    statements = (
        make_statement(article, ["Their boats came at night, and they came with guns", "We have the pictures"],
                       id="s1", speaker=make_party(article, "Duarte", nth=1, name="Ana Duarte", code="PRT",
                                                   antecedent=span_of(article, "Ana Duarte")),
                       cue="told", kind="direct", addressee=make_unknown_party(article, "reporters"), confidence=0.99),
        make_statement(article, "At least 12 people were killed in clashes in Praia last week", id="s2",
                       speaker=officials, cue="said"),
        make_statement(article, "Morlandia has not sent any weapons", id="s3", speaker=embassy, cue="said", cue_nth=1),
        make_statement(article, "a fairy tale", id="s4", speaker=embassy, cue="calling", kind="mixed", act="think",
                       confidence=0.6),
    )  # fmt: skip
    provenance = Provenance(agency="XNA", agency_span=span_of(article, "XNA"), language="en",
                            dateline_place=span_of(article, "LISBON"))  # fmt: skip
    return make_coded(article, events=events, statements=statements, provenance=provenance,
                      notes=("Morlandia is in no table: it keeps its words and has no code.",))  # fmt: skip
