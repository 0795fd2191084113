"""The formula language: one tree, several interpretations · 公式语言."""
