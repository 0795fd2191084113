"""What facts, rows and claims give away beside the score · 计分之外的发现."""
