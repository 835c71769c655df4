"""The model and its tokenizer: where they lie, and whether they are whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import AssetError

DATA = Path(__file__).parent / "data"
REMEDY = "install the package again (pip install --force-reinstall dragoman)"
OWN_REMEDY = "give a folder whose reader.onnx, reader.sha256 and tokenizer.json belong together"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A verified model: the ONNX file, its tokenizer, and the first 16 hex digits of its sha256.

    `confidence`: the weights that make its probabilities honest; a model of the user's own may have none.
    """

    reader: Path
    tokenizer: Path
    checksum: str
    confidence: Path | None = None


def model_files(folder: Path = DATA) -> ModelFiles:
    """The model in `folder`, verified.

    Raises `AssetError` when a file is missing or its checksum is not the recorded one.
    """
    names = ("reader.onnx", "tokenizer.json", "reader.sha256")
    reader, tokenizer, recorded = (folder / name for name in names)
    confidence = folder / "confidence.toml"
    needed = (reader, tokenizer, recorded, *([confidence] if folder == DATA else []))
    for path in needed:
        if not path.is_file():
            raise AssetError("model-missing", f"{path} is missing: {remedy(folder)}")
    try:
        digest, expected = hashlib.sha256(reader.read_bytes()).hexdigest(), recorded.read_text("ascii").split()[:1]
    except (OSError, ValueError) as error:
        raise AssetError(
            "model-unreadable", f"{folder}: its model cannot be read ({error}): {remedy(folder)}"
        ) from error
    if [digest] != expected:
        raise AssetError("model-damaged", f"{reader} does not have the checksum in {recorded.name}: {remedy(folder)}")
    return ModelFiles(reader, tokenizer, digest[:16], confidence if confidence.is_file() else None)


def remedy(folder: Path) -> str:
    """What to do about a model in `folder` that is not whole."""
    return REMEDY if folder == DATA else OWN_REMEDY
