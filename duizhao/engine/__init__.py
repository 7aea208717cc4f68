"""MkDocs: the one room that knows it."""
