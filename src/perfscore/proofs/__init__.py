"""What is proved of a ruleset without any facts · 规则集的检验."""
