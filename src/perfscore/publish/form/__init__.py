"""An empty form to fill · 空白自评表."""
