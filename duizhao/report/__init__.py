"""Everything that a report shows around its texts: cards, sources, metadata for machines, feeds."""
