"""Corpus, heads, loop, export, card. torch lives here only; the product is one .onnx file and its card."""
