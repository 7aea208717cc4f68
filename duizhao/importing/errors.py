"""Why an input cannot be imported."""

from __future__ import annotations


class MissingLibraryError(Exception):
    """Raised for an input that needs a library which is not installed."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class UnfitInputError(Exception):
    """Raised for an input that is no text, is damaged, or is larger than a text can be, with a remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint
