"""The parts of a found text: title, names, notes, headings, captions, and what a site puts around it."""
