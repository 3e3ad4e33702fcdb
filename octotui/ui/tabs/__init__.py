"""The tabs by their numbers, and the views that each of them has.

A view is known here by what is needed before one goes there: its name, its figure, whose home it is. Its class is
imported on the first visit: a view that is never opened costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Final

from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import figures

if TYPE_CHECKING:
    from octotui.ui.tabs.base import Tab


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What is shown in one place.

    Attributes:
        of: Its module and class.
        title: Its name.
        thing: What one of its things is called.
        areas: The plan's collections that it shows; the first view of an area is its home.
        figure: Tells the figure behind its name.
    """

    of: str
    title: str
    thing: str
    areas: tuple[str, ...] = ()
    figure: Callable[[Snapshot], str] = figures.nothing

    def make(self) -> Tab:
        """The view itself."""
        kind: type[Tab] = resolve_name(f"octotui.ui.tabs.{self.of}")
        return kind(self)


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """What a number key goes to.

    Attributes:
        key: The number.
        title: Its name in the row of tabs.
        short: Its name where there is little room.
        views: What is shown there; the same key again goes from one to the next.
    """

    key: str
    title: str
    short: str
    views: tuple[View, ...]


GROUPS: Final = (
    Group(
        "1",
        "Overview",
        "Over",
        (
            View("overview:OverviewTab", "Overview", "overview"),
            View("myday:MyDayTab", "My day", "duty"),
            View(
                "rhythm:RhythmTab",
                "Rhythm",
                "meeting, checkpoint or message",
                ("cadences", "checkpoints", "communications"),
                figures.turns_due,
            ),
            View("actions:ActionsTab", "Actions", "action", ("actions",), figures.actions_to_do),
        ),
    ),
    Group(
        "2",
        "Batches",
        "Batch",
        (
            View("batches:BatchesTab", "Batches", "batch", ("batches",), figures.batches_done),
            View("milestones:MilestonesTab", "Milestones", "milestone", ("milestones",), figures.milestones_reached),
            View("initiatives:InitiativesTab", "Initiatives", "initiative", ("initiatives",)),
        ),
    ),
    Group(
        "3",
        "Board",
        "Board",
        (
            View("board:BoardTab", "Board", "card", ("items",), figures.cards_in_hand),
            View("sprints:SprintsTab", "Sprints", "sprint", ("sprints",), figures.sprint_done),
        ),
    ),
    Group(
        "4",
        "Risks",
        "Risks",
        (
            View("risks:RisksTab", "Register", "risk", ("risks",), figures.open_risks),
            View("risk_dashboard:RiskDashboardTab", "Dashboard", "risk", ("risks",), figures.critical_risks),
        ),
    ),
    Group(
        "5",
        "Escalations",
        "Escal",
        (View("escalations:EscalationsTab", "Escalations", "escalation", ("escalations",), figures.open_escalations),),
    ),
    Group(
        "6",
        "Roles",
        "Roles",
        (
            View("roles:RolesTab", "Matrix", "role", figure=figures.phase_tasks_done),
            View("profiles:ProfilesTab", "Profiles", "role", ("roles",), figures.roles_vacant),
            View("people:PeopleTab", "People", "person", ("people",), figures.people_over_loaded),
            View("responsibilities:ResponsibilitiesTab", "Responsibilities", "responsibility", ("responsibilities",)),
            View("releases:ReleasesTab", "Releases", "release", ("releases",), figures.releases_to_come),
            View(
                "decisions:DecisionsTab",
                "Decisions",
                "decision",
                ("decision_types", "channels"),
                figures.decisions_recorded,
            ),
        ),
    ),
    Group(
        "7",
        "Checklists",
        "Lists",
        (
            View("checklists:ChecklistsTab", "Checklists", "checklist", ("checklists",), figures.lists_done),
            View("runbooks:RunbooksTab", "Runbooks", "runbook", ("runbooks",), figures.runbooks_current),
            View("validation:ValidationTab", "Validation", "command", ("commands",)),
        ),
    ),
    Group("8", "Issues", "Issues", (View("issues:IssuesTab", "Issues", "issue", ("issues",), figures.open_issues),)),
    Group(
        "9",
        "Changes",
        "Changes",
        (View("changes:ChangesTab", "Changes", "change", ("changes",), figures.changes_waiting),),
    ),
    Group(
        "0",
        "Metrics",
        "Metrics",
        (View("metrics:MetricsTab", "Metrics", "metric", ("metrics",), figures.metrics_missed),),
    ),
)

VIEWS: Final = {view.of.partition(":")[0]: view for group in GROUPS for view in group.views}
"""All views by the names of their modules, in their order."""


def group_of(view: View) -> Group:
    """The group a view belongs to."""
    return next(group for group in GROUPS if view in group.views)


def home_of(area: str) -> View | None:
    """The view that a collection's things are at home on; None if no view shows them."""
    return next((view for view in VIEWS.values() if area in view.areas), None)
