"""A ruleset or the catalogue written out · 发布."""
