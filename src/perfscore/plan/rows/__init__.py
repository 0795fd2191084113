"""The rows of a form, placed as criteria · 表格行."""
