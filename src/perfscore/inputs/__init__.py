"""Inputs · 输入.

The only folder that opens files.  A file becomes a `Source` (text, digest), a `Document` (strict
TOML with the place of every key and value), and then a typed model whose mistakes carry places.
"""
