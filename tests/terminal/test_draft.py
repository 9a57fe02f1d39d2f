"""A draft is named as one where questionnaires are chosen and before its first question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import ROOT
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

SECURITY = ROOT / "plugins" / "maturity-security" / "maturity_security"


def test_whoever_chooses_and_whoever_answers_is_told(tmp_path: Path) -> None:
    who = ["--organisation", "Fjordvik kommune", "--kind", "municipality", "--inhabitants", "3000", "--period", "2026"]
    arguments = ["assess", *who, "--role", "top-manager", "--language", "nb", "--path", str(SECURITY), "--accessible"]

    with Terminal(arguments, tmp_path) as terminal:
        terminal.see("Informasjonssikkerhet (utkast, ikke startet)")
        terminal.type("5")
        terminal.see("Utkast: Utgiveren har ikke kontrollert og godkjent spørreskjemaet ennå.")
        terminal.kill()
