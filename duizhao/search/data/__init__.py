"""Tables that Python and the browser read alike; see `duizhao.search.generate`."""
