"""Many reports as rows of one table · 按列批量评分."""
