"""Sets of numbers, as an interpretation takes them for values · 数集."""
