"""A draft's probabilities -> how likely the record is right: two logistic formulas, their weights fitted to gold.

`dragoman.train.calibrate` fits them to documents that the model never saw; they lie beside the model they belong to.
docs/calibration.md says what "right" means and how well the numbers keep their word.
"""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import AssetError
from dragoman.records import DraftStatement, Party, Signs

EVENT = ("bias", "type", "core", "second", "elsewhere", "likelier", "beside")
STATEMENT = ("bias", "cue", "ends", "speaker", "known", "running")
LEAST_UNFITTED = 0.3  # of P(type) P(core); the best F1 of several readers on the development part
LIMIT = 0.001  # probabilities nearer to 0 or 1 count as this near: the model's own say little there
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Confidence:
    """Weights by name of what is weighed. `checksum`: of the file they came from; None without one.

    `least`: of an event that is coded, unless a user asks for another. Without weights an event's confidence is
    P(type) P(core) and a statement's P(cue): of use to rank, no more.
    """

    events: Mapping[str, float] | None = None
    statements: Mapping[str, float] | None = None
    checksum: str | None = None
    least: float = LEAST_UNFITTED

    def event(self, signs: Signs) -> float:
        """In [0, 1]: the sentence tells an event of this type."""
        if self.events is None:
            return round(signs.probability * signs.core, DIGITS)
        return chance(self.events, EVENT, of_event(signs))

    def statement(self, draft: DraftStatement, speaker: Party) -> float:
        """In [0, 1]: this speaker says it, in these words."""
        if self.statements is None:
            return round(draft.probability, DIGITS)
        return chance(self.statements, STATEMENT, of_statement(draft, speaker))


UNFITTED = Confidence()


def of_event(signs: Signs) -> tuple[float, ...]:
    """What is weighed of an event, in the order of `EVENT`."""
    return (
        1.0,
        _odds(signs.probability),
        _odds(signs.core),
        _odds(signs.second),
        _odds(signs.elsewhere),
        float(signs.rival > signs.probability * signs.core),
        signs.beside,
    )


def of_statement(draft: DraftStatement, speaker: Party) -> tuple[float, ...]:
    """What is weighed of a statement, in the order of `STATEMENT`."""
    return (
        1.0,
        _odds(draft.probability),
        _odds(draft.ends),
        _odds(draft.speaker.probability if draft.speaker else 0.0),
        float(bool(speaker.name or speaker.code)),
        float(draft.cue is None),
    )


def chance(weights: Mapping[str, float], names: Sequence[str], values: Sequence[float]) -> float:
    """The logistic of a weighted sum, rounded as it is written out."""
    odds = sum(weights[name] * value for name, value in zip(names, values, strict=True))
    return round(1 / (1 + math.exp(-min(max(odds, -30.0), 30.0))), DIGITS)


def read_confidence(path: Path) -> Confidence:
    """The weights in a file.

    Raises `AssetError` when it cannot be read or lacks a weight.
    """
    try:
        words = path.read_bytes()
        table = tomllib.loads(words.decode("utf-8"))
        events, statements = (
            {name: float(table[kind][name]) for name in names}
            for kind, names in (("events", EVENT), ("statements", STATEMENT))
        )
        least = float(table["events"]["least"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssetError(
            "confidence-unreadable",
            f"{path}: no weights of confidence ({error!r}); make it again with python -m dragoman.train.calibrate",
        ) from error
    return Confidence(events, statements, hashlib.sha256(words).hexdigest()[:16], least)


def _odds(probability: float) -> float:
    """Log odds, bounded. *Units:* nats"""
    p = min(max(probability, LIMIT), 1 - LIMIT)
    return math.log(p / (1 - p))
