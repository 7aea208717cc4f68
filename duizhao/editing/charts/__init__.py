"""Charts: from values to inline SVG with real text, and the same data as a table, CSV and JSON."""
