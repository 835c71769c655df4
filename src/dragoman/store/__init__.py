"""The store room: records <-> one DuckDB file. duckdb is imported here only, and only when a store is opened."""

from __future__ import annotations

from .corrections import CORRECTIONS
from .filters import Filters, Subject
from .opening import SNAPSHOT_SUFFIX, snapshot_path
from .store import Batch, Known, Store

__all__ = ["CORRECTIONS", "SNAPSHOT_SUFFIX", "Batch", "Filters", "Known", "Store", "Subject", "snapshot_path"]
