"""Turns articles and pages of the sources into the pages of an edition."""
