"""The reader: one BERT-shaped encoder and its heads.

B windows, L pieces, N words, H = 384, K anchors (words that name an event, or that introduce what somebody said).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.encode.windows import SHAPES
from dragoman.labels import CUES, EVENT_ROLES, KINDS, MODES, SECTORS, STATUSES, TYPES

HIDDEN = 384
ROLE = 160  # width of the anchor-word products
LINK = 64  # width of the word-word products (end of a mention, earlier mention)
REACH = 24  # words beyond which distance is one bucket
CUE_ROLES = ("speaker", "content_start", "content_end")


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder, read from the pretrained package's config."""

    layers: int
    hidden: int
    heads: int
    inner: int
    vocabulary: int
    positions: int

    @classmethod
    def read(cls, path: Path) -> Shape:
        c = json.loads(path.read_text())
        return cls(c["num_hidden_layers"], c["hidden_size"], c["num_attention_heads"], c["intermediate_size"],
                   c["vocab_size"], c["max_position_embeddings"])  # fmt: skip


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.output = (nn.Linear(shape.hidden, shape.hidden) for _ in range(4))
        self.attention_norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.inner = nn.Linear(shape.hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """*Shape:* (B, L, H) -> (B, L, H); mask (B, 1, 1, L) True where there is a piece."""
        b, length, hidden = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(b, length, self.heads, hidden // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(b, length, hidden)
        x = self.attention_norm(x + self.dropout(self.output(mixed)))
        return self.norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """BERT encoder plus a small embedding of each word's letter case, zero at the start."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.kind = nn.Parameter(torch.zeros(shape.hidden))  # the one segment of BERT
        self.shapes = nn.Embedding(SHAPES, shape.hidden)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """*Shape:* ids, shapes (B, L) -> (B, L, H)."""
        positions = self.positions.weight[: ids.shape[1]]
        x = self.dropout(self.norm(self.pieces(ids) + positions + self.kind + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    @classmethod
    def pretrained(cls, folder: Path) -> Encoder:
        """The encoder with the weights of a BERT-shaped safetensors folder."""
        encoder = cls(Shape.read(folder / "config.json"))
        weights = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
        own = {
            "pieces.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "kind": weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
            "shapes.weight": encoder.shapes.weight.detach(),
        }
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense", "outer": "output.dense", "norm": "output.LayerNorm",
        }  # fmt: skip
        for i in range(len(encoder.layers)):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{i}.{ours}.{part}"] = weights[f"encoder.layer.{i}.{theirs}.{part}"]
        encoder.load_state_dict(own)
        return encoder


class Roles(nn.Module):
    """Scores of (anchor, word) for each role: bilinear, plus distance and same-sentence terms."""

    def __init__(self, n_roles: int, n_kinds: int) -> None:
        super().__init__()
        self.anchor = nn.Linear(HIDDEN, ROLE)
        self.word = nn.Linear(HIDDEN, ROLE)
        self.kind = nn.Embedding(n_kinds, ROLE)
        self.product = nn.Parameter(torch.randn(n_roles, ROLE, ROLE) * ROLE**-0.75)
        self.on_word = nn.Linear(ROLE, n_roles)
        self.nobody = nn.Linear(ROLE, n_roles)  # the score of "no such word"
        self.distance = nn.Embedding(2 * REACH + 1, n_roles)
        self.apart = nn.Embedding(3, n_roles)  # same sentence, an earlier one, a later one
        for table in (self.kind, self.distance, self.apart):
            nn.init.zeros_(table.weight)
        nn.init.constant_(self.on_word.bias, -4.0)  # few words fill a role
        self.dropout = nn.Dropout(0.2)

    def forward(
        self, anchors: Tensor, kinds: Tensor, words: Tensor, rows: Tensor | None, offset: Tensor, apart: Tensor
    ) -> tuple[Tensor, Tensor]:
        """*Shape:* anchors (K, H), kinds (K,), words (B, N, H) with the anchors' rows (K,), or words (N, H) without;
        offset and apart (K, N) -> scores (K, N, R), score of nobody (K, R)."""
        a = self.dropout(F.gelu(self.anchor(anchors) + self.kind(kinds)))
        w = self.dropout(F.gelu(self.word(words)))
        if rows is not None:
            w = w[rows]
        turned = torch.einsum("ka,rab->krb", a, self.product)
        scores = turned @ (w.transpose(-1, -2))  # (K, R, N)
        scores = scores.transpose(1, 2) + self.on_word(w)
        scores = scores + self.distance(offset.clamp(-REACH, REACH) + REACH) + self.apart(apart)
        return scores, self.nobody(a)


class Link(nn.Module):
    """Scores of (word, word)."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        self.product = nn.Parameter(torch.randn(LINK, LINK) * LINK**-0.75)
        self.on_right = nn.Linear(LINK, 1)
        self.nobody = nn.Linear(LINK, 1)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """*Shape:* (..., N, H) -> (..., N, N), (..., N, 1)."""
        a = self.dropout(F.gelu(self.left(x)))
        b = self.dropout(F.gelu(self.right(x)))
        return a @ self.product @ b.transpose(-1, -2) + self.on_right(b).transpose(-1, -2), self.nobody(a)


class Reader(nn.Module):
    """Encoder and heads. Word vectors are those of each word's first piece."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.2)
        self.event = nn.Linear(HIDDEN, len(TYPES))
        self.core = nn.Linear(HIDDEN, 1)
        self.inside = nn.Linear(HIDDEN, 1)  # a further word of a trigger
        self.mode = nn.Linear(HIDDEN, len(MODES))
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.cue = nn.Linear(HIDDEN, len(CUES))
        self.attribution = nn.Linear(HIDDEN, 2)  # a cue of any attribution, PolNeAR's wider notion
        self.sector = nn.Linear(HIDDEN, len(SECTORS))
        self.kind = nn.Linear(HIDDEN, len(KINDS))
        self.event_roles = Roles(len(EVENT_ROLES), len(TYPES))
        self.cue_roles = Roles(len(CUE_ROLES), len(CUES))
        self.ends = Link()  # first word of a mention -> its last
        self.earlier = Link()  # first word of a mention -> first word of an earlier one of the same party
        self.home = Link()  # first word of a mention -> first word of a known name of the party's country or body
        for head in (self.event, self.cue, self.attribution):
            nn.init.constant_(head.bias, -3.0)
            nn.init.constant_(head.bias[:1], 0.0)  # most words name nothing
        nn.init.constant_(self.inside.bias, -3.0)

    def words(self, ids: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor) -> Tensor:
        """*Shape:* ids, shapes, mask (B, L), first (B, N) -> (B, N, H)."""
        x = self.encoder(ids, shapes, None if mask is None else mask[:, None, None, :])
        return self.dropout(x.gather(1, first[..., None].expand(-1, -1, x.shape[-1])))
