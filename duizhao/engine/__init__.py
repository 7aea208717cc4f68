"""MkDocs: the one context that knows it."""
