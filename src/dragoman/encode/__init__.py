"""Sentences in, numbers out: the one pass of the one encoder. onnxruntime lives here only."""

from dragoman.encode.reader import Encoding, Reader
from dragoman.encode.windows import Tokenizer, Window, pack

__all__ = ["Encoding", "Reader", "Tokenizer", "Window", "pack"]
