"""Evaluate: the rules of the measure one by one, and all figures against the gold folder's own script if it is here."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.errors import InputError
from dragoman.evaluate import LEDGER, LEVELS, SLOTS, Report, evaluate

SCORE = Path(__file__).parents[2] / "shared" / "eval" / "score.py"
Row = dict[str, Any]
Who = str | Row | None  # a code, or a whole party
LEDGER_KEYS = ("claims", "commitments", "agreements", "meetings", "figures")

TEXT = """\
Norway accused Chad of hiding three ships.
Chad denied it and its envoy walked out of the talks in Geneva on Monday.
"We hid nothing," the envoy, Ali Moussa, said."""
LINES = TEXT.split("\n")


def party(code: str | None, sector: str | None = None, name: str | None = None) -> Row:
    return {"text": name, "name": name, "code": code, "sector": sector}


def parties(given: Sequence[Who]) -> list[Row]:
    return [who if isinstance(who, dict) else party(who) for who in given]


def gold_event(sent: int, trigger: str, type: str, actors: Sequence[Who] = (),
               recipients: Sequence[Who] = (), **more: Any) -> Row:  # fmt: skip
    base = {"sent": sent, "trigger": trigger, "type": type, "mode": None, "status": "actual", "source": None,
            "actors": parties(actors), "recipients": parties(recipients),
            "location": None, "date": None, "core": True}  # fmt: skip
    return base | more


def offsets(words: str, text: str = TEXT, sent: int = 0) -> Row:
    """Where the words stand in sentence `sent` or behind it."""
    begin = sum(len(line) + 1 for line in text.split("\n")[:sent])
    start = text.index(words, begin)
    return {"start": start, "end": start + len(words)}


def coded_event(sent: int, trigger: str, type: str, actors: Sequence[Who] = (),
                recipients: Sequence[Who] = (), **more: Any) -> Row:  # fmt: skip
    base = {"trigger": offsets(trigger, sent=sent), "type": type, "mode": None, "status": "actual", "source": None,
            "actors": parties(actors), "recipients": parties(recipients),
            "place": None, "date": None}  # fmt: skip
    return base | more


def gold_statement(sent: int, content: str, speaker: str = "Ali Moussa", code: str | None = "TCD", **more: Any) -> Row:
    return {"sent": sent, "speaker": speaker, "code": code, "kind": "direct", "content": content, "core": True} | more


def coded_statement(sent: int, words: str, speaker: Row | None = None, **more: Any) -> Row:
    speaker = speaker or party("TCD", name="Ali Moussa")
    return {"speaker": speaker, "kind": "direct", "act": "say", "content": [offsets(words, sent=sent)]} | more


def judged(folder: Path, *, events: Sequence[Row] = (), statements: Sequence[Row] = (), ledger: Row | None = None,
           coded: Row) -> Report:  # fmt: skip
    """The report on one document with this gold and this coded row."""
    write_gold(folder, {"d": (TEXT, list(events), list(statements), ledger)})
    return evaluate(folder, [{"document": {"id": "d"}, "events": [], "statements": []} | coded])


def write_gold(folder: Path, documents: dict[str, tuple[str, list[Row], list[Row], Row | None]]) -> None:
    for name in ("events", "ledger"):
        (folder / name).mkdir(exist_ok=True)
    rows = [
        {"id": id, "published": "2024-03-06", "publisher": "P", "text": text} for id, (text, *_) in documents.items()
    ]
    (folder / "docs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for id, (_, events, statements, ledger) in documents.items():
        (folder / "events" / f"{id}.json").write_text(json.dumps({"events": events, "statements": statements}))
        if ledger is not None:
            (folder / "ledger" / f"{id}.json").write_text(json.dumps({key: [] for key in LEDGER_KEYS} | ledger))


def counts(report: Report, name: str) -> tuple[int, int, int]:
    figures = report.figures[name]
    return figures.hit, figures.false, figures.missed


def levels(report: Report) -> list[tuple[int, int, int]]:
    return [counts(report, f"events {level}") for level in LEVELS]


HIT, FALSE_AND_MISSED = (1, 0, 0), (0, 1, 1)


# events


def test_right_event_counts_at_every_level(tmp_path: Path) -> None:
    gold, coded = (
        gold_event(0, "accused", "ACCUSE", ["NOR"], ["TCD"]),
        coded_event(0, "accused", "ACCUSE", ["NOR"], ["TCD"]),
    )
    report = judged(tmp_path, events=[gold], coded={"events": [coded]})
    assert [HIT] * 3 == levels(report)
    assert () == report.problems


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        (coded_event(0, "accused", "REJECT", ["NOR"], ["TCD"]), [FALSE_AND_MISSED] * 3),  # another type
        (coded_event(1, "denied", "ACCUSE", ["NOR"], ["TCD"]), [FALSE_AND_MISSED] * 3),  # another sentence
        (coded_event(0, "hiding", "ACCUSE", ["NOR"], ["TCD"]), [HIT] * 3),  # other words of the sentence
        (coded_event(0, "accused", "ACCUSE", ["SWE"], ["TCD"]), [HIT, FALSE_AND_MISSED, FALSE_AND_MISSED]),
        (coded_event(0, "accused", "ACCUSE", [None], ["TCD"]), [HIT, FALSE_AND_MISSED, FALSE_AND_MISSED]),
        (coded_event(0, "accused", "ACCUSE", ["SWE", "NOR"], ["TCD"]), [HIT] * 3),  # one code in common is enough
        (coded_event(0, "accused", "ACCUSE", ["NOR"], ["SWE"]), [HIT, HIT, FALSE_AND_MISSED]),
        (coded_event(0, "accused", "ACCUSE", ["NOR"], ["TCD"], status="future"), [HIT, HIT, FALSE_AND_MISSED]),
    ],
)
def test_levels_ask_for_more_and_more(coded: Row, expected: list[tuple[int, int, int]], tmp_path: Path) -> None:
    gold = gold_event(0, "accused", "ACCUSE", ["NOR"], ["TCD"])
    assert expected == levels(judged(tmp_path, events=[gold], coded={"events": [coded]}))


def test_parties_that_the_gold_does_not_code_are_not_compared(tmp_path: Path) -> None:
    gold = gold_event(0, "accused", "ACCUSE", [None], [])
    coded = coded_event(0, "accused", "ACCUSE", ["SWE"], ["TCD"])
    assert [HIT] * 3 == levels(judged(tmp_path, events=[gold], coded={"events": [coded]}))


def test_optional_event_is_neither_hit_nor_miss_nor_false_alarm(tmp_path: Path) -> None:
    gold = gold_event(1, "talks", "CONSULT", ["TCD"], core=False)
    assert [(0, 0, 0)] * 3 == levels(judged(tmp_path, events=[gold], coded={}))
    coded = coded_event(1, "talks", "CONSULT", ["TCD"])
    assert [(0, 0, 0)] * 3 == levels(judged(tmp_path, events=[gold], coded={"events": [coded]}))
    twice = [coded, coded_event(1, "walked", "CONSULT", ["TCD"])]  # one coded event an optional record
    assert [(0, 1, 0)] * 3 == levels(judged(tmp_path, events=[gold], coded={"events": twice}))


def test_core_records_pair_before_optional_ones(tmp_path: Path) -> None:
    gold = [gold_event(1, "talks", "CONSULT", ["TCD"], core=False), gold_event(1, "walked", "CONSULT", ["TCD"])]
    assert [HIT] * 3 == levels(
        judged(tmp_path, events=gold, coded={"events": [coded_event(1, "talks", "CONSULT", ["TCD"])]})
    )


def test_each_record_pairs_once_and_the_best_first(tmp_path: Path) -> None:
    gold = [gold_event(1, "denied", "REJECT", ["TCD"]), gold_event(1, "walked out", "REJECT", ["TCD"], mode="meet")]
    one = coded_event(1, "walked out", "REJECT", ["TCD"], mode="meet")
    report = judged(tmp_path, events=gold, coded={"events": [one]})
    assert [(1, 0, 1)] * 3 == levels(report)
    assert 1.0 == report.slots["mode"]  # paired with the second, by its words
    assert 1 == len([line for line in report.problems if line.startswith("MISS") and "'denied'" in line])


def test_figures_are_precision_recall_and_f1(tmp_path: Path) -> None:
    gold = [gold_event(0, "accused", "ACCUSE"), gold_event(0, "hiding", "COERCE"), gold_event(1, "denied", "REJECT")]
    coded = [coded_event(0, "accused", "ACCUSE"), coded_event(1, "walked", "RETREAT")]
    figures = judged(tmp_path, events=gold, coded={"events": coded}).figures["events detect"]
    assert (1, 1, 2) == (figures.hit, figures.false, figures.missed)
    assert (0.5, 0.3333, 0.4) == (figures.precision, figures.recall, figures.f1)


def test_document_that_was_not_coded_is_missed_and_named(tmp_path: Path) -> None:
    write_gold(
        tmp_path, {"d": (TEXT, [gold_event(0, "accused", "ACCUSE")], [gold_statement(2, "We hid nothing")], None)}
    )
    report = evaluate(tmp_path, [])
    assert ("d",) == report.not_coded
    assert (0, 0, 1) == counts(report, "events detect") == counts(report, "statements")


# slots of detected events


@pytest.mark.parametrize(
    ("slot", "gold", "coded", "expected"),
    [
        ("mode", {"mode": "allege"}, {"mode": "allege"}, 1.0),
        ("mode", {"mode": None}, {"mode": None}, 1.0),
        ("mode", {"mode": "allege"}, {"mode": None}, 0.0),
        ("status", {"status": "future"}, {"status": "actual"}, 0.0),
        ("source", {"source": None}, {"source": None}, 1.0),
        ("source", {"source": party("NOR")}, {"source": None}, 0.0),
        ("source", {"source": party("NOR")}, {"source": party("NOR")}, 1.0),
        ("source", {"source": party(None)}, {"source": None}, 1.0),
        ("date", {"date": None}, {"date": "2024-03-04"}, None),
        ("date", {"date": "2024-03"}, {"date": "2024-03-04"}, 1.0),
        ("date", {"date": "2024-03-04"}, {"date": "2024-03"}, 0.0),
        ("date", {"date": "2024-03-04"}, {"date": None}, 0.0),
        ("place", {"location": None}, {"place": {"text": "Geneva"}}, None),
        ("place", {"location": "Geneva"}, {"place": {"text": "in Geneva"}}, 1.0),
        ("place", {"location": "Geneva"}, {"place": {"text": "a b c d Geneva"}}, 0.0),
        ("place", {"location": "Geneva"}, {"place": None}, 0.0),
        ("sector", {"actors": [party("NOR")]}, {"actors": [party("NOR", "GOV")]}, None),
        ("sector", {"actors": [party("NOR", "GOV")]}, {"actors": [party("NOR", "GOV"), party("NOR", "MIL")]}, 1.0),
        ("sector", {"actors": [party("NOR", "GOV")]}, {"actors": [party("NOR", "MIL")]}, 0.0),
    ],
)  # fmt: skip
def test_slot_is_compared_where_the_gold_has_it(
    slot: str, gold: Row, coded: Row, expected: float | None, tmp_path: Path
) -> None:
    report = judged(tmp_path, events=[gold_event(0, "accused", "ACCUSE", **gold)],
                    coded={"events": [coded_event(0, "accused", "ACCUSE", **coded)]})  # fmt: skip
    assert expected == report.slots[slot]


# statements


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        (coded_statement(2, "We hid nothing"), HIT),
        (coded_statement(2, '"We hid nothing,"'), HIT),  # marks are no words
        (coded_statement(2, "hid nothing"), HIT),  # four fifths of the words
        (coded_statement(2, "nothing"), HIT),  # token F1 2 * 1 / 4
        (coded_statement(2, 'nothing," the envoy'), (0, 1, 1)),  # 2 * 1 / 6
        (coded_statement(1, "walked out"), FALSE_AND_MISSED),
        (coded_statement(2, "We hid nothing", party(None, name="the envoy Moussa")), HIT),  # a name in common
        (coded_statement(2, "We hid nothing", party("TCD", name="the envoy")), HIT),  # or the code
        (coded_statement(2, "We hid nothing", party(None, name="the president of Ghana")), FALSE_AND_MISSED),
        (coded_statement(2, "We hid nothing", party(None)), FALSE_AND_MISSED),
        (coded_statement(2, "We hid nothing", act="think"), (0, 0, 1)),  # a belief is not counted
        (coded_statement(2, "We hid nothing", content=offsets("We hid nothing", sent=2)), HIT),  # one span, no list
        (coded_statement(2, "We", content=[offsets("We hid", sent=2), offsets("nothing", sent=2)]), HIT),
    ],
)
def test_statement_needs_sentence_speaker_and_half_the_words(
    coded: Row, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    gold = gold_statement(2, "We hid nothing")
    assert expected == counts(judged(tmp_path, statements=[gold], coded={"statements": [coded]}), "statements")


def test_titles_alone_are_no_name(tmp_path: Path) -> None:
    gold = gold_statement(2, "We hid nothing", speaker="the president", code=None)
    coded = coded_statement(2, "We hid nothing", party(None, name="the president"))
    assert FALSE_AND_MISSED == counts(judged(tmp_path, statements=[gold], coded={"statements": [coded]}), "statements")


def test_statement_kind_is_a_share_of_the_pairs(tmp_path: Path) -> None:
    gold = [gold_statement(2, "We hid nothing"), gold_statement(1, "it", kind="indirect")]
    coded = [coded_statement(2, "We hid nothing"), coded_statement(1, "it")]
    assert 0.5 == judged(tmp_path, statements=gold, coded={"statements": coded}).statement_kind
    assert judged(tmp_path, statements=gold, coded={}).statement_kind is None


def test_optional_statement_is_left_out(tmp_path: Path) -> None:
    gold = gold_statement(2, "We hid nothing", core=False)
    report = judged(tmp_path, statements=[gold], coded={"statements": [coded_statement(2, "We hid nothing")]})
    assert (0, 0, 0) == counts(report, "statements")


# ledger


def claim(**more: Any) -> Row:
    base = {"claim": "Chad hid three ships", "sent": 0, "sents": [0, 1], "core": True,
            "asserted_by": [party("NOR")], "denied_by": [party("TCD")]}  # fmt: skip
    return base | more


def coded_claim(words: str, sent: int, asserted: str | None, denied: str | None) -> Row:
    sides = {"asserted_by": asserted, "denied_by": denied}
    return offsets(words, sent=sent) | {side: [party(code)] if code else [] for side, code in sides.items()}


@pytest.mark.parametrize(
    ("coded", "claims", "denied"),
    [
        (coded_claim("hiding three ships", 0, "NOR", "TCD"), HIT, HIT),
        (coded_claim("hiding three ships", 0, "NOR", None), HIT, (0, 0, 1)),
        (coded_claim("hiding three ships", 0, "SWE", "TCD"), FALSE_AND_MISSED, FALSE_AND_MISSED),
        (coded_claim("walked out", 1, "NOR", "TCD"), FALSE_AND_MISSED, FALSE_AND_MISSED),  # "sent" decides
        (coded_claim("hiding three ships", 0, "NOR", "SWE"), HIT, FALSE_AND_MISSED),
    ],
)
def test_claim_and_its_denial(
    coded: Row, claims: tuple[int, int, int], denied: tuple[int, int, int], tmp_path: Path
) -> None:
    report = judged(tmp_path, ledger={"claims": [claim()]}, coded={"claims": [coded]})
    assert claims == counts(report, "claims")
    assert denied == counts(report, "denied claims")


def test_claim_told_in_several_places_counts_by_its_mentions(tmp_path: Path) -> None:
    coded = coded_claim("walked out", 1, "NOR", None)
    coded["mentions"] = [offsets("walked out", sent=1), offsets("hiding three ships")]
    assert HIT == counts(
        judged(tmp_path, ledger={"claims": [claim(denied_by=[])]}, coded={"claims": [coded]}), "claims"
    )


def test_claim_without_a_named_source_asks_for_none(tmp_path: Path) -> None:
    gold = claim(asserted_by=[], denied_by=[])
    coded = coded_claim("hiding three ships", 0, "SWE", None)
    assert HIT == counts(judged(tmp_path, ledger={"claims": [gold]}, coded={"claims": [coded]}), "claims")


def test_denial_needs_a_named_assertion(tmp_path: Path) -> None:
    gold, coded = claim(asserted_by=[]), coded_claim("hiding three ships", 0, "NOR", "TCD")
    report = judged(tmp_path, ledger={"claims": [gold]}, coded={"claims": [coded]})
    assert FALSE_AND_MISSED == counts(report, "denied claims")


@pytest.mark.parametrize(
    ("kind", "by", "sent", "expected"),
    [("refusal", "TCD", 1, HIT), ("offer", "TCD", 1, HIT), ("threat", "TCD", 1, FALSE_AND_MISSED),
     ("refusal", "NOR", 1, FALSE_AND_MISSED), ("refusal", "TCD", 0, FALSE_AND_MISSED)],
)  # fmt: skip
def test_commitment_needs_kind_and_party(
    kind: str, by: str, sent: int, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    gold = {
        "kind": "refusal",
        "alt_kinds": ["offer"],
        "sent": 1,
        "by": party("TCD"),
        "content": "walked out",
        "core": True,
    }
    coded = offsets(LINES[sent], sent=sent) | {"kind": kind, "by": party(by), "to": [], "condition": None}
    report = judged(tmp_path, ledger={"commitments": [gold]}, coded={"commitments": [coded]})
    assert expected == counts(report, "commitments")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Geneva ceasefire deal", HIT), ("the Geneva deal", HIT), ("Oslo deal", FALSE_AND_MISSED)],
)
def test_agreement_needs_half_its_name_wherever_it_stands(
    name: str, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    gold = {"name": "Geneva ceasefire deal", "year": "2017", "core": True}
    coded = {"name": name, "year": None, "start": None, "end": None, "brokers": [], "violations": []}
    report = judged(tmp_path, ledger={"agreements": [gold]}, coded={"agreements": [coded]})
    assert expected == counts(report, "agreements")


def test_agreement_of_the_right_year_pairs_first(tmp_path: Path) -> None:
    gold = [{"name": "Minsk deal", "year": "2014", "core": False}, {"name": "Minsk deal", "year": "2015", "core": True}]
    coded = [{"name": "Minsk deal", "year": year, "start": None, "end": None} for year in ("2014", "2015")]
    report = judged(tmp_path, ledger={"agreements": gold}, coded={"agreements": coded})
    assert HIT == counts(report, "agreements")


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ({"date": "2024-03-04", "status": "held", "participants": [party("TCD")]}, HIT),
        ({"date": "2024-04-04", "status": "held", "participants": [party("TCD")]}, FALSE_AND_MISSED),
        ({"date": None, "status": "held", "participants": [party("TCD")]}, FALSE_AND_MISSED),
        ({"date": "2024-03-04", "status": "scheduled", "participants": [party("TCD")]}, FALSE_AND_MISSED),
        ({"date": "2024-03-04", "status": "held", "participants": [party("SWE")]}, FALSE_AND_MISSED),
        ({"date": "2024-03-04", "status": "held", "participants": []}, FALSE_AND_MISSED),
    ],
)
def test_meeting_needs_a_participant_the_date_and_the_status(
    coded: Row, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    gold = {"sent": 1, "participants": [party("TCD"), party("NOR")], "date": "2024-03", "status": "held", "core": True}
    report = judged(tmp_path, ledger={"meetings": [gold]}, coded={"meetings": [offsets("talks", sent=1) | coded]})
    assert expected == counts(report, "meetings")


@pytest.mark.parametrize(
    ("gold", "coded", "expected"),
    [
        ({"value": 3}, {"what": "weapons", "value": 3.0}, HIT),
        ({"value": 3}, {"what": "weapons", "value": 4}, FALSE_AND_MISSED),
        ({"value": 3}, {"what": "killed", "value": 3}, FALSE_AND_MISSED),
        ({"value": 3, "alt_what": ["killed"]}, {"what": "killed", "value": 3}, HIT),
        ({"value": None, "low": 12}, {"what": "weapons", "value": None, "low": 12}, HIT),
        ({"value": None, "low": 12}, {"what": "weapons", "value": None, "low": None}, FALSE_AND_MISSED),
        ({"value": None, "low": None}, {"what": "weapons", "value": 7}, HIT),
    ],
)
def test_figure_needs_what_and_how_many(gold: Row, coded: Row, expected: tuple[int, int, int], tmp_path: Path) -> None:
    record = {"sent": 0, "what": "weapons", "core": True} | gold
    report = judged(tmp_path, ledger={"figures": [record]}, coded={"figures": [offsets("three") | coded]})
    assert expected == counts(report, "figures")


def test_document_without_ledger_counts_no_ledger_records(tmp_path: Path) -> None:
    report = judged(tmp_path, coded={"figures": [offsets("three") | {"what": "weapons", "value": 3}]})
    assert (0, 0, 0) == counts(report, "figures")


# gold folders that are none


def test_folder_without_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a gold folder holds docs\.jsonl"):
        evaluate(tmp_path, [])


def test_document_without_gold_events_is_told(tmp_path: Path) -> None:
    write_gold(tmp_path, {"d": (TEXT, [], [], None)})
    (tmp_path / "events" / "d.json").unlink()
    with pytest.raises(InputError, match=r"d\.json"):
        evaluate(tmp_path, [])


@pytest.mark.parametrize("broken", ['{"events": []}', '{"events": [{"sent": 0}], "statements": []}', "[]", "{"])
def test_gold_record_without_its_fields_is_told(broken: str, tmp_path: Path) -> None:
    write_gold(tmp_path, {"d": (TEXT, [], [], None)})
    (tmp_path / "events" / "d.json").write_text(broken)
    with pytest.raises(InputError, match="gold"):
        evaluate(tmp_path, [{"document": {"id": "d"}, "events": [coded_event(0, "accused", "ACCUSE")]}])


def test_coded_row_without_its_fields_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="coded"):
        judged(tmp_path, coded={"events": [{"type": "ACCUSE"}]})
    with pytest.raises(InputError, match="document"):
        evaluate(tmp_path, [{"id": "d"}])


# parity with the gold folder's own script

WORDS = "the army of Chad accused Norway and denied three talks in Oslo on Monday while rebels fled".split()
CODES = ("NOR", "TCD", "SWE", None)


class Chance:
    """Random gold and coded documents in which near misses of every kind abound."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def document(self) -> tuple[str, list[Row], list[Row], Row | None, Row]:
        text = "\n".join(" ".join(self.random.choices(WORDS, k=8)) for _ in range(3))
        spans = [self._span(text) for _ in range(12)]
        gold = [self._gold_event(text, span) for span in self.random.sample(spans, 7)]
        said = [self._gold_statement(text, span) for span in self.random.sample(spans, 5)]
        ledger = self._ledger(text, spans) if self.random.random() < 0.7 else None
        coded = {
            "events": [self._event(span) for span in self.random.sample(spans, 7)],
            "statements": [self._statement(span) for span in self.random.sample(spans, 6)],
            "claims": [span | self._sides() for span in self.random.sample(spans, 4)],
            "commitments": [span | self._commitment() for span in self.random.sample(spans, 4)],
            "agreements": [span | self._agreement() for span in self.random.sample(spans, 3)],
            "meetings": [span | self._meeting() for span in self.random.sample(spans, 4)],
            "figures": [span | self._figure() for span in self.random.sample(spans, 4)],
        }
        return text, gold, said, ledger, coded

    def _span(self, text: str) -> Row:
        line = self.random.randrange(3)
        begin = sum(len(row) + 1 for row in text.split("\n")[:line])
        words = text.split("\n")[line].split()
        first = self.random.randrange(len(words))
        last = min(len(words), first + self.random.randint(1, 4))
        start = begin + len(" ".join(words[:first])) + (first > 0)
        return {"start": start, "end": start + len(" ".join(words[first:last])), "sent": line}

    def _party(self) -> Row:
        name = self.random.choice(["the president", "Ali Moussa", "Moussa", "Kari Lunde", None])
        return party(self.random.choice(CODES), self.random.choice(["GOV", "MIL", None]), name)

    def _parties(self) -> list[Row]:
        return [self._party() for _ in range(self.random.randint(0, 2))]

    def _kind(self) -> str:
        return self.random.choice(["demand", "refusal", "offer"])

    def _commitment(self) -> Row:
        return {"kind": self._kind(), "by": self._party()}

    def _shared(self) -> Row:
        return {"type": self.random.choice(["ACCUSE", "REJECT"]), "mode": self.random.choice(["meet", None]),
                "status": self.random.choice(["actual", "future"]), "actors": self._parties(),
                "recipients": self._parties(), "source": self.random.choice([None, self._party()]),
                "date": self.random.choice([None, "2024", "2024-03", "2024-03-04"])}  # fmt: skip

    def _gold_event(self, text: str, span: Row) -> Row:
        trigger = text[span["start"] : span["end"]]
        place = self.random.choice([None, "Oslo", "the army of Chad"])
        return self._shared() | {"sent": span["sent"], "trigger": trigger, "location": place, "core": self._core()}

    def _event(self, span: Row) -> Row:
        return self._shared() | {"trigger": span, "place": self.random.choice([None, {"text": "in Oslo"}])}

    def _core(self) -> bool:
        return self.random.random() < 0.7

    def _gold_statement(self, text: str, span: Row) -> Row:
        return {"sent": span["sent"], "speaker": self._party()["name"] or "Lunde", "code": self.random.choice(CODES),
                "kind": self.random.choice(["direct", "indirect"]), "content": text[span["start"] : span["end"]],
                "core": self._core()}  # fmt: skip

    def _statement(self, span: Row) -> Row:
        return {"speaker": self.random.choice([None, self._party()]), "kind": self.random.choice(["direct", "mixed"]),
                "act": self.random.choice(["say", "say", "think"]), "content": [span]}  # fmt: skip

    def _sides(self) -> Row:
        return {"asserted_by": self._parties(), "denied_by": self._parties()}

    def _agreement(self) -> Row:
        return {"name": self.random.choice(["Oslo deal", "the Oslo deal of Monday", "Chad pact"]),
                "year": self.random.choice(["2014", "2015", None])}  # fmt: skip

    def _meeting(self) -> Row:
        return {"participants": self._parties(), "date": self.random.choice([None, "2024-03", "2024-03-04"]),
                "status": self.random.choice(["held", "scheduled"])}  # fmt: skip

    def _figure(self) -> Row:
        value = self.random.choice([None, 3])
        return {"what": self.random.choice(["people", "troops"]), "value": value, "low": self.random.choice([None, 12])}

    def _ledger(self, text: str, spans: list[Row]) -> Row:
        def words(span: Row) -> str:
            return text[span["start"] : span["end"]]

        def record(span: Row, fields: Row) -> Row:
            return fields | {"sent": span["sent"], "core": self._core()}

        some = self.random.sample(spans, 5)
        commitment = {"alt_kinds": [self._kind()]}
        return {
            "claims": [record(s, self._sides() | {"claim": words(s), "sents": [s["sent"], 0]}) for s in some],
            "commitments": [
                record(s, commitment | {"kind": self._kind(), "by": self._party(), "content": words(s)}) for s in some
            ],
            "agreements": [record(s, self._agreement()) for s in some[:3]],
            "meetings": [record(s, self._meeting()) for s in some],
            "figures": [record(s, self._figure() | {"alt_what": []}) for s in some],
        }


