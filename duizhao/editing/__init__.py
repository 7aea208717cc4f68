"""Editing: an article or page of the sources becomes a page of one edition."""
