"""Compiled templates, kept between builds: compiling those of the theme takes longer than building what has changed."""

from __future__ import annotations

import jinja2
from jinja2.bccache import Bucket

from duizhao.store import Store

COMPILED = "templates"
"""The kind of value in the cache: a compiled template."""


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates in the site's cache, believed like its other values: where nobody else has written them."""

    def __init__(self, store: Store) -> None:
        """Keep them in a cache."""
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template; Jinja itself looks whether its source is still the same."""
        code = self._store.get(COMPILED, bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._store.put(COMPILED, bucket.key, bucket.bytecode_to_string())
