"""Decode: encodings made by hand, and the drafts that must come of them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import numpy as np
import pytest

from dragoman.decode import decode
from dragoman.decode.drafts import MAX_MENTION, MAX_TRIGGER
from dragoman.encoding import Encoding, Floats, Window
from dragoman.labels import CUES, KINDS, MODES, SECTORS, STATUSES, TYPES
from dragoman.records import Draft, DraftStatement, Mention, Signs, Span, Status
from dragoman.settings import DecodeSettings

SETTINGS = DecodeSettings(
    event=0.35,
    core=0.35,
    inside=0.5,
    party=0.4,
    lone=0.1,
    single=0.4,
    place=0.3,
    time=0.2,
    cue=0.5,
    think=0.6,
    link=0.5,
)  # the tests' own, so that a new working point does not touch them


def floats(*shape: int) -> Floats:
    return np.zeros(shape, dtype=np.float32)


@dataclass
class Heads:
    """What the heads are to say of a text, word by word; every word not spoken of gets "none". One sentence a line."""

    text: str
    words: list[re.Match[str]] = field(init=False)
    events: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    cues: list[tuple[int, dict[str, object]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = list(re.finditer(r"\w+|[^\w\s]", self.text))
        n = len(self.words)
        self.inside, self.ends, self.earlier, self.home = floats(n), floats(n, n), floats(n, n + 1), floats(n, n + 1)
        self.sector = floats(n, len(SECTORS))
        self.sector[:, 0] = 1
        self.earlier[:, -1] = self.home[:, -1] = 9
        np.fill_diagonal(self.ends, 1)

    def at(self, word: str) -> int:
        return next(i for i, m in enumerate(self.words) if m[0] == word)

    def span(self, first: str, last: str | None = None) -> Span:
        return Span(start=self.words[self.at(first)].start(), end=self.words[self.at(last or first)].end())

    def mention(self, first: str, last: str, sector: str | None = None) -> None:
        self.ends[self.at(first), self.at(last)] = 5
        if sector:
            self.sector[self.at(first)] = np.eye(len(SECTORS))[SECTORS.index(sector)]

    def same(self, later: str, first: str, logit: float = 20) -> None:
        self.earlier[self.at(later), self.at(first)] = logit

    def event(self, word: str, type: str, probability: float = 0.9, *, core: float = 1.0, mode: str | None = None,
              status: str = "actual", actors: dict[str, float] | None = None,
              recipients: dict[str, float] | None = None, source: dict[str | None, float] | None = None,
              place: dict[str | None, float] | None = None,
              time: dict[str | None, float] | None = None) -> None:  # fmt: skip
        self.events.append((self.at(word), {
            "type": type, "probability": probability, "core": core, "mode": mode, "status": status,
            "many": (actors or {}, recipients or {}), "one": (source or {}, place or {}, time or {}),
        }))  # fmt: skip

    def cue(self, word: str, kind: str = "say", probability: float = 0.9, *, attribution: float = 0.0,
            speaker: dict[str | None, float] | None = None, first: dict[str | None, float] | None = None,
            last: dict[str | None, float] | None = None) -> None:  # fmt: skip
        self.cues.append((self.at(word), {
            "kind": kind, "probability": probability, "attribution": attribution,
            "roles": (speaker or {}, first or {}, last or {}),
        }))  # fmt: skip

    def encoding(self) -> Encoding:
        n, k, c = len(self.words), len(self.events), len(self.cues)
        event, cue = floats(n, len(TYPES)), floats(n, len(CUES))
        event[:, 0] = cue[:, 0] = 1
        core, attribution, mode, status = floats(n), floats(n), floats(k, len(MODES)), floats(k, len(STATUSES))
        many, one, roles = floats(k, n, 2), floats(k, n + 1, 3), floats(c, n + 1, 3)
        mode[:, -1] = 1
        for i, (word, e) in enumerate(self.events):
            event[word] = _share(len(TYPES), TYPES.index(str(e["type"])), e["probability"])
            core[word] = e["core"]
            if e["mode"]:
                mode[i, MODES.index((str(e["type"]), str(e["mode"])))] = 4
            status[i, STATUSES.index(str(e["status"]))] = 1
            self._fill(many[i], e["many"])
            self._fill(one[i], e["one"])
        for i, (word, said) in enumerate(self.cues):
            cue[word] = _share(len(CUES), CUES.index(str(said["kind"])), said["probability"])
            attribution[word] = said["attribution"]
            self._fill(roles[i], said["roles"])
        return Encoding(
            event=event, core=core, inside=self.inside, cue=cue, attribution=attribution, sector=self.sector,
            kind=floats(n, len(KINDS)), ends=self.ends, earlier=self.earlier, home=self.home,
            event_at=np.array([w for w, _ in self.events], dtype=np.int64), mode=mode, status=status,
            event_many=many, event_one=one, cue_at=np.array([w for w, _ in self.cues], dtype=np.int64),
            cue_roles=roles,
        )  # fmt: skip

    def _fill(self, table: Floats, roles: object) -> None:
        assert isinstance(roles, tuple)
        for column, scores in enumerate(roles):
            for word, score in scores.items():
                table[-1 if word is None else self.at(word), column] = score

    def window(self) -> Window:
        n = len(self.words)
        zeros = np.zeros(n, dtype=np.int64)
        starts, ends = (np.array([f(m) for m in self.words]) for f in (re.Match.start, re.Match.end))
        sentences = np.array([self.text.count("\n", 0, m.start()) for m in self.words])
        return Window(ids=zeros, shapes=zeros, first=np.arange(n), starts=starts, ends=ends, sentences=sentences)

    def decode(self) -> tuple[list[Draft], list[DraftStatement]]:
        return decode(self.text, self.window(), self.encoding(), SETTINGS)

    def drafts(self) -> list[Draft]:
        return self.decode()[0]

    def said(self) -> list[DraftStatement]:
        return self.decode()[1]


def _share(n: int, index: int, probability: object) -> Floats:
    """The probability at `index`, and the rest at "none"."""
    assert isinstance(probability, float)
    row = np.zeros(n, dtype=np.float32)
    row[0] = 1 - probability
    row[index] = probability
    return row


# events


def test_event_has_its_words_type_mode_status_and_parties() -> None:
    heads = Heads("Norwegian police will arrest two traders in Oslo on Monday .")
    heads.mention("Norwegian", "police", "COP")
    heads.mention("two", "traders")
    heads.mention("on", "Monday")
    heads.event("arrest", "COERCE", 0.8, core=0.5, mode="arrest", status="future", actors={"Norwegian": 0.7},
                recipients={"two": 0.6}, source={None: 0.9}, place={"Oslo": 0.8}, time={"on": 0.75})  # fmt: skip
    (draft,) = heads.drafts()
    assert draft == Draft(
        sentence=0, trigger=heads.span("arrest"), type="COERCE", mode="arrest", status=Status.FUTURE,
        actors=(Mention(span=heads.span("Norwegian", "police"), probability=pytest.approx(0.7),
                        sector="COP"),),
        recipients=(Mention(span=heads.span("two", "traders"), probability=pytest.approx(0.6)),),
        source=None,
        place=Mention(span=heads.span("Oslo"), probability=pytest.approx(0.8)),
        time=Mention(span=heads.span("on", "Monday"), probability=pytest.approx(0.75)),
        probability=pytest.approx(0.8), core=pytest.approx(0.5),
    )  # fmt: skip


def test_nothing_gives_no_drafts() -> None:
    assert ([], []) == Heads("Nothing came to pass .").decode()


def test_signs_tell_of_the_other_triggers_of_the_sentence() -> None:
    heads = Heads("Chad attacked and bombed Niger , which protested .\nIt attacked again .")
    heads.event("attacked", "ASSAULT", 0.8, core=0.5)
    heads.event("bombed", "ASSAULT", 0.9, core=1.0)
    heads.event("protested", "ACCUSE", 0.5, core=0.8)
    seen: list[Signs] = []
    decode(heads.text, heads.window(), heads.encoding(), SETTINGS, lambda signs: not seen.append(signs))
    attacked, bombed, protested = seen
    assert (0.4, 0.9, 0.0) == pytest.approx((bombed.elsewhere, attacked.elsewhere, protested.elsewhere))
    assert (0.4, 0.9, 0.0) == pytest.approx((bombed.rival, attacked.rival, protested.rival))
    assert (0.4, 0.4, 0.9) == pytest.approx((bombed.beside, attacked.beside, protested.beside))
    assert not decode(heads.text, heads.window(), heads.encoding(), SETTINGS, lambda signs: False)[0]


@pytest.mark.parametrize(
    ("probability", "core", "n_drafts"),
    [(0.36, 1.0, 1), (0.34, 1.0, 0), (0.9, 0.4, 1), (0.9, 0.38, 0), (0.36, 0.9, 0)],
)
def test_event_needs_a_likely_type_and_a_likely_core(probability: float, core: float, n_drafts: int) -> None:
    heads = Heads("Chad attacked Niger .")
    heads.event("attacked", "ASSAULT", probability, core=core)
    assert n_drafts == len(heads.drafts())


def test_mode_is_one_of_the_type_s_own() -> None:
    heads = Heads("Chad attacked Niger .")
    heads.event("attacked", "ASSAULT", mode="drone")
    encoding = heads.encoding()
    encoding.mode[0, MODES.index(("PROTEST", "riot"))] = 50
    (draft,), _ = decode(heads.text, heads.window(), encoding, SETTINGS)
    assert "drone" == draft.mode


def test_type_without_modes_has_none() -> None:
    heads = Heads("Chad thanked Niger .")
    heads.event("thanked", "SUPPORT")
    encoding = heads.encoding()
    encoding.mode[0, 0] = 50
    (draft,), _ = decode(heads.text, heads.window(), encoding, SETTINGS)
    assert draft.mode is None


def test_trigger_runs_on_over_its_inner_words() -> None:
    heads = Heads("They called off the talks .")
    heads.inside[heads.at("off")] = 0.9
    heads.event("called", "REJECT")
    assert heads.span("called", "off") == heads.drafts()[0].trigger


def test_trigger_ends_with_its_sentence() -> None:
    heads = Heads("They called\noff they went .")
    heads.inside[:] = 0.9
    heads.event("called", "REJECT")
    assert heads.span("called") == heads.drafts()[0].trigger


def test_trigger_has_its_longest_length() -> None:
    heads = Heads("a b c d e f g h i j")
    heads.inside[:] = 0.9
    heads.event("a", "REJECT")
    assert heads.span("a", "abcdefghij"[MAX_TRIGGER - 1]) == heads.drafts()[0].trigger


def test_word_inside_a_trigger_names_no_event_of_its_own() -> None:
    heads = Heads("They called off the talks .")
    heads.inside[heads.at("off")] = 0.9
    heads.event("called", "REJECT")
    heads.event("off", "RETREAT")
    heads.event("talks", "CONSULT")
    assert ["REJECT", "CONSULT"] == [d.type for d in heads.drafts()]


def test_event_counts_its_sentence_in_the_window() -> None:
    heads = Heads("All was calm .\nThen rebels struck .")
    heads.event("struck", "ASSAULT")
    assert [1] == [d.sentence for d in heads.drafts()]


# parties


def test_parties_are_those_above_the_threshold_in_the_order_of_the_text() -> None:
    heads = Heads("Chad , Niger and Mali met .")
    heads.event("met", "CONSULT", actors={"Mali": 0.9, "Chad": 0.5, "Niger": 0.39})
    (draft,) = heads.drafts()
    assert [heads.span("Chad"), heads.span("Mali")] == [m.span for m in draft.actors]
    assert () == draft.recipients


def test_reciprocal_parties_are_all_actors() -> None:
    heads = Heads("Chad and Niger signed the pact .")
    heads.event("signed", "AGREE", actors={"Chad": 0.9, "Niger": 0.9})
    (draft,) = heads.drafts()
    assert ["Chad", "Niger"] == [m.span.of(heads.text) for m in draft.actors]


def test_where_no_party_is_sure_the_likeliest_few_are_candidates() -> None:
    heads = Heads("Chad , Niger , Mali , Togo , Benin and Ghana praised peace .")
    read = {"Chad": 0.3, "Niger": 0.02, "Mali": 0.05, "Togo": 0.04, "Benin": 0.03, "Ghana": 0.005}
    heads.event("praised", "SUPPORT", actors=read)
    assert ["Chad", "Mali", "Togo", "Benin"] == [m.span.of(heads.text) for m in heads.drafts()[0].actors]
    heads.events.clear()
    heads.event("praised", "SUPPORT", actors=dict.fromkeys(read, 0.005))
    assert () == heads.drafts()[0].actors
    heads.events.clear()
    heads.event("praised", "SUPPORT", actors=read | {"Chad": 0.7})
    assert ["Chad"] == [m.span.of(heads.text) for m in heads.drafts()[0].actors]


def test_speaker_is_the_actor_of_an_act_of_speech_that_has_none() -> None:
    heads = Heads("Niger , Chad warned , would suffer .")
    heads.event("warned", "THREATEN", actors={"Niger": 0.2})
    heads.cue("warned", speaker={"Chad": 0.9}, first={"would": 0.9}, last={"suffer": 0.9})
    assert [heads.span("Chad")] == [m.span for m in heads.drafts()[0].actors]


def test_of_overlapping_mentions_the_likelier_stays() -> None:
    heads = Heads("the army of Chad fired .")
    heads.mention("the", "Chad")
    heads.event("fired", "ASSAULT", actors={"the": 0.6, "Chad": 0.8})
    assert [heads.span("Chad")] == [m.span for m in heads.drafts()[0].actors]
    heads.events.clear()
    heads.event("fired", "ASSAULT", actors={"the": 0.8, "Chad": 0.6})
    assert [heads.span("the", "Chad")] == [m.span for m in heads.drafts()[0].actors]


def test_mention_ends_with_its_sentence() -> None:
    heads = Heads("So did Chad\nand Niger agreed .")
    heads.mention("Chad", "Niger")
    heads.event("agreed", "AGREE", actors={"Chad": 0.9})
    assert [heads.span("Chad")] == [m.span for m in heads.drafts()[0].actors]


def test_mention_never_ends_before_it_begins() -> None:
    heads = Heads("Chad and Niger agreed .")
    heads.ends[heads.at("Niger"), heads.at("Chad")] = 50
    heads.event("agreed", "AGREE", actors={"Niger": 0.9})
    assert [heads.span("Niger")] == [m.span for m in heads.drafts()[0].actors]


def test_mention_has_its_longest_length() -> None:
    heads = Heads(" ".join(f"w{i}" for i in range(60)))
    heads.ends[0, 59] = 50
    heads.ends[0, MAX_MENTION - 1] = 5
    heads.event("w59", "AGREE", actors={"w0": 0.9})
    assert [heads.span("w0", f"w{MAX_MENTION - 1}")] == [m.span for m in heads.drafts()[0].actors]


def test_source_may_stand_in_another_sentence() -> None:
    heads = Heads("The army spoke .\nRebels shelled the port .")
    heads.mention("The", "army")
    heads.event("shelled", "ASSAULT", source={"The": 0.8})
    (draft,) = heads.drafts()
    assert draft.source is not None
    assert heads.span("The", "army") == draft.source.span


@pytest.mark.parametrize("role", ["place", "time"])
def test_place_and_time_stand_in_the_event_s_own_sentence(role: str) -> None:
    heads = Heads("Oslo slept .\nRebels shelled Bergen .")
    heads.event("shelled", "ASSAULT", **{role: {"Oslo": 0.55, "Bergen": 0.42, None: 0.03}})  # type: ignore[arg-type]
    (draft,) = heads.drafts()
    assert heads.span("Bergen") == getattr(draft, role).span


@pytest.mark.parametrize(("role", "least"), [("place", 0.3), ("time", 0.2)])
def test_place_and_time_need_their_least_probability_whatever_that_of_none(role: str, least: float) -> None:
    heads = Heads("Rebels shelled Bergen .")
    for probability, found in ((least - 0.01, None), (least + 0.01, heads.span("Bergen"))):
        heads.events.clear()
        heads.event("shelled", "ASSAULT", **{role: {"Bergen": probability, None: 0.6}})  # type: ignore[arg-type]
        mention = getattr(heads.drafts()[0], role)
        assert found == (mention.span if mention else None)


def test_words_of_home_come_with_their_probabilities_in_the_order_of_the_text() -> None:
    heads = Heads("Chad and Mali met . The envoy accused them .")
    heads.mention("The", "envoy")
    heads.event("accused", "ACCUSE", actors={"The": 0.9})
    heads.home[heads.at("The"), [heads.at("Mali"), heads.at("Chad")]] = 10, 9
    (draft,) = heads.drafts()
    (actor,) = draft.actors
    assert [heads.span("Chad"), heads.span("Mali")] == [span for span, _ in actor.home]
    assert np.allclose([math.e**0, math.e**1], [p * (2 + math.e) for _, p in actor.home], atol=0.01)


def test_antecedent_is_the_whole_earlier_mention() -> None:
    heads = Heads("Prime Minister Lunde spoke .\nShe accused Chad .")
    heads.mention("Prime", "Lunde")
    heads.same("She", "Prime")
    heads.event("accused", "ACCUSE", actors={"She": 0.9}, recipients={"Chad": 0.9})
    (draft,) = heads.drafts()
    assert heads.span("Prime", "Lunde") == draft.actors[0].antecedent
    assert draft.recipients[0].antecedent is None


def test_antecedent_less_likely_than_the_threshold_is_none() -> None:
    heads = Heads("Lunde and Moe spoke .\nShe accused Chad .")
    heads.same("She", "Lunde", 9)  # as likely as "nowhere" and as Moe
    heads.same("She", "Moe", 9)
    heads.event("accused", "ACCUSE", actors={"She": 0.9})
    assert heads.drafts()[0].actors[0].antecedent is None


def test_antecedent_never_lies_ahead() -> None:
    heads = Heads("She accused Chad , Lunde said .")
    heads.same("She", "Lunde")
    heads.event("accused", "ACCUSE", actors={"She": 0.9})
    assert heads.drafts()[0].actors[0].antecedent is None


# statements


def test_statement_has_speaker_cue_and_content() -> None:
    heads = Heads("The envoy said talks would resume soon .")
    heads.mention("The", "envoy")
    heads.cue("said", speaker={"The": 0.9}, first={"talks": 0.9}, last={"soon": 0.8})
    (said,) = heads.said()
    assert said == DraftStatement(
        sentence=0, cue=heads.span("said"), act="say",
        speaker=Mention(span=heads.span("The", "envoy"), probability=pytest.approx(0.9)),
        content=(heads.span("talks", "soon"),), probability=pytest.approx(0.9), ends=pytest.approx(0.9 * 0.8),
    )  # fmt: skip


def test_quotation_that_runs_on_has_no_cue() -> None:
    heads = Heads("The envoy spoke .\n“ We go on . ”")
    heads.mention("The", "envoy")
    heads.cue("“", "running", speaker={"The": 0.9}, first={"“": 0.9}, last={"”": 0.9})
    (said,) = heads.said()
    assert (1, None, "say", (heads.span("“", "”"),)) == (said.sentence, said.cue, said.act, said.content)
    assert said.speaker is not None
    assert heads.span("The", "envoy") == said.speaker.span


@pytest.mark.parametrize(("probability", "n_said"), [(0.5, 1), (0.49, 0)])
def test_saying_needs_a_likely_cue(probability: float, n_said: int) -> None:
    heads = Heads("He said no to them .")
    heads.cue("said", probability=probability, first={"no": 0.9}, last={"them": 0.9})
    assert n_said == len(heads.said())


@pytest.mark.parametrize(("attribution", "acts"), [(0.61, ["think"]), (0.59, [])])
def test_what_is_not_said_needs_a_likely_attribution(attribution: float, acts: list[str]) -> None:
    heads = Heads("She hopes that peace will come .")
    heads.cue("hopes", probability=0.1, attribution=attribution, first={"that": 0.9}, last={"come": 0.9})
    assert acts == [s.act for s in heads.said()]


def test_cue_of_what_is_not_said_reaches_to_the_content() -> None:
    heads = Heads("It has long called for an inquiry .")
    heads.cue("has", probability=0.1, attribution=0.9, first={"an": 0.9}, last={"inquiry": 0.9})
    (held,) = heads.said()
    assert heads.span("has", "for") == held.cue


def test_cue_of_what_is_not_said_is_the_verb_group_where_the_content_stands_before() -> None:
    heads = Heads("An inquiry is due , it has always held .")
    heads.cue("has", probability=0.1, attribution=0.9, first={"An": 0.9}, last={"due": 0.9})
    (held,) = heads.said()
    assert heads.span("has", "held") == held.cue


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        ("The envoy has not yet said that talks resume .", "said", "has", "said"),
        ("Talks resume , according to the envoy .", "according", "according", "to"),
        ("The envoy said to all that talks resume .", "said", "said", "said"),
        ("Whoever will\nsaid that talks resume .", "said", "said", "said"),
    ],
)
def test_cue_is_the_whole_verb_group_of_its_sentence(text: str, word: str, first: str, last: str) -> None:
    heads = Heads(text)
    heads.cue(word, probability=0.9, first={"resume": 0.9}, last={"resume": 0.9})
    assert [heads.span(first, last)] == [s.cue for s in heads.said()]


def test_auxiliary_of_a_cue_is_no_statement_of_its_own() -> None:
    heads = Heads("The envoy has said that talks resume .")
    heads.cue("has", probability=0.1, attribution=0.9, first={"that": 0.9}, last={"resume": 0.9})
    heads.cue("said", probability=0.9, first={"that": 0.9}, last={"resume": 0.9})
    assert [(heads.span("has", "said"), "say")] == [(s.cue, s.act) for s in heads.said()]


def test_content_lies_in_the_cue_s_sentence() -> None:
    heads = Heads("War is near .\nThe envoy said talks resume .")
    heads.cue("said", first={"War": 0.9, "talks": 0.1}, last={"near": 0.9, "resume": 0.1})
    assert [(heads.span("talks", "resume"),)] == [s.content for s in heads.said()]


def test_content_never_ends_before_it_begins_nor_beyond_its_sentence() -> None:
    heads = Heads("Talks resume , the envoy said now\nand then .")
    heads.cue("said", first={"envoy": 0.9}, last={"Talks": 0.9, "then": 0.9, "now": 0.2})
    assert [(heads.span("envoy", "now"),)] == [s.content for s in heads.said()]


def test_cue_alone_is_no_content() -> None:
    heads = Heads("The envoy said .")
    heads.cue("said", first={"said": 0.9}, last={"said": 0.9})
    assert [] == heads.said()


def test_unlikely_speaker_is_none() -> None:
    heads = Heads("It was said that talks resume .")
    heads.cue("said", speaker={"It": 0.3, None: 0.7}, first={"that": 0.9}, last={"resume": 0.9})
    assert [None] == [s.speaker for s in heads.said()]


def test_thresholds_are_those_given() -> None:
    heads = Heads("Chad attacked Niger , he said .")
    heads.event("attacked", "ASSAULT", 0.3, actors={"Chad": 0.3})
    heads.cue("said", probability=0.3, first={"Chad": 0.9}, last={"Niger": 0.9})
    low = DecodeSettings(event=0.2, core=0.2, party=0.2, cue=0.2)
    drafts, said = decode(heads.text, heads.window(), heads.encoding(), low)
    assert (1, 1, 1) == (len(drafts), len(drafts[0].actors), len(said))
    assert ([], []) == heads.decode()
