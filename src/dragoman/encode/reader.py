"""The one pass: windows -> the heads' probabilities, by onnxruntime."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import onnxruntime

from dragoman.assets import ModelFiles
from dragoman.encoding import Encoding, Window
from dragoman.errors import AssetError
from dragoman.settings import EncodeSettings

HEADS = frozenset(field.name for field in dataclasses.fields(Encoding))


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
        self._outputs = [output.name for output in self._session.get_outputs()]
        if differ := ", ".join(sorted(HEADS.symmetric_difference(self._outputs))):
            raise AssetError(
                "model-other-version",
                f"{files.reader} is of another version of Dragoman (it differs in: {differ}); export it anew with "
                "`python -m dragoman.train.export`",
            )
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
        return Encoding(**dict(zip(self._outputs, self._session.run(None, feed), strict=True)))
