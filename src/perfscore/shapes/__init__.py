"""How a measure earns points, one file a shape · 计分方法."""
