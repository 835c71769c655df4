"""What encode hands to decode: the window that was read, and what the heads say of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indexes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences as the encoder's input.

    Shapes: `ids`, `shapes` (pieces,); `first`, `starts`, `ends`, `sentences` (words,): index of each word's first
    piece, its characters, and the index of its sentence in the article.
    """

    ids: Indexes
    shapes: Indexes
    first: Indexes
    starts: Indexes
    ends: Indexes
    sentences: Indexes


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the heads say of a window of N words: probabilities unless said otherwise, labels as in `dragoman.labels`.

    Of words: `event` (N, types), `core` (N,), `inside` (N,), `cue` (N, cues), `attribution` (N,), `sector`
    (N, sectors), `kind` (N, kinds), `ends` (N, N) logits of "mention beginning here ends there", `earlier` (N, N + 1)
    logits of "the same party was named there before", last column: nowhere; `home` (N, N + 1) logits of "that name
    tells where the party is from", last column: none does.
    Of the K words above the event floor: `event_at` (K,), `mode` (K, modes) logits, `status` (K, statuses),
    `event_many` (K, N, 2) actor and recipient, each word for itself, `event_one` (K, N + 1, 3) source, place and time,
    one word or (last row) none.
    Of the C words above the cue floor: `cue_at` (C,), `cue_roles` (C, N + 1, 3) speaker, first and last word said.
    """

    event: Floats
    core: Floats
    inside: Floats
    cue: Floats
    attribution: Floats
    sector: Floats
    kind: Floats
    ends: Floats
    earlier: Floats
    event_at: Indexes
    mode: Floats
    status: Floats
    event_many: Floats
    event_one: Floats
    cue_at: Indexes
    cue_roles: Floats
    home: Floats
