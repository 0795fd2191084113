"""From a narrative to a report: figures bound to facts, or listed · 文字报告的读取."""
