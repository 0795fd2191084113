"""Sets of sums: every total that the evidence allows · 可能的合计."""
