"""An editor's helper: problems as one types, words at hand, completion, names across files · 编辑器支持."""
