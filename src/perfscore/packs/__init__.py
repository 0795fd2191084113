"""Packs and what they provide; the only room that knows pluggy · 指标包与目录."""
