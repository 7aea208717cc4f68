"""Builds this site: `python build.py`, the same as `duizhao` run in this folder."""

from duizhao.cli import main

if __name__ == "__main__":
    main()
