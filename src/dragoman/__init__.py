"""Dragoman: news reporting in, the record of a political situation out.

>>> import dragoman
>>> coder = dragoman.Coder()
>>> coded = coder.code("France and Germany signed a treaty.")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.errors import AssetError, DragomanError, InputError, OptionError, OutputError
from dragoman.records import Article, Coded, Event, Failure, Party, Place, Span, Statement, Status, When

if TYPE_CHECKING:
    from dragoman.pipeline import Coder, to_arrow
    from dragoman.read import read_inputs
    from dragoman.settings import Settings
    from dragoman.write import write

__version__ = "0.1.0"
__all__ = [
    "Article",
    "AssetError",
    "Coded",
    "Coder",
    "DragomanError",
    "Event",
    "Failure",
    "InputError",
    "OptionError",
    "OutputError",
    "Party",
    "Place",
    "Settings",
    "Span",
    "Statement",
    "Status",
    "When",
    "read_inputs",
    "to_arrow",
    "write",
]

# What needs a heavy library is looked up when first asked for, so that `import dragoman` stays instant.
_LATER = {
    "Coder": "dragoman.pipeline",
    "Settings": "dragoman.settings",
    "read_inputs": "dragoman.read",
    "to_arrow": "dragoman.pipeline",
    "write": "dragoman.write",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute '{name}'")
