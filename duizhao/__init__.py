"""Duizhao: write an article once, publish it in Simplified Chinese, Traditional Chinese and English."""

__version__ = "0.2.0"
