"""Drafts -> records: who, where, when and how many, from the words of the text."""

from dragoman.resolve.confidence import UNFITTED, Confidence, read_confidence
from dragoman.resolve.resolver import Resolver

__all__ = ["UNFITTED", "Confidence", "Resolver", "read_confidence"]