def many_documents(folder: Path, *, n: int) -> list[Row]:
    """Writes a gold folder of `n` documents; returns the coded rows, one document left out."""
    chance = Chance(seed=7)
    made = {f"d{i}": chance.document() for i in range(n)}
    write_gold(folder, {id: document[:4] for id, document in made.items()})
    return [{"document": {"id": id}, **document[4]} for id, document in made.items()][1:]


def test_figures_are_those_of_the_gold_folder_s_own_script(tmp_path: Path) -> None:
    if not SCORE.exists():
        pytest.skip(f"no {SCORE.name} beside the checkout to compare with")
    rows = many_documents(tmp_path, n=60)
    coded = tmp_path / "coded.jsonl"
    coded.write_text("".join(json.dumps(row) + "\n" for row in rows))
    errors = tmp_path / "errors.txt"
    command = [sys.executable, str(SCORE), str(tmp_path), str(coded), "--errors", str(errors), "--json"]
    expected = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    report = evaluate(tmp_path, rows)
    for name, figures in report.figures.items():
        assert expected.pop(name) == {
            key: getattr(figures, key) for key in ("precision", "recall", "f1", "hit", "false", "missed")
        }, name
        assert min(figures.hit, figures.false, figures.missed) > 0, f"{name}: the documents try nothing here"
    assert {"slots of detected events": dict(report.slots), "statement kind": report.statement_kind} == expected
    assert errors.read_text().splitlines() == list(report.problems)


