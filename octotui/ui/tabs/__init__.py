"""The tabs, in the order of their numbers."""

from __future__ import annotations

from typing import Final

from octotui.ui.tabs.base import Tab
from octotui.ui.tabs.batches import BatchesTab
from octotui.ui.tabs.checklists import ChecklistsTab
from octotui.ui.tabs.escalations import EscalationsTab
from octotui.ui.tabs.overview import OverviewTab
from octotui.ui.tabs.risks import RisksTab
from octotui.ui.tabs.roles import RolesTab

TABS: Final[tuple[type[Tab], ...]] = (
    OverviewTab,
    BatchesTab,
    RisksTab,
    EscalationsTab,
    RolesTab,
    ChecklistsTab,
)
