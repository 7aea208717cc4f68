"""Search: an index in small static files that finds a word in either script, and what browsers need to read it."""

import os

# NumPy is asked for no linear algebra, whose threads take time to start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
