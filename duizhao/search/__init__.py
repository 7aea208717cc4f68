"""Search: an index in small static files that finds a word in either script, and what browsers need to read it."""
