"""What would explain a total · 反推."""
