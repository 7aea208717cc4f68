"""Reading: the Markdown dialect, front matter, taxonomies and articles, each file read once."""
