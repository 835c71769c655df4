"""Sentences in, numbers out: the one pass of the one encoder. onnxruntime lives here only."""

from dragoman.encode.reader import Reader
from dragoman.encode.windows import Tokenizer, Tokens, pack
from dragoman.encoding import Encoding, Window

__all__ = ["Encoding", "Reader", "Tokenizer", "Tokens", "Window", "pack"]
