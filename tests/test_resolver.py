"""What the resolver settles between drafts: roles, wordings, tellings, dates that decide the status."""

import datetime as dt
from dataclasses import replace

import pytest

from dragoman.records import Article, Draft, DraftStatement, Event, Mention, Sentence, Span, Status, When
from dragoman.resolve.doers import with_doers
from dragoman.resolve.resolver import (
    Resolver,
    _absolute,
    _by_date,
    _one_wording,
    _whole_quotations,
    _with_speakers,
)
from dragoman.resolve.roles import apart, choose
from dragoman.settings import DecodeSettings
from makers import make_article, make_event, make_party, span_of


def when(start: dt.date | None, end: dt.date | None) -> When:
    article = make_article("on Thursday")
    return When(span=span_of(article, "Thursday"), text="Thursday", start=start, end=end)


def test_a_party_in_both_roles_keeps_the_likelier() -> None:
    article = make_article("Peru warned Chile.")
    peru, chile = make_party(article, "Peru", code="PER"), make_party(article, "Chile", code="CHL")
    actors, recipients = apart([(peru, 0.9), (chile, 0.3)], [(chile, 0.8)], "THREATEN")
    assert (peru,) == actors
    assert (chile,) == recipients


def test_a_party_equally_likely_in_both_roles_is_the_actor() -> None:
    article = make_article("Peru warned Chile.")
    peru = make_party(article, "Peru", code="PER")
    assert ((peru,), ()) == apart([(peru, 0.5)], [(peru, 0.5)], "THREATEN")


@pytest.mark.parametrize(
    ("kind", "share", "moved"), [("ACCUSE", 0.6, True), ("ACCUSE", 0.4, False), ("AGREE", 0.6, False)]
)
def test_one_of_two_actors_is_the_recipient_that_is_missing(kind: str, share: float, moved: bool) -> None:
    article = make_article("To the anger of Peru, which complained, Chile went on.")
    peru, chile = make_party(article, "Peru", code="PER"), make_party(article, "Chile", code="CHL")
    roles = apart([(peru, 0.8), (chile, 0.3)], [(chile, 0.3 * share), (peru, 0.1)], kind)
    assert roles == (((peru,), (chile,)) if moved else ((peru, chile), ()))


def test_mentions_of_one_country_are_weighed_together() -> None:
    article = make_article("Peru warned Chile, to which Santiago and the ministry took offence.")
    peru = make_party(article, "Peru", code="PER")
    city, ministry = (make_party(article, words, code="CHL") for words in ("Santiago", "the ministry"))
    read = [(peru, 0.16), (city, 0.12), (ministry, 0.14)]
    assert choose([], read, "THREATEN", DecodeSettings()) == ((), (ministry,))


def test_two_parties_of_one_country_are_two_where_both_are_likely() -> None:
    article = make_article("The president and the minister of Chile warned Peru.")
    president, minister = (make_party(article, words, code="CHL") for words in ("The president", "the minister"))
    for chance, actors in ((0.7, (president, minister)), (0.3, (president,))):
        assert choose([(president, 0.8), (minister, chance)], [], "THREATEN", DecodeSettings()) == (actors, ())


@pytest.mark.parametrize(("chance", "found"), [(0.06, True), (0.04, False)])
def test_a_lone_recipient_is_the_likeliest_that_is_no_actor(chance: float, found: bool) -> None:
    article = make_article("Peru warned Chile.")
    peru, chile = make_party(article, "Peru", code="PER"), make_party(article, "Chile", code="CHL")
    roles = choose([(peru, 0.9)], [(peru, 0.1), (chile, chance)], "THREATEN", DecodeSettings())
    assert roles == ((peru,), (chile,) if found else ())


def test_two_wordings_of_one_act_are_one_event() -> None:
    article = make_article("The envoys are due to meet in Lima.")
    due, meet = make_event(article, "due", type="CONSULT"), make_event(article, "meet", type="CONSULT")
    assert [meet] == _one_wording(article.text, [(due, 0.4), (meet, 0.5)])


def test_of_two_wordings_the_likelier_takes_the_party_that_only_the_other_names() -> None:
    article = make_article("Peru vowed that it would retaliate against Chile.")
    peru, chile = make_party(article, "Peru", code="PER"), make_party(article, "Chile", code="CHL")
    vowed = make_event(article, "vowed", type="THREATEN", actors=[peru], recipients=[])
    strike = make_event(article, "retaliate", type="THREATEN", actors=[], recipients=[chile])
    (one,) = _one_wording(article.text, [(vowed, 0.6), (strike, 0.5)])
    assert (one.trigger, one.actors, one.recipients) == (vowed.trigger, (peru,), (chile,))


