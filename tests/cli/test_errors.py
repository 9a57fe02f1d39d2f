"""What every command does when something is wrong: a message on standard error, an exit code that tells, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.assessment.making import SMALL
from tests.cli.conftest import assert_message, fails, succeeds
from tests.helpers import maturity

COMMANDS = ("assess", "benchmark", "compare", "demo", "explain", "questionnaire", "report", "score")
posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and descriptors as Unix has them")


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "maturity", *map(str, arguments)]


def in_shell(line: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell, where ``$@`` stands for it."""
    return subprocess.run(
        ["sh", "-c", line, "sh", *command(*arguments)],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


# Using it in a way that it is not meant for


def test_help_and_version() -> None:
    assert succeeds("--version").startswith("maturity, version ")
    overview = succeeds("--help")
    for name in COMMANDS:
        assert f"  {name} " in overview
        assert succeeds(name, "--help").startswith(f"Usage: maturity {name} ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Commands:"),
        (["skore"], "No such command 'skore'. Did you mean 'score'?"),
        (["\x1b[31mscore\x1b[0m"], "No such command 'score'."),
        (["--nonsense"], "No such option '--nonsense'"),
        (["score"], "Missing argument 'FILE...'"),
        (["score", "x", "--format", "xml"], "'xml' is not one of 'table', 'json', 'csv'"),
        (["score", "x", "--language", "sv"], "'sv' is not one of 'en', 'nb', 'nn'"),
        (["explain"], "Missing argument 'FILE'"),
        (["questionnaire"], "Commands:"),
        (["questionnaire", "lst"], "No such command 'lst'"),
        (["assess", "--inhabitants", "many"], "'many' is not a valid integer range"),
        (["assess", "--kind", "kingdom"], "'kingdom' is not one of 'municipality'"),
        (["assess", "--period", "2026-H3"], "“2026-H3” is not a period.\nWrite a year such as 2026"),
    ],
)
def test_wrong_use(arguments: Sequence[str], said: str) -> None:
    assert said in fails(2, *arguments)


@pytest.mark.parametrize("name", ["missing", "x" * 5_000, "\x1b]0;title\x07", "å/ø/æ", "-", "~nobody", "a\nb", "\udcff"])
def test_a_path_that_leads_nowhere(tmp_path: Path, name: str) -> None:
    message = fails(2, "score", name, cwd=tmp_path)

    assert message.startswith("Error: There is no file or folder ")
    assert message.endswith("\nGive an assessment's folder, a journal (.jsonl), a result or answers (.json).\n")
    assert len(message) < 600


@pytest.mark.parametrize("first", ["explain", "compare"])
def test_other_commands_say_the_same(tmp_path: Path, first: str) -> None:
    assert fails(2, first, "missing", cwd=tmp_path) == fails(2, "score", "missing", cwd=tmp_path)


@pytest.mark.parametrize("first", ["score", "explain", "compare"])
def test_a_file_of_another_kind(tmp_path: Path, first: str) -> None:
    (tmp_path / "program").write_bytes(b"\x7fELF\xff" + bytes(range(256)))
    (tmp_path / "table.csv").write_text("a;b\n1;2\n", "utf-8")
    (tmp_path / "journal.jsonl").write_text("{}\n", "utf-8")

    assert f"{tmp_path / 'program'}:1:5: The file is not UTF-8 text." in fails(3, first, tmp_path / "program")
    assert f"{tmp_path / 'table.csv'}:1:1: This is not JSON" in fails(3, first, tmp_path / "table.csv")
    assert f"{tmp_path / 'journal.jsonl'}:1: This is not a journal" in fails(3, first, tmp_path / "journal.jsonl")


def test_a_folder_without_assessments(tmp_path: Path) -> None:
    assert fails(2, "score", tmp_path) == f"Error: There are no assessments in {tmp_path}.\nBegin one with: maturity assess\n"


def test_messages_are_in_the_readers_language() -> None:
    assert fails(2, "score", "missing", "--language", "nb").startswith("Feil: ")
    done = maturity("score", "missing", env={"LC_ALL": "nn_NO.UTF-8"})
    assert (done.returncode, done.stderr.partition(":")[0]) == (2, "Feil")


# Nobody is there to be asked


