"""Drafts -> records: who, where, when and how many, from the words of the text."""

from dragoman.resolve.resolver import Resolver

__all__ = ["Resolver"]
