"""The tabs by their numbers, and the views that each of them has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from octotui.ui.tabs.actions import ActionsTab
from octotui.ui.tabs.base import Tab
from octotui.ui.tabs.batches import BatchesTab
from octotui.ui.tabs.board import BoardTab
from octotui.ui.tabs.changes import ChangesTab
from octotui.ui.tabs.checklists import ChecklistsTab
from octotui.ui.tabs.decisions import DecisionsTab
from octotui.ui.tabs.escalations import EscalationsTab
from octotui.ui.tabs.initiatives import InitiativesTab
from octotui.ui.tabs.issues import IssuesTab
from octotui.ui.tabs.metrics import MetricsTab
from octotui.ui.tabs.milestones import MilestonesTab
from octotui.ui.tabs.myday import MyDayTab
from octotui.ui.tabs.overview import OverviewTab
from octotui.ui.tabs.people import PeopleTab
from octotui.ui.tabs.profiles import ProfilesTab
from octotui.ui.tabs.releases import ReleasesTab
from octotui.ui.tabs.responsibilities import ResponsibilitiesTab
from octotui.ui.tabs.rhythm import RhythmTab
from octotui.ui.tabs.risk_dashboard import RiskDashboardTab
from octotui.ui.tabs.risks import RisksTab
from octotui.ui.tabs.roles import RolesTab
from octotui.ui.tabs.runbooks import RunbooksTab
from octotui.ui.tabs.sprints import SprintsTab
from octotui.ui.tabs.validation import ValidationTab


@dataclass(frozen=True, slots=True)
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
    views: tuple[type[Tab], ...]


GROUPS: Final = (
    Group("1", "Overview", "Over", (OverviewTab, MyDayTab, RhythmTab, ActionsTab)),
    Group("2", "Batches", "Batch", (BatchesTab, MilestonesTab, InitiativesTab)),
    Group("3", "Board", "Board", (BoardTab, SprintsTab)),
    Group("4", "Risks", "Risks", (RisksTab, RiskDashboardTab)),
    Group("5", "Escalations", "Escal", (EscalationsTab,)),
    Group("6", "Roles", "Roles", (RolesTab, ProfilesTab, PeopleTab, ResponsibilitiesTab, ReleasesTab, DecisionsTab)),
    Group("7", "Checklists", "Lists", (ChecklistsTab, RunbooksTab, ValidationTab)),
    Group("8", "Issues", "Issues", (IssuesTab,)),
    Group("9", "Changes", "Changes", (ChangesTab,)),
    Group("0", "Metrics", "Metrics", (MetricsTab,)),
)

VIEWS: Final[tuple[type[Tab], ...]] = tuple(view for group in GROUPS for view in group.views)


def group_of(view: type[Tab]) -> Group:
    """The group a view belongs to."""
    return next(group for group in GROUPS if view in group.views)


def home_of(area: str) -> type[Tab] | None:
    """The view that a collection's things are at home on; None if no view shows them."""
    return next((view for view in VIEWS if area in view.areas), None)
