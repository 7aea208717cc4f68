"""Blanks, punctuation and quotation marks within a block."""
