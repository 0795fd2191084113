"""A scorecard becomes an audit: verdicts, ledger, findings, causes · 审核."""
