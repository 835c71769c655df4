"""What can go wrong.

DragomanError
├── InputError (ValueError)       a file or line that cannot be read
├── OutputError (OSError)         a place that cannot be written
├── OptionError (ValueError)      a setting or option that makes no sense
└── AssetError (RuntimeError)     a model or table that is missing or damaged
"""

from __future__ import annotations


class DragomanError(Exception):
    """The root. `code` is stable; the message names the place and the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class InputError(DragomanError, ValueError):
    """A file or line that cannot be read as news."""


class OutputError(DragomanError, OSError):
    """A place that cannot be written."""


class OptionError(DragomanError, ValueError):
    """A setting or option that makes no sense."""


class AssetError(DragomanError, RuntimeError):
    """A model or table that is missing or damaged."""
