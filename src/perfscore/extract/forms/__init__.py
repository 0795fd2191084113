"""Filled forms: headings, rows, amounts and sums read from a grid · 自评表的识别."""
