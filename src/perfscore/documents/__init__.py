"""A file of any format as one grid of what a person sees; one adapter a format · 文件的读取."""
