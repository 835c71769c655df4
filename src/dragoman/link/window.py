"""The stretch of days that is read around what is new, so that no part of it is seen cut off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

LAST = dt.date.max.toordinal()


def moved(day: dt.date | None, days: int) -> dt.date | None:
    """So many days later (earlier below 0), held within the calendar."""
    return None if day is None else dt.date.fromordinal(min(max(day.toordinal() + days, 1), LAST))


def inside(days: Iterable[int], low: dt.date | None, high: dt.date | None, reach: int) -> bool:
    """Whether no day (ordinals, 0 for none) comes so near an edge of what was read that its part may go on beyond."""
    told = [day for day in days if day]
    if low is None or high is None or not told:
        return True
    return low.toordinal() <= max(min(told) - reach, 1) and min(max(told) + reach, LAST) <= high.toordinal()
