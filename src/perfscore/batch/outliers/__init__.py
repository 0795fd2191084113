"""What looks odd across many reports: notes, never accusations · 跨报告的异常提示."""
