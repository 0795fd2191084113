"""Exact numbers, ranges, units, printed quantities, dates · 数与量."""
