"""The bundled shapes of scoring, one file each · 计分方法."""
