"""A ruleset drafted from a criteria table · 由评分表起草规则集."""
