"""Claims, commitments, agreements, meetings, figures over several articles: one history each, however they arrive."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import polars
import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.errors import OptionError
from dragoman.link import link_new
from dragoman.link.window import inside, moved
from dragoman.records import (
    Agreement,
    Article,
    Claim,
    Coded,
    Commitment,
    Event,
    Figure,
    Ledger,
    Meeting,
    Party,
    Stance,
    Statement,
    Status,
    Violation,
)
from dragoman.store import Filters, Store
from dragoman.store import schema as migrations
from dragoman.store.brief import dossier, timeline
from dragoman.store.lines import Line
from makers import (
    make_article,
    make_coded,
    make_event,
    make_party,
    make_place,
    make_statement,
    make_when,
    sentence_at,
    span_of,
)

DAY = dt.date(2024, 3, 6)
Row = dict[str, Any]
T = TypeVar("T")


def told(text: str, day: int = 0, *, publisher: str = "Example News") -> Article:
    """An article that appeared so many days after the first."""
    return make_article(text, id=f"{publisher}-{day}", published=DAY + dt.timedelta(day), publisher=publisher)


def party(article: Article, words: str, code: str | None = None, *, name: str | None = None, nth: int = 0) -> Party:
    country = code is not None and name is None
    return make_party(article, words, code=code, name=name, nth=nth, sector=None,
                      evidence="countries.tsv" if country else "persons.tsv")  # fmt: skip


def claim(article: Article, words: str, *, about: Iterable[Party] = (), **stances: Party) -> Claim:
    """`asserts`, `denies`, `doubts` or `confirms` = who."""
    span = span_of(article, words)
    day = article.published.isoformat() if article.published else None
    told = tuple(Stance(by=by, stance=stance, span=span, sentence=sentence_at(article, span), date=day,
                        outlet=article.publisher) for stance, by in stances.items())  # fmt: skip
    return Claim(id=f"{article.id}-c{span.start}", sentence=sentence_at(article, span), span=span, mentions=(span,),
                 about=tuple(about), stances=told)  # fmt: skip


def commitment(article: Article, kind: str, words: str, cue: str, by: Party, *to: Party) -> Commitment:
    span = span_of(article, words)
    return Commitment(id=f"{article.id}-k{span.start}", sentence=sentence_at(article, span), kind=kind, span=span,
                      cue=span_of(article, cue), by=by, to=to, condition=None, consequence=None, deadline=None,
                      same_as=None)  # fmt: skip


def agreement(article: Article, words: str, *parties: Party, name: str | None = None, year: str | None = None,
              status: str = "in_force", violations: Iterable[Violation] = ()) -> Agreement:  # fmt: skip
    span = span_of(article, words)
    return Agreement(id=f"{article.id}-a{span.start}", name=name or words, span=span, mentions=(span,), aliases=(),
                     year=year, parties=parties, brokers=(), place=None, obligations=(),
                     violations=tuple(violations), status=status)  # fmt: skip


def meeting(article: Article, words: str, status: str, *who: Party, day: str | None = None, on: dt.date | None = None,
            place: str | None = None, country: str | None = None) -> Meeting:  # fmt: skip
    """`day` are the words that tell the day `on`."""
    span = span_of(article, words)
    when = make_when(article, day, on) if day else None
    where = make_place(article, place, name=place, country=country) if place else None
    return Meeting(id=f"{article.id}-m{span.start}", sentence=sentence_at(article, span), span=span, mentions=(span,),
                   participants=who, date=when.value if when else None, time=when, place=where, forum=None,
                   status=status)  # fmt: skip


def figure(article: Article, words: str, what: str, value: float, *, according_to: Party | None = None,
           place: str | None = None, country: str | None = None) -> Figure:  # fmt: skip
    span = span_of(article, words)
    where = make_place(article, place, name=place, country=country) if place else None
    return Figure(id=f"{article.id}-f{span.start}", sentence=sentence_at(article, span), span=span, what=what,
                  value=value, low=None, high=None, qualifier=None, unit=None, of=None, place=where, date=None,
                  according_to=according_to)  # fmt: skip


def coded(article: Article, *records: Claim | Commitment | Agreement | Meeting | Figure | Event | Statement) -> Coded:
    def all_of(kind: type[T]) -> tuple[T, ...]:
        return tuple(record for record in records if isinstance(record, kind))

    ledger = Ledger(claims=all_of(Claim), commitments=all_of(Commitment), agreements=all_of(Agreement),
                    meetings=all_of(Meeting), figures=all_of(Figure))  # fmt: skip
    return replace(make_coded(article, events=all_of(Event), statements=all_of(Statement)), ledger=ledger)


def stored(path: Path, batches: Sequence[Sequence[Coded]]) -> Path:
    """Each batch is written and linked before the next comes."""
    with Store(path, write=True) as store:
        for batch in batches:
            store.add(batch)
            link_new(store)
    return path


def content(path: Path) -> list[list[Row]]:
    tables = ("histories", "history_mentions", "answers", "v_history_steps")
    with Store(path) as store:
        return [store.sql(f"FROM {table} ORDER BY ALL").to_pylist() for table in tables]


def asked(path: Path, subject: str, **filters: Any) -> list[Row]:
    with Store(path) as store:
        rows: list[Row] = store.query(subject, oldest_first=True, **filters).to_pylist()
        return rows


def steps(row: Row) -> list[tuple[object, ...]]:
    found = row["steps"]
    assert isinstance(found, list)
    return [(step["step"], step["by_name"]) for step in found]


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., list[Row]]:
    """Stores articles all at once and asks for a subject."""

    def asking(subject: str, *articles: Coded, **filters: object) -> list[Row]:
        return asked(stored(tmp_path / "s.duckdb", [articles]), subject, **filters)

    return asking


# Claims


def shelling(day: int, text: str, words: str, **who: str) -> Coded:
    article = told(text, day, publisher=f"Paper {day}")
    parties = {stance: party(article, name, "TCD" if name == "Chad" else "NER") for stance, name in who.items()}
    about = [party(article, "Niger", "NER")]
    return coded(article, claim(article, words, about=about, **parties))


def shellings() -> list[Coded]:
    return [
        shelling(0, "Chad accused Niger of shelling the border town of Bosso with mortars.",
                 "shelling the border town of Bosso with mortars", asserts="Chad"),
        shelling(1, "Niger denied shelling Bosso with mortars from across the border.",
                 "shelling Bosso with mortars from across the border", denies="Niger"),
        shelling(3, "Chad said again that Niger shelled the border town of Bosso with mortars.",
                 "Niger shelled the border town of Bosso with mortars", asserts="Chad"),
    ]  # fmt: skip


def test_a_claim_told_by_several_articles_is_one_and_contested_when_somebody_denies_it(
    ask: Callable[..., list[Row]],
) -> None:
    [row] = ask("claims", *shellings())
    assert ("contested", 3, 3, ["Chad"], ["Niger"]) == tuple(
        row[name] for name in ("status", "n_articles", "n_origins", "asserted_by", "denied_by")
    )
    assert [("asserts", "Chad"), ("denies", "Niger"), ("asserts", "Chad")] == steps(row)
    assert (DAY, DAY + dt.timedelta(3)) == (row["first_published"], row["last_published"])


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_claims_do_not_depend_on_the_order_of_arrival(tmp_path: Path, order: Sequence[int]) -> None:
    articles = shellings()
    at_once = stored(tmp_path / "a.duckdb", [articles])
    one_by_one = stored(tmp_path / "b.duckdb", [[articles[at]] for at in order])
    assert content(at_once) == content(one_by_one)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Chad said Niger bought forty tanks from abroad last spring.", "Niger bought forty tanks from abroad", 1),
        ("Chad said Niger did not shell the border town of Bosso with mortars.",
         "Niger did not shell the border town of Bosso with mortars", 1),
        ("Chad accused Niger of shelling the border town of Bosso with mortars that day.",
         "shelling the border town of Bosso with mortars", 90),
    ],
)  # fmt: skip
def test_another_claim_stays_another(ask: Callable[..., list[Row]], text: str, words: str, day: int) -> None:
    """Other words; the contrary; the same words three months later."""
    assert 2 == len(ask("claims", shellings()[0], shelling(day, text, words, asserts="Chad")))


def test_copies_of_a_story_count_as_one_origin(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb", write=True) as store:
        batch = store.add(shellings())
        store.join_origins([(batch.written[0], batch.written[1])])
        link_new(store)
        [row] = store.query("claims").to_pylist()
    assert (3, 2) == (row["n_articles"], row["n_origins"])


# Commitments


DEMAND = "Niger withdraw its soldiers from the border crossing at Bosso"


def demand(day: int = 0) -> Coded:
    article = told(f"Chad demanded that {DEMAND}.", day)
    by, to = party(article, "Chad", "TCD"), party(article, "Niger", "NER")
    return coded(article, commitment(article, "demand", DEMAND, "demanded", by, to))


def answer(text: str, trigger: str, type: str, *, day: int = 2, code: str = "NER", to: str | None = None) -> Coded:
    article = told(text, day, publisher="Herald")
    recipients = [party(article, "Chad", "TCD")] if to else []
    return coded(article, make_event(article, trigger, type=type, recipients=recipients,
                                     actors=[party(article, "Niger" if code == "NER" else "Mali", code)]))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "trigger", "type", "expected"),
    [
        ("Niger rejected Chad’s call to withdraw its soldiers from the Bosso border crossing.", "rejected", "REJECT",
         "refused"),
        ("Niger gave in and will withdraw its soldiers from the Bosso crossing.", "gave in", "CONCEDE", "met"),
        ("Niger agreed with Chad to withdraw its soldiers from the Bosso crossing.", "agreed", "AGREE", "accepted"),
        ("Niger denied that soldiers at the border crossing of Bosso refuse to withdraw.", "denied", "REJECT", "open"),
        ("Niger rejected a loan of the World Bank for the schools of Zinder.", "rejected", "REJECT", "open"),
        ("Niger agreed that soldiers cannot withdraw from the Bosso border crossing.", "agreed", "AGREE", "open"),
    ],
)  # fmt: skip
def test_a_demand_is_met_or_refused_only_where_the_text_says_so(
    ask: Callable[..., list[Row]], text: str, trigger: str, type: str, expected: str
) -> None:
    [row] = ask("commitments", demand(), answer(text, trigger, type))
    assert expected == row["status"]
    assert (expected != "open") == (len(steps(row)) == 2)


def test_only_the_one_addressed_answers_and_only_later(tmp_path: Path) -> None:
    text = "Mali rejected the call that Niger withdraw its soldiers from the Bosso border crossing."
    other = answer(text, "rejected", "REJECT", code="MLI")
    before = answer(text.replace("Mali", "Niger"), "rejected", "REJECT", day=-2)
    [row] = asked(stored(tmp_path / "s.duckdb", [[demand(), other, before]]), "commitments")
    assert "open" == row["status"]


def test_an_answer_that_comes_before_its_demand_is_found_when_the_demand_comes(tmp_path: Path) -> None:
    reply = answer("Niger rejected Chad’s call to withdraw its soldiers from Bosso.", "rejected", "REJECT", to="Chad")
    both = [demand(), reply]
    paths = [stored(tmp_path / f"{n}.duckdb", [[article] for article in order]) for n, order in
             enumerate((both, both[::-1]))]  # fmt: skip
    assert content(paths[0]) == content(paths[1]) == content(stored(tmp_path / "both.duckdb", [both]))
    [row] = asked(paths[0], "commitments")
    assert [("demand", "Chad"), ("refused", "Niger")] == steps(row)


def test_an_answer_right_after_a_demand_may_point_back_to_it(ask: Callable[..., list[Row]]) -> None:
    article = told("Chad demanded that Niger free the fishermen.\nNiger rejected the demand.")
    by, to = party(article, "Chad", "TCD"), party(article, "Niger", "NER")
    reply = make_event(article, "rejected", type="REJECT", actors=[party(article, "Niger", "NER", nth=1)])
    [row] = ask("commitments", coded(article, commitment(article, "demand", "Niger free the fishermen", "demanded", by,
                                                         to), reply))  # fmt: skip
    assert "refused" == row["status"]


@pytest.mark.parametrize(
    ("words", "speaker", "expected"),
    [
        ("Niger has crossed our red line at Bosso", "Chad", "crossed"),
        ("Niger would be crossing a red line at Bosso", "Chad", "open"),
        ("Niger has not crossed the red line", "Chad", "open"),
        ("Chad has crossed a red line", "Niger", "open"),
    ],
)
def test_a_red_line_is_crossed_only_where_the_one_who_drew_it_says_so(
    ask: Callable[..., list[Row]], words: str, speaker: str, expected: str
) -> None:
    article = told("Chad warned Niger that soldiers at Bosso were a red line.")
    line = coded(article, commitment(article, "red_line", "soldiers at Bosso", "red line",
                                     party(article, "Chad", "TCD"), party(article, "Niger", "NER")))  # fmt: skip
    later = told(f"{words}, {speaker}’s government said.", 20, publisher="Herald")
    code = "TCD" if speaker == "Chad" else "NER"
    nth = 1 if words.startswith(speaker) else 0
    said = make_statement(later, words, speaker=party(later, speaker, code, nth=nth))
    [row] = ask("commitments", line, coded(later, said))
    assert expected == row["status"]


def test_the_same_demand_of_two_articles_is_one_and_of_two_countries_two(ask: Callable[..., list[Row]]) -> None:
    article = told(f"Mali demanded that {DEMAND}.", 1, publisher="X")
    by, to = party(article, "Mali", "MLI"), party(article, "Niger", "NER")
    other = coded(article, commitment(article, "demand", DEMAND, "demanded", by, to))
    rows = ask("commitments", demand(), demand(2), other)
    assert [("TCD", 2), ("MLI", 1)] == [(row["actor_codes"][0], row["n_articles"]) for row in rows]


# Agreements


def pact(day: int, text: str, words: str, *, publisher: str = "Example News", **given: object) -> Coded:
    article = told(text, day, publisher=publisher)
    parties = [party(article, name, code) for name, code in (("Chad", "TCD"), ("Niger", "NER")) if name in text]
    return coded(article, agreement(article, words, *parties, **given))  # type: ignore[arg-type]


def test_an_agreement_is_known_by_its_name_whatever_its_noun(ask: Callable[..., list[Row]]) -> None:
    rows = ask("agreements",
               pact(0, "The Bosso accords of 2019 hold, said Chad.", "Bosso accords", year="2019"),
               pact(5, "Niger signed the Bosso agreement.", "Bosso agreement", status="announced"),
               pact(6, "The Bosso deal of 2003 is forgotten.", "Bosso deal", year="2003"))  # fmt: skip
    assert [("2019", 2, "announced", ["NER", "TCD"]), ("2003", 1, "in_force", [])] == [
        (row["year"], row["n_articles"], row["status"], row["actor_codes"]) for row in rows
    ]


def test_a_truce_without_a_name_is_known_by_its_parties(ask: Callable[..., list[Row]]) -> None:
    rows = ask("agreements",
               pact(0, "A truce between Chad and Niger began.", "truce", status="announced"),
               pact(9, "Chad says the ceasefire with Niger is dead.", "ceasefire", status="ended", publisher="X"),
               pact(9, "A truce in a strike of bakers holds.", "truce", publisher="Y"))  # fmt: skip
    assert [("ended", 2), ("in_force", 1)] == [(row["status"], row["n_articles"]) for row in rows]


def test_alleged_violations_stand_in_the_history_with_their_accuser(ask: Callable[..., list[Row]]) -> None:
    article = told("Chad said Niger breached the Bosso accords by digging trenches.")
    chad, niger = party(article, "Chad", "TCD"), party(article, "Niger", "NER")
    breach = Violation(accuser=chad, violator=niger, span=span_of(article, "breached the Bosso accords"))
    [row] = ask("agreements", coded(article, agreement(article, "Bosso accords", chad, niger, violations=[breach])))
    assert 1 == row["n_violations"]
    assert ("violation alleged", "Chad") in steps(row)


# Meetings


def talks(day: int, text: str, words: str, status: str, *, on: int | None = None, when: str | None = None,
          place: str | None = None, country: str | None = None, publisher: str | None = None) -> Coded:  # fmt: skip
    article = told(text, day, publisher=publisher or f"Paper {day}")
    who = [party(article, name, code) for name, code in (("Chad", "TCD"), ("Niger", "NER"), ("Mali", "MLI"))
           if name in text]  # fmt: skip
    return coded(article, meeting(article, words, status, *who, day=when, on=DAY + dt.timedelta(on) if on is not None
                                  else None, place=place, country=country))  # fmt: skip


PLANNED = talks(0, "Chad and Niger will hold talks in Lagos on Friday.", "talks", "scheduled", on=9, when="on Friday",
                place="Lagos", country="NGA")  # fmt: skip


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (talks(9, "Chad and Niger held talks on Friday.", "talks", "held", on=9, when="on Friday"), "held"),
        (talks(8, "Niger called off the talks with Chad.", "talks", "cancelled"), "cancelled"),
        (talks(8, "The talks of Chad with Niger were postponed.", "talks", "cancelled"), "postponed"),
    ],
)
def test_a_planned_meeting_becomes_what_later_articles_tell(tmp_path: Path, later: Coded, expected: str) -> None:
    paths = [stored(tmp_path / f"{n}.duckdb", order) for n, order in
             enumerate(([[PLANNED], [later]], [[later], [PLANNED]], [[PLANNED, later]]))]  # fmt: skip
    assert content(paths[0]) == content(paths[1]) == content(paths[2])
    [row] = asked(paths[0], "meetings")
    assert (expected, DAY + dt.timedelta(9), "Lagos") == (row["status"], row["day"], row["place_name"])
    assert ["scheduled", expected] == [step for step, _ in steps(row)]


def test_a_meeting_that_was_held_is_not_planned_again(ask: Callable[..., list[Row]]) -> None:
    """A late reprint of the announcement takes nothing back."""
    held = talks(9, "Chad and Niger held talks on Friday.", "talks", "held", on=9, when="on Friday")
    reprint = talks(10, "Chad and Niger will hold talks on Friday.", "talks", "scheduled", on=9, when="on Friday")
    [row] = ask("meetings", PLANNED, held, reprint)
    assert "held" == row["status"]


@pytest.mark.parametrize(
    "other",
    [
        talks(16, "Chad and Niger held talks on Friday.", "talks", "held", on=16, when="on Friday"),
        talks(9, "Chad and Mali held talks on Friday.", "talks", "held", on=9, when="on Friday"),
        talks(9, "Chad and Niger held talks in Paris on Friday.", "talks", "held", on=9, when="on Friday",
              place="Paris", country="FRA"),
        talks(30, "Chad and Niger held talks.", "talks", "held"),
    ],
)  # fmt: skip
def test_another_meeting_stays_another(ask: Callable[..., list[Row]], other: Coded) -> None:
    """Another day; other parties; another country; told without a day three weeks later."""
    assert 2 == len(ask("meetings", PLANNED, other))


# Figures


def toll(day: int, words: str, value: float, who: str, *, place: str = "Bosso", country: str = "NER",
         what: str = "killed") -> Coded:  # fmt: skip
    article = told(f"Mortar fire on the market of {place} killed {words}, said {who}.", day, publisher=f"Paper {day}")
    return coded(article, figure(article, words, what, value, according_to=party(article, who, name=who), place=place,
                                 country=country))  # fmt: skip


def test_how_a_figure_moved_stands_in_its_history(ask: Callable[..., list[Row]]) -> None:
    [row] = ask("figures", toll(1, "19 people", 19, "doctors"), toll(0, "12 people", 12, "police"))
    assert ("differs", 12, 19, ["doctors", "police"]) == (row["status"], row["least"], row["most"], row["according_to"])
    found = row["steps"]
    assert isinstance(found, list)
    assert [(DAY, 12, "police"), (DAY + dt.timedelta(1), 19, "doctors")] == [
        (step["published"], step["value"], step["by_name"]) for step in found
    ]


@pytest.mark.parametrize(
    "other",
    [
        toll(20, "19 people", 19, "doctors"),
        toll(1, "19 people", 19, "doctors", place="Zinder", country="TCD"),
        toll(1, "19 people", 19, "doctors", what="injured"),
    ],
)
def test_another_figure_stays_another(ask: Callable[..., list[Row]], other: Coded) -> None:
    """Weeks later; in another country; of something else."""
    assert 2 == len(ask("figures", toll(0, "12 people", 12, "police"), other))


# All kinds


def everything() -> list[Coded]:
    return [
        *shellings(), demand(), demand(2), PLANNED,
        answer("Niger rejected Chad’s call to withdraw its soldiers from Bosso.", "rejected", "REJECT", to="Chad"),
        talks(9, "Chad and Niger held talks on Friday.", "talks", "held", on=9, when="on Friday"),
        pact(0, "The Bosso accords of 2019 hold, said Chad.", "Bosso accords", year="2019", publisher="P"),
        pact(5, "Niger signed the Bosso agreement.", "Bosso agreement", publisher="Q"),
        toll(0, "12 people", 12, "police"), toll(1, "19 people", 19, "doctors"), toll(3, "23 people", 23, "doctors"),
    ]  # fmt: skip


def test_histories_are_the_same_forwards_backwards_and_at_once(tmp_path: Path) -> None:
    articles = everything()
    at_once = content(stored(tmp_path / "a.duckdb", [articles]))
    assert 5 == len(at_once[0])
    assert at_once == content(stored(tmp_path / "b.duckdb", [[article] for article in articles]))
    assert at_once == content(stored(tmp_path / "c.duckdb", [[article] for article in reversed(articles)]))


def test_what_is_coded_again_is_linked_again(tmp_path: Path) -> None:
    articles = everything()
    path = stored(tmp_path / "a.duckdb", [articles])
    first = content(path)
    newer = [replace(article, run=replace(article.run, version="9")) for article in articles]
    assert first == content(stored(path, [newer[:5], newer[5:]]))


def test_a_history_whose_article_tells_it_no_more_forgets_that_article(tmp_path: Path) -> None:
    one, other, _ = shellings()
    path = stored(tmp_path / "a.duckdb", [[one, other]])
    silent = replace(other, ledger=Ledger(), run=replace(other.run, version="9"))
    stored(path, [[silent]])
    [row] = asked(path, "claims")
    assert ("asserted", 1) == (row["status"], row["n_articles"])
    assert content(stored(tmp_path / "b.duckdb", [[one, silent]])) == content(path)


def test_nothing_is_linked_twice(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.duckdb", [everything()])
    with Store(path, write=True) as store:
        assert 0 == link_new(store)


def test_two_records_of_one_article_are_never_one(ask: Callable[..., list[Row]]) -> None:
    article = told("Chad said Niger shelled Bosso with mortars. Chad said Niger shelled Bosso with guns.")
    about = [party(article, "Niger", "NER")]
    claims = [claim(article, f"Niger shelled Bosso with {arms}", about=about, asserts=party(article, "Chad", "TCD"))
              for arms in ("mortars", "guns")]  # fmt: skip
    assert 2 == len(ask("claims", coded(article, *claims)))


def test_articles_without_a_day_meet_only_each_other(ask: Callable[..., list[Row]]) -> None:
    one, other, third = shellings()
    undated = [replace(a, article=replace(a.article, published=None)) for a in (other, third)]
    assert [1, 2] == sorted(row["n_articles"] for row in ask("claims", one, *undated))


# Questions


@pytest.mark.parametrize(
    ("subject", "filters", "expected"),
    [
        ("claims", {"status": "contested"}, 1),
        ("claims", {"actor": "Chad", "recipient": "NER"}, 1),
        ("claims", {"pair": ("TCD", "NER")}, 1),
        ("claims", {"actor": "MLI"}, 0),
        ("claims", {"until": DAY - dt.timedelta(1)}, 0),
        ("claims", {"article": "Paper 3-3"}, 1),
        ("claims", {"article": "nowhere"}, 0),
        ("claims", {"publisher": "paper 1"}, 1),
        ("claims", {"limit": 1}, 1),
        ("commitments", {"kind": "demand", "status": "refused"}, 1),
        ("commitments", {"kind": ("threat", "offer")}, 0),
        ("commitments", {"recipient": "Niger"}, 1),
        ("agreements", {"pair": ("Chad", "Niger")}, 1),
        ("meetings", {"country": "NGA", "status": "held"}, 1),
        ("meetings", {"place": "lagos", "since": DAY + dt.timedelta(9)}, 1),
        ("meetings", {"since": DAY + dt.timedelta(10)}, 0),
        ("figures", {"kind": "killed", "source": "doctors"}, 1),
        ("figures", {"source": "police", "place": "Bosso"}, 1),
        ("figures", {"kind": "injured"}, 0),
    ],
)
def test_filters(histories: Path, subject: str, filters: dict[str, Any], expected: int) -> None:
    with Store(histories) as store:
        assert expected == store.query(subject, **filters).num_rows == store.count(subject, **filters)


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("histories") / "s.duckdb", [everything()])


@pytest.mark.parametrize(
    ("subject", "filters", "message"),
    [
        ("claims", {"status": "held"}, "asserted, denied, contested"),
        ("meetings", {"status": "actual"}, "scheduled, held"),
        ("events", {"status": "held"}, "actual, future"),
        ("commitments", {"kind": "killed"}, "demand, guarantee"),
        ("commitments", {"kind": "request"}, "expected kind to be one of"),
        ("commitments", {"type": "REQUEST"}, "use kind"),
        ("claims", {"source": "doctors"}, "use actor"),
        ("meetings", {"recipient": "NER"}, "use party or pair"),
        ("events", {"kind": "demand"}, "cannot be filtered by kind"),
    ],
)
def test_impossible_filters_are_told_with_what_is_possible(
    histories: Path, subject: str, filters: dict[str, Any], message: str
) -> None:
    with Store(histories) as store, pytest.raises(OptionError, match=message):
        store.query(subject, **filters)


def test_every_record_and_step_points_at_its_words(histories: Path) -> None:
    with Store(histories) as store:
        for table in ("claims", "stances", "commitments", "agreements", "meetings", "figures", "v_history_steps"):
            rows = store.sql(f"SELECT r.text, a.text[r.text_start + 1:r.text_end] AS found FROM {table} r "
                             "JOIN articles a USING (article_id)").to_pylist()  # fmt: skip
            assert rows, table
            assert [row["text"] for row in rows] == [row["found"] for row in rows]


# Timelines and dossiers


def lines_of(path: Path, party: str, section: str) -> tuple[Line, ...]:
    with Store(path) as store:
        return {s.name: s.lines for s in dossier(store, party).sections}[section]


def test_dossier_shows_the_ledger_with_its_sources(histories: Path) -> None:
    [disputed] = lines_of(histories, "TCD", "What is disputed")
    assert ("Chad asserts of Niger (NER)", 2, 3) == (disputed.what, len(disputed.articles), disputed.n_origins)
    assert ["Niger (NER) denies"] == [line.what for line in disputed.against]
    [demanded] = lines_of(histories, "NER", "What is demanded, promised and threatened")
    assert "demand: Chad (TCD) → Niger (NER)" == demanded.what
    assert [("Niger (NER) refused", "Niger rejected Chad’s call to withdraw its soldiers from Bosso.")] == [
        (line.what, line.words) for line in demanded.later
    ]
    [agreed] = lines_of(histories, "NER", "What is agreed")
    assert "Bosso accords (2019), in force: Chad, Niger (NER TCD)" == agreed.what
    assert () == lines_of(histories, "TCD", "What is planned")  # it was held
    with Store(histories) as store:
        found = dossier(store, "TCD")
    sources = {source.article_id for source in found.sources}
    told = [x for section in found.sections for line in section.lines for x in (line, *line.against, *line.later)]
    assert all(line.articles and sources >= set(line.articles) for line in told)


def test_dossier_plans_hold_meetings_that_are_ahead(tmp_path: Path) -> None:
    event = make_event(PLANNED.article, "talks", type="CONSULT", status=Status.FUTURE,
                       actors=[party(PLANNED.article, "Chad", "TCD")])  # fmt: skip
    [planned] = lines_of(stored(tmp_path / "s.duckdb", [[replace(PLANNED, events=(event,))]]), "TCD", "What is planned")
    assert "meeting scheduled: Chad, Niger (NER TCD), Lagos, NGA" == planned.what
    assert (DAY + dt.timedelta(9), True) == (planned.day, planned.day_told)


def test_dossier_tells_how_figures_moved(tmp_path: Path) -> None:
    articles = [toll(0, "12 people", 12, "police"), toll(1, "19 people", 19, "doctors")]
    acts = [replace(a, events=(make_event(a.article, "killed", type="ASSAULT",
                                          actors=[make_party(a.article, None, name="Niger", code="NER")]),))
            for a in articles]  # fmt: skip
    [moved] = lines_of(stored(tmp_path / "s.duckdb", [acts]), "NER", "How figures moved")
    assert ("12 people → 19 people", "police") == (moved.what, moved.told_by)
    assert ["doctors told"] == [line.what for line in moved.later]


def test_timeline_tells_who_denies_and_what_became_of_an_act(tmp_path: Path) -> None:
    charge, denial, _ = shellings()
    accused = make_event(charge.article, "accused", type="ACCUSE", actors=[party(charge.article, "Chad", "TCD")])
    asked_for = demand()
    wanted = make_event(asked_for.article, "demanded", type="REQUEST",
                        actors=[party(asked_for.article, "Chad", "TCD")])  # fmt: skip
    meet = make_event(PLANNED.article, "talks", type="CONSULT", status=Status.FUTURE,
                      actors=[party(PLANNED.article, "Chad", "TCD")])  # fmt: skip
    off = talks(8, "Niger called off the talks with Chad.", "talks", "cancelled")
    reply = answer("Niger rejected Chad’s call to withdraw its soldiers from Bosso.", "rejected", "REJECT", to="Chad")
    path = stored(tmp_path / "s.duckdb", [[
        replace(charge, events=(accused,)), denial, replace(asked_for, events=(wanted,)), reply,
        replace(PLANNED, events=(meet,)), off]])  # fmt: skip
    with Store(path) as store:
        lines = {line.what.split(":")[0]: line for line in timeline(store, Filters(actor="TCD"))}
    assert ["Niger (NER) denies"] == [line.what for line in lines["ACCUSE"].against]
    assert ["Niger (NER) refused"] == [line.what for line in lines["REQUEST"].later]
    assert ["cancelled"] == [line.what for line in lines["CONSULT"].later]
    assert ["actual", "future"] == [lines["ACCUSE"].status, lines["CONSULT"].status]
    shown = CliRunner().invoke(main, ["timeline", "--db", str(path), "--actor", "TCD"]).output
    assert ", future [" in shown and ", actual" not in shown
    table = CliRunner().invoke(main, ["query", "claims", "--db", str(path), "--format", "csv"]).output
    assert "asserts Chad" in table and "None" not in table
    assert "then:\n  - ~2024-03-14  cancelled [" in shown and "but:\n  - ~2024-03-07  Niger (NER) denies [" in shown


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max])
def test_first_and_last_days_of_the_calendar_are_linked(tmp_path: Path, published: dt.date) -> None:
    assert inside([published.toordinal()], moved(published, -90), moved(published, 90), 30)
    assert not inside([published.toordinal()], DAY, DAY, 30)
    article = make_article("Chad demanded that Niger withdraw.", id="x", published=published)
    record = coded(article, commitment(article, "demand", "that Niger withdraw", "demanded",
                                       party(article, "Chad", "TCD"), party(article, "Niger", "NER")),
                   make_event(article, "demanded", type="REQUEST"))  # fmt: skip
    with Store(stored(tmp_path / "s.duckdb", [[record]])) as store:
        assert (1, 1) == (store.count("commitments"), store.count("incidents"))
        with pytest.raises(OptionError, match="expected one of events"):
            store.count("verdicts")


@pytest.mark.parametrize(
    ("subject", "words"),
    [("claims", "contested"), ("commitments", "refused"), ("agreements", "Bosso accords"), ("meetings", "scheduled →"),
     ("figures", "12 people → 19")],
)  # fmt: skip
def test_query_shows_histories_in_every_format(histories: Path, subject: str, words: str, tmp_path: Path) -> None:
    arguments = ["query", subject, "--db", str(histories)]
    table = CliRunner().invoke(main, arguments, env={"COLUMNS": "200"})
    assert 0 == table.exit_code and words in " ".join(table.output.split()), table.output
    rows = [json.loads(line) for line in CliRunner().invoke(main, [*arguments, "--format", "json"]).output.splitlines()]
    assert rows and all(row["steps"] and row["record_ids"] for row in rows)
    out = tmp_path / "rows.parquet"
    assert 0 == CliRunner().invoke(main, [*arguments, "-o", str(out)]).exit_code
    assert [row["history_id"] for row in rows] == polars.read_parquet(out)["history_id"].to_list()
    csv = CliRunner().invoke(main, [*arguments, "--format", "csv"]).output
    assert csv.startswith("history_id,day,until_day,") and len(rows) + 1 == len(csv.splitlines())


def test_a_store_of_an_older_version_gets_the_ledger_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its articles have no ledger until they are coded again, which the same input does."""
    path, old = tmp_path / "s.duckdb", migrations.steps()
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "steps", lambda: old[:2])
        patched.setattr(migrations, "VIEWS", tmp_path / "no.sql")
        (tmp_path / "no.sql").write_text("SELECT 1")
        Store(path, write=True).close()
    with Store(path) as store:
        assert [] == store.query("claims").to_pylist()
    stored(path, [shellings()])
    assert 1 == len(asked(path, "claims"))


