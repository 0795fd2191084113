"""What is known of a ruleset without any facts · 静态证明."""
