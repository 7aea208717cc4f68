"""`python -m duizhao` is the same as `duizhao`."""

from duizhao.cli import main

main()
