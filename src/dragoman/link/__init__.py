"""The link room: the same story printed twice, the same act told twice."""

from .gathering import incidents, link_new

__all__ = ["incidents", "link_new"]
