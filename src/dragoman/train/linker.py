"""The linker's tables and weights, from public corpora.

    python -m dragoman.train.linker tables --corpus DIR     rarity.tsv and meanings.npz
    python -m dragoman.train.linker weights --corpus DIR    weights.toml

Both write beside `dragoman/link`; the same input gives the same bytes. `tables` counts words in the news texts of the
corpus and asks the pretrained encoder for the meaning of each word by itself (about a minute); `weights` fits a
logistic model to pairs of ECB+ (train part) and takes the threshold that joins best on topics that the fit left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman import Coder
from dragoman.encode import Tokenizer
from dragoman.encode.windows import CLS, SEP
from dragoman.errors import InputError
from dragoman.link import incidents
from dragoman.link.blocks import as_rows
from dragoman.link.linking import Comparer, linked
from dragoman.link.similarity import FEATURES, WEIGHTS, Floats, Indexes, Telling, weights
from dragoman.link.words import HERE, WORD, stem
from dragoman.records import Event
from dragoman.train.coreference import Scores, clusters_of, scores

NEWS = ("attribution/polnear-train", "news/guardian-syria", "news/synthetic-plover-stories")
TREEBANKS = ("treebank/ewt-train", "treebank/ewt-dev", "treebank/gum-train", "treebank/gum-dev")
LEAST_ARTICLES = 5  # a stem in fewer is as rare as an unseen one
LEAST_TREEBANK = 3
SIZE = 48  # of a meaning; 384 in the encoder, and the nearest words stay the same down to about 40
FOLDS = 5
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
OTHER_PAIRS = 150_000  # of different topics, drawn among some millions
RIDGE = 1.0

EVENT_TYPES = ("ACT", "NEG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Event mentions of a part of ECB+ with the chain, topic and subtopic of each."""

    tellings: tuple[Telling, ...]
    chain: Mapping[str, str]  # by id of the telling
    topic: Mapping[str, str]
    subtopic: Mapping[str, str]


def ecb(path: Path) -> Gold:
    tellings: list[Telling] = []
    chain: dict[str, str] = {}
    topic: dict[str, str] = {}
    subtopic: dict[str, str] = {}
    for document in _rows(path):
        for number, mention in _events_of(document):
            id = _gold_id(document, number)
            tellings.append(_telling(id, document, mention))
            chain[id], topic[id] = mention["chain"], str(document["topic"])
            subtopic[id] = document["subtopic"]
    return Gold(tellings=tuple(tellings), chain=chain, topic=topic, subtopic=subtopic)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _telling(id: str, document: Mapping[str, Any], mention: Mapping[str, Any]) -> Telling:
    spans = enumerate(document["sentences"])
    index, (start, end) = next((at, span) for at, span in spans if span[0] <= mention["start"] < span[1])
    return Telling(
        id=id,
        article=document["id"],
        sentence=document["text"][start:end],
        trigger=(mention["start"] - start, mention["end"] - start),
        sentence_index=index,
        about=document["text"],
    )


def found_in(gold: Gold, threshold: float | None = None, *, within: Mapping[str, str] | None = None,
             words: Floats | None = None) -> Scores:  # fmt: skip
    """How well the linker groups the mentions; `within` keeps those of different topics from being compared at all."""
    model = weights() if words is None else replace(weights(), words=words)
    parts: dict[str, list[Telling]] = defaultdict(list)
    for telling in gold.tellings:
        parts[within[telling.id] if within else ""].append(telling)
    groups = []
    for part in parts.values():
        comparer = Comparer(part, model)
        groups += linked(comparer, as_rows(range(len(part))), threshold)
    return scores(clusters_of(gold.chain), [frozenset(group.tellings) for group in groups])


