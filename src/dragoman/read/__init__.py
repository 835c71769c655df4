"""The read room: outside -> Article. One file per format and the READERS table; bad input becomes a Failure."""

from __future__ import annotations

from .inputs import READERS, Reader, read_inputs

__all__ = ["READERS", "Reader", "read_inputs"]
