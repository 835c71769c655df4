"""Which format a file is in, told from how it begins."""

from __future__ import annotations

import re

from .opening import Unreadable
from .tables import header, plain

# Formats that hold something else: a column that only they have, in a header line; how many columns without one
NAMED = {"mentionidentifier": "GDELT mentions", "gkgrecordid": "GDELT's knowledge graph", "eventtype": "POLECAT events",
         "eventidcnty": "ACLED events", "conflictnewid": "UCDP events"}  # fmt: skip
COUNTED = {16: "GDELT mentions", 27: "GDELT's knowledge graph", 26: "Phoenix events"}
GDELT_WIDTHS = (57, 58, 61)
ICEWS_WIDTH = 20
_DAY = re.compile(r"\d{8}\Z")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?\Z|\d\d?/\d\d?/\d{4}\Z")


def told_from(first: str, name: str) -> str:
    """plover, gdelt or icews, by the first line. Raises Unreadable for anything else."""
    if first.lstrip().startswith(("{", "[")):
        return "plover"
    names = header(first)
    if plain("GLOBALEVENTID") in names and plain("EventCode") in names:
        return "gdelt"
    if plain("Event ID") in names and plain("CAMEO Code") in names:
        return "icews"
    for column, what in NAMED.items():
        if column in names:
            raise _other(name, what)
    cells = [cell.strip().strip('"') for cell in first.split("\t")]
    if cells[0].isdigit() and (len(cells) in GDELT_WIDTHS or (len(cells) > GDELT_WIDTHS[0] and _DAY.match(cells[1]))):
        return "gdelt"
    if len(cells) >= ICEWS_WIDTH and cells[0].isdigit() and _DATE.match(cells[1].split(" ")[0]):
        return "icews"
    if len(cells) in COUNTED:
        raise _other(name, COUNTED[len(cells)])
    raise Unreadable("format", f"{name}: no format can be told from its first line, {_short(first)}; expected PLOVER "
                     "JSON, GDELT events or ICEWS events; name one with --format")  # fmt: skip


def _other(name: str, what: str) -> Unreadable:
    return Unreadable("format", f"{name}: looks like {what}, which are not imported; give PLOVER JSON, GDELT events "
                      "(*.export.CSV) or ICEWS events, or name one of them with --format")  # fmt: skip


def _short(text: str) -> str:
    shown = repr(text)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
