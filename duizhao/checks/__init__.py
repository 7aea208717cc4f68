"""Rules on the sources before a build, and on the pages of a finished site."""
