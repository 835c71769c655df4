"""To whom, when and where something was said."""

import pytest

from dragoman.records import Sentence, Span
from dragoman.resolve.circumstances import addressee, occasion, place_said


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
