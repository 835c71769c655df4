"""Incidents: the same act told twice is one, another act is another, and the order of arrival never shows."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dragoman.ingest import ingest
from dragoman.link import incidents, link_new
from dragoman.link.blocks import NEAREST, Blocks, as_rows
from dragoman.link.facts import FAMILIES
from dragoman.link.groups import group, parts
from dragoman.link.linking import Comparer, incident_id, linked
from dragoman.link.similarity import FEATURES, Telling, read_all, weights
from dragoman.link.words import lexicon, stem
from dragoman.ontology import load
from dragoman.records import Coded, Status
from dragoman.store import Store
from makers import make_article, make_coded, make_event, make_party, make_place, make_quantity, make_run

MONDAY = dt.date(2024, 3, 4)
AT = dt.datetime(2024, 3, 9, tzinfo=dt.UTC)


def told(id: str, sentence: str, trigger: str, **fields: object) -> Telling:
    start = sentence.index(trigger)
    about = str(fields.pop("about", sentence))
    return Telling(
        id=id,
        article=str(fields.pop("article", f"art-{id}")),
        sentence=sentence,
        about=about,
        trigger=(start, start + len(trigger)),
        **fields,
    )  # type: ignore[arg-type]


def shelling(id: str, sentence: str, trigger: str, day: dt.date | None = MONDAY, **fields: object) -> Telling:
    given = {
        "type": "ASSAULT",
        "status": "actual",
        "actors": ("RUS",),
        "recipients": ("UKR",),
        "published": MONDAY,
        "first": day or MONDAY,
        "last": day or MONDAY,
        "day_is_told": day is not None,
        "place_country": "UKR",
    }
    return told(id, sentence, trigger, **{**given, **fields})


FIRST = shelling(
    "m1", "Russian artillery shelled the grain port of Velikoye on Monday, killing four dockers.", "shelled"
)
SECOND = shelling(
    "m2",
    "Four dockers died when Russian guns shelled the port of Velikoye, the mayor said.",
    "shelled",
    None,
    published=MONDAY + dt.timedelta(days=1),
    first=MONDAY + dt.timedelta(days=1),
    last=MONDAY + dt.timedelta(days=1),
)


def together(*tellings: Telling) -> set[frozenset[str]]:
    comparer = Comparer(tellings)
    return {frozenset(g.tellings) for g in linked(comparer, as_rows(range(len(tellings))))}


def probability(one: Telling, other: Telling) -> float:
    comparer = Comparer([one, other])
    return float(comparer.probabilities(np.array([0]), np.array([1]))[0])


# One act or two


def test_two_reports_of_one_act_are_one_incident() -> None:
    assert {frozenset(("m1", "m2"))} == together(FIRST, SECOND)


def test_pair_is_judged_the_same_from_either_side() -> None:
    assert probability(FIRST, replace(SECOND, id="a0")) == probability(FIRST, SECOND)


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("another day", {"first": dt.date(2024, 3, 1), "last": dt.date(2024, 3, 1), "day_is_told": True}),
        (
            "another week",
            {"published": dt.date(2024, 3, 20), "first": dt.date(2024, 3, 20), "last": dt.date(2024, 3, 20)},
        ),
        ("another family of types", {"type": "CONSULT"}),
        ("other parties", {"actors": ("SDN",), "recipients": ("TCD",)}),
    ],
)
def test_other_facts_make_another_act(why: str, changed: dict[str, object]) -> None:
    assert 2 == len(together(FIRST, replace(SECOND, **changed))), why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"first": MONDAY, "last": MONDAY, "day_is_told": True}, 1),
        ({"first": dt.date(2024, 3, 5), "last": dt.date(2024, 3, 5), "day_is_told": True}, -1),
        ({"status": "negated"}, -1),
        ({"status": "hypothetical"}, -1),
        ({"type": "MOBILIZE"}, -1),
        ({"recipients": ("POL",)}, -1),
        ({"place_country": "POL"}, -1),
        (
            {
                "published": MONDAY + dt.timedelta(days=4),
                "first": MONDAY + dt.timedelta(days=4),
                "last": MONDAY + dt.timedelta(days=4),
            },
            -1,
        ),
    ],
)
def test_each_fact_moves_the_probability_its_way(changed: dict[str, object], sign: int) -> None:
    plain, other = probability(FIRST, SECOND), probability(FIRST, replace(SECOND, **changed))  # type: ignore[arg-type]

    assert (other > plain) == (sign > 0)
    assert other != plain


def test_near_places_count_for_and_far_ones_against() -> None:
    here = replace(FIRST, place_name="Velikoye", degrees=(47.0, 31.0))
    places = (("Velikoye", (47.0, 31.0)), ("Port", (47.1, 31.2)), ("Talim", (47.9, 31.0)), ("Else", (50.0, 36.0)))
    same, near, next_to, far = (probability(here, replace(SECOND, place_name=n, degrees=at)) for n, at in places)

    assert same == near > probability(here, SECOND) > next_to > far


def test_meeting_planned_and_then_held_is_one() -> None:
    day = dt.date(2024, 3, 8)
    common = {"type": "CONSULT", "actors": ("RUS", "USA"), "first": day, "last": day, "day_is_told": True}
    planned = told(
        "p",
        "Lavrov and Blinken will meet in Oslo on Friday to discuss the grain corridor.",
        "meet",
        status="future",
        published=MONDAY,
        **common,
    )
    held = told(
        "h",
        "Blinken met Lavrov in Oslo on Friday and discussed the grain corridor for two hours.",
        "met",
        status="actual",
        published=day,
        **common,
    )

    assert {frozenset(("p", "h"))} == together(planned, held)


def test_sides_of_a_meeting_may_be_told_in_either_order() -> None:
    common = {"type": "CONSULT", "status": "actual", "published": MONDAY, "first": MONDAY, "last": MONDAY}
    one = told(
        "a", "The envoys held talks about the dam on Monday.", "talks", actors=("ETH",), recipients=("EGY",), **common
    )
    other = told(
        "b", "The envoys held talks about the dam on Monday.", "talks", actors=("EGY",), recipients=("ETH",), **common
    )

    assert {frozenset(("a", "b"))} == together(one, other)


def test_what_the_coder_took_for_one_act_is_one() -> None:
    one = told("a", "The raid on the depot began at dawn.", "raid", article="x", type="ASSAULT", status="actual")
    other = told(
        "b", "It shocked everyone in Velikoye, a quiet town.", "It", article="x", type="ASSAULT", status="actual"
    )

    assert 2 == len(together(one, other))
    assert 1 == len(together(one, replace(other, same_as="a")))


def test_every_plover_type_has_a_family() -> None:
    assert set(load().types) == set(FAMILIES)


# The order of arrival


def corpus(n: int = 60) -> list[Telling]:
    """Reports of some acts, in three wordings each, on days that run into one another."""
    towns = ("Velikoye", "Hamsund", "Orsk", "Talim", "Narrow Ford", "Belmora")  # 1.1 degrees, some 120 km, apart
    wordings = (
        ("Russian guns shelled the port of {} and killed {} dockers.", "shelled"),
        ("The shelling of {} killed {} people, its mayor said.", "shelling"),
        ("Rockets hit {}, where {} died near the port.", "hit"),
    )
    rng = random.Random(7)
    found = []
    for number in range(n):
        at = number % len(towns)
        town, (wording, trigger) = towns[at], wordings[rng.randrange(3)]
        day = MONDAY + dt.timedelta(days=rng.randrange(9))
        sentence = wording.format(town, rng.choice(("four", "twelve")))
        found.append(
            shelling(
                f"{rng.getrandbits(40):010x}",
                sentence,
                trigger,
                day if rng.random() < 0.5 else None,
                published=day,
                first=day,
                last=day,
                place_name=town,
                degrees=(47 + 1.1 * at, 31.0),
            )
        )
    return found


def test_groups_do_not_depend_on_the_order() -> None:
    tellings = corpus()
    expected = together(*tellings)
    assert 10 < len(expected) < 55
    for seed in range(5):
        shuffled = list(tellings)
        random.Random(seed).shuffle(shuffled)
        assert expected == together(*shuffled)


def arriving(tellings: Sequence[Telling], sizes: Iterable[int]) -> dict[str, str]:
    """Links batch after batch, each time only what is new, as a store does; telling -> incident."""
    found: dict[str, str] = {}
    here: list[Telling] = []
    rest = iter(tellings)
    for size in sizes:
        new = list(itertools.islice(rest, size))
        here += new
        comparer = Comparer(here)
        ids = {t.id for t in new}
        rows = as_rows(row for row, t in enumerate(comparer.tellings) if t.id in ids)
        found |= {id: g.id for g in linked(comparer, rows) for id in g.tellings}
    return found


@pytest.mark.parametrize("seed", range(4))
def test_linking_as_reports_arrive_equals_linking_all_at_once(seed: int) -> None:
    tellings = corpus()
    expected = {id: g.id for g in linked(Comparer(tellings), as_rows(range(len(tellings)))) for id in g.tellings}
    random.Random(seed).shuffle(tellings)

    assert expected == arriving(tellings, itertools.repeat(9, 7))


def test_order_does_not_show_under_a_crowded_key() -> None:
    same = [
        shelling(
            f"{n:03}",
            "Russian guns shelled the port of Velikoye.",
            "shelled",
            None,
            published=MONDAY + dt.timedelta(days=n // 40),
            first=MONDAY + dt.timedelta(days=n // 40),
        )
        for n in range(3 * NEAREST)
    ]
    expected = {id: g.id for g in linked(Comparer(same), as_rows(range(len(same)))) for id in g.tellings}
    random.Random(3).shuffle(same)

    assert expected == arriving(same, itertools.repeat(NEAREST, 3))


# Pairs and groups


def test_blocks_find_each_pair_once_and_no_far_one() -> None:
    tellings = sorted(
        [FIRST, SECOND, shelling("m3", "The parliament of Orsk elected a new speaker.", "elected")], key=lambda t: t.id
    )
    reads = read_all(tellings, lexicon())

    found = [pair for i, j in Blocks(tellings, reads).pairs(as_rows(range(3))) for pair in zip(i, j, strict=True)]

    assert [(0, 1)] == found


def test_blocks_grow_with_the_tellings_not_with_their_square() -> None:
    def n_pairs(n: int) -> int:
        same = [shelling(f"{k:05}", "Russian guns shelled the port of Velikoye.", "shelled") for k in range(n)]
        return sum(len(i) for i, _ in Blocks(same, read_all(same, lexicon())).pairs(as_rows(range(n))))

    assert n_pairs(2000) < 2.2 * n_pairs(1000)


def test_average_linkage_does_not_chain() -> None:
    """a-b and b-c are alike, a-c are not: the likest pair is one group, the third stays out."""
    pairs = {(0, 1): 900_000, (1, 2): 600_000, (0, 2): 0}

    assert [[0, 1], [2]] == group(range(3), pairs, 0.4)
    assert [[0, 1, 2]] == parts(range(3), pairs, 0.4)


def test_ties_go_to_the_first_rows() -> None:
    assert [[0, 1], [2]] == group(range(3), {(1, 2): 500_000, (0, 1): 500_000}, 0.4)


def test_incident_is_named_after_its_smallest_telling() -> None:
    (found,) = linked(Comparer([SECOND, FIRST]), as_rows(range(2)))

    assert (incident_id("m1"), ("m1", "m2")) == (found.id, found.tellings)
    assert found.probabilities[0] == found.probabilities[1] > weights().threshold


def test_every_feature_has_a_weight() -> None:
    assert len(FEATURES) == len(weights().words) == len(set(FEATURES))


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("attack attacks attacked attacking attack’s", "attack"),
        ("stop stops stopped stopping", "stop"),
        ("deny denies denied denying", "deny"),
        ("shoot shot shooting", "shoot"),
        ("crisis", "crisis"),
        ("kill kills killed killing", "kill"),
    ],
)
def test_stem_brings_the_forms_of_a_word_together(forms: str, expected: str) -> None:
    assert {expected} == {stem(form) for form in forms.split()}


# Records


def report(
    id: str,
    text: str,
    dead: str,
    value: float,
    *,
    publisher: str,
    published: dt.date = MONDAY,
    source: str | None = None,
    country: str | None = None,
    status: Status = Status.ACTUAL,
) -> Coded:
    article = make_article(text, id=id, published=published, publisher=publisher)
    event = make_event(
        article,
        "shelled",
        type="ASSAULT",
        status=status,
        actors=[make_party(article, "Russian", name="Russia", code="RUS", sector="MIL")],
        recipients=[make_party(article, "Ukraine", code="UKR", sector=None)],
        source=make_party(article, source, code="UKR") if source else None,
        place=make_place(article, "Velikoye", country=country) if country else None,
        quantities=[make_quantity(article, dead, "killed", value)],
    )
    return make_coded(article, events=[event], run=make_run())


def reports() -> list[Coded]:
    return [
        report(
            "a",
            "Russian guns shelled the port of Velikoye in Ukraine, killing 12 dockers.",
            "12",
            12,
            publisher="Courier",
            country="UKR",
        ),
        report(
            "b",
            "Russian guns shelled the port of Velikoye in Ukraine; 20 dockers died, the mayor said.",
            "20",
            20,
            publisher="Herald",
            published=dt.date(2024, 3, 5),
            source="the mayor",
            country="UKR",
        ),
        report(
            "c",
            "Russian guns shelled a school at Orsk in Ukraine on another front, killing 3 pupils.",
            "3",
            3,
            publisher="Courier",
            published=dt.date(2024, 5, 5),
        ),
    ]


def test_incident_tells_reports_figures_and_disagreements() -> None:
    first, second = incidents(reports())

    assert (MONDAY, dt.date(2024, 3, 5)) == (first.first_report, first.last_report)
    assert [("Courier", None), ("Herald", "the mayor")] == [(r.publisher, r.source) for r in first.reports]
    assert [(12, None), (20, "the mayor")] == [(f.value, f.source) for f in first.figures]
    assert [("killed", "12"), ("killed", "20")] == [(v.field, v.value) for v in first.disagreements]
    assert (("RUS",), ("UKR",), "UKR") == (first.actors, first.recipients, first.country)
    assert 1 == len(second.reports)
    assert () == second.disagreements


def test_reports_point_at_their_words() -> None:
    texts = {coded.article.id: coded.article.text for coded in reports()}

    for incident in incidents(reports()):
        assert ["shelled"] * len(incident.reports) == [r.trigger.of(texts[r.article]) for r in incident.reports]
        assert all(f"{f.value:g}" == f.span.of(texts[f.article]) for f in incident.figures)


def test_a_denied_act_stays_the_act_and_is_shown_as_disputed() -> None:
    denied = report(
        "d",
        "Moscow says no Russian gun shelled the port of Velikoye in Ukraine, where 12 dockers died.",
        "12",
        12,
        publisher="Envoy",
        status=Status.NEGATED,
    )

    (found,) = incidents([reports()[0], denied])

    assert [("status", "actual"), ("status", "negated")] == [(v.field, v.value) for v in found.disagreements]


def test_incidents_do_not_depend_on_the_order_of_articles() -> None:
    expected = incidents(reports())
    for order in itertools.permutations(reports()):
        assert expected == incidents(order)


def test_no_articles_give_no_incidents() -> None:
    assert () == incidents([])


# In a store


class Ready:
    """Gives articles that are coded already."""

    def __init__(self, coded: Iterable[Coded]) -> None:
        self.run = make_run()
        self._by_text = {record.article.text: record for record in coded}

    def code_all(self, articles: Iterable[object]) -> Iterable[Coded]:
        for article in articles:
            yield replace(self._by_text[article.text], article=article)  # type: ignore[attr-defined, arg-type]


def filled(path: Path, batches: Sequence[Sequence[Coded]]) -> dict[str, set[str]]:
    """incident -> documents that tell it, after each batch was ingested on its own."""
    for batch in batches:
        with Store(path, write=True) as store:
            ingest([record.article for record in batch], store, Ready(batch))  # type: ignore[arg-type]
    with Store(path) as store:
        rows = store.sql(
            "SELECT m.incident_id, a.document FROM v_incident_mentions m JOIN articles a USING (article_id)"
        ).to_pylist()
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["incident_id"], set()).add(row["document"])
    return found


def test_ingest_links_new_articles_to_old_incidents_in_any_order(tmp_path: Path) -> None:
    one, two, three = reports()
    expected = filled(tmp_path / "all.db", [[one, two, three]])

    assert sorted(map(sorted, expected.values())) == [["a", "b"], ["c"]]
    for number, order in enumerate(itertools.permutations([one, two, three])):
        assert expected == filled(tmp_path / f"{number}.db", [[record] for record in order])


def test_link_new_has_nothing_to_do_the_second_time(tmp_path: Path) -> None:
    filled(tmp_path / "s.db", [reports()])
    with Store(tmp_path / "s.db", write=True) as store:
        assert 0 == link_new(store)


def test_corrections_survive_new_articles_and_coding_again_and_can_be_undone(tmp_path: Path) -> None:
    one, two, three = reports()
    path = tmp_path / "s.db"
    found = filled(path, [[one, three]])
    with Store(path, write=True) as store:
        merged = store.merge(sorted(found), author="analyst", reason="one offensive", at=AT)
    assert [{"a", "c"}] == list(filled(path, [[]]).values())

    assert [{"a", "b", "c"}] == list(filled(path, [[two]]).values())
    again = [replace(record, run=replace(record.run, model="f" * 16)) for record in (one, two, three)]
    with Store(path, write=True) as store:
        store.add(again)
        link_new(store)
    assert [{"a", "b", "c"}] == list(filled(path, [[]]).values())

    with Store(path, write=True) as store:
        store.undo(merged, author="analyst", reason="two fronts", at=AT)
    assert [["a", "b"], ["c"]] == sorted(map(sorted, filled(path, [[]]).values()))


def test_a_split_holds_when_another_report_comes(tmp_path: Path) -> None:
    one, two, _ = reports()
    path = tmp_path / "s.db"
    (incident,) = filled(path, [[one, two]])
    with Store(path, write=True) as store:
        rows = store.sql("SELECT event_id FROM v_incident_mentions WHERE publisher = 'Herald'").to_pylist()
        store.split(incident, [row["event_id"] for row in rows], author="analyst", reason="another port", at=AT)
    third = report(
        "e", "Russian guns shelled the port of Velikoye in Ukraine, killing 14 dockers.", "14", 14, publisher="Envoy"
    )

    assert [["a", "e"], ["b"]] == sorted(map(sorted, filled(path, [[third]]).values()))


def test_same_input_gives_the_same_incidents() -> None:
    assert incidents(reports()) == incidents(reports())
