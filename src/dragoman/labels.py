"""The label sets of the heads, in the order of their outputs. Changing one means training again."""

from __future__ import annotations

from typing import Final

TYPES: Final = (
    "none",  # no event is named by this word
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)

# (type, mode), and at the end the mode that is none of them
MODES: Final = (
    ("CONSULT", "visit"),
    ("CONSULT", "third-party"),
    ("CONSULT", "multilateral"),
    ("CONSULT", "phone"),
    ("RETREAT", "withdraw"),
    ("RETREAT", "release"),
    ("RETREAT", "disarm"),
    ("RETREAT", "ceasefire"),
    ("RETREAT", "access"),
    ("RETREAT", "resign"),
    ("REQUEST", "assist"),
    ("REQUEST", "change"),
    ("REQUEST", "yield"),
    ("REQUEST", "meet"),
    ("ACCUSE", "disapprove"),
    ("ACCUSE", "investigate"),
    ("ACCUSE", "allege"),
    ("REJECT", "assist"),
    ("REJECT", "change"),
    ("REJECT", "yield"),
    ("REJECT", "meet"),
    ("THREATEN", "restrict"),
    ("THREATEN", "arrest"),
    ("THREATEN", "relations"),
    ("THREATEN", "expel"),
    ("THREATEN", "territory"),
    ("THREATEN", "violence"),
    ("PROTEST", "demo"),
    ("PROTEST", "riot"),
    ("PROTEST", "strike"),
    ("PROTEST", "hunger"),
    ("PROTEST", "boycott"),
    ("PROTEST", "obstruct"),
    ("PROTEST", "vandalize"),
    ("SANCTION", "convict"),
    ("SANCTION", "expel"),
    ("SANCTION", "withdraw"),
    ("SANCTION", "discontinue"),
    ("MOBILIZE", "troops"),
    ("MOBILIZE", "weapons"),
    ("MOBILIZE", "police"),
    ("MOBILIZE", "militia"),
    ("COERCE", "seize"),
    ("COERCE", "restrict"),
    ("COERCE", "censor"),
    ("COERCE", "curfew"),
    ("COERCE", "martial-law"),
    ("COERCE", "arrest"),
    ("COERCE", "deport"),
    ("COERCE", "withhold"),
    ("COERCE", "misinformation"),
    ("COERCE", "cyber"),
    ("ASSAULT", "abduct"),
    ("ASSAULT", "beat"),
    ("ASSAULT", "torture"),
    ("ASSAULT", "sexual"),
    ("ASSAULT", "targeted"),
    ("ASSAULT", "destroy"),
    ("ASSAULT", "primitive"),
    ("ASSAULT", "firearms"),
    ("ASSAULT", "explosives"),
    ("ASSAULT", "suicide-attack"),
    ("ASSAULT", "aerial"),
    ("ASSAULT", "drone"),
    ("ASSAULT", "heavy-weapons"),
    ("ASSAULT", "crowd-control"),
    ("ASSAULT", "unconventional"),
    ("none", "none"),
)

STATUSES: Final = ("actual", "future", "hypothetical", "negated", "historical")

CUES: Final = ("none", "say", "running")  # running: first word of a quotation that runs on without a cue

SECTORS: Final = (
    "none", "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
)  # fmt: skip

KINDS: Final = ("none", "country", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")  # what sort of code a party has

EVENT_ROLES: Final = ("actor", "recipient", "source", "place", "time")
