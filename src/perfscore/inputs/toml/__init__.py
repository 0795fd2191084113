"""TOML with the place of every key and value · 带位置的 TOML."""
