"""Which of the parties read are those of an event: the mentions of one country or body speak for each other.

The reader spreads what it believes of a party over its mentions, in other sentences too: "the ministry" at 0.12 and
"Tehran" at 0.11 are Iran at 0.23. So parties are weighed by code, by name where they have none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dragoman.records import Party
from dragoman.settings import DecodeSettings

Read = tuple[Party, float]  # a party as read, and the probability that it has the role
RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# Least share of an actor's probability at which the party becomes the recipient that is missing; set on the dev part
MOVED = 0.5


def choose(
    actors: Sequence[Read], recipients: Sequence[Read], kind: str, settings: DecodeSettings
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients of an event of a type, from the parties read in either role, in the order of the text.

    An act rarely lacks a doer or somebody it is done to: where no country or body reaches `party`, it is the likeliest
    that is not in the other role, from `lone` on.
    """
    doing, done_to = _likely(actors, settings), _likely(recipients, settings)
    doing = doing or _likeliest(actors, settings.lone, but=done_to)
    done_to = done_to or _likeliest(recipients, settings.lone, but=doing)
    return apart(doing, done_to, kind)


def _key(party: Party) -> str | None:
    return party.code or party.name or party.text


def _weighed(parties: Sequence[Read]) -> dict[str | None, tuple[float, Party]]:
    """The probability of every country or body, and its likeliest party."""
    of_key: dict[str | None, list[Read]] = defaultdict(list)
    for read in parties:
        of_key[_key(read[0])].append(read)
    return {
        key: (min(1.0, sum(p for _, p in reads)), max(reads, key=lambda read: read[1])[0])
        for key, reads in of_key.items()
    }


def _likely(parties: Sequence[Read], settings: DecodeSettings) -> list[Read]:
    """The likeliest party of every country or body above the threshold, and others that are likely by themselves."""
    weighed = _weighed(parties)
    found = [(party, p, *weighed[_key(party)]) for party, p in parties]
    return [
        (party, total)
        for party, p, total, best in found
        if p > settings.beside or (party is best and total > settings.party)
    ]


def _likeliest(parties: Sequence[Read], least: float, *, but: Sequence[Read]) -> list[Read]:
    weighed = _weighed([read for read in parties if not any(_same(read[0], other) for other, _ in but)])
    total, best = max(weighed.values(), key=lambda pair: pair[0], default=(0.0, None))
    return [(best, total)] if best is not None and total >= least else []


def _same(party: Party, other: Party) -> bool:
    at_once = party.span is not None and party.span == other.span
    return at_once or (party.name, party.code) == (other.name, other.code)


def apart(actors: Sequence[Read], recipients: Sequence[Read], kind: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Nobody acts on himself: a party read in both roles keeps the likelier one.

    Where that leaves one of several actors of an act on others as the only recipient read, it is the recipient.
    """

    def beaten(party: Party, probability: float, others: Sequence[Read], tie: bool) -> bool:
        return any(
            _same(party, other) and (theirs > probability or (tie and theirs == probability))
            for other, theirs in others
        )

    doing = [party for party, p in actors if not beaten(party, p, recipients, tie=False)]
    done_to = [party for party, p in recipients if not beaten(party, p, actors, tie=True)]
    if not done_to and len(doing) > 1 and kind not in RECIPROCAL:
        lost = [(p / max(q for o, q in actors if _same(party, o)), party) for party, p in recipients]
        share, party = max(lost, key=lambda pair: pair[0], default=(0.0, None))
        rest = [other for other in doing if party is None or not _same(party, other)]
        if party is not None and share >= MOVED and rest:
            doing, done_to = rest, [party]
    return tuple(doing), tuple(done_to)
