"""Tables that both Python and the browser read; see `duizhao.search.generate`."""
