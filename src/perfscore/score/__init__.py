"""Plan and report become a scorecard · 计分."""
