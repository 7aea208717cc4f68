"""Search: an index of small static files that finds words in either script, and the data that browsers need for it."""

import os

# NumPy is not used for linear algebra, whose threads take time to start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