def own_mentions(path: Path, model: Path | None = None) -> tuple[int, Scores, dict[str, str]]:
    """Events that the coder reads in the same texts, linked: how many, their scores against all gold mentions, and gold
    mention -> incident for those read. An event is at a gold mention when their words overlap, the longest first."""
    coder = Coder(model=model)
    labels: dict[str, str] = {}
    gold_labels: dict[str, str] = {}
    place: dict[str, str] = {}  # event -> the gold mention it stands at
    coded = []
    for document in _rows(path):
        gold_labels |= {_gold_id(document, n): m["chain"] for n, m in _events_of(document)}
        try:
            record = coder.code(document["text"], id=document["id"])
        except InputError as error:  # a text of few words taken for another language: nothing is read in it
            print(error)
            continue
        events = tuple(replace(event, id=f"{document['id']}/{event.id}", same_as=None) for event in record.events)
        coded.append(replace(record, events=events))
        place |= _at_gold(document, events)
    for incident in incidents(coded):
        labels |= {place.get(report.event, report.event): incident.id for report in incident.reports}
    matched = {mention: labels[mention] for mention in place.values()}
    return len(labels), scores(clusters_of(gold_labels), clusters_of(labels)), matched


def _events_of(document: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return [(n, mention) for n, mention in enumerate(document["mentions"]) if mention["type"] in EVENT_TYPES]


def _gold_id(document: Mapping[str, Any], number: int) -> str:
    return f"{document['id']}:{number:03}"


def _at_gold(document: Mapping[str, Any], events: Sequence[Event]) -> dict[str, str]:
    """One gold mention an event and one event a gold mention, by overlap in characters."""
    overlaps = []
    for event in events:
        for n, mention in _events_of(document):
            shared = min(event.trigger.end, mention["end"]) - max(event.trigger.start, mention["start"])
            if shared > 0:
                overlaps.append((-shared, event.id, _gold_id(document, n)))
    found: dict[str, str] = {}
    for _, own, gold in sorted(overlaps):
        if own not in found and gold not in found.values():
            found[own] = gold
    return found


def fit(x: Floats, y: NDArray[np.bool_], *, steps: int = 30) -> Floats:
    """Logistic regression by Newton's method, the bias without ridge. Shape of x: (pairs, features)."""
    wide = x.astype(np.float64)
    ridge = np.full(wide.shape[1], RIDGE)
    ridge[0] = 0.0
    found = np.zeros(wide.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(wide @ found, -30, 30)))
        gradient = wide.T @ (p - y) + ridge * found
        curvature = (wide * (p * (1 - p))[:, None]).T @ wide + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found.astype(np.float32)


def pairs(gold: Gold, comparer: Comparer) -> tuple[Indexes, Indexes]:
    """All pairs of a topic, and as many of other topics as `OTHER_PAIRS`."""
    topics = np.array([gold.topic[t.id] for t in comparer.tellings])
    i, j = np.triu_indices(len(topics), 1)
    same = topics[i] == topics[j]
    others = np.flatnonzero(~same)
    drawn = np.random.default_rng(0).choice(others, min(OTHER_PAIRS, len(others)), replace=False)
    kept = np.sort(np.concatenate([np.flatnonzero(same), drawn]))
    return i[kept], j[kept]


def fit_weights(gold: Gold) -> tuple[Floats, float]:
    """Weights fitted to all topics, and the threshold with the best mean CoNLL F1 over topics left out in turn."""
    comparer = Comparer(gold.tellings)
    i, j = pairs(gold, comparer)
    x = comparer.features(i, j)
    chains = np.array([gold.chain[t.id] for t in comparer.tellings])
    y = chains[i] == chains[j]
    names = sorted(set(gold.topic.values()), key=int)
    fold_of = {name: at % FOLDS for at, name in enumerate(names)}
    folds = np.array([fold_of[gold.topic[t.id]] for t in comparer.tellings])
    by_threshold: dict[float, list[float]] = {threshold: [] for threshold in THRESHOLDS}
    for fold in range(FOLDS):
        inside = (folds[i] != fold) & (folds[j] != fold)
        words = fit(x[inside], y[inside])
        held = _of_topics(gold, {name for name in names if fold_of[name] == fold})
        for threshold in THRESHOLDS:
            by_threshold[threshold].append(found_in(held, threshold, words=words).conll)
    means = {threshold: float(np.mean(values)) for threshold, values in by_threshold.items()}
    print("left-out CoNLL F1 by threshold:", {t: round(v, 3) for t, v in means.items()})
    return fit(x, y), max(means, key=lambda t: means[t])


