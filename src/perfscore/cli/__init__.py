"""The commands, one file a group · 命令行."""
