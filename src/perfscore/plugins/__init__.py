"""The only folder that knows pluggy · 插件."""