# Corrections


def test_an_analysts_merge_of_claims_holds_when_more_comes_and_can_be_taken_back(tmp_path: Path) -> None:
    first, denial, again = shellings()
    other = shelling(2, "Chad said the guns of Niger fell silent in Zinder.", "the guns of Niger fell silent in Zinder",
                     asserts="Chad")  # fmt: skip
    path = stored(tmp_path / "s.duckdb", [[first, other]])
    before = content(path)
    ids = [str(row["history_id"]) for row in asked(path, "claims")]
    signed: dict[str, Any] = {"author": "A. Analyst", "reason": "one campaign", "at": dt.datetime(2024, 5, 1)}
    with Store(path, write=True) as store:
        correction = store.merge(ids, **signed)
        assert [2] == [row["n_articles"] for row in store.query("claims").to_pylist()]
        with pytest.raises(OptionError, match="leaves some"):
            store.split(store.query("claims").to_pylist()[0]["history_id"], [], **signed)
    newer = replace(other, run=replace(other.run, version="9"))
    stored(path, [[denial, again, newer]])
    [row] = asked(path, "claims")
    assert ("contested", 4) == (row["status"], row["n_articles"])
    with Store(path, write=True) as store:
        store.undo(correction, **signed)
    assert content(path) == content(stored(tmp_path / "t.duckdb", [[first, newer, denial, again]]))
    assert len(before[0]) == len(asked(path, "claims")) == 2


def test_a_record_can_be_split_off_and_kinds_are_not_mixed(tmp_path: Path) -> None:
    path = stored(tmp_path / "s.duckdb", [everything()])
    [told], [plan] = asked(path, "claims"), asked(path, "meetings")
    signed: dict[str, Any] = {"author": "A. Analyst", "reason": "not the same", "at": dt.datetime(2024, 5, 1)}
    with Store(path, write=True) as store:
        with pytest.raises(OptionError, match="one kind"):
            store.merge([told["history_id"], plan["history_id"]], **signed)
        with pytest.raises(OptionError, match="nor a claim"):
            store.merge([told["history_id"], "0" * 16], **signed)
        store.split(told["history_id"], told["record_ids"][:1], **signed)
        assert [1, 2] == sorted(row["n_articles"] for row in store.query("claims").to_pylist())
