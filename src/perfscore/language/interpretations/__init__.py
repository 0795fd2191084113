"""What the values of one tree are: one file an interpretation · 各种解释."""
