"""Words beside "deal", "treaty" or "truce": which tell what it is about, which tell nothing, which forbid a name."""

from __future__ import annotations

# what an agreement is about
TYPES = frozenset(
    "peace nuclear trade free climate arms control defense defence security military energy gas oil grain debt "
    "bailout coalition power-sharing power sharing prisoner prisoners exchange swap border refugee refugees "
    "migrant migration readmission extradition withdrawal disarmament non-proliferation nonproliferation interim "
    "framework bilateral trilateral partnership cooperation association investment tariff fishing fisheries water "
    "bases basing visa humanitarian de-escalation deconfliction reconciliation unity final-status chemical "
    "weapons missile test-ban land-swap hostage hostages transition truce ceasefire cease-fire non-aggression "
    "friendship mutual reunification evacuation export exports customs union tax armistice post-brexit brexit "
    "divorce cessation maritime aviation currency rescue loan reform anti-corruption demilitarization "
    "demilitarisation normalization normalisation".split()
)
# what tells nothing about which one it is
GENERIC = frozenset(
    "new landmark historic final comprehensive broad broader wide-ranging international proposed multilateral "
    "tentative fragile shaky temporary permanent partial limited nationwide local current existing original "
    "latest draft big major controversial so-called long-term lasting initial separate first second third key "
    "political strategic formal written economic commercial diplomatic regional global three-way five-party "
    "six-party two-week week-long 24-hour".split()
)
# nobody has made such an agreement yet
NOT_MADE = frozenset(
    "any no future other another such potential possible every each similar better more hypothetical".split()
)
# capitalised only because they open a sentence
OPENERS = frozenset(
    "the a an this that these those his her its their our but and if in on as under after before when while "
    "despite with for of by to from at not he she it they we i you mr mrs ms last next".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
# party conventions are no agreements
NO_CONVENTION = frozenset("national democratic republican party constitutional annual press comic".split())
