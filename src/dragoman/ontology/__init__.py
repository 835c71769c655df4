"""What can be said: PLOVER's event types, modes, contexts, sectors and scores, and the way to CAMEO."""

from __future__ import annotations

from dragoman.ontology.cameo import CameoLine
from dragoman.ontology.cues import Contexts, Cue
from dragoman.ontology.rules import auxiliary, normalise, plover_view
from dragoman.ontology.tables import (
    QUADS,
    Context,
    CounterExample,
    EventType,
    Example,
    Mode,
    Ontology,
    load,
)

__all__ = [
    "QUADS",
    "CameoLine",
    "Context",
    "Contexts",
    "CounterExample",
    "Cue",
    "EventType",
    "Example",
    "Mode",
    "Ontology",
    "auxiliary",
    "load",
    "normalise",
    "plover_view",
]
