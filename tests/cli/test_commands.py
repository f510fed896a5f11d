"""The shell: help everywhere, exit codes 0, 1 and 2, results on stdout and talk on stderr."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

import manage
from tests.fixtures import PASSWORD, add_span
from workbench import __version__
from workbench.cli import main
from workbench.cli.shell import HOMES
from workbench.cli.shell import main as shell
from workbench.formats import FORMATS
from workbench.resources import SCHEMA_FILE

ROOT = Path(__file__).parents[2]
SPAN = '{"id": "s", "start": 4, "end": 8, "label": "PERSON"}'
LINE = f'{{"id": "small", "text": "وصل سامر.", "owner": "gold", "spans": [{SPAN}]}}'


def commands(group=shell, path=()):
    """Every command with its path of names, groups included."""
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context) if isinstance(group, click.Group) else ():
        yield from commands(group.get_command(context, name), (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_every_command_has_help(path) -> None:
    result = CliRunner().invoke(main, [*path, "--help"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage:")
    assert "\n\n  " in result.stdout


@pytest.mark.parametrize(("path", "command"), [one for one in commands() if one[0]], ids=str)
def test_every_command_says_in_a_sentence_what_it_is_for(path, command) -> None:
    assert (command.help or "").rstrip().endswith("."), path


def test_every_command_is_found_in_the_module_that_is_loaded_for_it() -> None:
    found = {path[0]: command.callback.__module__ for path, command in commands() if len(path) == 1}
    assert found == {name: f"workbench.cli.{module}" for module, names in HOMES.items() for name in names}


def test_the_commands_are_those_of_the_design() -> None:
    names = {" ".join(path) for path, command in commands() if not isinstance(command, click.Group)}
    assert names >= {
        "init", "demo", "serve", "user add", "user list", "user disable", "user password", "token create", "import",
        "assign", "export", "backup", "restore", "check", "schema check", "schema show", "formats",
    }  # fmt: skip


def test_a_workspace_from_blank_to_gold(run, tmp_path) -> None:
    db = tmp_path / "new.db"
    code, out, err = run("init", db=db)
    assert (code, out) == (0, "")
    assert "Made" in err
    assert run("user", "add", "huda", "--role", "annotator", "--password-stdin", input=f"{PASSWORD}\n", db=db)[0] == 0
    code, out, _ = run("import", "-", input=LINE.encode(), db=db)
    assert (code, out) == (
        0, "stdin: 1 documents, 1 sets (1 spans, 0 relations); known already: 0 documents, 0 sets\n",
    )  # fmt: skip
    code, out, err = run("export", "--format", "jsonl", "--owner", "gold", db=db)
    assert code == 0
    assert json.loads(out)["spans"][0]["text"] == "سامر"
    assert "1 exact" in err
    assert run("check", db=db) == (0, "", "All is well.\n")


REFUSED = [
    ("init", "workspace-exists"),
    ("user disable omar", "last-admin"),
    ("user disable nobody", "not-found"),
    ("user add ali --role annotator --password-stdin", "bad-password"),
    ("token create nobody", "not-found"),
    ("restore missing.db", "workspace-missing"),
    ("schema check missing.toml", "schema-broken"),
    ("export --format jsonl --owner nobody", "nothing-to-export"),
    ("assign --people nobody", "not-found"),
    ("assign --people ali --overlap 2", "bad-request"),
    ("import - --owner all", "bad-request"),
    ("import missing.txt", "file-not-readable"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED)
def test_a_refusal_is_told_on_stderr_with_its_code(run, arguments, code) -> None:
    exit_code, out, err = run(*arguments.split(), input="x\n")
    assert (exit_code, out) == (1, "")
    assert f"[{code}]\n" in err


def test_every_problem_of_an_import_is_told_and_the_exit_code_is_one(run) -> None:
    code, out, err = run("import", "-", input='{"id": "a", "text": "b", "status": "x"}\n{"id": 5}\n')
    assert (code, out) == (1, "")
    assert [line.split(": ")[0] for line in err.strip().split("\n")] == [
        "stdin:1:36",
        "stdin:2:8",
        "stdin:2:1",
        "stdin",
        "stdin",
    ]
    assert err.endswith("stdin: 3 problems, nothing imported\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["user", "add", "huda"],
        ["user", "add", "huda", "--role", "owner"],
        ["import"],
        ["import", "x", "--format", "xml"],
        ["export"],
        ["export", "--format", "text"],
        ["export", "--format", "jsonl", "--scheme", "BILOU"],
        ["assign", "--rule", "dice"],
        ["batch", "add", "b"],
        ["schema", "check"],
        ["backup"],
        ["serve", "--port", "99999"],
        ["--colour", "check"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_two(run, arguments) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Usage:" in err


@pytest.mark.parametrize("arguments", ["check", "user list", "serve", "schema show", "backup x.db", "import -"])
def test_a_workspace_that_is_not_there_is_refused(run, tmp_path, arguments) -> None:
    code, out, err = run(*arguments.split(), db=tmp_path / "missing.db", input="x")
    assert (code, out) == (1, "")
    assert "[workspace-missing]" in err
    assert not (tmp_path / "missing.db").exists()


def test_db_can_be_named_before_or_after_a_command_or_in_the_environment(workspace, tmp_path) -> None:
    path, runner = str(workspace.path), CliRunner()
    for arguments in (["--db", path, "user", "list"], ["user", "list", "--db", path]):
        assert runner.invoke(main, arguments, env={"WORKBENCH_DB": str(tmp_path / "no.db")}).exit_code == 0
    assert runner.invoke(main, ["user", "list"], env={"WORKBENCH_DB": path}).exit_code == 0


def test_people_are_listed_tab_by_tab(run, workspace) -> None:
    run("user", "disable", "noor")
    code, out, err = run("user", "list")
    assert (code, err) == (0, "")
    rows = [line.split("\t") for line in out.strip().split("\n")]
    assert ["ali", "annotator", "active", "0", "0"] in rows
    assert ["noor", "annotator", "cannot sign in", "0", "0"] in rows


def test_a_password_comes_from_stdin_or_a_prompt(run) -> None:
    assert run("user", "password", "ali", "--password-stdin", input="a new password\n")[0] == 0
    assert run("user", "password", "ali", input="a new password\na new password\n")[0] == 0
    code, _, err = run("user", "password", "ali", "--password-stdin", input="short\n")
    assert code == 1
    assert "[bad-password]" in err


def test_a_token_is_printed_alone(run) -> None:
    code, out, err = run("token", "create", "ali", "--label", "laptop")
    assert (code, err) == (0, "")
    assert out.startswith("wb_")
    assert out.count("\n") == 1


def test_a_dry_run_is_said_and_writes_nothing(run, workspace) -> None:
    code, out, err = run("import", "--dry-run", "-", input=LINE.encode())
    assert (code, out.startswith("stdin: 1 documents")) == (0, True)
    assert err.endswith("Dry run: nothing was written.\n")
    assert workspace.db.execute("SELECT count(*) FROM document").fetchone() == (2,)


def test_folders_files_and_stdin_in_one_import(run, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("نص أول", encoding="utf-8")
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF")
    code, out, err = run("import", tmp_path / "in", "-", input=LINE.encode())
    assert (code, out.count("1 documents, ")) == (0, 2)
    assert "a.pdf: left out" in err


def test_an_export_to_a_file_prints_nothing(run, workspace, tmp_path) -> None:
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"))
    code, out, err = run("export", "--format", "jsonl", "--out", tmp_path / "x.jsonl")
    assert (code, out) == (0, "")
    assert err.rstrip().endswith("x.jsonl, x.loss.json")
    assert (tmp_path / "x.loss.json").exists()


def test_assignment_is_counted(run) -> None:
    assert run("assign", "--people", "ali, noor", "--overlap", "2") == (0, "", "4 new assignments.\n")
    assert run("assign", "--people", "ali", "--documents", "first,second")[2] == "0 new assignments.\n"


def test_check_tells_every_fault_on_stdout(run, workspace) -> None:
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"))
    workspace.db.execute("UPDATE annotation_set SET status = 'done'")
    code, out, err = run("check")
    assert (code, err) == (1, "1 faults.\n")
    assert out.startswith("first · ali: the status is “done”")


def test_backup_and_restore(run, tmp_path) -> None:
    assert run("backup", tmp_path / "b" / "copy.db")[:2] == (0, "")
    assert run("restore", tmp_path / "b" / "copy.db", db=tmp_path / "again.db")[0] == 0
    assert run("check", db=tmp_path / "again.db")[0] == 0
    assert run("backup", tmp_path / "b" / "copy.db")[0] == 1


def test_a_schema_is_proposed_from_a_configuration(run, tmp_path) -> None:
    (tmp_path / "annotation.conf").write_text(
        "[entities]\nPerson\n[relations]\nKin Arg1:Person, Arg2:Person\n[events]\nX\n"
    )
    code, out, err = run("schema", "propose", tmp_path / "annotation.conf")
    assert (code, "annotation.conf:6:1" in err, "[relations.Kin]" in out) == (0, True, True)
    code, out, err = run("schema", "propose", tmp_path / "annotation.conf", "--out", tmp_path / "s.toml")
    assert (code, out) == (0, "")
    assert run("schema", "check", tmp_path / "s.toml")[0] == 0
    (tmp_path / "annotation.conf").write_text("[entities]\n")
    code, out, err = run("schema", "propose", tmp_path / "annotation.conf")
    assert (code, out, "[schema-broken]" in err) == (1, "", True)


def test_the_schema_is_checked_and_shown(run, tmp_path) -> None:
    assert run("schema", "check", SCHEMA_FILE)[:2] == (0, "")
    (tmp_path / "bad.toml").write_text('name = "x"\nversion = "1"\n[entities.A]\ncolor = 1\nkey = "zz"\n')
    code, out, err = run("schema", "check", tmp_path / "bad.toml")
    assert (code, out, err.count("[schema-broken]")) == (1, "", 2)
    code, out, err = run("schema", "show")
    assert (code, err, out.split("\t")[0]) == (0, "", "PERSON")
    assert json.loads(run("schema", "show", "--json")[1])["name"] == "security-dialogue"


def test_the_table_of_formats_is_shown_without_a_workspace(run, tmp_path) -> None:
    code, out, err = run("formats", db=tmp_path / "missing.db")
    assert (code, err) == (0, "")
    assert [line.split("\t")[0] for line in out.strip().split("\n")] == list(FORMATS)


def test_a_port_in_use_is_wrong_usage(run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, out, err = run("serve", "--port", taken.getsockname()[1])
    assert (code, out) == (2, "")
    assert "Choose another --port" in err


def test_manage_py_runs_the_program() -> None:
    command = [sys.executable, "manage.py", "--version"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert __version__ in answer.stdout


def test_ctrl_c_while_the_program_still_loads_is_told_in_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loading(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "workbench.cli", Loading("workbench.cli"))
    with pytest.raises(SystemExit) as ended:
        manage.main()
    assert ended.value.code == "Aborted!"
