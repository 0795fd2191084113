"""Bundled rulesets · 自带规则集."""
