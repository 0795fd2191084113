"""Text to a checked tree · 编译."""
