"""Readers of files: from bytes to text, and from web pages, Word files and Markdown to Markdown."""
