"""The vocabulary is whole and consistent, CAMEO look-ups follow their rule, contexts are read with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import ontology
from dragoman.errors import OptionError
from dragoman.records import Status

ONTOLOGY = ontology.load()
CONTEXTS = ontology.Contexts()

PAGE = Path(__file__).parents[1] / "docs" / "ontology.md"
ALL_MODES = [(type, mode) for type in ONTOLOGY.types for mode in (None, *ONTOLOGY.modes(type))]


def test_vocabulary_has_the_sizes_of_the_manual() -> None:
    assert len(ONTOLOGY.types) == 16
    assert sum(len(ONTOLOGY.modes(type)) for type in ONTOLOGY.types) == 67
    assert sum(bool(ONTOLOGY.modes(type)) for type in ONTOLOGY.types) == 11
    assert (len(ONTOLOGY.contexts), len(ONTOLOGY.sectors), len(ONTOLOGY.international)) == (37, 25, 7)
    assert sum(len(code) > 2 for code in ONTOLOGY.cameo) == 256


def test_load_reads_once_and_names_a_version() -> None:
    assert ontology.load() is ONTOLOGY
    assert len(ONTOLOGY.version) == 12
    assert set(ONTOLOGY.version) <= set("0123456789abcdef")


def test_required_recipients_are_those_of_three_types() -> None:
    assert [type.name for type in ONTOLOGY.types.values() if type.recipient_required] == [
        "AID",
        "COOPERATE",
        "SANCTION",
    ]


def test_quads_cover_all_types() -> None:
    by_quad = {quad: [t for t in ONTOLOGY.types if ONTOLOGY.quad(t) == quad] for quad in ontology.QUADS}
    assert by_quad[1] == ["AGREE", "CONCEDE", "CONSULT", "SUPPORT"]
    assert by_quad[2] == ["AID", "COOPERATE", "RETREAT"]
    assert by_quad[3] == ["ACCUSE", "REJECT", "REQUEST", "THREATEN"]
    assert by_quad[4] == ["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"]


@pytest.mark.parametrize("type", ONTOLOGY.types.values(), ids=lambda type: type.name)
def test_type_shows_each_mode_and_what_it_is_not(type: ontology.EventType) -> None:
    shown = {example.mode for example in type.examples}
    assert set(ONTOLOGY.modes(type.name)) == shown - {None}
    assert type.modes or None in shown
    others = [example.type for example in type.counter_examples]
    assert others
    assert all(other is None or (other in ONTOLOGY.types and other != type.name) for other in others)
    texts = [example.text for example in (*type.examples, *type.counter_examples)]
    assert all(text.endswith(".") for text in texts)
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("type", ONTOLOGY.types.values(), ids=lambda type: type.name)
def test_example_parties_are_written_in_known_codes(type: ontology.EventType) -> None:
    for example in type.examples:
        for party in filter(None, f"{example.actors}, {example.recipients}".split(", ")):
            words = party.split()
            sectors = words[1:] if words[0] not in ONTOLOGY.sectors else words
            assert set(sectors) <= set(ONTOLOGY.sectors), party
            assert all(len(word) == 3 for word in words), party


def test_scores_fall_back_to_the_type() -> None:
    assert ONTOLOGY.score("ACCUSE") == -3.0  # printed +3 in the manual
    assert ONTOLOGY.score("PROTEST", "vandalize") == -5.0  # not printed in the manual
    assert ONTOLOGY.score("PROTEST", "riot") == -7.0
    assert ONTOLOGY.score("AID") == ONTOLOGY.score("AID", "riot")
    assert all(-10 <= ONTOLOGY.score(*key) <= 10 for key in ALL_MODES)


def test_unknown_type_names_the_known_ones() -> None:
    with pytest.raises(OptionError, match=r"ACCUSE.*was: DEMAND"):
        ONTOLOGY.score("DEMAND")


def test_modes_bring_their_context() -> None:
    assert ONTOLOGY.with_mode_context("COERCE", "cyber", ("crime", "cyber")) == ("cyber", "crime")
    assert ONTOLOGY.with_mode_context("COERCE", "misinformation", ("election", "legal", "military")) == (
        "misinformation",
        "election",
        "legal",
    )
    assert ONTOLOGY.with_mode_context("COERCE", "arrest", ("legal",)) == ("legal",)


@pytest.mark.parametrize(("type", "mode"), ALL_MODES)
def test_every_reading_has_a_cameo_code_of_three_digits_or_more(type: str, mode: str | None) -> None:
    for contexts in ((), *((context,) for context in ONTOLOGY.contexts)):
        code, goldstein = ONTOLOGY.nearest_cameo(type, mode, contexts)
        assert len(code) >= 3
        assert code in ONTOLOGY.cameo
        assert -10 <= goldstein <= 10
        assert (goldstein < 0) == (ONTOLOGY.quad(type) > 2)


@pytest.mark.parametrize(
    ("expected", "type", "mode", "contexts"),
    [
        ("1123", "ACCUSE", "allege", ("military",)),
        ("1124", "ACCUSE", "allege", ("legal", "human_rights", "military")),  # the line with most contexts
        ("1121", "ACCUSE", "allege", ("corruption",)),  # either of crime and corruption
        ("115", "ACCUSE", "allege", ("gender", "legal")),  # a context without a line is passed over
        ("112", "ACCUSE", "allege", ("gender",)),  # the mode's own line
        ("110", "ACCUSE", "disapprove", ()),  # of 110, 111 and 113 the lowest
        ("040", "CONSULT", None, ("diplomatic",)),  # not mediation
        ("143", "PROTEST", "strike", ()),  # no line of its own
        ("141", "PROTEST", "demo", ("executive",)),  # a context does not tell the demand
        ("186", "ASSAULT", "targeted", ()),
        ("190", "ASSAULT", None, ("military",)),
        ("161", "SANCTION", "discontinue", ("diplomatic",)),
        ("163", "SANCTION", "discontinue", ("economic",)),
        ("080", "RETREAT", "resign", ("executive",)),
    ],
)
def test_nearest_cameo_is(expected: str, type: str, mode: str | None, contexts: tuple[str, ...]) -> None:
    assert expected == ONTOLOGY.nearest_cameo(type, mode, contexts)[0]


def test_goldstein_is_that_of_the_code_or_of_its_heading() -> None:
    assert ONTOLOGY.nearest_cameo("COERCE", "arrest", ()) == ("173", -5.0)
    assert ONTOLOGY.cameo["1214"].goldstein is None
    assert ONTOLOGY.nearest_cameo("REJECT", "assist", ("intelligence",)) == ("1214", -4.0)


def test_status_does_not_move_the_code() -> None:
    found = {ONTOLOGY.nearest_cameo("CONSULT", "visit", (), status) for status in Status}
    assert {("042", 1.9)} == found


def test_cameo_lines_name_only_what_exists() -> None:
    for line in ONTOLOGY.cameo.values():
        assert line.mode is None or line.mode in ONTOLOGY.modes(line.type), line.code
        assert {name for part in line.contexts for name in part.split("|")} <= set(ONTOLOGY.contexts), line.code
        assert line.nearest in ("yes", "no", "root")
        assert (line.nearest == "root") == (len(line.code) == 2)


def test_normalise_drops_a_mode_of_another_type() -> None:
    assert ontology.normalise("ASSAULT", "riot", Status.NEGATED) == ("ASSAULT", None, Status.NEGATED)
    assert ontology.normalise("PROTEST", "riot", Status.ACTUAL) == ("PROTEST", "riot", Status.ACTUAL)
    assert ontology.normalise("CONSULT", "visit", Status.FUTURE) == ("CONSULT", "visit", Status.FUTURE)
    with pytest.raises(OptionError):
        ontology.normalise("FIGHT", None, Status.ACTUAL)


@pytest.mark.parametrize("type", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_plover_view_reads_future_cooperation_as_agree(type: str) -> None:
    assert ontology.plover_view(type, None, Status.FUTURE) == ("AGREE", None, Status.ACTUAL)
    assert (type, None, Status.HYPOTHETICAL) == ontology.plover_view(type, None, Status.HYPOTHETICAL)
    assert (type, None, Status.ACTUAL) == ontology.plover_view(type, None, Status.ACTUAL)


def test_plover_view_reads_future_retreat_as_concede() -> None:
    assert ontology.plover_view("RETREAT", "withdraw", Status.FUTURE) == ("CONCEDE", None, Status.ACTUAL)
    assert ontology.plover_view("CONCEDE", None, Status.FUTURE) == ("CONCEDE", None, Status.ACTUAL)
    assert ontology.plover_view("RETREAT", "withdraw", Status.NEGATED) == ("RETREAT", "withdraw", Status.NEGATED)


def test_plover_view_keeps_other_futures_with_their_auxiliary() -> None:
    assert ontology.plover_view("PROTEST", "demo", Status.FUTURE) == ("PROTEST", "demo", Status.FUTURE)
    assert ontology.plover_view("ASSAULT", "demo", Status.HYPOTHETICAL) == ("ASSAULT", None, Status.HYPOTHETICAL)
    assert [ontology.auxiliary(s) for s in Status] == [None, "future", "hypothetical", "negation", "historical"]


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        (("military",), "Soldiers of the 3rd brigade moved to the river."),
        (("intelligence",), "He was held for espionage."),
        (("executive",), "The king named a caretaker prime minister."),
        (("legislative",), "Lawmakers filed out of the upper house."),
        (("election",), "Polling stations opened at seven."),
        (("political_institutions",), "The draft constitution was published."),
        (("pro_democracy",), "Officers vowed a return to civilian rule."),
        (("pro_autocracy",), "The junior officers staged a coup d’état."),
        (("economic",), "Inflation rose and the central bank raised interest rates."),
        (("legal",), "The appeals court acquitted both."),
        (("reparations",), "Descendants demanded reparations."),
        (("human_rights",), "The report lists human rights abuses."),
        (("rights_freedoms",), "Editors defended press freedom."),
        (("repression",), "Officers used a water cannon and tear gas."),
        (("human_security",), "Famine threatens the valley."),
        (("gender",), "Activists denounced domestic violence."),
        (("lgbt",), "The Pride march set off at noon."),
        (("religion_ethnicity",), "A Shi’ite cleric led the prayers."),
        (("inequality",), "They blamed racism and the wealth gap."),
        (("diplomatic",), "The two ambassadors left."),
        (("territory",), "The breakaway province claims independence."),
        (("peacekeeping",), "Two blue helmets of UNIFIL were hurt."),
        (("health",), "Cholera spread through the camp."),
        (("asylum", "migration"), "Asylum-seekers waited at the gate."),
        (("migration",), "A wave of migrants arrived."),
        (("disasters",), "The earthquake hit before dawn."),
        (("natural_resource",), "Crude oil exports stopped."),
        (("environment",), "Deforestation and climate change were debated."),
        (("technology",), "The semiconductor plant opened."),
        (("terrorism",), "Islamic State said that it had sent the suicide bomber."),
        (("cbrn",), "Inspectors of the IAEA found enriched uranium."),
        (("cyber",), "Ransomware stopped the port."),
        (("misinformation",), "Troll farms spread fake news."),
        (("crime",), "A gang robbed the post office."),
        (("corruption",), "He took bribes and kickbacks."),
        (("illegal_drugs",), "Fentanyl was found on board."),
        (("trafficking",), "Smugglers sold the contraband."),
    ],
)
def test_strong_cue_gives_its_context(expected: tuple[str, ...], sentence: str) -> None:
    assert expected == CONTEXTS.contexts_of(sentence, {})


@pytest.mark.parametrize(
    "sentence",
    [
        "Shops expect record sales on Cyber Monday.",
        "The Salvation Army opened a kitchen.",
        "A political earthquake shook the ruling party.",
        "She met the singer at the tennis court.",
        "An outbreak of fighting was reported.",
        "The mayor spoke of a climate of fear.",
        "Protesters flooded the streets.",
        "He was hacked to death.",
        "Nobody knows who paid for the nuclear family’s trip.",
        "The goodwill ambassador sang.",
        "Further cuts are in the pipeline.",
        "Employers broke off wage negotiations.",
        "The African National Congress chose a new treasurer.",
        "It was a diplomatic coup.",
        "They walked off.",
        "",
    ],
)
def test_near_miss_gives_no_context(sentence: str) -> None:
    assert CONTEXTS.contexts_of(sentence, {}) == ()


def test_weak_cue_counts_only_in_a_document_about_it() -> None:
    story = ["Parliament debated the budget.", "Lawmakers left the lower house.", "The bill will come back."]
    assert CONTEXTS.profile(story)[2] == ("legislative",)
    assert CONTEXTS.profile(story[2:]) == ((),)
    assert CONTEXTS.contexts_of(story[2], CONTEXTS.about(story)) == ("legislative",)


def test_weak_cues_alone_never_make_a_document() -> None:
    assert CONTEXTS.profile(["The bill was paid."] * 9) == ((),) * 9


def test_long_document_needs_more_than_a_mention() -> None:
    filler = ["They walked off."] * 40
    assert CONTEXTS.profile(["Parliament met.", "The Senate met.", *filler, "The bill is ready."])[-1] == ()


def test_word_said_twice_is_one_cue() -> None:
    once, twice = CONTEXTS.about(["An election is due."] * 2), CONTEXTS.about(["Election or elections, elections."] * 2)
    assert {"election": 4} == once == twice


def test_contexts_are_at_most_three_and_strongest_first() -> None:
    sentence = "Cocaine, bribes, an earthquake and a coup: the court heard of the election, the ballot and the voters."
    assert CONTEXTS.contexts_of(sentence, {}) == ("election", "pro_autocracy", "legal")


def test_crime_yields_to_a_narrower_context() -> None:
    assert CONTEXTS.contexts_of("The gang was into arms smuggling.", {}) == ("trafficking",)


def test_capitals_of_a_cue_are_kept() -> None:
    assert CONTEXTS.contexts_of("The WHO sent a team.", {}) == ("health",)
    assert CONTEXTS.contexts_of("Those who sent a team left.", {}) == ()
    assert CONTEXTS.contexts_of("The C.I.A. sent a team.", {}) == ("intelligence",)
    assert CONTEXTS.contexts_of("CONGRESS MEETS", {}) == ("legislative",)
    assert CONTEXTS.contexts_of("A congress of dentists met.", {}) == ()


def test_cues_point_at_their_characters() -> None:
    sentence = "“Women’s rights”, the U.N. envoy\u00a0said."
    found = [(sentence[cue.start : cue.end], cue.context, cue.strong) for cue in CONTEXTS.cues(sentence)]
    assert found[:2] == [("Women’s rights", "rights_freedoms", True), ("Women’s rights", "gender", True)]
    assert found[2:] == [("envoy", "diplomatic", True)]


def test_no_mask_hides_a_cue_of_the_same_words() -> None:
    cues = {cue for context in ONTOLOGY.contexts.values() for cue in (*context.strong, *context.weak)}
    assert not cues & set(ONTOLOGY.masks)
    assert all(not set(context.strong) & set(context.weak) for context in ONTOLOGY.contexts.values())


def test_narrower_contexts_exist() -> None:
    assert {"crime"} == {context.name for context in ONTOLOGY.contexts.values() if context.yields_to}
    assert all(set(context.yields_to) <= set(ONTOLOGY.contexts) for context in ONTOLOGY.contexts.values())


def test_docs_page_shows_types_modes_scores_and_contexts() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for type in ONTOLOGY.types.values():
        modes = ", ".join(f"{mode.name} {mode.score:g}" for mode in type.modes) or "-"
        recipient = "required" if type.recipient_required else "optional"
        row = f"| {type.name} | {type.quad} | {recipient} | {type.score:g} | {type.cameo} | {modes} |"
        assert row in page
    for context in ONTOLOGY.contexts:
        assert f"`{context}`" in page


def test_docs_page_example_gives_what_it_says() -> None:
    block = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names: dict[str, object] = {}
    exec("\n".join(line for line in block.splitlines() if " # (" not in line), names)
    shown = [line.split(" # ") for line in block.splitlines() if " # (" in line]
    assert len(shown) == 5
    for call, result in shown:
        assert eval(call, names) == eval(result, names), call
