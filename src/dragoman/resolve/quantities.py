"""Quantities of events: of the numbers a sentence tells (`dragoman.tolls`), those that belong to an event."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Quantity, Span
from dragoman.tolls import find_quantities

__all__ = ["TAKES", "attach", "find_quantities"]

TAKES = {
    "killed": frozenset({"ASSAULT", "PROTEST"}),
    "injured": frozenset({"ASSAULT", "PROTEST"}),
    "arrested": frozenset({"COERCE", "PROTEST"}),
    "displaced": frozenset({"ASSAULT", "COERCE", "RETREAT"}),
    "size": frozenset({"PROTEST", "MOBILIZE", "RETREAT", "AID"}),
}  # which event types a quantity may belong to


def attach(
    quantities: Sequence[Quantity],
    trigger: Span,
    type: str,
    others: Sequence[tuple[Span, str]] = (),
) -> tuple[Quantity, ...]:
    """Those of a sentence's quantities that belong to the event of `type` at `trigger`.

    `others` are the sentence's other events (trigger, type): of the events that may take a quantity, the one whose
    trigger stands nearest takes it, the earlier of two equally near.
    """
    return tuple(
        quantity
        for quantity in quantities
        if type in TAKES[quantity.what]
        and not any(
            kind in TAKES[quantity.what] and _nearness(quantity, other) < _nearness(quantity, trigger)
            for other, kind in others
        )
    )


def _nearness(quantity: Quantity, trigger: Span) -> tuple[int, int]:
    gap = max(quantity.span.start - trigger.end, trigger.start - quantity.span.end, 0)
    return gap, trigger.start
