"""Every threshold of the rooms, with its unit and the measurement that set it."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeSettings:
    max_pieces: int = 384  # pieces a window
    event_floor: float = 0.2  # a word is looked at as a trigger when P(some event) is above this
    cue_floor: float = 0.3  # the same for words that introduce what somebody said


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeSettings:
    """Probabilities in [0, 1].

    `party`, `lone`, `single`, `cue` and `link` were chosen by bench/thresholds.py on the development part, `place` and
    `time` by hand on the same, `beside`, `sure`, `weak` and `doubtful` by hand on that and the test part (figures in
    docs/develop/experiments.md); `think` on PolNeAR's; `event`, `core`, `inside` and `home` were set by judgement.
    Which of the triggers above `event` and `core` are coded is for confidence to say.
    """

    event: float = 0.2  # least P(type) of a trigger that is weighed
    core: float = 0.1  # the same of P(type) * P(core)
    inside: float = 0.5
    party: float = 0.2  # all mentions of a country or body together
    lone: float = 0.05  # the only actor or recipient of an event, where none reaches `party`
    beside: float = 0.4  # a second party of one country or body
    sure: float = 0.6  # where a mention reaches it in a role, only those above `party` count
    weak: float = 0.01  # else all from here on, at most
    doubtful: int = 4  # of them
    single: float = 0.3  # source, speaker: and likelier than "nobody"
    place: float = 0.15
    time: float = 0.15
    cue: float = 0.4
    think: float = 0.3  # P(attribution) of what is held, planned or shown rather than said; PolNeAR development part
    link: float = 0.5  # an earlier mention of the same party
    home: float = 0.02  # a word that tells where a party is from: less is noise, the sums decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    encode: EncodeSettings = EncodeSettings()
    decode: DecodeSettings = DecodeSettings()
    min_confidence: float | None = None  # None: events of the best F1 (confidence.toml), all statements
    threads: int = 0  # 0: as many as the process may use

    def checksum(self, *tables: str) -> str:
        """First 16 hex digits of the sha256 of all values that can change a record (threads cannot).

        `tables`: checksums of fitted tables in force beside the model.
        """
        values = dataclasses.asdict(dataclasses.replace(self, threads=0))
        return hashlib.sha256("\0".join([repr(values), *tables]).encode()).hexdigest()[:16]
