"""The tabs by their numbers, and the views that each of them has.

A view is known here by what is needed before one goes there: its name, its figure, whose home it is. Its class is
imported on the first visit: a view that is never opened costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Final

from octotui.plan.frozen import Frozen
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import figures

if TYPE_CHECKING:
    from octotui.ui.tabs.base import Tab


class View(Frozen, eq=False):
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

    @property
    def name(self) -> str:
        """The name of its module."""
        return self.of.partition(":")[0].rpartition(".")[2]

    def make(self) -> Tab:
        """The view itself."""
        kind: type[Tab] = resolve_name(f"octotui.ui.{self.of}")
        return kind(self)


class Group(Frozen, eq=False):
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
            View("tabs.overview:OverviewTab", "Overview", "overview"),
            View("tabs.myday:MyDayTab", "My day", "duty"),
            View(
                "tabs.rhythm:RhythmTab",
                "Rhythm",
                "meeting, checkpoint or message",
                ("cadences", "checkpoints", "communications"),
                figures.turns_due,
            ),
            View("tabs.actions:ActionsTab", "Actions", "action", ("actions",), figures.actions_to_do),
            View("tabs.meetings:MeetingsTab", "Meetings", "meeting", ("meetings",)),
        ),
    ),
    Group(
        "2",
        "Batches",
        "Batch",
        (
            View("tabs.batches:BatchesTab", "Batches", "batch", ("batches",), figures.batches_done),
            View(
                "tabs.milestones:MilestonesTab", "Milestones", "milestone", ("milestones",), figures.milestones_reached
            ),
            View("tabs.initiatives:InitiativesTab", "Initiatives", "initiative", ("initiatives",)),
        ),
    ),
    Group(
        "3",
        "Board",
        "Board",
        (
            View("tabs.board:BoardTab", "Board", "card", ("items",), figures.cards_in_hand),
            View("tabs.sprints:SprintsTab", "Sprints", "sprint", ("sprints",), figures.sprint_done),
        ),
    ),
    Group(
        "4",
        "Risks",
        "Risks",
        (
            View("tabs.risks:RisksTab", "Register", "risk", ("risks",), figures.open_risks),
            View("tabs.risk_dashboard:RiskDashboardTab", "Dashboard", "risk", ("risks",), figures.critical_risks),
        ),
    ),
    Group(
        "5",
        "Escalations",
        "Escal",
        (
            View(
                "tabs.escalations:EscalationsTab",
                "Escalations",
                "escalation",
                ("escalations",),
                figures.open_escalations,
            ),
        ),
    ),
    Group(
        "6",
        "Roles",
        "Roles",
        (
            View("tabs.roles:RolesTab", "Matrix", "role", figure=figures.phase_tasks_done),
            View("tabs.profiles:ProfilesTab", "Profiles", "role", ("roles",), figures.roles_vacant),
            View("tabs.people:PeopleTab", "People", "person", ("people",), figures.people_over_loaded),
            View(
                "tabs.responsibilities:ResponsibilitiesTab", "Responsibilities", "responsibility", ("responsibilities",)
            ),
            View("tabs.releases:ReleasesTab", "Releases", "release", ("releases",), figures.releases_to_come),
            View(
                "tabs.decisions:DecisionsTab",
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
            View("tabs.checklists:ChecklistsTab", "Checklists", "checklist", ("checklists",), figures.lists_done),
            View("tabs.runbooks:RunbooksTab", "Runbooks", "runbook", ("runbooks",), figures.runbooks_current),
            View("tabs.validation:ValidationTab", "Validation", "command", ("commands",)),
        ),
    ),
    Group(
        "8", "Issues", "Issues", (View("tabs.issues:IssuesTab", "Issues", "issue", ("issues",), figures.open_issues),)
    ),
    Group(
        "9",
        "Changes",
        "Changes",
        (View("tabs.changes:ChangesTab", "Changes", "change", ("changes",), figures.changes_waiting),),
    ),
    Group(
        "0",
        "Metrics",
        "Metrics",
        (View("tabs.metrics:MetricsTab", "Metrics", "metric", ("metrics",), figures.metrics_missed),),
    ),
)

GROUP_BY_KEY: Final = {group.key: group for group in GROUPS}
VIEWS: Final = {view.name: view for group in GROUPS for view in group.views}
"""The views of the tabs by the names of their modules, in their order."""
MEETINGS: Final = {
    "standup": View("meetings.standup:StandupTab", "Standup", "turn"),
    "go-no-go": View("meetings.go_no_go:GoNoGoTab", "Go/no-go", "role"),
    "risk-review": View("meetings.risk_review:RiskReviewTab", "Risk review", "risk"),
}
"""The views that meetings are run in, by the kind of the meeting."""


def group_of(view: View) -> Group | None:
    """The group a view belongs to; None for a meeting, which has no number."""
    return next((group for group in GROUPS if view in group.views), None)


def home_of(area: str) -> View | None:
    """The view that a collection's things are at home on; None if no view shows them."""
    return next((view for view in VIEWS.values() if area in view.areas), None)
