"""Translation: messages taken out of the sources, catalogs, merging and status."""
