"""Printed quantities, units and dates: what was printed, and what it stands for · 印刷数量."""
