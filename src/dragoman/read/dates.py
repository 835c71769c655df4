"""The publication date as files write it: ISO date, ISO date and time, YYYYMMDD, or the date of a mail or feed."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

ACCEPTED = "YYYY-MM-DD, YYYYMMDD, an ISO date and time, or a mail date such as 'Tue, 21 Mar 2023 10:00:00 +0000'"

_ZONE_WORD = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_ISO_LIKE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?$|\d{8}(?:T.*)?$", re.DOTALL)


def parse_date(value: str) -> dt.date:
    """Read the calendar day as written, in the zone it was written in. Raises ValueError when there is no such day."""
    value = value.strip()
    if _ISO_LIKE.match(value):
        return dt.datetime.fromisoformat(_ZONE_WORD.sub("", value)).date()
    try:
        return parsedate_to_datetime(value).date()
    except (TypeError, IndexError, AttributeError) as error:  # what the mail parser raises on other text
        raise ValueError(f"no date: {value!r}") from error
