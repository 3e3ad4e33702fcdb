"""The keys of a risk review: a risk is moved on the heat map, stamped as reviewed, and stamped where it was moved."""

from __future__ import annotations

from typing import ClassVar, Final

from octotui.config.commands import COMMAND_BY_ID, key_name
from octotui.plan.edits import Path
from octotui.plan.plan import by_id
from octotui.plan.risk_moves import Days, cell_beside, cell_of
from octotui.plan.risks import Risk
from octotui.ui.meetings.base import MeetingTab
from octotui.ui.tabs.risk_keys import RiskKeys

ON_THE_MAP: Final = ("map-left", "map-right", "map-down", "map-up", "more", "less")


class ReviewKeys(MeetingTab, RiskKeys):
    """A meeting in which each turn is a risk's."""

    titles: ClassVar[dict[str, str]] = {**MeetingTab.titles, **RiskKeys.titles, "review": "reviewed, next"}
    hint_to_add = "a"

    @property
    def days(self) -> Days:
        """The day the review began, and today."""
        return Days(self.going.started.astimezone().date(), self.snapshot.today)

    @property
    def risk(self) -> Risk | None:
        """The risk whose turn it is, as it is now."""
        turn = self.turn
        return by_id(self.octotui.session.plan.risks, turn.of.id) if turn else None

    def can_review(self) -> str:
        """It has to be the turn of a risk."""
        return "" if self.turn else self.can_next()

    def do_review(self) -> None:
        """Stamp the risk as reviewed with the score it has, and go on."""
        risk = self.risk
        assert risk is not None
        if not risk.is_open or self.days.has_as_scored(risk) or self.stamp((risk.id,)):
            self.do_next()

    def scored(self) -> tuple[Path, ...]:
        """The risk whose turn it is."""
        risk = self.risk
        return (("risks", risk.id),) if risk else ()

    def risk_path(self) -> Path | None:
        """The risk that is selected, or a part of it; else the one whose turn it is."""
        path, turn = super().risk_path(), self.turn
        return path if path and path[0] == "risks" else turn.about if turn else None

    def can_map_left(self) -> str:
        """There has to be a lesser impact."""
        return self._edge(0, -1)

    def do_map_left(self) -> None:
        """A lesser impact."""
        self._shift(0, -1)

    def can_map_right(self) -> str:
        """There has to be a greater impact."""
        return self._edge(0, 1)

    def do_map_right(self) -> None:
        """A greater impact."""
        self._shift(0, 1)

    def can_map_down(self) -> str:
        """There has to be a lower probability."""
        return self._edge(-1, 0)

    def do_map_down(self) -> None:
        """A lower probability."""
        self._shift(-1, 0)

    def can_map_up(self) -> str:
        """There has to be a higher probability."""
        return self._edge(1, 0)

    def do_map_up(self) -> None:
        """A higher probability."""
        self._shift(1, 0)

    def on_resize(self) -> None:
        """How tall the map is follows from the height of the screen."""
        if self.run is not None:
            self._tell(from_top=False)

    def _go(self, place: int) -> None:
        """Go to a turn. A risk that was scored anew was looked at: it is stamped as reviewed when one leaves it."""
        risk = self.risk
        was = by_id(self._before.risks, risk.id) if risk and self._before else None
        if risk and was and risk.is_open and cell_of(risk) != cell_of(was) and not self.days.has_as_scored(risk):
            self.stamp((risk.id,), f"{risk.id} reviewed today: {was.score} → {risk.score}")
        super()._go(place)

    def _edge(self, more_probable: int, more_impact: int) -> str:
        """Why a risk cannot be moved so; empty if it can."""
        risk = self.risk
        if risk is None:
            return "No risk is in sight that could be moved."
        if not risk.is_open:
            return f"{risk.id} is {risk.status}: s opens it again."
        at_edge = cell_beside(risk, more_probable, more_impact) == cell_of(risk)
        return "That is the edge of the map." if at_edge else ""

    def _shift(self, more_probable: int, more_impact: int) -> None:
        risk = self.risk
        assert risk is not None
        self.score_as(cell_beside(risk, more_probable, more_impact))

    def map_keys(self) -> tuple[str, ...]:
        """The keys that move a risk on the map: left, right, down, up; up and down by a step."""
        return tuple(key_name(self.octotui.key_of(COMMAND_BY_ID[command]) or "") for command in ON_THE_MAP)
