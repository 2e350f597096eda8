"""`python -m reportmap` is the command line."""

from reportmap.cli import main

main(prog_name="reportmap")
