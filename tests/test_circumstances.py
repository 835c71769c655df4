"""How a speaker is described, to whom, when and where something was said."""

import pytest

from dragoman.records import Sentence, Span
from dragoman.resolve.circumstances import addressee, description, occasion, place_said


def spans(text: str, cue: str, said: str) -> tuple[Span, Sentence, list[Span]]:
    at, begin = text.index(cue), text.index(said)
    sentence = Sentence(index=0, start=0, end=len(text))
    return Span(start=at, end=at + len(cue)), sentence, [Span(start=begin, end=begin + len(said))]


@pytest.mark.parametrize(
    ("text", "cue", "said", "expected"),
    [
        ("The envoy told reporters that talks would resume.", "told", "talks would resume", "reporters"),
        (
            "The envoy told the Security Council on Monday that talks failed.",
            "told",
            "talks failed",
            "the Security Council",
        ),
        ("Ankara warned Greece not to extend its waters.", "warned", "not to extend its waters", "Greece"),
        ("“We will go,” the minister told state radio.", "told", "“We will go,”", "state radio"),
        ("The minister called on Peru to reopen the border.", "called on", "to reopen the border", "Peru"),
    ],
)
def test_addressee_is_the_object_of_the_verb(text: str, cue: str, said: str, expected: str) -> None:
    cue_span, sentence, content = spans(text, cue, said)
    found = addressee(text, cue_span, sentence, content)
    assert found is not None
    assert expected == found.of(text)


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("The envoy said talks would resume.", "said", "talks would resume"),
        ("She warned that the truce was fragile.", "warned", "the truce was fragile"),
        ("The premier told on Monday of his plans.", "told", "his plans"),
    ],
)
def test_addressee_is_none_where_nobody_is_named(text: str, cue: str, said: str) -> None:
    cue_span, sentence, content = spans(text, cue, said)
    assert addressee(text, cue_span, sentence, content) is None


def test_occasion_is_outside_what_was_said() -> None:
    text = "At a news conference in Geneva, he said the deal was signed in a letter to Iran."
    _, sentence, content = spans(text, "said", "the deal was signed in a letter to Iran")
    found = occasion(text, sentence, content)
    assert found is not None
    assert "At a news conference in Geneva" == found.of(text)


def test_place_follows_a_preposition_outside_what_was_said() -> None:
    text = "Speaking in Lima, she said that Quito had agreed."
    _, sentence, content = spans(text, "said", "Quito had agreed")
    lima, quito = (Span(start=text.index(w), end=text.index(w) + len(w)) for w in ("Lima", "Quito"))
    assert lima == place_said([lima, quito], text, sentence, content)
    assert place_said([quito], text, sentence, content) is None


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "said", "expected"),
    [
        ("Ole Dahl, a retired general, said the line would hold.", "Ole Dahl", "said", "the line would hold",
         "a retired general"),
        ("The line would hold, said Ole Dahl, who led the brigade until 2019.", "Ole Dahl", "said",
         "The line would hold", "who led the brigade until 2019"),
        ("Sen. Ann Roe (R-Iowa) said the bill was dead.", "Sen. Ann Roe", "said", "the bill was dead", "(R-Iowa)"),
        ("Sen. Ann Roe (R-Iowa), the panel's chairwoman, also said no.", "Sen. Ann Roe", "said", "no",
         "(R-Iowa), the panel's chairwoman"),
        ("Ole Dahl, minister of trade, speaking in Lima, said no.", "Ole Dahl", "said", "no", "minister of trade"),
        ("Ole Dahl, United Nations envoy to Syria, has not yet said no.", "Ole Dahl", "said", "no",
         "United Nations envoy to Syria"),
        ("Ole Dahl, the premier, and Ann Roe said no.", "Ole Dahl", "said", "no", "the premier"),
        ("The line held, said Ole Dahl, a former envoy, Reuters reported.", "Ole Dahl", "said", "The line held",
         "a former envoy"),
        ("The army, said Ole Dahl, a general, lost two tanks.", "Ole Dahl", "said",
         "The army, said Ole Dahl, a general, lost two tanks", "a general"),
        ("Ole Dahl,\na general and the son\nof a farmer, said no.", "Ole Dahl", "said", "no",
         "a general and the son\nof a farmer"),
        ("The line held, said Ole Dahl, envoy to the U.S.", "Ole Dahl", "said", "The line held", "envoy to the U.S."),
        ("“We lost,” said Ann Roe, 34, a teacher, adding that she wept.", "Ann Roe", "said", "“We lost,”",
         "34, a teacher"),
    ],
)  # fmt: skip
def test_description_stands_behind_the_name(text: str, speaker: str, cue: str, said: str, expected: str) -> None:
    cue_span, sentence, content = spans(text, cue, said)
    at = text.index(speaker)
    found = description(text, Span(start=at, end=at + len(speaker)), cue_span, sentence, content)
    assert found is not None
    assert expected == found.of(text)


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "said"),
    [
        ("Ole Dahl said the line would hold.", "Ole Dahl", "said", "the line would hold"),
        ("Ole Dahl, however, said the line would hold.", "Ole Dahl", "said", "the line would hold"),
        ("Ole Dahl, speaking in Lima, said the line would hold.", "Ole Dahl", "said", "the line would hold"),
        ("The line would hold, said Ole Dahl, and he left.", "Ole Dahl", "said", "The line would hold"),
        ("He, a general, said the line would hold.", "He", "said", "the line would hold"),
        ("Ole Dahl, Bo Lund, and Ann Roe said the line would hold.", "Ole Dahl", "said", "the line would hold"),
        ("The line would hold, said Ole Dahl, Bo Lund and Ann Roe.", "Ole Dahl", "said", "The line would hold"),
        ("The line would hold, said Ole Dahl, his voice breaking.", "Ole Dahl", "said", "The line would hold"),
        ("Ole Dahl, a day later, said the line would hold.", "Ole Dahl", "said", "the line would hold"),
        ("Acme, Inc., said the line would hold.", "Acme", "said", "the line would hold"),
        ("The army, said Ole Dahl, lost two tanks.", "Ole Dahl", "said", "The army, said Ole Dahl, lost two tanks"),
        ("Ole Dahl, whom none had asked said the line would hold.", "Ole Dahl", "said", "the line would hold"),
    ],
)  # fmt: skip
def test_no_description_where_none_stands_behind_the_name(text: str, speaker: str, cue: str, said: str) -> None:
    cue_span, sentence, content = spans(text, cue, said)
    at = text.index(speaker)
    assert description(text, Span(start=at, end=at + len(speaker)), cue_span, sentence, content) is None


def test_a_description_lies_within_its_sentence() -> None:
    text = "“We lost,” said Ann Roe, a teacher. Then, after a pause, “we wept.”"
    cue, _, content = spans(text, "said", "“We lost,”")
    sentence = Sentence(index=0, start=0, end=text.index(" Then"))
    speaker = Span(start=text.index("Ann"), end=text.index(", a"))
    second = Span(start=text.index("“we"), end=len(text))
    found = description(text, speaker, cue, sentence, [*content, second])
    assert found is not None
    assert found.of(text) == "a teacher"


def test_nobody_has_no_description() -> None:
    _, sentence, content = spans("Talks failed, it was said.", "said", "Talks failed")
    assert description("Talks failed, it was said.", None, None, sentence, content) is None
