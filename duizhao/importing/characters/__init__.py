"""Damage to characters: what undoes it, and what asks about it."""
