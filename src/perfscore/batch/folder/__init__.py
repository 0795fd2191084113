"""A folder of reports: found, audited, counted, written down · 批量审核文件夹."""