def test_two_acts_of_a_clause_against_different_parties_stay_apart() -> None:
    article = make_article("Peru warned Chile before warning Cuba.")
    chile, cuba = make_party(article, "Chile", code="CHL"), make_party(article, "Cuba", code="CUB")
    first = make_event(article, "warned", type="THREATEN", actors=[], recipients=[chile])
    second = make_event(article, "warning", type="THREATEN", actors=[], recipients=[cuba])
    assert _one_wording(article.text, [(first, 0.6), (second, 0.5)]) == [first, second]


def test_who_acts_in_one_wording_and_suffers_in_the_other_tells_two_acts() -> None:
    article = make_article("Peru threatened by Chile threatened back.")
    chile = make_party(article, "Chile", code="CHL")
    first = make_event(article, "threatened", type="THREATEN", actors=[chile], recipients=[])
    second = make_event(article, "threatened", nth=1, type="THREATEN", actors=[], recipients=[chile])
    assert _one_wording(article.text, [(first, 0.6), (second, 0.5)]) == [first, second]


@pytest.mark.parametrize("text", ["They met and met again.", "They met, then met again."])
def test_two_acts_joined_or_listed_stay_two_events(text: str) -> None:
    article = make_article(text)
    first = make_event(article, "met", type="CONSULT")
    second = make_event(article, text[text.rindex("met") :].split()[0] + " again", type="CONSULT")
    assert [first, second] == _one_wording(article.text, [(first, 0.4), (second, 0.5)])


@pytest.mark.parametrize(
    ("days_back", "status", "expected"),
    [
        (10, Status.ACTUAL, Status.ACTUAL),
        (10, Status.HISTORICAL, Status.ACTUAL),
        (400, Status.ACTUAL, Status.HISTORICAL),
        (400, Status.NEGATED, Status.NEGATED),
    ],
)
def test_a_date_months_back_makes_an_act_historical(days_back: int, status: Status, expected: Status) -> None:
    published = dt.date(2020, 6, 1)
    day = published - dt.timedelta(days=days_back)
    assert expected == _by_date(status, "ASSAULT", when(day, day), published)


@pytest.mark.parametrize(
    ("day", "status"), [(dt.date(2024, 2, 1), Status.HISTORICAL), (dt.date(2023, 12, 1), Status.ACTUAL)]
)
def test_a_year_that_is_over_counts_from_its_middle(day: dt.date, status: Status) -> None:
    year = replace(when(dt.date(2023, 1, 1), dt.date(2023, 12, 31)), grain="year")
    assert _by_date(Status.ACTUAL, "ASSAULT", year, day) == status


def test_a_date_ahead_makes_an_act_told_as_done_a_plan() -> None:
    published = dt.date(2020, 6, 1)
    ahead = when(dt.date(2020, 6, 2), dt.date(2020, 6, 2))
    assert Status.FUTURE == _by_date(Status.ACTUAL, "CONSULT", ahead, published)
    assert Status.ACTUAL == _by_date(Status.ACTUAL, "THREATEN", ahead, published)  # a threat for then is made now
    assert Status.HYPOTHETICAL == _by_date(Status.HYPOTHETICAL, "CONSULT", ahead, published)


@pytest.mark.parametrize("status", [Status.ACTUAL, Status.HISTORICAL])
def test_what_began_long_ago_and_lasts_keeps_its_status(status: Status) -> None:
    published = dt.date(2020, 6, 1)
    assert status == _by_date(status, "ASSAULT", when(dt.date(1990, 1, 1), published), published)


def test_an_act_without_a_doer_has_that_of_the_nearest_act_of_its_type() -> None:
    article = make_article("Peru asked for aid.\nChile was asked too.\nThere was shelling.")
    peru = make_party(article, "Peru", code="PER")
    asked = make_event(article, "asked", type="REQUEST", actors=[peru])
    again = make_event(article, "was asked", type="REQUEST", sentence=1, actors=[])
    force = make_event(article, "shelling", type="ASSAULT", sentence=2, actors=[])
    first, second, third = with_doers([asked, again, force])
    assert (first, third) == (asked, force)  # who used force is not guessed
    (doer,) = second.actors
    assert (doer.code, doer.span, doer.text, doer.antecedent) == ("PER", None, None, peru.span)
    assert doer.evidence is not None and doer.evidence.startswith("doer of the article's nearest act of the type")


