"""The workbook: sheets, formulas, styles · 工作簿."""
