"""The ledger of one article: from what was read to what is claimed, denied, promised, agreed, planned and counted."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.ledger.agreements import find_agreements
from dragoman.ledger.claims import find_claims
from dragoman.ledger.commitments import find_commitments
from dragoman.ledger.figures import find_figures
from dragoman.ledger.meetings import find_meetings
from dragoman.ledger.page import Page
from dragoman.records import Article, Event, Ledger, Sentence, Statement

__all__ = ["read_ledger"]


def read_ledger(
    article: Article, sentences: Sequence[Sentence], events: Sequence[Event], statements: Sequence[Statement]
) -> Ledger:
    """Claims, commitments, agreements, meetings and figures of an article, from its text and what was coded in it.

    Rules over the records, no model: the same records give the same ledger.
    """
    page = Page(article, sentences, events, statements)
    commitments = find_commitments(page)
    return Ledger(
        claims=find_claims(page, commitments),
        commitments=commitments,
        agreements=find_agreements(page),
        meetings=find_meetings(page),
        figures=find_figures(page),
    )
