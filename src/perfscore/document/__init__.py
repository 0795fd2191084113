"""Catalogue to reference pages · 参考手册.

`pages` says what is written, one module a sort of page; `files` lays the pages in a folder.
Nothing here computes a score: examples are run by the engine.
"""
