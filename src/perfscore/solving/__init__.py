"""The ways a total can come about, and what they mean for the facts · 反推."""
