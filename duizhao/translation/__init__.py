"""Translation: messages extracted from the sources, catalogs, merging and status."""
