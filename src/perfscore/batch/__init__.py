"""Many reports at a time · 批量."""
