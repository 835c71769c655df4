"""Reader weights -> one int8 ONNX file with its checksum.

    python -m dragoman.train.export --run DIR --out src/dragoman/data/reader.onnx

The encoder's matrix products have int8 weights with a scale a column, activations are quantised as they come (dynamic);
the piece table has int8 rows with a scale each; the heads stay in full precision. All 8 bits of a weight are used: on
processors without VNNI sums may saturate, which on one such (AVX2) cost nothing (docs/develop/experiments.md).
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.labels import EVENT_ROLES
from dragoman.train.loop import pretrained_folder
from dragoman.train.model import Encoder, Reader, Shape

INPUTS = ("ids", "shapes", "first", "sentences", "event_floor", "cue_floor")
OUTPUTS = (
    "event", "core", "inside", "cue", "attribution", "sector", "kind", "ends", "earlier", "home",
    "event_at", "mode", "status", "event_many", "event_one", "cue_at", "cue_roles",
)  # fmt: skip
MANY = [EVENT_ROLES.index(r) for r in ("actor", "recipient")]
ONE = [EVENT_ROLES.index(r) for r in ("source", "place", "time")]


class PieceTable(nn.Module):
    """An embedding in int8, one scale a row: a quarter of the size, and no row pays for another's outlier."""

    rows: Tensor
    scale: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """*Shape:* (B, L) -> (B, L, H)."""
        return self.rows[ids].float() * self.scale[ids]


class Exported(nn.Module):
    """The reader on one window without padding. Shapes of the outputs are documented in `encode.reader.Encoding`."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, sentences: Tensor, event_floor: Tensor, cue_floor: Tensor
    ) -> tuple[Tensor, ...]:
        r = self.reader
        x = r.encoder(ids[None], shapes[None], None)[0].index_select(0, first)
        event, cue = r.event(x).softmax(-1), r.cue(x).softmax(-1)
        attribution = r.attribution(x).softmax(-1)[:, 1]
        ends, _ = r.ends(x)
        earlier, nobody = r.earlier(x)
        home, nowhere = r.home(x)
        event_at = torch.nonzero(1 - event[:, 0] > event_floor)[:, 0]
        cue_at = torch.nonzero(torch.maximum(1 - cue[:, 0], attribution) > cue_floor)[:, 0]
        triggers = x.index_select(0, event_at)
        place = torch.arange(first.shape[0])

        def roles(head: nn.Module, at: Tensor, vectors: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
            own = sentences.index_select(0, at)[:, None]
            apart = (sentences[None] < own).long() + 2 * (sentences[None] > own).long()
            return head(vectors, kinds, x, None, place[None] - at[:, None], apart)

        kinds = event.index_select(0, event_at)[:, 1:].argmax(-1) + 1
        scores, none = roles(r.event_roles, event_at, triggers, kinds)
        many = scores[..., MANY].sigmoid()
        one = torch.cat([scores[..., ONE], none[:, None, ONE]], 1).softmax(1)
        # a word that only the wider notion calls a cue is read as a "say" cue
        cue_kinds = cue.index_select(0, cue_at)[:, 1:].argmax(-1) + 1
        cue_scores, cue_none = roles(r.cue_roles, cue_at, x.index_select(0, cue_at), cue_kinds)
        cue_roles = torch.cat([cue_scores, cue_none[:, None]], 1).softmax(1)
        return (
            event, r.core(x).sigmoid()[:, 0], r.inside(x).sigmoid()[:, 0], cue, attribution,
            r.sector(x).softmax(-1), r.kind(x).softmax(-1), ends, torch.cat([earlier, nobody], 1),
            torch.cat([home, nowhere], 1),
            event_at, r.mode(triggers), r.status(triggers).softmax(-1), many, one, cue_at, cue_roles,
        )  # fmt: skip


def export(reader: Reader, path: Path) -> None:
    """Writes the fp32 graph."""
    ids = torch.randint(1000, 2000, (40,))
    first, sentences = torch.arange(1, 39), torch.tensor([0] * 20 + [1] * 18)
    example = (ids, torch.ones_like(ids), first, sentences, torch.tensor(0.0), torch.tensor(0.0))
    pieces, words = {0: "pieces"}, {0: "words"}
    dynamic = {"ids": pieces, "shapes": pieces, "first": words, "sentences": words}
    for name in OUTPUTS:
        dynamic[name] = {0: "events" if name in ("event_at", "mode", "status", "event_many", "event_one") else "words"}
    dynamic["event_many"], dynamic["event_one"] = {0: "events", 1: "words"}, {0: "events", 1: "words_and_nobody"}
    dynamic["cue_at"], dynamic["cue_roles"] = {0: "cues"}, {0: "cues", 1: "words_and_nobody"}
    dynamic["ends"] = {0: "words", 1: "words"}
    dynamic["earlier"] = dynamic["home"] = {0: "words", 1: "words_and_nobody"}
    torch.onnx.export(
        Exported(reader).eval(), example, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=dynamic, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """fp32 graph -> int8 graph. Only the encoder's matrix products change: they are nine tenths of the work."""
    nodes = [n.name for n in onnx.load(source).graph.node if n.op_type in ("MatMul", "Gemm") and "/encoder/" in n.name]
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, nodes_to_quantize=nodes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--run", type=Path, required=True, help="folder with reader.pt or state.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true", help="keep full precision, to measure what int8 costs")
    args = parser.parse_args()
    torch.manual_seed(0)
    reader = Reader(Encoder(Shape.read(pretrained_folder() / "config.json")))
    final = args.run / "reader.pt"
    state = torch.load(final if final.exists() else args.run / "state.pt", weights_only=False, map_location="cpu")
    reader.load_state_dict(state.get("model", state))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "reader.onnx"
        if args.fp32:
            export(reader.eval(), plain)
            args.out.write_bytes(plain.read_bytes())
        else:
            table = PieceTable(reader.encoder.pieces.weight.detach())
            setattr(reader.encoder, "pieces", table)  # noqa: B010 - stands in for the Embedding, which it is no kind of
            export(reader.eval(), plain)
            quantise(plain, args.out)
    digest = hashlib.sha256(args.out.read_bytes()).hexdigest()
    args.out.with_suffix(".sha256").write_text(digest + "\n")
    print(f"{args.out.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
