"""Dragoman: news reporting in, the record of a political situation out."""

__version__ = "0.1.0"
