"""A second reading of a record's arithmetic, importing nothing of perfscore · 记录算术的独立核对."""