def test_every_kind_of_record_has_figures(tmp_path: Path) -> None:
    report = judged(tmp_path, coded={})
    assert [f"events {level}" for level in LEVELS] + ["statements", *LEDGER] == list(report.figures)
    assert set(SLOTS) == set(report.slots)


# the command


def test_command_prints_figures_misses_and_false_alarms(tmp_path: Path) -> None:
    write_gold(tmp_path, {"d": (TEXT, [gold_event(0, "accused", "ACCUSE", ["NOR"], ["TCD"])], [], None)})
    coded = tmp_path / "coded.jsonl"
    coded.write_text(json.dumps({"document": {"id": "d"}, "events": [coded_event(1, "denied", "REJECT", ["TCD"])]}))
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--coded", str(coded)])
    assert 0 == result.exit_code, result.output
    assert "events detect      0.000   0.000   0.000     0      1       1" in result.output
    assert f"MISS  d:0 ACCUSE 'accused' ['NOR']->['TCD'] actual | {LINES[0]}" in result.output
    assert f"FALSE d:1 REJECT 'denied' ['TCD']->[] actual | {LINES[1]}" in result.output


def test_command_gives_the_figures_as_json(tmp_path: Path) -> None:
    rows = many_documents(tmp_path, n=4)
    coded = tmp_path / "coded.jsonl"
    coded.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--coded", str(coded), "--json"])
    report = evaluate(tmp_path, rows)
    shown = json.loads(result.stdout)
    assert report.figures["statements"].f1 == shown["statements"]["f1"]
    assert dict(report.slots) == shown["slots of detected events"]


def test_command_tells_a_coded_file_that_is_none(tmp_path: Path) -> None:
    write_gold(tmp_path, {"d": (TEXT, [], [], None)})
    coded = tmp_path / "coded.jsonl"
    coded.write_text('{"document": {"id": "d"}}\n{"document":\n')
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--coded", str(coded)])
    assert 2 == result.exit_code
    assert "line 2" in result.stderr and str(coded) in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("loaded")
def test_command_codes_the_gold_documents_itself(tmp_path: Path) -> None:
    write_gold(tmp_path, {"d": (TEXT, [gold_event(0, "accused", "ACCUSE")], [], None)})
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--json"])
    assert 0 == result.exit_code, result.output
    figures = json.loads(result.stdout)["events detect"]
    assert 1 == figures["hit"] + figures["missed"]
    assert "not coded" not in result.output
