"""A ruleset by itself, without any report: its card, the facts it reads, what another changes · 评分表."""
