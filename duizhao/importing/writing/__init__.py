"""Drafts: their front matter, sources and questions."""
