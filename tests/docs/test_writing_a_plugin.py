"""What CONTRIBUTING says about writing a plugin: its files written, its commands run."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

from maturity.plugin.discovery import DATA_GROUP
from maturity.testing import assert_question_set
from tests.helpers import ROOT, maturity

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", CONTRIBUTING, re.DOTALL))
COMMANDS = re.findall(r"<!-- run -->\n```sh\n(.*?)```", CONTRIBUTING, re.DOTALL)[0].splitlines()


def test_the_files_and_commands_work(tmp_path: Path) -> None:
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    assert len(FILES) == 4
    assert_question_set(tmp_path / "maturity_my_sector")
    for command in COMMANDS:
        words = shlex.split(command)
        assert words[0] == "maturity"
        done = maturity(*words[1:], cwd=tmp_path)
        assert (done.returncode, done.stderr.replace("Nothing wrong was found.\n", "")) == (0, ""), command


def test_the_entry_point_is_in_the_right_group() -> None:
    (block,) = re.findall(r"<!-- toml -->\n```toml\n(.*?)```", CONTRIBUTING, re.DOTALL)

    assert tomllib.loads(block)["project"]["entry-points"] == {DATA_GROUP: {"my-sector": "maturity_my_sector"}}
