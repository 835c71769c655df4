"""The ledger in words, a line or two a record: shared by the formats that people read (terminal, html)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.records import Agreement, Claim, Coded, Commitment, Figure, Meeting, Party, Quantity, Span
from dragoman.write.wording import party_name, place_name, quantity_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One record of the ledger: what it is, in a line, with what belongs to it, and its words in the text."""

    kind: str  # claim, demand, threat, agreement, meeting, figure ...
    line: str
    details: tuple[str, ...]
    span: Span


def accounts(coded: Coded) -> tuple[Account, ...]:
    """Claims, commitments, agreements, meetings and figures of an article, in that order."""
    ledger, text = coded.ledger, coded.article.text
    return (
        *(_claim(claim, text) for claim in ledger.claims),
        *(_commitment(commitment, text) for commitment in ledger.commitments),
        *(_agreement(agreement, text) for agreement in ledger.agreements),
        *(_meeting(meeting, text) for meeting in ledger.meetings),
        *(_figure(figure, text) for figure in ledger.figures),
    )


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(dict.fromkeys(party_name(party) for party in parties))


def _claim(claim: Claim, text: str) -> Account:
    says = _names(claim.asserted_by) or "source not named"
    details = [f"denied by {_names(claim.denied_by)}"] if claim.denied_by else []
    doubting = [stance.by for stance in claim.stances if stance.stance == "doubts"]
    details += [f"doubted by {_names(doubting)}"] if doubting else []
    return Account(kind="claim", line=f"{says}: “{claim.span.of(text)}”", details=tuple(details), span=claim.span)


def _commitment(commitment: Commitment, text: str) -> Account:
    to = f" → {_names(commitment.to)}" if commitment.to else ""
    line = f"{party_name(commitment.by)}{to}: “{commitment.span.of(text)}”"
    parts = (
        ("condition", commitment.condition),
        ("consequence", commitment.consequence),
        ("deadline", commitment.deadline),
    )
    details = tuple(f"{label}: {span.of(text)}" for label, span in parts if span)
    again = ("told before",) if commitment.same_as else ()
    return Account(kind=commitment.kind.replace("_", " "), line=line, details=details + again, span=commitment.span)


def _agreement(agreement: Agreement, text: str) -> Account:
    year = f" ({agreement.year})" if agreement.year and agreement.year not in agreement.name else ""
    return Account(
        kind="agreement",
        line=f"{agreement.name}{year}, {agreement.status.replace('_', ' ')}",
        details=tuple(_terms(agreement, text)),
        span=agreement.span,
    )


def _terms(agreement: Agreement, text: str) -> Iterator[str]:
    if agreement.parties:
        yield f"parties: {_names(agreement.parties)}"
    if agreement.brokers:
        yield f"brokered by {_names(agreement.brokers)}"
    for duty in agreement.obligations:
        yield f"duty: {duty.of(text)}"
    for violation in agreement.violations:
        who = party_name(violation.violator) if violation.violator else "party not named"
        by = party_name(violation.accuser) if violation.accuser else "the writer"
        yield f"breach alleged: {who}, says {by}"


def _meeting(meeting: Meeting, text: str) -> Account:
    when = f", {meeting.date}" if meeting.date else ""
    where = f", {place_name(meeting.place)}" if meeting.place else ""
    details = (f"at {meeting.forum.of(text)}",) if meeting.forum else ()
    line = f"{_names(meeting.participants)}: {meeting.status}{when}{where}"
    return Account(kind="meeting", line=line, details=details, span=meeting.span)


def _figure(figure: Figure, text: str) -> Account:
    amount = quantity_words(
        Quantity(span=figure.span, what=figure.what, value=figure.value, low=figure.low, high=figure.high,
                 qualifier=figure.qualifier)
    )  # fmt: skip
    whose = [f"of {party_name(figure.of)}"] if figure.of else []
    source = [f"according to {party_name(figure.according_to)}"] if figure.according_to else []
    line = f"{amount} “{figure.span.of(text)}”"
    return Account(kind="figure", line=line, details=tuple(whose + source), span=figure.span)
