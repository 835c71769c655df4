"""A part of the annotated corpus as a gold folder for `dragoman evaluate`.

    python -m dragoman.train.gold --corpus DIR --part dev --out DIR [--own-only]

The folder holds texts of the corpus, so it is for this machine only; with `--own-only` it holds the project's own
passages alone, as `tests/gold` does.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.train.corpus import read_gz, real_texts, split_of
from dragoman.train.shorthand import read_own, read_real

Pair = tuple[dict[str, Any], dict[str, Any]]


def pairs(corpus: Path, own: Path, *, own_only: bool) -> Iterator[Pair]:
    """(document, annotation) of everything annotated."""
    for path in sorted((own / "own").glob("*.txt")):
        yield from read_own(path)
    if own_only:
        return
    texts = {d["id"]: d for d in real_texts(corpus)}
    for path in sorted((own / "real").glob("*.txt")):
        for document, row in read_real(path, {name: d["text"] for name, d in texts.items()}):
            yield texts[document["id"]], row
    careful = corpus / "events" / "careful-reading"
    documents = {d["id"]: d for d in read_gz(careful / "docs.jsonl.gz")}
    for row in read_gz(careful / "annotations.jsonl.gz"):
        yield documents[row["doc_id"]], row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path("train/corpus"))
    parser.add_argument("--part", choices=("train", "dev", "test"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--own-only", action="store_true")
    args = parser.parse_args()
    (args.out / "events").mkdir(parents=True, exist_ok=True)
    lines = []
    for document, row in pairs(args.corpus, args.own, own_only=args.own_only):
        if split_of(row["doc_id"]) != args.part:
            continue
        kept = {key: document.get(key) for key in ("id", "published", "publisher", "text")}
        lines.append(json.dumps(kept, ensure_ascii=False) + "\n")
        book = json.dumps(row, ensure_ascii=False, indent=1) + "\n"
        (args.out / "events" / f"{row['doc_id']}.json").write_text(book, encoding="utf-8")
    (args.out / "docs.jsonl").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} documents")


if __name__ == "__main__":
    main()
