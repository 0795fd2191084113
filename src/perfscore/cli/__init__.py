"""The commands, one file each; thin · 命令行.

A command's module costs nothing to import: what it needs, it imports when it runs.
"""
