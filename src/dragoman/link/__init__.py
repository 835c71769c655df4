"""The link room: the same story printed twice, the same act told twice, the same claim or meeting in many articles."""

from __future__ import annotations

from typing import Any

from . import gathering
from .gathering import incidents
from .histories import link_histories

__all__ = ["incidents", "link_histories", "link_incidents", "link_new"]

link_incidents = gathering.link_new


def link_new(store: Any) -> int:
    """Brings together what a store holds and has not linked yet: incidents, then the ledger's histories.

    Returns how many events and records there were. Call it outside a transaction.
    """
    return link_incidents(store) + link_histories(store)
