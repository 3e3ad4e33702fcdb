"""The project board: cards, columns, sprints and the pull-request rules (document 000, "Workflows")."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, Final, Literal

from octotui.plan.base import Entity
from octotui.plan.naming import slug
from octotui.plan.values import Count, Day, Filled, Flag, Names, Points, Target

DEFAULT_COLUMNS: Final = ("Backlog", "Ready", "In Progress", "In Review", "QA", "Done")
CheckState = Literal["passed", "failed", "pending"]


class Column(Entity):
    """A column of the board; ``limit`` is how many cards may be in it at once (work in progress)."""

    short: ClassVar[str] = "name"

    name: Filled
    limit: Count | None = None


@cache
def default_columns() -> tuple[Column, ...]:
    """The columns of document 000; a board's own take their place."""
    return tuple(Column(id=slug(name), name=name) for name in DEFAULT_COLUMNS)


class Board(Entity):
    """How the board works. Left out, it has the columns and the rules of document 000.

    Attributes:
        max_lines: A pull request with more changed lines than this is flagged.
        min_approvals: A pull request with fewer approvals than this is flagged.
    """

    columns: tuple[Column, ...] = ()
    max_lines: Count = 400
    min_approvals: Count = 1


def columns_of(board: Board | None) -> tuple[Column, ...]:
    """The columns that count, in order; a card in the last one is done."""
    return (board.columns if board else ()) or default_columns()


class PullRequest(Entity):
    """The pull request of a card: ``lines`` changed, ``approvals`` given, state of its CI."""

    short: ClassVar[str] = "url"
    identity: ClassVar[tuple[str, ...]] = ("url",)

    url: str = ""
    lines: Count | None = None
    approvals: Count | None = None
    ci: CheckState | None = None


class Item(Entity):
    """A card on the board.

    Attributes:
        column: The id of its column.
        points: Its size in story points.
        issue: A link to the issue it comes from.
        acceptance: Acceptance criteria, one a line.
        blocked: Whether it cannot move on; ``blockers`` may say why.
    """

    identity: ClassVar[tuple[str, ...]] = ("title",)
    synonyms: ClassVar[dict[str, str]] = {"name": "title", "acceptance_criteria": "acceptance"}

    title: Filled
    column: str = "backlog"
    batch: str = ""
    sprint: str = ""
    points: Points | None = None
    owner: str = ""
    blocked: Flag = False
    blockers: Names = ()
    issue: str = ""
    acceptance: Names = ()
    pr: PullRequest | None = None
    target: Target | None = None
    started: Day | None = None
    finished: Day | None = None
    notes: str = ""


class Sprint(Entity):
    """A sprint; the days are the first and the last.

    Attributes:
        planned: The points planned at its start; left out, the points of its cards count.
        completed: The points completed, for sprints whose cards are no longer in the plan.
    """

    identity: ClassVar[tuple[str, ...]] = ("name", "start")

    name: str = ""
    start: Day | None = None
    end: Day | None = None
    goal: str = ""
    planned: Points | None = None
    completed: Points | None = None
    notes: str = ""
