"""Readings of (type, mode, status): what every record obeys, and the view by PLOVER's own rules for exports."""

from __future__ import annotations

from types import MappingProxyType

from dragoman.ontology.tables import load
from dragoman.records import Status

Reading = tuple[str, str | None, Status]

# Codebook 2.1: a single type beats type + auxiliary. The promise to concede or to retreat is itself the concession.
_AHEAD = MappingProxyType(
    {
        "CONSULT": "AGREE",
        "SUPPORT": "AGREE",
        "COOPERATE": "AGREE",
        "AID": "AGREE",
        "CONCEDE": "CONCEDE",
        "RETREAT": "CONCEDE",
    }
)
_AUXILIARIES = MappingProxyType(
    {
        Status.FUTURE: "future",
        Status.HYPOTHETICAL: "hypothetical",
        Status.NEGATED: "negation",
        Status.HISTORICAL: "historical",
    }
)


def normalise(type: str, mode: str | None, status: Status) -> Reading:
    """The reading as records hold it: a mode that the type does not have is dropped, all else stays as read.

    A scheduled meeting stays CONSULT with status future: records keep what was told, `plover_view` reads it by the
    manual. OptionError for an unknown type.
    """
    ontology = load()
    known = ontology.type(type).name
    return known, mode if (known, mode) in ontology.scores else None, status


def plover_view(type: str, mode: str | None, status: Status) -> Reading:
    """The reading by the rules of PLOVER 2.0 (codebook 2.1); Status.ACTUAL stands for "no auxiliary".

    Future CONSULT, SUPPORT, COOPERATE and AID are AGREE; future CONCEDE and RETREAT are CONCEDE; any other act keeps
    its type and its auxiliary. Quad class and score are then those of the type that comes out.
    """
    type, mode, status = normalise(type, mode, status)
    ahead = _AHEAD.get(type) if status is Status.FUTURE else None
    return (type, mode, status) if ahead is None else (ahead, None, Status.ACTUAL)


def auxiliary(status: Status) -> str | None:
    """PLOVER's word for the status; None for what is told as done."""
    return _AUXILIARIES.get(status)