@pytest.mark.parametrize("stdin", ["", "y\n" * 100, "1\n2\n3\n", "\x1b[B\r" * 50, "\0\xff"])
@pytest.mark.parametrize("arguments", [["benefits-realisation"], ["--accessible"]])
def test_piped_input_never_answers_anything(tmp_path: Path, stdin: str, arguments: list[str]) -> None:
    """It says what to use instead, and leaves nothing behind."""
    done = maturity("assess", *arguments, cwd=tmp_path, stdin=stdin)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: An interview needs a terminal to ask in.\nTo score answers from a file, use: maturity score FILE\n"
    assert list(tmp_path.iterdir()) == []


@posix
def test_without_a_terminal_it_is_over_at_once(tmp_path: Path) -> None:
    """Whatever the input is; not even a second of work."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for source in ("< /dev/null", "< /dev/zero", "<&-"):
        done = in_shell(f'cd "{tmp_path}" && exec "$@" {source}', "assess")
        assert done.returncode == 2
        assert_message(done)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3


@posix
def test_questions_need_a_terminal_on_both_ends(tmp_path: Path) -> None:
    """A person at the keyboard cannot answer what is written to a file."""
    import pty

    here, there = pty.openpty()
    try:
        done = subprocess.run(command("assess"), stdin=there, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    finally:
        os.close(here)
        os.close(there)
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr


# Nobody is there to read


@posix
@pytest.mark.parametrize("arguments", [["score"], ["score", "--format", "json"], ["score", "--format", "csv"], ["explain"]])
def test_a_reader_that_has_seen_enough(assessments: Path, arguments: list[str]) -> None:
    """As with ``| head -1``: no complaint, and no failure."""
    done = in_shell('{ "$@"; echo "code $?" >&2; } | head -n 2', *arguments, assessments)

    assert done.stderr == "code 0\n"
    assert len(done.stdout.splitlines()) == 2


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["questionnaire", "list"],
        ["questionnaire", "list", "--format", "json"],
        ["questionnaire", "show", str(SMALL)],
    ],
)
def test_a_reader_that_was_never_there(arguments: list[str]) -> None:
    here, there = os.pipe()
    os.close(here)
    with os.fdopen(there, "wb") as closed:
        done = subprocess.run(command(*arguments), stdout=closed, stderr=subprocess.PIPE, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@posix
def test_output_that_was_closed_from_the_start(assessments: Path, tmp_path: Path) -> None:
    """As jobs run by other programs often have it; what the command writes to files is written."""
    for closed in (">&-", "2>&-", "<&- >&- 2>&-"):
        path = tmp_path / "result.json"
        done = in_shell(f'"$@" {closed}', "report", assessments, "-o", path)
        assert done.returncode == 0
        assert json.loads(path.read_text("utf-8"))["format"] == "maturity/result/1"
        path.unlink()
        assert in_shell(f'"$@" {closed}', "score", assessments, "--format", "json").returncode == 0
        assert in_shell(f'"$@" {closed}', "score", tmp_path / "missing").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["score"], ["score", "--format", "json"], ["explain", "--format", "json"]])
def test_output_to_a_full_disk(assessments: Path, arguments: list[str]) -> None:
    """A result that did not arrive is a failure: 6, and not 0."""
    done = in_shell('"$@" > /dev/full', *arguments, assessments)

    assert done.returncode == 6
    assert done.stderr == "Error: The output could not be written: No space left on device.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_messages_to_a_full_disk(assessments: Path, tmp_path: Path) -> None:
    """The exit code still tells."""
    assert in_shell('"$@" 2> /dev/full', "score", tmp_path / "missing").returncode == 2
    assert in_shell('"$@" 2> /dev/full').returncode == 2
    assert in_shell('"$@" 2> /dev/full', "skore").returncode == 2
    done = in_shell('"$@" 2> /dev/full', "score", assessments, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["period"]) == (0, "2026")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp850"])
def test_output_in_an_old_encoding(assessments: Path, encoding: str) -> None:
    """Redirected output is UTF-8 whatever the system says, so no character is lost and nothing breaks off."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(command("score", assessments), env=environment, capture_output=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert "██████████··········" in done.stdout.decode("utf-8")
