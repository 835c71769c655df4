"""The split room: Article -> Provenance and Sentences. Offsets always point into Article.text."""

from __future__ import annotations

from .splitter import Splitter

__all__ = ["Splitter"]
