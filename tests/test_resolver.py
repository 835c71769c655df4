"""What the resolver settles between drafts: roles, wordings, tellings, dates that decide the status."""

import datetime as dt

import pytest

from dragoman.records import Status, When
from dragoman.resolve.resolver import _absolute, _apart, _by_date, _one_wording
from makers import make_article, make_event, make_party, span_of


def when(start: dt.date | None, end: dt.date | None) -> When:
    article = make_article("on Thursday")
    return When(span=span_of(article, "Thursday"), text="Thursday", start=start, end=end)


def test_a_party_in_both_roles_keeps_the_likelier() -> None:
    article = make_article("Peru warned Chile.")
    peru, chile = make_party(article, "Peru", code="PER"), make_party(article, "Chile", code="CHL")
    actors, recipients = _apart([(peru, 0.9), (chile, 0.3)], [(chile, 0.8)])
    assert (peru,) == actors
    assert (chile,) == recipients


def test_a_party_equally_likely_in_both_roles_is_the_actor() -> None:
    article = make_article("Peru warned Chile.")
    peru = make_party(article, "Peru", code="PER")
    assert ((peru,), ()) == _apart([(peru, 0.5)], [(peru, 0.5)])


def test_two_wordings_of_one_act_are_one_event() -> None:
    article = make_article("The envoys are due to meet in Lima.")
    due, meet = make_event(article, "due", type="CONSULT"), make_event(article, "meet", type="CONSULT")
    assert [meet] == _one_wording(article.text, [(due, 0.4), (meet, 0.5)])


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
    assert expected == _by_date(status, when(day, day), published)


def test_status_stays_without_a_day_of_publication() -> None:
    day = dt.date(1990, 1, 1)
    assert Status.ACTUAL == _by_date(Status.ACTUAL, when(day, day), None)


def test_a_time_that_depends_on_publication_is_left_open() -> None:
    one, other = when(dt.date(1987, 6, 4), dt.date(1987, 6, 4)), when(dt.date(2019, 10, 31), dt.date(2019, 10, 31))
    assert _absolute(one, other).start is None
    assert one == _absolute(one, one)
