"""One result, many renderings · 说明：同一结果，多种呈现.

`view` turns an Audit into a Document of words; `text`, `markdown` and `json` only lay it out.
"""
