"""The generated reference · 参考手册."""
