"""Criteria tried out on a table of reports before they are issued · 评分办法试算."""