@pytest.mark.parametrize(
    ("kind", "codes", "doers"),
    [
        ("COERCE", ["PER"], ["PER"]),
        ("COERCE", ["PER", "CHL"], []),
        ("COERCE", ["IMG"], []),
        ("REQUEST", ["PER"], []),
    ],
)
def test_arrests_without_a_doer_are_those_of_the_state(kind: str, codes: list[str], doers: list[str]) -> None:
    article = make_article("At least 30 and ten more were arrested.")
    held = [make_party(article, words, code=code) for words, code in zip(("30", "ten"), codes, strict=False)]
    (event,) = with_doers([make_event(article, "arrested", type=kind, actors=[], recipients=held)])
    assert [party.code for party in event.actors] == doers
    assert all((party.name, party.sector, party.antecedent) == ("Peru", "GOV", held[0].span) for party in event.actors)


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver()


def draft_of(
    article: Article,
    trigger: str,
    *,
    kind: str = "ASSAULT",
    mode: str | None = None,
    status: Status = Status.ACTUAL,
    place: Mention | None = None,
    time: Mention | None = None,
) -> Draft:
    return Draft(sentence=0, trigger=span_of(article, trigger), type=kind, mode=mode, status=status, actors=(),
                 recipients=(), source=None, place=place, time=time, probability=0.9, core=0.9)  # fmt: skip


def resolved(resolver: Resolver, article: Article, draft: Draft) -> Event:
    """The event of a draft in an article of one sentence after its dateline."""
    at = article.text.find(" - ")
    sentence = Sentence(index=0, start=at + 3 if at >= 0 else 0, end=len(article.text))
    ((event,), _) = resolver.resolve(article, (sentence,), (draft,), ())
    return event


def mention(article: Article, words: str, probability: float = 0.9) -> Mention:
    return Mention(span=span_of(article, words), probability=probability)


def test_here_is_the_place_of_the_dateline(resolver: Resolver) -> None:
    article = make_article("KABUL, Afghanistan - A man blew himself up here on Monday.")
    place = resolved(resolver, article, draft_of(article, "blew himself up", place=mention(article, "here"))).place
    assert place is not None
    assert ("KABUL, Afghanistan", "Kabul") == (place.text, place.name)


@pytest.mark.parametrize(
    ("words", "probability", "kept"), [("his", 0.4, False), ("his", 0.6, True), ("his camp", 0.4, True)]
)
def test_an_unsure_place_of_one_unknown_word_is_dropped(
    resolver: Resolver, words: str, probability: float, kept: bool
) -> None:
    article = make_article("They shelled his camp.")
    place = resolved(resolver, article, draft_of(article, "shelled", place=mention(article, words, probability))).place
    assert kept == (place is not None)


def test_a_time_is_the_whole_expression_or_dropped_when_unsure(resolver: Resolver) -> None:
    article = make_article("They attacked again a week later after the feast.", published=dt.date(2020, 6, 1))
    whole = resolved(resolver, article, draft_of(article, "attacked", time=mention(article, "a week", 0.4))).time
    assert whole is not None and whole.text == "a week later"
    dated = make_article("They attacked it on October 7 last year.", published=dt.date(2024, 11, 22))
    day = resolved(resolver, dated, draft_of(dated, "attacked", time=mention(dated, "October 7", 0.9))).time
    assert day is not None and day.value == "2023-10-07"
    assert (
        resolved(resolver, article, draft_of(article, "attacked", time=mention(article, "feast", 0.6))).time is not None
    )
    far = make_article("They attacked the village during the long feast.", published=dt.date(2020, 6, 1))
    assert resolved(resolver, far, draft_of(far, "attacked", time=mention(far, "feast", 0.4))).time is None


@pytest.mark.parametrize(("probability", "day"), [(0.6, None), (0.75, "2020-05-29")])
def test_a_time_of_a_plan_is_not_that_of_an_act_done_unless_as_likely(
    resolver: Resolver, probability: float, day: str | None
) -> None:
    article = make_article("They met and will meet again on Friday.", published=dt.date(2020, 6, 3))
    met = draft_of(article, "met", kind="CONSULT", time=mention(article, "Friday", probability))
    again = draft_of(article, "meet", kind="CONSULT", status=Status.FUTURE, time=mention(article, "Friday", 0.8))
    sentence = Sentence(index=0, start=0, end=len(article.text))
    (events, _) = resolver.resolve(article, (sentence,), (met, again), ())
    assert [day, "2020-06-05"] == [event.date for event in events]


