"""The ledger: claims, commitments, agreements, meetings and figures from what was coded in an article."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from dragoman.ledger import read_ledger
from dragoman.records import Article, Event, Ledger, Party, SentenceKind, Statement, Status
from dragoman.write.accounts import accounts
from dragoman.write.json import coded_object
from makers import (
    make_article,
    make_coded,
    make_event,
    make_party,
    make_place,
    make_sentences,
    make_statement,
    make_unknown_party,
    make_when,
)


def ledger_of(article: Article, events: list[Event] | None = None, statements: list[Statement] | None = None) -> Ledger:
    ordered = sorted(events or [], key=lambda event: event.trigger)
    return read_ledger(article, make_sentences(article), ordered, statements or [])


def names(parties: tuple[Party, ...]) -> list[str | None]:
    return [party.name for party in parties]


# figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 40 villagers were killed.", [("killed", 40, None, None, "at least", "At least 40 villagers")]),
        ("The army sent some 3,000 troops.", [("troops", 3000, None, None, "about", "some 3,000 troops")]),
        ("Dozens of protesters gathered outside.", [("people", None, 12, None, None, "Dozens of protesters")]),
        ("The loan is worth $1.5 billion.", [("money", 1.5e9, None, None, None, "$1.5 billion")]),
        ("It pledged between €200m and €300m.", [("money", None, 2e8, 3e8, None, "€200m and €300m")]),
        ("The aid came to 40 million euros.", [("money", 4e7, None, None, None, "40 million euros")]),
        ("Trillions of dollars are at stake.", [("money", None, 1e12, None, None, "Trillions of dollars")]),
        ("The fleet has 12 warships and 30 fighter jets.",
         [("weapons", 12, None, None, None, "12 warships"), ("weapons", 30, None, None, None, "30 fighter jets")]),
        ("Nine companies were put on the list.", [("other", 9, None, None, None, "Nine companies")]),
        ("The town took in 600 to 800 refugees.", [("people", None, 600, 800, None, "600 to 800 refugees")]),
    ],
)  # fmt: skip
def test_figure_has_kind_value_and_words(text: str, expected: list[tuple[object, ...]]) -> None:
    article = make_article(text)
    found = [(f.what, f.value, f.low, f.high, f.qualifier, f.span.of(text)) for f in ledger_of(article).figures]
    assert expected == found


@pytest.mark.parametrize(
    "text",
    [
        "The talks lasted 12 hours and ended on 14 May 2019.",
        "The act expires in 2026 under Chadian law.",
        "Resolution 242 was adopted in 1967.",
        "She is 54 and has two sons.",
        "Her three children live abroad.",
        "Three police stations were closed.",
        "About 45 percent of the budget is spent.",
        "Two officials said so.",
    ],
)
def test_durations_dates_families_and_shares_are_no_figures(text: str) -> None:
    assert () == ledger_of(make_article(text)).figures


def test_unnamed_speakers_are_no_figure() -> None:
    article = make_article("Five officials said the bridge had fallen.")
    said = make_statement(article, "the bridge had fallen", speaker=make_party(article, "Five officials"), cue="said")
    assert () == ledger_of(article, [], [said]).figures


def test_figure_knows_whose_and_according_to_whom() -> None:
    article = make_article("Chad has moved 900 soldiers to the border, Norway said.")
    said = make_statement(article, "Chad has moved 900 soldiers to the border", cue="said",
                          speaker=make_party(article, "Norway"))  # fmt: skip
    moved = make_event(article, "moved", type="MOBILIZE", actors=[make_party(article, "Chad", code="TCD")],
                       place=make_place(article, "the border"))  # fmt: skip
    (figure,) = ledger_of(article, [moved], [said]).figures
    assert ("Chad", "Norway") == (figure.of and figure.of.name, figure.according_to and figure.according_to.name)
    assert "the border" == (figure.place and figure.place.text)


def test_boilerplate_has_no_figures() -> None:
    article = make_article("More than 900 journalists work for us.")
    sentences = make_sentences(article, kinds=[SentenceKind.BOILERPLATE])
    assert () == read_ledger(article, sentences, [], []).figures


# agreements


def test_agreement_gathers_its_names_year_and_brokers() -> None:
    article = make_article(
        "Chad and Niger signed the 2011 Lake agreement, which was brokered by Norway.\n"
        "The deal has held since.\n"
        "Critics of the Lake Agreement were few."
    )
    norway = make_event(article, "brokered", type="CONSULT", actors=[make_party(article, "Norway")])
    chad = make_event(article, "signed", type="AGREE", status=Status.HISTORICAL,
                      actors=[make_party(article, "Chad", code="TCD"),
                              make_party(article, "Niger", code="NER")])  # fmt: skip
    (found,) = ledger_of(article, [chad, norway]).agreements
    assert ("Lake agreement", "2011", "in_force") == (found.name, found.year, found.status)
    assert ["Norway"] == names(found.brokers)
    assert 3 == len(found.mentions)


def test_truce_with_place_is_an_agreement_and_its_breach_is_told() -> None:
    article = make_article("Norway accused Chad of violating a truce in the north.")
    accused = make_event(article, "accused", type="ACCUSE", mode="allege", actors=[make_party(article, "Norway")],
                         recipients=[make_party(article, "Chad", code="TCD")])  # fmt: skip
    (found,) = ledger_of(article, [accused]).agreements
    (breach,) = found.violations
    assert ("truce in the north", "Norway", "Chad") == (
        found.name, breach.accuser and breach.accuser.name, breach.violator and breach.violator.name)  # fmt: skip


def test_day_is_no_part_of_an_agreements_name() -> None:
    article = make_article("Chad and Niger signed a ceasefire on Saturday.")
    signed = make_event(article, "signed", type="AGREE", actors=[make_party(article, "Chad", code="TCD")])
    (found,) = ledger_of(article, [signed]).agreements
    assert ("ceasefire", "ceasefire") == (found.name, found.span.of(article.text))


def test_attack_despite_a_ceasefire_is_a_breach_told_by_the_writer() -> None:
    article = make_article("Despite the cease-fire in Praia, Chad shelled the port.")
    shelled = make_event(article, "shelled", type="ASSAULT", actors=[make_party(article, "Chad", code="TCD")])
    (found,) = ledger_of(article, [shelled]).agreements
    (breach,) = found.violations
    assert (None, "Chad") == (breach.accuser, breach.violator and breach.violator.name)


@pytest.mark.parametrize(
    "text",
    [
        "No peace deal is in sight.",
        "Any future nuclear agreement needs the vote of parliament.",
        "The party convention opens in June at the Convention Centre.",
        "He has a great deal to deal with.",
        "She leads the Government of National Accord.",
        "The North Atlantic Treaty Organization met.",
    ],
)
def test_what_nobody_agreed_is_no_agreement(text: str) -> None:
    assert () == ledger_of(make_article(text)).agreements


def test_year_comes_from_the_text_before_the_table() -> None:
    assert "2015" == ledger_of(make_article("They support the Iran nuclear deal.")).agreements[0].year
    assert "2023" == ledger_of(make_article("They signed last year's trade pact with Peru.")).agreements[0].year


def test_duties_are_told_by_the_agreement_or_under_it() -> None:
    text = "The climate pact requires members to plant trees.\nUnder the climate pact, Chad must pay a fee."
    (found,) = ledger_of(make_article(text)).agreements
    assert ["members to plant trees", "Chad must pay a fee"] == [span.of(text) for span in found.obligations]


def test_kinds_of_agreement_stay_apart() -> None:
    text = "The trade deal with Peru is new.\nThe peace deal with Niger is old."
    assert ["trade deal with Peru", "peace deal with Niger"] == [
        a.name for a in ledger_of(make_article(text)).agreements
    ]


# meetings


def meeting_event(article: Article, trigger: str, *people: tuple[str, str], status: Status = Status.ACTUAL,
                  type: str = "CONSULT", mode: str | None = None, day: dt.date | None = None,
                  on: str = "") -> Event:  # fmt: skip
    parties = [make_party(article, words, code=code) for words, code in people]
    time = make_when(article, on, day) if day else None
    return make_event(article, trigger, type=type, mode=mode, status=status, actors=parties, time=time)


def test_later_talk_of_a_meeting_joins_it() -> None:
    article = make_article("Duarte will meet Haugen on Friday.\nThe talks are about fish.")
    first = meeting_event(article, "meet", ("Duarte", "PRT"), ("Haugen", "NOR"), status=Status.FUTURE,
                          day=dt.date(2024, 3, 8), on="on Friday")  # fmt: skip
    second = meeting_event(article, "talks", status=Status.FUTURE)
    (meeting,) = ledger_of(article, [first, second]).meetings
    assert ("scheduled", "2024-03-08", 2) == (meeting.status, meeting.date, len(meeting.mentions))


def test_cancelled_meeting_keeps_its_participants() -> None:
    article = make_article("Duarte was to meet Haugen in Oslo.\nDuarte called off the talks with Haugen.")
    first = meeting_event(article, "meet", ("Duarte", "PRT"), ("Haugen", "NOR"), status=Status.FUTURE)
    off = make_event(article, "called off", type="REJECT", mode="meet",
                     actors=[make_party(article, "Duarte", nth=1, code="PRT")],
                     recipients=[make_party(article, "Haugen", nth=1, code="NOR")])  # fmt: skip
    (meeting,) = ledger_of(article, [first, off]).meetings
    assert ("cancelled", {"Duarte", "Haugen"}) == (meeting.status, set(names(meeting.participants)))


def test_call_for_talks_is_a_proposed_meeting_and_meeting_duties_is_none() -> None:
    article = make_article("Norway called for talks with Chad.\nNorway urged Chad to meet its obligations.")
    called = make_event(article, "called for", type="REQUEST", actors=[make_party(article, "Norway")],
                        recipients=[make_party(article, "Chad", code="TCD")])  # fmt: skip
    urged = make_event(article, "urged", type="REQUEST", actors=[make_party(article, "Norway", nth=1)],
                       recipients=[make_party(article, "Chad", nth=1, code="TCD")])  # fmt: skip
    (meeting,) = ledger_of(article, [called, urged]).meetings
    assert ("proposed", 1) == (meeting.status, len(meeting.mentions))


@pytest.mark.parametrize("trigger", ["interview", "phone call", "news conference", "hearing"])
def test_calls_interviews_and_hearings_are_no_meetings(trigger: str) -> None:
    article = make_article(f"Duarte and Haugen spoke in a {trigger} on fish.")
    assert () == ledger_of(article, [meeting_event(article, trigger, ("Duarte", "PRT"), ("Haugen", "NOR"))]).meetings


def test_sidelines_are_the_forum() -> None:
    text = "Duarte will meet Haugen on the sidelines of the fish summit in Oslo."
    article = make_article(text)
    event = meeting_event(article, "meet", ("Duarte", "PRT"), ("Haugen", "NOR"), status=Status.FUTURE)
    (meeting,) = ledger_of(article, [event]).meetings
    assert "the fish summit" == (meeting.forum and meeting.forum.of(text))


def test_other_people_of_the_same_countries_meet_apart() -> None:
    article = make_article("Duarte met Haugen on Monday.\nDuarte met Lund of Sweden.")
    first = meeting_event(article, "met", ("Duarte", "PRT"), ("Haugen", "NOR"))
    second = make_event(article, "met", nth=1, type="CONSULT",
                        actors=[make_party(article, "Duarte", nth=1, code="PRT"),
                                make_party(article, "Lund", code="SWE")])  # fmt: skip
    assert 2 == len(ledger_of(article, [first, second]).meetings)


def test_two_countries_are_those_the_article_is_about() -> None:
    article = make_article("Chad and Niger traded fire.\nCommanders of the two countries met on Monday.")
    fire = make_event(article, "traded fire", type="ASSAULT",
                      actors=[make_party(article, "Chad", code="TCD"),
                              make_party(article, "Niger", code="NER")])  # fmt: skip
    met = make_event(article, "met", type="CONSULT",
                     actors=[make_unknown_party(article, "Commanders of the two countries")])  # fmt: skip
    (meeting,) = ledger_of(article, [fire, met]).meetings
    assert {"TCD", "NER"} == {party.code for party in meeting.participants}
    assert {"Commanders of the two countries"} == {party.text for party in meeting.participants}


def test_second_meeting_of_a_sentence_is_without_the_first_partner() -> None:
    article = make_article("Duarte will see Haugen before flying to Stockholm to meet Lund.")
    duarte, haugen, lund = (make_party(article, who, code=code) for who, code in
                            (("Duarte", "PRT"), ("Haugen", "NOR"), ("Lund", "SWE")))  # fmt: skip
    first = make_event(article, "see", type="CONSULT", status=Status.FUTURE, actors=[duarte, haugen])
    second = make_event(article, "meet", type="CONSULT", status=Status.FUTURE, actors=[duarte, haugen, lund])
    assert [["Duarte", "Haugen"], ["Duarte", "Lund"]] == [
        names(meeting.participants) for meeting in ledger_of(article, [first, second]).meetings
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "status", "expected"),
    [
        ("A meeting of Duarte and Haugen was called off.", "meeting", Status.FUTURE, "cancelled"),
        ("Duarte had been due to meet Haugen but the session was put off.", "meet", Status.ACTUAL, "cancelled"),
        ("Duarte called off his planned visit to Haugen.", "visit", Status.FUTURE, "cancelled"),
        ("Duarte called off the vote and met Haugen.", "met", Status.ACTUAL, "held"),
        ("Duarte hopes to meet Haugen.", "meet", Status.FUTURE, "proposed"),
        ("Duarte said no more talks with Haugen were planned.", "talks", Status.FUTURE, "refused"),
        ("Duarte arrived for talks with Haugen.", "arrived", Status.ACTUAL, "held"),
    ],
)
def test_words_around_a_meeting_tell_its_status(text: str, trigger: str, status: Status, expected: str) -> None:
    article = make_article(text)
    event = meeting_event(article, trigger, ("Duarte", "PRT"), ("Haugen", "NOR"), status=status)
    assert [expected] == [meeting.status for meeting in ledger_of(article, [event]).meetings]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Duarte and Haugen said the talks have stalled.", "talks"),
        ("Duarte spoke to Haugen.", "spoke"),
        ("Duarte and Haugen addressed a session of parliament.", "session"),
        ("Duarte gave Haugen a deadline.", "gave"),
    ],
)
def test_stalled_processes_and_words_exchanged_are_no_meetings(text: str, trigger: str) -> None:
    article = make_article(text)
    assert () == ledger_of(article, [meeting_event(article, trigger, ("Duarte", "PRT"), ("Haugen", "NOR"))]).meetings


def test_meeting_that_is_proposed_is_told_once() -> None:
    article = make_article("Duarte proposed that he meet Haugen in Oslo.")
    proposed = make_event(article, "proposed", type="REQUEST", actors=[make_party(article, "Duarte", code="PRT")])
    meet = meeting_event(article, "meet", ("Duarte", "PRT"), ("Haugen", "NOR"), status=Status.FUTURE)
    (meeting,) = ledger_of(article, [proposed, meet]).meetings
    assert ("proposed", ["Duarte", "Haugen"]) == (meeting.status, names(meeting.participants))


def test_one_telling_with_two_words_is_one_meeting() -> None:
    article = make_article("Duarte was to meet Haugen on Monday but the session of both was put off.")
    meet = meeting_event(article, "meet", ("Duarte", "PRT"), ("Haugen", "NOR"), day=dt.date(2024, 3, 4), on="on Monday")
    session = meeting_event(article, "session", ("Duarte", "PRT"), ("Haugen", "NOR"), status=Status.FUTURE)
    (meeting,) = ledger_of(article, [meet, session]).meetings
    assert ("cancelled", 2) == (meeting.status, len(meeting.mentions))


def test_talks_that_somebody_denies_having_agreed_to_are_no_meeting() -> None:
    article = make_article("Chad denied that it had agreed to talks with Norway.")
    chad, norway = make_party(article, "Chad", code="TCD"), make_party(article, "Norway")
    denied = make_event(article, "denied", type="REJECT", actors=[chad])
    agreed = make_event(article, "agreed", type="AGREE", actors=[chad, norway])
    talks = make_event(article, "talks", type="CONSULT", actors=[chad, norway])
    assert () == ledger_of(article, [denied, agreed, talks]).meetings


def test_date_of_the_next_clause_is_not_the_meetings() -> None:
    article = make_article("Duarte met Haugen and had hoped to sail on Friday.")
    event = meeting_event(article, "met", ("Duarte", "PRT"), ("Haugen", "NOR"), day=dt.date(2024, 3, 8), on="on Friday")
    (meeting,) = ledger_of(article, [event]).meetings
    assert (None, "held") == (meeting.date, meeting.status)


# commitments


@pytest.mark.parametrize(
    ("text", "type", "trigger", "kind"),
    [
        ("Norway demanded that Chad free the crew.", "REQUEST", "demanded", "demand"),
        ("Norway sought guarantees that Chad would free the crew.", "REQUEST", "sought", "guarantee"),
        ("Norway threatened to close the strait.", "THREATEN", "threatened", "threat"),
        ("Norway warned that a blockade was a red line.", "THREATEN", "warned", "red_line"),
        ("Norway pledged to open the strait.", "AGREE", "pledged", "promise"),
        ("Norway offered to host the crew.", "AGREE", "offered", "offer"),
        ("Norway refused to open the strait.", "REJECT", "refused", "refusal"),
        ("Norway announced a withdrawal of its ships.", "CONCEDE", "announced", "promise"),
    ],
)
def test_commitment_has_the_kind_of_its_word(text: str, type: str, trigger: str, kind: str) -> None:
    article = make_article(text)
    event = make_event(article, trigger, type=type, actors=[make_party(article, "Norway")])
    assert [kind] == [commitment.kind for commitment in ledger_of(article, [event]).commitments]


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("Norway denied closing the strait.", "REJECT", "denied"),
        ("Norway declined to comment.", "REJECT", "declined"),
        ("Norway apologized for the blockade.", "CONCEDE", "apologized"),
        ("Norway and Chad reached an accord.", "AGREE", "reached an accord"),
        ("Norway failed to answer the letter.", "REJECT", "failed"),
    ],
)
def test_denials_apologies_and_deals_bind_nobody(text: str, type: str, trigger: str) -> None:
    article = make_article(text)
    event = make_event(article, trigger, type=type, actors=[make_party(article, "Norway")])
    assert () == ledger_of(article, [event]).commitments


def test_condition_and_consequence_are_spans() -> None:
    text = "“We will respond if Chad deploys troops,” Haugen said."
    article = make_article(text)
    said = make_statement(article, "We will respond if Chad deploys troops", kind="direct", cue="said",
                          speaker=make_party(article, "Haugen"))  # fmt: skip
    (threat,) = ledger_of(article, [], [said]).commitments
    assert ("threat", "if Chad deploys troops") == (threat.kind, threat.condition and threat.condition.of(text))
    assert "We will respond" == (threat.consequence and threat.consequence.of(text))


def test_warning_against_an_act_names_it_as_the_condition() -> None:
    text = "Norway warned Chad against entering the strait, saying it would sink the ships."
    article = make_article(text)
    warned = make_event(article, "warned", type="THREATEN", actors=[make_party(article, "Norway")],
                        recipients=[make_party(article, "Chad", code="TCD")])  # fmt: skip
    (threat,) = ledger_of(article, [warned]).commitments
    assert "entering the strait" == (threat.condition and threat.condition.of(text))
    assert "would sink the ships" == (threat.consequence and threat.consequence.of(text))


def test_deadline_is_a_span() -> None:
    text = "Norway demanded that Chad leave the port by Friday."
    article = make_article(text)
    event = make_event(article, "demanded", type="REQUEST", actors=[make_party(article, "Norway")])
    (demand,) = ledger_of(article, [event]).commitments
    assert "by Friday" == (demand.deadline and demand.deadline.of(text))


def test_second_telling_points_at_the_first() -> None:
    article = make_article("Norway demanded the release of the crew.\nNorway again demanded release of the whole crew.")
    events = [make_event(article, "demanded", nth=n, type="REQUEST", actors=[make_party(article, "Norway", nth=n)])
              for n in (0, 1)]  # fmt: skip
    first, second = ledger_of(article, events).commitments
    assert (None, first.id) == (first.same_as, second.same_as)


def test_hypothetical_demand_is_none() -> None:
    article = make_article("Norway might demand a fee.")
    event = make_event(article, "demand", type="REQUEST", status=Status.HYPOTHETICAL,
                       actors=[make_party(article, "Norway")])  # fmt: skip
    assert () == ledger_of(article, [event]).commitments


# claims


def accusation(article: Article) -> Event:
    return make_event(article, "accused", type="ACCUSE", mode="allege", actors=[make_party(article, "Norway")],
                      recipients=[make_party(article, "Chad", code="TCD")])  # fmt: skip


def test_denial_joins_the_claim_it_denies() -> None:
    article = make_article("Norway accused Chad of sinking a ship.\nChad denied that.")
    denied = make_event(article, "denied", type="REJECT", actors=[make_party(article, "Chad", nth=1, code="TCD")])
    (claim,) = ledger_of(article, [accusation(article), denied]).claims
    assert "sinking a ship" == claim.span.of(article.text)
    assert (["Norway"], ["Chad"], ["Chad"]) == (names(claim.asserted_by), names(claim.denied_by), names(claim.about))
    assert [("asserts", 0), ("denies", 1)] == [(stance.stance, stance.sentence) for stance in claim.stances]


def test_nobody_denies_his_own_claim() -> None:
    article = make_article("Norway accused Chad of sinking a ship.\nNorway denied sinking a ship of Chad.")
    denied = make_event(article, "denied", type="REJECT", actors=[make_party(article, "Norway", nth=1)])
    claims = ledger_of(article, [accusation(article), denied]).claims
    assert [[], ["Norway"]] == [names(claim.denied_by) for claim in claims]


def test_refused_visa_is_no_denial_of_fact() -> None:
    article = make_article("Chad denied entry to the crew.")
    event = make_event(
        article, "denied", type="REJECT", mode="assist", actors=[make_party(article, "Chad", code="TCD")]
    )
    assert () == ledger_of(article, [event]).claims


@pytest.mark.parametrize(
    "content",
    ["the crew will be freed soon", "it should free the whole crew", "is the crew free at last?", "an old fishing port",
     "I think the crew was treated well"],
)  # fmt: skip
def test_forecasts_wishes_questions_and_fragments_are_no_claims(content: str) -> None:
    article = make_article(f"Norway said {content}")
    said = make_statement(article, content, speaker=make_party(article, "Norway"), cue="said")
    assert () == ledger_of(article, [], [said]).claims


def test_claim_told_again_is_one_record_with_both_speakers() -> None:
    article = make_article("Norway said Chad sank the mail ship.\nSweden said Chad sank the mail ship too.")
    said = [
        make_statement(article, "Chad sank the mail ship", nth=0, speaker=make_party(article, "Norway"), cue="said"),
        make_statement(article, "Chad sank the mail ship", nth=1, speaker=make_party(article, "Sweden", code="SWE"),
                       cue="said", cue_nth=1),
    ]  # fmt: skip
    (claim,) = ledger_of(article, [], said).claims
    assert (["Norway", "Sweden"], 2) == (names(claim.asserted_by), len(claim.mentions))


def said_by(article: Article, who: str, content: str, cue: str, *, code: str = "NOR", cue_nth: int = 0,
            nth: int = 0) -> Statement:  # fmt: skip
    speaker = make_party(article, who, code=code, nth=nth)
    return make_statement(article, content, speaker=speaker, cue=cue, cue_nth=cue_nth)


@pytest.mark.parametrize(
    ("denial", "content", "cue"),
    [
        ("Chad called the charge baseless.", "the charge baseless", "called"),
        ("Chad dismissed the report as fake news.", "the report as fake news", "dismissed"),
        ("Chad said its navy had not sunk any ship.", "its navy had not sunk any ship", "said"),
        ("Chad insisted that the claim was an act of revenge.", "the claim was an act of revenge", "insisted"),
        ("Chad denied any involvement.", "any involvement", "denied"),
    ],
)
def test_denial_told_as_a_statement_joins_the_claim(denial: str, content: str, cue: str) -> None:
    article = make_article(f"Norway accused Chad of sinking a ship.\n{denial}")
    said = said_by(article, "Chad", content, cue, code="TCD", nth=1)
    (claim,) = ledger_of(article, [accusation(article)], [said]).claims
    assert ("sinking a ship", ["Norway"], ["Chad"]) == (
        claim.span.of(article.text), names(claim.asserted_by), names(claim.denied_by))  # fmt: skip


def test_denial_told_in_apposition_belongs_to_the_claim_of_its_sentence() -> None:
    article = make_article("Norway said Chad sank the mail ship, an allegation both Chad and Niger reject.")
    reject = make_event(article, "reject", type="REJECT",
                        actors=[make_party(article, "Norway"), make_party(article, "Chad", nth=1, code="TCD"),
                                make_party(article, "Niger", code="NER")])  # fmt: skip
    said = said_by(article, "Norway", "Chad sank the mail ship", "said")
    (claim,) = ledger_of(article, [reject], [said]).claims
    assert (["Norway"], ["Chad", "Niger"]) == (names(claim.asserted_by), names(claim.denied_by))


def test_denial_told_first_belongs_to_the_claim_told_later() -> None:
    article = make_article("Chad denied sinking the mail ship.\nNorway said Chad had sunk the mail ship and its crew.")
    denied = make_event(article, "denied", type="REJECT", actors=[make_party(article, "Chad", code="TCD")])
    sunk = make_event(article, "sunk", type="ASSAULT", actors=[make_party(article, "Chad", nth=1, code="TCD")])
    said = said_by(article, "Norway", "Chad had sunk the mail ship and its crew", "said")
    (claim,) = ledger_of(article, [denied, sunk], [said]).claims
    assert (["Norway"], ["Chad"], 2) == (names(claim.asserted_by), names(claim.denied_by), len(claim.mentions))


def test_who_calls_a_denier_a_liar_holds_the_claim() -> None:
    article = make_article("Chad denied sinking the mail ship.\nNorway said Chad was lying.")
    denied = make_event(article, "denied", type="REJECT", actors=[make_party(article, "Chad", code="TCD")])
    lying = make_event(article, "lying", type="ACCUSE", actors=[make_party(article, "Norway")],
                       recipients=[make_party(article, "Chad", nth=1, code="TCD")])  # fmt: skip
    (claim,) = ledger_of(article, [denied, lying], [said_by(article, "Norway", "Chad was lying", "said")]).claims
    assert (["Norway"], ["Chad"]) == (names(claim.asserted_by), names(claim.denied_by))


def test_denial_that_adds_a_fact_is_a_claim_too() -> None:
    article = make_article(
        "Norway accused Chad of sinking a ship.\nChad said the report was a lie and that all of its boats lay in port."
    )
    said = said_by(article, "Chad", "the report was a lie and that all of its boats lay in port", "said", code="TCD",
                   nth=1)  # fmt: skip
    first, second = ledger_of(article, [accusation(article)], [said]).claims
    assert ["Chad"] == names(first.denied_by)
    assert "all of its boats lay in port" == second.span.of(article.text)


def test_what_the_denier_said_next_is_a_claim_too() -> None:
    article = make_article("Norway accused Chad of sinking a ship.\nChad denied it and said jets of Norway had hit it.")
    said = said_by(article, "Chad", "it and said jets of Norway had hit it", "denied", code="TCD", nth=1)
    first, second = ledger_of(article, [accusation(article)], [said]).claims
    assert (["Chad"], ["Chad"]) == (names(first.denied_by), names(second.asserted_by))
    assert "jets of Norway had hit it" == second.span.of(article.text)


@pytest.mark.parametrize("nobody", ["No group", "Nobody", "None of the rebels"])
def test_nobody_holds_no_claim(nobody: str) -> None:
    article = make_article(f"{nobody} claimed that it had sunk a ship of Chad.")
    party = make_party(article, nobody)
    claimed = make_event(article, "claimed", type="ACCUSE", mode="allege", actors=[party])
    said = make_statement(article, "it had sunk a ship of Chad", cue="claimed", speaker=party)
    assert () == ledger_of(article, [claimed], [said]).claims


def test_others_of_the_country_do_not_go_on_with_a_claim() -> None:
    article = make_article("Residents said guards had shot 2 men.\nThe mayor said they had been held since Monday.")
    told = [("guards had shot 2 men", "Residents", "CVL"), ("they had been held since Monday", "mayor", "GOV")]
    said = [
        make_statement(article, content, cue="said", cue_nth=nth,
                       speaker=make_party(article, who, code="TCD", sector=sector))
        for nth, (content, who, sector) in enumerate(told)
    ]  # fmt: skip
    assert [["Residents"], ["mayor"]] == [names(claim.asserted_by) for claim in ledger_of(article, [], said).claims]


def test_accusation_of_the_headline_is_told_in_full_below() -> None:
    article = make_article(
        "Norway blames Chad for wreck\nNorway accused Chad of sinking the wreck with a mine and two shells."
    )
    blames = make_event(article, "blames", type="ACCUSE", mode="allege", actors=[make_party(article, "Norway")],
                        recipients=[make_party(article, "Chad", code="TCD")])  # fmt: skip
    accused = make_event(article, "accused", type="ACCUSE", mode="allege",
                         actors=[make_party(article, "Norway", nth=1)],
                         recipients=[make_party(article, "Chad", nth=1, code="TCD")])  # fmt: skip
    (claim,) = ledger_of(article, [blames, accused]).claims
    assert ("sinking the wreck with a mine and two shells", 2) == (claim.span.of(article.text), len(claim.mentions))


def test_later_rebuttal_of_the_charge_joins_the_claim_already_denied() -> None:
    article = make_article(
        "Norway accused Chad of sinking a ship.\nChad denied that.\nIt rained.\nThe port was shut.\nFish were dear.\n"
        "Sailors slept.\nChad said the charges were baseless."
    )
    said = [
        said_by(article, "Chad", "that", "denied", code="TCD", nth=1),
        said_by(article, "Chad", "the charges were baseless", "said", code="TCD", nth=2),
    ]
    (claim,) = ledger_of(article, [accusation(article)], said).claims
    assert [("asserts", 0), ("denies", 1), ("denies", 6)] == [(s.stance, s.sentence) for s in claim.stances]


def test_rebels_and_the_state_of_one_country_are_two_sides() -> None:
    article = make_article("Rebels said the army shelled the mill.\nThe government denied that.")
    rebels = make_party(article, "Rebels", code="TCD", sector="REB")
    said = make_statement(article, "the army shelled the mill", speaker=rebels, cue="said")
    shelled = make_event(article, "shelled", type="ASSAULT",
                         actors=[make_party(article, "the army", code="TCD", sector="MIL")])  # fmt: skip
    denied = make_event(article, "denied", type="REJECT", actors=[make_party(article, "The government", code="TCD")])
    (claim,) = ledger_of(article, [shelled, denied], [said]).claims
    assert (["Rebels"], ["The government"]) == (names(claim.asserted_by), names(claim.denied_by))


def test_actors_read_from_other_sentences_accuse_nobody() -> None:
    article = make_article("Haugen spoke.\nNorway accused Chad of sinking a ship.")
    event = make_event(article, "accused", type="ACCUSE", mode="allege",
                       actors=[make_party(article, "Haugen", code="SWE"), make_party(article, "Norway")],
                       recipients=[make_party(article, "Chad", code="TCD")])  # fmt: skip
    (claim,) = ledger_of(article, [event]).claims
    assert ["Norway"] == names(claim.asserted_by)


def test_summons_and_threats_are_no_claims() -> None:
    article = make_article("Norway summoned the envoy of Chad for the fire.\nNorway threatened to sink the mail ship.")
    summoned = make_event(article, "summoned", type="ACCUSE", actors=[make_party(article, "Norway")],
                          recipients=[make_party(article, "Chad", code="TCD")])  # fmt: skip
    said = said_by(article, "Norway", "to sink the mail ship", "threatened", nth=1)
    assert () == ledger_of(article, [summoned], [said]).claims


def test_reserve_of_the_writer_is_a_claim_of_nobody() -> None:
    article = make_article("The navy reportedly sank the mail ship last week.")
    (claim,) = ledger_of(article).claims
    assert () == claim.asserted_by
    assert () == ledger_of(make_article("Police caught an alleged smuggler.")).claims


def test_stance_knows_day_and_outlet() -> None:
    article = replace(make_article("Norway accused Chad of sinking a ship."), publisher="Example News")
    (stance,) = ledger_of(article, [accusation(article)]).claims[0].stances
    assert ("2024-03-06", "Example News") == (stance.date, stance.outlet)


# the whole


def busy() -> tuple[Article, list[Event], list[Statement]]:
    article = make_article(
        "Norway accused Chad of sinking 3 ships.\nChad denied that.\nDuarte met Haugen on the 2011 Lake agreement.\n"
        "Norway demanded that Chad pay $4 million."
    )
    denied = make_event(article, "denied", type="REJECT", actors=[make_party(article, "Chad", nth=1, code="TCD")])
    demanded = make_event(article, "demanded", type="REQUEST", actors=[make_party(article, "Norway", nth=1)])
    met = meeting_event(article, "met", ("Duarte", "PRT"), ("Haugen", "NOR"))
    return article, [accusation(article), denied, met, demanded], []


def test_same_records_give_the_same_ledger() -> None:
    assert ledger_of(*busy()) == ledger_of(*busy())


def test_every_span_lies_in_the_text_and_in_json() -> None:
    article, events, _ = busy()
    ledger = ledger_of(article, events)
    coded = replace(make_coded(article, events=events), ledger=ledger)
    row = json.loads(json.dumps(coded_object(coded)))
    for kind in ("claims", "commitments", "agreements", "meetings", "figures"):
        assert row[kind], kind
        for record in row[kind]:
            assert article.text[record["start"] : record["end"]] == record["text"]
    assert {"asserted_by", "denied_by", "mentions"} <= set(row["claims"][0])
    assert {"name", "year", "brokers", "violations"} <= set(row["agreements"][0])
    assert {"kind", "by", "to", "condition"} <= set(row["commitments"][0])


def test_ledger_reads_in_words() -> None:
    article, events, _ = busy()
    told = accounts(replace(make_coded(article, events=events), ledger=ledger_of(article, events)))
    assert ["claim", "demand", "agreement", "meeting", "figure", "figure"] == [account.kind for account in told]
    assert ("denied by Chad",) == told[0].details


def test_empty_article_has_an_empty_ledger() -> None:
    assert Ledger() == ledger_of(make_article("Nothing happened."))


# where the reader left something open


def test_demand_without_a_read_actor_is_the_quoted_speakers() -> None:
    article = make_article("Haugen demanded that Chad free the crew.")
    event = make_event(article, "demanded", type="REQUEST")
    said = make_statement(article, "Chad free the crew", cue="demanded", speaker=make_party(article, "Haugen"))
    (demand,) = ledger_of(article, [event], [said]).commitments
    assert ("demand", "Haugen") == (demand.kind, demand.by.name)


def test_statement_of_ones_own_side_binds_without_an_event() -> None:
    article = make_article(
        "Haugen said Norway is seeking guarantees for its ships.\nHaugen said Chad is seeking peace."
    )
    said = [
        make_statement(article, "Norway is seeking guarantees for its ships", cue="said",
                       speaker=make_party(article, "Haugen")),
        make_statement(article, "Chad is seeking peace", cue="said", cue_nth=1,
                       speaker=make_party(article, "Haugen", nth=1)),
    ]  # fmt: skip
    norway = make_event(article, "ships", type="MOBILIZE", actors=[make_party(article, "Norway")])
    chad = make_event(article, "peace", type="AGREE", status=Status.HYPOTHETICAL,
                      actors=[make_party(article, "Chad", code="TCD")])  # fmt: skip
    (commitment,) = ledger_of(article, [norway, chad], said).commitments
    assert ("guarantee", 0) == (commitment.kind, commitment.sentence)


def test_partner_whom_no_record_names_keeps_his_words() -> None:
    article = make_article("Duarte will meet with Erik Lund on Friday.")
    (meeting,) = ledger_of(article, [meeting_event(article, "meet", ("Duarte", "PRT"), status=Status.FUTURE)]).meetings
    assert ["Duarte", "Erik Lund"] == [party.text for party in meeting.participants]
