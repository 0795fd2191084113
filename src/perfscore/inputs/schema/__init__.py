"""Typed models, and what they complain about, at the author's place · 格式检查."""
