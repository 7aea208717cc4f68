"""Conversion between the scripts of Chinese: detecting, segmenting, converting, and saying where it is unsure."""
