"""Incidents against ECB+: how well mentions of one event are brought together across articles.

    python bench/ecb.py CORPUS_DIR [--part dev] [--model DIR]

Gold mentions of events, singletons counted, no entity annotations used. Three settings: no topics given (the corpus in
one pot, as in use), topics given, subtopics given. Then our own mentions: what the coder reads in the same texts.
CORPUS_DIR is laid out as docs/develop/training.md says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Hashable
from pathlib import Path

from dragoman.train.coreference import Scores, clusters_of, scores
from dragoman.train.linker import Gold, ecb, found_in, own_mentions

BARS = {"conll": 0.72, "false_positives": 0.05}


def row(name: str, s: Scores) -> str:
    return (
        f"{name:18} CoNLL {s.conll:.3f} | MUC {s.muc.f1:.3f} | B3 {s.b_cubed.precision:.3f} {s.b_cubed.recall:.3f} "
        f"{s.b_cubed.f1:.3f} | CEAFe {s.ceaf_e.f1:.3f} | pairs P {s.pairs.precision:.3f} R {s.pairs.recall:.3f} "
        f"F1 {s.pairs.f1:.3f} | different pairs merged {s.false_positives:.4f} | "
        f"merged pairs wrong {s.false_merges:.3f} | right pairs missed {s.missed_merges:.3f}"
    )


def alone(gold: Gold) -> Scores:
    """Every mention an incident of its own: the score for doing nothing."""
    return scores(clusters_of(gold.chain), [frozenset({t.id}) for t in gold.tellings])


def same_words(gold: Gold) -> Scores:
    """Same trigger, same topic: the usual baseline."""
    from dragoman.link.similarity import read_all
    from dragoman.link.words import lexicon

    reads = read_all(gold.tellings, lexicon())
    labels: dict[Hashable, Hashable] = {
        t.id: (gold.topic[t.id], " ".join(sorted(r.trigger))) for t, r in zip(gold.tellings, reads, strict=True)
    }
    return scores(clusters_of(gold.chain), clusters_of(labels))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=("train", "dev"), default="dev")
    parser.add_argument("--model", type=Path, help="folder of the reader's model; default: the package's")
    given = parser.parse_args()
    path = given.corpus / "eventcoref" / f"ecbplus-{given.part}.jsonl.gz"
    gold = ecb(path)
    print(f"{len(gold.tellings)} gold mentions, {len(set(gold.chain.values()))} events")
    print(row("each alone", alone(gold)))
    print(row("same trigger, topic", same_words(gold)))
    whole = found_in(gold)
    print(row("no topics given", whole))
    print(row("topics given", found_in(gold, within=gold.topic)))
    print(row("subtopics given", found_in(gold, within=gold.subtopic)))
    n, found, matched = own_mentions(path, given.model)
    print(f"own mentions: {n} read, {len(matched)} of them at a gold mention")
    print(row("own, all", found))
    print(row("own, at gold ones", scores(*matched_only(gold, matched))))
    if whole.conll < BARS["conll"] or whole.false_positives > BARS["false_positives"]:
        print("BELOW THE BAR")
        sys.exit(1)


def matched_only(gold: Gold, matched: dict[str, str]) -> tuple[list[frozenset[Hashable]], list[frozenset[Hashable]]]:
    """Right and found clusters of the gold mentions that were read; `matched`: gold id -> incident."""
    return clusters_of({id: gold.chain[id] for id in matched}), clusters_of(dict(matched))


if __name__ == "__main__":
    main()
