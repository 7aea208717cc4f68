"""Diagrams: drawn by a program when the site is built, in each edition with its own texts."""
