"""The tables of script conversion, see LICENSES.txt for their sources."""
