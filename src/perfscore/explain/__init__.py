"""One result, many formats: content, wording, formats · 说明：同一结果，多种呈现."""
