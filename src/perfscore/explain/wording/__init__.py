"""How numbers, rules and formulas are worded in a language · 说明的措辞."""
