"""Tables of reports: read in parts, scored, written, gone on with · 报告表."""
