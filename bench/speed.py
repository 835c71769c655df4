"""Whole pipeline against the bare encoder, on the same text in one run: pieces a second and their ratio.

    python bench/speed.py [INPUT...] [--rounds 3] [--threads N]

The bare encoder is the same int8 file cut after its last encoder layer, fed the same windows by the same threads. Needs
the `train` extra's `onnx` for the cut. INPUT defaults to the examples.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import onnx
import onnxruntime
from onnx import utils

from dragoman import Coder, Settings, read_inputs
from dragoman.assets import model_files
from dragoman.encode import Window, pack
from dragoman.records import Article

INPUTS = ("ids", "shapes")


def bare_encoder(folder: Path) -> onnxruntime.InferenceSession:
    """The encoder alone: up to the word vectors' gather, the last node that all heads share."""
    source = model_files().reader
    graph = onnx.load(source).graph
    gather = next(n for n in graph.node if n.op_type == "Gather" and "first" in n.input)
    cut = folder / "encoder.onnx"
    utils.extract_model(str(source), str(cut), list(INPUTS), [gather.input[0]])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(cut), options, providers=["CPUExecutionProvider"])


def windows_of(coder: Coder, article: Article) -> list[Window]:
    _, sentences = coder._splitter.split(article)
    return list(pack(coder._tokenizer.tokens(article.text, [(s.start, s.end) for s in sentences])))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", nargs="*", default=["examples"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--pieces", type=int, default=60_000, help="the input is repeated up to so many pieces")
    args = parser.parse_args()
    coder = Coder(settings=Settings(threads=args.threads))
    articles = [a for a in read_inputs(args.inputs) if isinstance(a, Article)]
    windows = [w for a in articles for w in windows_of(coder, a)]
    n_pieces = sum(len(w.ids) for w in windows)
    times = max(1, args.pieces // n_pieces)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(args.threads) as pool:
        session = bare_encoder(Path(folder))

        def encode(window: Window) -> None:
            session.run(None, {"ids": window.ids, "shapes": window.shapes})

        bare, whole = [], []
        for _ in range(args.rounds):  # in turn, so that a busy machine slows both
            bare.append(seconds(lambda: list(pool.map(encode, windows * times))))
            whole.append(seconds(lambda: list(coder.code_all(articles * times))))
    n = n_pieces * times
    print(f"{len(articles)} articles x {times}, {n:,} pieces, {args.threads} threads, best of {args.rounds}")
    print(f"bare encoder    {n / min(bare):10,.0f} pieces/s")
    print(f"whole pipeline  {n / min(whole):10,.0f} pieces/s")
    print(f"ratio           {min(bare) / min(whole):10.2f}")


if __name__ == "__main__":
    main()
