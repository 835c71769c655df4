"""The model and its tokenizer: where they lie, and whether they are whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import AssetError

DATA = Path(__file__).parent / "data"
REMEDY = "install the package again (pip install --force-reinstall dragoman)"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A verified model: the ONNX file, its tokenizer, and the first 16 hex digits of its sha256."""

    reader: Path
    tokenizer: Path
    checksum: str


def model_files(folder: Path = DATA) -> ModelFiles:
    """The model in `folder`, verified.

    Raises `AssetError` when a file is missing or its checksum is not the recorded one.
    """
    reader, tokenizer, recorded = (folder / name for name in ("reader.onnx", "tokenizer.json", "reader.sha256"))
    for path in (reader, tokenizer, recorded):
        if not path.is_file():
            raise AssetError("model-missing", f"{path} is missing: {REMEDY}")
    digest = hashlib.sha256(reader.read_bytes()).hexdigest()
    if digest != recorded.read_text().strip():
        raise AssetError("model-damaged", f"{reader} does not have the checksum in {recorded.name}: {REMEDY}")
    return ModelFiles(reader, tokenizer, digest[:16])
