"""Script conversion."""
