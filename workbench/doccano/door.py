"""HTTP to doccano through doccano-client, with what the client lacks: time limits, and errors in our words.

The one module that imports doccano-client; `connect` imports it in turn, when it is needed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from doccano_client.exceptions import DoccanoAPIError
from doccano_client.models.data_upload import Task
from doccano_client.models.project import Project, ProjectType
from doccano_client.repositories.base import BaseRepository
from doccano_client.repositories.data_download import DataDownloadRepository
from doccano_client.repositories.data_upload import DataUploadRepository
from doccano_client.repositories.label_type import RelationTypeRepository, SpanTypeRepository
from doccano_client.repositories.member import MemberRepository
from doccano_client.repositories.project import ProjectRepository
from doccano_client.repositories.role import RoleRepository
from doccano_client.repositories.task_status import TaskStatusRepository
from doccano_client.repositories.user import UserRepository
from doccano_client.usecase.member import MemberUseCase

from workbench.doccano.problems import AnswerRefused, SignInRefused, Unreachable
from workbench.doccano.values import Login

SECONDS: Final = 60
"""How long one request may take; the client itself would wait for ever."""

T = TypeVar("T")
REPOSITORIES: Final = {"span": SpanTypeRepository, "relation": RelationTypeRepository}
__all__ = ["REPOSITORIES", "DataDownloadRepository", "DataUploadRepository", "Door", "ProjectRepository", "Task"]
__all__ += ["MemberUseCase", "TaskStatusRepository", "members", "new_project"]


class Door(BaseRepository):  # type: ignore[misc]  # the client carries no types
    """A signed-in session. Raises `DoccanoProblem`s only."""

    def __init__(self, login: Login) -> None:
        super().__init__(login.url)
        self.url = login.url

    def login(self, username: str, password: str) -> None:
        """Sign in. Raises `SignInRefused`, `Unreachable`, `AnswerRefused`."""
        self.ask("auth/login", lambda: super(Door, self).login(username, password), SignInRefused(user=username))

    def get(self, resource: str, **options: Any) -> Any:
        """A GET request's response."""
        return self.ask(resource, lambda: super(Door, self).get(resource, **{"timeout": SECONDS, **options}))

    def post(self, resource: str, **options: Any) -> Any:
        """A POST request's response."""
        return self.ask(resource, lambda: super(Door, self).post(resource, **{"timeout": SECONDS, **options}))

    def said(self, resource: str, **parameters: Any) -> Any:
        """The JSON at a resource."""
        return self.ask(resource, lambda: self.get(resource, params=parameters).json())

    def save(self, resource: str, target: Path, **parameters: Any) -> None:
        """Write what a resource holds to a file."""
        with target.open("wb") as file:
            response = self.get(resource, params=parameters, stream=True)
            self.ask(resource, lambda: file.writelines(response.iter_content(chunk_size=1 << 16)))

    def ask(self, resource: str, request: Callable[[], T], bad_request: Exception | None = None) -> T:
        """The result of ``request``, its failures as `DoccanoProblem`s; ``bad_request`` for a 400 or 403."""
        try:
            return request()
        except DoccanoAPIError as error:
            status = error.response.status_code
            if bad_request and status in (400, 403):
                raise bad_request from None
            raise AnswerRefused(resource=resource, said=_short(f"{status} {error}")) from None
        except ValueError as error:  # no JSON, or not of the shape that the client expects
            raise AnswerRefused(resource=resource, said=_short(f"{type(error).__name__} {error}")) from None
        except OSError as error:  # all else that requests raises
            raise Unreachable(url=self.url, reason=type(error).__name__) from None


def members(door: Door) -> MemberUseCase:
    """Who belongs to a project."""
    return MemberUseCase(MemberRepository(door), UserRepository(door), RoleRepository(door))


def new_project(name: str, description: str, shared: bool) -> Project:
    """A project for entities that may nest, and relations; offsets in UTF-16 code units."""
    return Project(
        name=name,
        description=description,
        guideline="",
        project_type=ProjectType.SEQUENCE_LABELING,
        collaborative_annotation=shared,
        allow_overlapping=True,
        grapheme_mode=False,
        use_relation=True,
    )


def _short(words: str) -> str:
    return " ".join(words.split())[:300]
