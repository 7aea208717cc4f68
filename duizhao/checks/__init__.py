"""Rules: over the sources before a build, and over the pages of a finished site."""
