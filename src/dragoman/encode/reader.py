"""The one pass: windows -> the heads' probabilities, by onnxruntime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.assets import ModelFiles
from dragoman.encode.windows import Window
from dragoman.errors import AssetError
from dragoman.settings import EncodeSettings

Floats = NDArray[np.float32]
Indexes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the heads say of a window of N words: probabilities unless said otherwise, labels as in `encode.labels`.

    Of words: `event` (N, types), `core` (N,), `inside` (N,), `cue` (N, cues), `attribution` (N,), `sector` (N, sectors),
    `kind` (N, kinds), `ends` (N, N) logits of "mention beginning here ends there", `earlier` (N, N + 1) logits of "the
    same party was named there before", last column: nowhere.
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


class Reader:
    """The model, loaded once; calling it is safe from several threads."""

    def __init__(self, files: ModelFiles, settings: EncodeSettings) -> None:
        options = onnxruntime.SessionOptions()
        # One thread a window: windows run side by side, and sums keep one order whatever the machine.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(files.reader), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise AssetError(
                "model-unreadable",
                f"{files.reader} is no model that onnxruntime {onnxruntime.__version__} reads: {error}",
            ) from error
        self._floors = {
            "event_floor": np.array(settings.event_floor, dtype=np.float32),
            "cue_floor": np.array(settings.cue_floor, dtype=np.float32),
        }

    def __call__(self, window: Window) -> Encoding:
        feed: dict[str, Any] = {
            "ids": window.ids,
            "shapes": window.shapes,
            "first": window.first,
            "sentences": window.sentences,
            **self._floors,
        }
        return Encoding(*self._session.run(None, feed))
