"""Sets of points and of totals, exactly · 可能得分与合计."""
