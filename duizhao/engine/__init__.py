"""The only layer that imports MkDocs."""