def _of_topics(gold: Gold, topics: set[str]) -> Gold:
    kept = tuple(t for t in gold.tellings if gold.topic[t.id] in topics)
    return replace(gold, tellings=kept, chain={t.id: gold.chain[t.id] for t in kept})


def write_weights(words: Floats, threshold: float, path: Path = WEIGHTS) -> None:
    lines = [
        "# Log odds that two mentions are one act, from their words: sum of weight times feature (similarity.py).",
        "# Fitted to ECB+ (train part, CC BY 3.0) by dragoman.train.linker; not to be edited by hand.",
        "",
        f"threshold = {threshold:g} # least mean probability of two groups that are joined",
        "",
        "[words]",
        *(f"{name} = {weight:.3f}" for name, weight in zip(FEATURES, words.tolist(), strict=True)),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_tables(corpus: Path, folder: Path = HERE) -> None:
    articles: Counter[str] = Counter()
    written: dict[str, Counter[str]] = defaultdict(Counter)
    n_articles = 0
    for name in NEWS:
        for row in _rows(corpus / f"{name}.jsonl.gz"):
            n_articles += 1
            own = WORD.findall(row["text"])
            articles.update({stem(word) for word in own})
            for word in own:
                if word.islower():
                    written[stem(word)][word] += 1
    lines = [f"{word}\t{n / n_articles:.5f}" for word, n in sorted(articles.items()) if n >= LEAST_ARTICLES]
    text = "\n".join(["# stem, share of news articles that have it", *lines]) + "\n"
    (folder / "rarity.tsv").write_text(text, "utf-8")
    forms = {w: _usual(c) for w, c in written.items() if articles[w] >= LEAST_ARTICLES and w.isalpha() and len(w) > 2}
    forms = {**_treebank_forms(corpus), **forms}
    stems = sorted(forms)
    vectors = meanings([forms[word] for word in stems])
    np.savez_compressed(folder / "meanings.npz", stems=np.array("\n".join(stems)), vectors=vectors)


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda word: (-forms[word], word))


def _treebank_forms(corpus: Path) -> dict[str, str]:
    """Everyday words that news has seldom: the usual form of each stem."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for name in TREEBANKS:
        with gzip.open(corpus / f"{name}.conllu.gz", "rt", encoding="utf-8") as file:
            for line in file:
                cells = line.split("\t")
                if len(cells) > 5 and cells[3] in ("VERB", "NOUN", "ADJ") and cells[1].islower() and cells[1].isalpha():
                    forms[stem(cells[1])][cells[1]] += 1
    return {w: _usual(c) for w, c in forms.items() if c.total() >= LEAST_TREEBANK and len(w) > 2}


def meanings(words: Sequence[str]) -> NDArray[np.int8]:
    """The encoder's mean vector of each word by itself, centred, its first `SIZE` principal parts. (words, SIZE)"""
    import torch

    from dragoman.train.loop import pretrained_folder
    from dragoman.train.model import Encoder

    torch.set_num_threads(1)
    folder = pretrained_folder()
    encoder = Encoder.pretrained(folder).eval()
    tokens = Tokenizer(folder / "tokenizer.json").tokens("\n".join(words), _spans(words))
    found = []
    with torch.no_grad():
        for own in tokens:
            ids = torch.tensor([[CLS, *own.ids.tolist(), SEP]])
            found.append(encoder(ids, torch.zeros_like(ids), None)[0].mean(0).numpy())
    full = np.stack(found)
    full /= np.linalg.norm(full, axis=1, keepdims=True)
    centred = full - full.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    short = centred @ axes[:SIZE].T
    short /= np.linalg.norm(short, axis=1, keepdims=True)
    return np.asarray(np.round(short * 127 / np.abs(short).max()), np.int8)


def _spans(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each word stands when they are written one a line."""
    spans = []
    at = 0
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word) + 1
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("tables", "weights"))
    parser.add_argument("--corpus", type=Path, required=True, help="folder laid out as docs/develop/training.md says")
    given = parser.parse_args()
    if given.what == "tables":
        write_tables(given.corpus)
    else:
        write_weights(*fit_weights(ecb(given.corpus / "eventcoref" / "ecbplus-train.jsonl.gz")))


if __name__ == "__main__":
    main()
