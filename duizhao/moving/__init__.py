"""Renaming and deleting of articles, with everything that names them."""