def test_an_act_beside_counting_words_is_not_of_the_day_of_the_other(resolver: Resolver) -> None:
    article = make_article("He fell on Monday, two days after troops attacked.", published=dt.date(2020, 6, 3))
    event = resolved(resolver, article, draft_of(article, "attacked", time=mention(article, "Monday")))
    assert ("2020-05-30", "two days after") == (event.date, event.time.text if event.time else None)


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "status"),
    [
        ("They have not yet attacked the fort.", "attacked", "ASSAULT", Status.NEGATED),
        ("They left without an attack on the fort.", "attack", "ASSAULT", Status.NEGATED),
        ("They will soon attack the fort.", "attack", "ASSAULT", Status.FUTURE),
        ("They cancelled a planned attack.", "attack", "ASSAULT", Status.FUTURE),
        ("They will refuse the offer.", "refuse", "REJECT", Status.ACTUAL),
        ("They attacked and had no bread.", "attacked", "ASSAULT", Status.ACTUAL),
    ],
)
def test_plain_words_before_an_act_outweigh_a_reading_as_done(
    resolver: Resolver, text: str, trigger: str, kind: str, status: Status
) -> None:
    article = make_article(text)
    assert status == resolved(resolver, article, draft_of(article, trigger, kind=kind)).status


@pytest.mark.parametrize(
    ("text", "mode", "expected"),
    [
        ("A suicide bomber attacked the fort.", "explosives", "suicide-attack"),
        ("A suicide bomber attacked the fort.", None, "suicide-attack"),
        ("A suicide bomber attacked the fort.", "firearms", "firearms"),
        ("A bomber attacked the fort.", "explosives", "explosives"),
        ("They attacked the fort, and weeks after that their leader died by suicide.", None, None),
    ],
)
def test_suicide_beside_an_attack_gives_its_mode(
    resolver: Resolver, text: str, mode: str | None, expected: str | None
) -> None:
    article = make_article(text)
    assert expected == resolved(resolver, article, draft_of(article, "attacked", mode=mode)).mode


def test_status_stays_without_a_day_of_publication() -> None:
    day = dt.date(1990, 1, 1)
    assert Status.ACTUAL == _by_date(Status.ACTUAL, "CONSULT", when(day, day), None)


def test_a_time_that_depends_on_publication_is_left_open() -> None:
    one, other = when(dt.date(1987, 6, 4), dt.date(1987, 6, 4)), when(dt.date(2019, 10, 31), dt.date(2019, 10, 31))
    assert _absolute(one, other).start is None
    assert one == _absolute(one, one)


def said(
    text: str, sentence: int, content: str, *, cue: str | None = None, speaker: str | None = None
) -> DraftStatement:
    """A statement as decoded, by its words."""

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    return DraftStatement(
        sentence=sentence,
        cue=span(cue) if cue else None,
        act="say",
        speaker=Mention(span=span(speaker), probability=0.9) if speaker else None,
        content=(span(content),),
        probability=0.8,
        ends=0.8,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Then: “We came. We saw,” Caesar said.",
        'Then: "We came. We saw," Caesar said.',
        "Then: «We came. We saw», Caesar said.",
    ],
)
def test_a_quotation_of_two_sentences_is_one_statement(text: str) -> None:
    first = said(text, 0, "We came")
    second = said(text, 1, "We saw", cue="said", speaker="Caesar")
    (whole,) = _whole_quotations(text, [first, second])
    assert whole.content[0].of(text) == "We came. We saw"
    assert (whole.cue, whole.speaker, whole.sentence) == (second.cue, second.speaker, 1)


@pytest.mark.parametrize(
    "text",
    [
        '"We came," Caesar said. "We saw."',  # another quotation
        '"We came.\nWe saw," Caesar said.',  # another paragraph
        "We came, Caesar said. We saw.",  # no quotation
    ],
)
def test_what_is_said_outside_one_quotation_staysapart(text: str) -> None:
    apart = [said(text, 0, "We came", cue="said", speaker="Caesar"), said(text, 1, "We saw")]
    assert _whole_quotations(text, apart) == apart


@pytest.mark.parametrize(("sentence", "cue", "known"), [(1, None, True), (9, None, False), (1, "adding", False)])
def test_a_quotation_that_runs_on_is_of_whoever_spoke_just_before(sentence: int, cue: str | None, known: bool) -> None:
    text = '"We came," Caesar said. "We saw," adding this.'
    first = said(text, 0, "We came", cue="said", speaker="Caesar")
    _, second = _with_speakers([first, said(text, sentence, "We saw", cue=cue)])
    assert second.speaker == (first.speaker if known else None)
