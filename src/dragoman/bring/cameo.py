"""A CAMEO code as a file has it -> PLOVER type, mode and contexts, by the ontology's table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman import ontology

from .vocabulary import known_mode

STATEMENT, APPEAL = "01", "02"
# Descriptions of the codes that tools turn into another one when they drop the zero: 010 to 019 and 020 -> 10 to 20
ZERO_LOST = {
    "10": "make statement", "11": "decline comment", "12": "make pessimistic comment",
    "13": "make optimistic comment", "14": "consider policy option", "15": "acknowledge or claim responsibility",
    "16": "deny responsibility", "17": "engage in symbolic act", "18": "make empathetic comment",
    "19": "express accord", "20": "make an appeal or request",
}  # fmt: skip
HOSTED, VISITED = "043", "042"


class UnknownCode(ValueError):
    """No code of CAMEO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`mutual`: both sides do it, so that coders give it twice, with the sides swapped. `swapped`: source and target
    are PLOVER's recipient and actor. `same`: the code of the act as PLOVER directs it, one for both rows of a mutual
    act."""

    code: str
    same: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    mutual: bool
    swapped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that is sound but no PLOVER event."""

    reason: str


@cache
def reading(code: str, root: str = "", description: str = "", appeals: bool = False) -> Reading | LeftOut:
    """`root` and `description` are what stands beside the code, "" where nothing does; with `appeals`, CAMEO 02 is
    REQUEST. Raises UnknownCode."""
    code = with_zero(code, root, description)
    match code[:2]:
        case "01":
            return LeftOut(reason="CAMEO 01, public statements: PLOVER has no type for them")
        case "02" if not appeals:
            return LeftOut(reason="CAMEO 02, appeals: PLOVER's table drops them (--appeals takes them as REQUEST)")
        case "02":
            code = f"10{code[2:]}"  # the demand for what is appealed for: the table of 10 is built as that of 02
    table = ontology.load().cameo
    known = next((code[:n] for n in range(len(code), 2, -1) if code[:n] in table), code)
    if known not in table:
        raise UnknownCode(code)
    line = table.get(f"{known}0", table[known]) if len(known) == 2 else table[known]
    mode = known_mode(line.type, line.mode)
    contexts = tuple(context for context in line.contexts if "|" not in context)
    visit = known in (HOSTED, VISITED)
    return Reading(
        code=line.code,
        same=VISITED if visit else line.code,
        type=line.type,
        mode=mode,
        contexts=ontology.load().with_mode_context(line.type, mode, contexts),
        mutual=visit or line.type in ("CONSULT", "AGREE", "COOPERATE") or known.startswith("19") or known == "057",
        swapped=known == HOSTED,
    )


def with_zero(code: str, root: str = "", description: str = "") -> str:
    """Codes are text; where a tool read them as numbers, the zero is put back. Raises UnknownCode."""
    code = code.strip().removesuffix(".0")
    if not code.isdecimal() or not code.isascii() or not 1 <= len(code) <= 4:
        raise UnknownCode(code)
    root = root.strip().removesuffix(".0")
    lost = len(code) == 1 or not "01" <= code[:2] <= "20"
    lost = lost or (len(root) == 1 and code.startswith(root) and root != "0")
    lost = lost or (len(code) == 2 and not root and description.lower().startswith(ZERO_LOST.get(code, "\0")))
    return f"0{code}" if lost else code
