"""A doccano server as the bridge needs it: projects, label types, members, texts in, work out."""

import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.doccano.problems import AnswerRefused, ExtraMissing, TaskFailed, UsersUnknown, WorkerSilent
from workbench.doccano.values import Example, LabelType, Login, Project

if TYPE_CHECKING:
    from workbench.doccano.door import Door

PAGE: Final = 500
POLL_SECONDS: Final = 0.3
Tell = Callable[[float], None]


def connect(login: Login) -> "Server":
    """Sign in. Raises `ExtraMissing`, `Unreachable`, `SignInRefused`, `AnswerRefused`."""
    try:
        from workbench.doccano.door import Door
    except Exception as error:  # pydantic 2 or urllib3 2 let the client's modules fail in ways of their own
        raise ExtraMissing(reason=f"{type(error).__name__}: {error}".splitlines()[0]) from None
    door = Door(login)
    door.login(login.user, login.password)
    return Server(door, login)


class Server:
    """A signed-in connection. Everything raises `DoccanoProblem` if the server is away or says no."""

    def __init__(self, door: "Door", login: Login) -> None:
        from workbench.doccano import door as client

        self._client = client
        self._door = door
        self.url = login.url.rstrip("/")
        self.user = login.user
        self.wait = login.wait

    def project(self, name: str) -> Project | None:
        """The project of this name or, if none is called so, this number."""
        found = list(self._pages("projects"))
        by_name = [one for one in found if one["name"] == name]
        by_id = [one for one in found if str(one["id"]) == name]
        return _project((by_name or by_id)[0]) if by_name or by_id else None

    def project_names(self) -> list[str]:
        """The names of the projects that we may see."""
        return [one["name"] for one in self._pages("projects")]

    def create_project(self, name: str, description: str, shared: bool) -> Project:
        """A new project for nested entities and relations; whoever is signed in is its administrator."""
        given = self._client.new_project(name, description, shared)
        made = self._door.ask("projects", lambda: self._client.ProjectRepository(self._door).create(given))
        return Project(made.id, made.name, shared, graphemes=False)

    def label_types(self, project: Project, kind: str) -> set[str]:
        """The names of the labels for ``kind``: span or relation."""
        return {one["text"] for one in self._door.said(f"projects/{project.id}/{kind}-types")}

    def add_label_types(self, project: Project, kind: str, types: Sequence[LabelType]) -> None:
        """More labels, all or none of them."""
        fields = [_type_fields(one) for one in types]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "types.json"
            path.write_text(json.dumps(fields), encoding="ascii")
            repository = self._client.REPOSITORIES[kind](self._door)
            self._door.ask(f"{kind}-types", lambda: repository.upload(project.id, str(path)))

    def members(self, project: Project) -> set[str]:
        """The user names of a project's members."""
        return {one["username"] for one in self._door.said(f"projects/{project.id}/members")}

    def check_users(self, users: Iterable[str]) -> None:
        """Raise `UsersUnknown` if some of these have no account."""
        known = {one["username"] for one in self._door.said("users")}
        missing = [user for user in users if user not in known]
        if missing:
            raise UsersUnknown(names=", ".join(missing))

    def add_member(self, project: Project, user: str) -> None:
        """Let a user annotate in a project."""
        members = self._client.members(self._door)
        self._door.ask("members", lambda: members.add(project.id, user, "annotator"))

    def examples(self, project: Project) -> Iterator[Example]:
        """Every text of a project, once.

        doccano sorts its pages by a moment that several texts may share, so a page could repeat one and skip another.
        """
        seen: set[int] = set()
        for one in self._pages(f"projects/{project.id}/examples"):
            if one["id"] not in seen:
                seen.add(one["id"])
                yield Example(one["id"], one["text"] or "", one["meta"])
        count = self._door.said(f"projects/{project.id}/examples", limit=1)["count"]
        if count != len(seen):
            raise AnswerRefused(resource="examples", said=f"{count} texts, of which {len(seen)} could be listed")

    def upload(self, project: Project, lines: Iterable[Mapping[str, Any]]) -> str:
        """Hand texts with their annotations to the worker; the id of its task.

        Lines are those of doccano's relation JSONL. Pure ASCII: doccano guesses how a file is encoded, and guesses
        wrong.
        """
        uploads = self._client.DataUploadRepository(self._door)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "workbench.jsonl"
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="ascii")
            upload = self._door.ask("upload", lambda: uploads.upload(str(path)))
        task = self._client.Task.RELATION_EXTRACTION
        columns = {"column_data": "text", "column_label": "label"}
        return str(self._door.ask("upload", lambda: uploads.ingest(project.id, [upload], task, "JSONL", **columns)))

    def download(
        self, project: Project, target: Path, *, confirmed_only: bool = False, tell: Tell = lambda waited: None
    ) -> None:
        """Everybody's work as the zip that doccano makes; `records.read` reads it."""
        downloads = self._client.DataDownloadRepository(self._door)
        option = self._door.ask("export", lambda: downloads.find_option_by_name(project.id, "JSONL"))
        task = self._door.ask("export", lambda: downloads.schedule_download(project.id, option, confirmed_only))
        self.finish(task, "export", tell)
        self._door.save(f"projects/{project.id}/download", target, taskId=task)

    def finish(self, task: str, name: str, tell: Tell = lambda waited: None) -> None:
        """Wait for a task of the worker; ``tell`` hears for how long (seconds). Raises `TaskFailed`, `WorkerSilent`.

        The client's own waiting takes a failed task for a finished one, and goes on for an hour without a worker.
        """
        began = time.monotonic()
        tasks = self._client.TaskStatusRepository(self._door)
        while True:
            status = self._door.ask("tasks", lambda: tasks.get(task))
            if status.ready:
                break
            if time.monotonic() - began > self.wait:
                raise WorkerSilent(task=name, seconds=self.wait)
            tell(time.monotonic() - began)
            time.sleep(POLL_SECONDS)
        faults = status.error or (status.result.get("error") if isinstance(status.result, dict) else None)
        if faults:
            raise TaskFailed(task=name, reason=_reason(faults))

    def _pages(self, resource: str) -> Iterator[dict[str, Any]]:
        """All that a list holds. Its links to the next page name a host that a proxy may have changed: we count."""
        offset = 0
        while True:
            page = self._door.said(resource, limit=PAGE, offset=offset)
            yield from page["results"]
            offset += len(page["results"])
            if not page["results"] or offset >= page["count"]:
                return


def _project(given: Mapping[str, Any]) -> Project:
    lacks = [
        reason
        for reason, holds in (
            ("it is not for sequence labelling", given["project_type"] == "SequenceLabeling"),
            ("it has no relations", given.get("use_relation", False)),
            ("its entities may not overlap", given.get("allow_overlapping", False)),
        )
        if not holds
    ]
    shared = given.get("collaborative_annotation", False)
    return Project(given["id"], given["name"], shared, given.get("grapheme_mode", False), lacks)


def _type_fields(one: LabelType) -> dict[str, Any]:
    return {
        "text": one.text,
        "prefix_key": None,
        "suffix_key": one.key,
        "background_color": one.colour,
        "text_color": one.text_colour,
    }


def _reason(faults: object) -> str:
    """The first few faults in a line; each names its line, a dictionary of the worker."""
    if isinstance(faults, list):
        return "; ".join(str(one.get("message", one)) if isinstance(one, dict) else str(one) for one in faults[:5])
    return str(faults)[:300]
