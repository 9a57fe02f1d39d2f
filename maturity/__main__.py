"""``python -m maturity`` is the command ``maturity``."""

from maturity.cli.main import main

main()
