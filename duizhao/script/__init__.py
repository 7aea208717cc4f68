"""Conversion between the scripts of Chinese: detection, segmentation, conversion, and reporting of unsure places."""
