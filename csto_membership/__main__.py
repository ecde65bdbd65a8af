"""`python -m csto_membership` is the command line."""

import sys

from csto_membership.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
