"""A cache of compiled templates: compiling those of the theme takes longer than building what has changed."""

from __future__ import annotations

import jinja2
from jinja2.bccache import Bucket

from duizhao.store import Store

COMPILED = "templates"
"""The kind of value in the cache: a compiled template."""


class CompiledTemplates(jinja2.BytecodeCache):
    """A Jinja bytecode cache in the site's cache, which verifies templates like all other values."""

    def __init__(self, store: Store) -> None:
        """Use a store."""
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template; Jinja itself checks that its source has not changed."""
        code = self._store.get(COMPILED, bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a template."""
        self._store.put(COMPILED, bucket.key, bucket.bytecode_to_string())
