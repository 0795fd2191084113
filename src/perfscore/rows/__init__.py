"""The rows of a filled form, as criteria of their own · 表格行."""
