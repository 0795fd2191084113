"""Many reports at a time: finding, auditing, counting and writing them · 批量审核."""
