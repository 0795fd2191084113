"""What is said of a result, and in which order · 说明的内容."""
