"""The content laid out: text, Markdown, JSON · 说明的格式."""
