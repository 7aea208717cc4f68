"""From the lines of a plain text to its blocks and pieces."""
