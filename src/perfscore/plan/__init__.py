"""A ruleset becomes a plan: criteria bound to indicators, facts and rows · 方案."""
