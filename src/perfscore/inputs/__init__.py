"""Files and mappings read into reports and rulesets, every mistake at its place · 输入."""
