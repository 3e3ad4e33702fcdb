"""The weekly risk review: the worst first, one at a time, with its place on the heat map (document 001)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from octotui.config.commands import Command
from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.meeting_words import REVIEWED
from octotui.plan.risk_moves import not_reviewed, outcome_words, rescored_words
from octotui.plan.risk_review import agenda, changed_scores, exposure, trend
from octotui.plan.risks import Risk
from octotui.plan.words import counted
from octotui.session import PlanChanged
from octotui.ui.meanings import BANDS, STATUS
from octotui.ui.meetings.base import LATER
from octotui.ui.meetings.risk_review_keys import ReviewKeys
from octotui.ui.meetings.risk_review_map import RiskMap
from octotui.ui.meetings.risk_review_words import tell_outcome, tell_risk
from octotui.ui.meetings.turns import END, Closing, Turn
from octotui.ui.snapshot import Snapshot
from octotui.ui.text import say
from octotui.ui.widgets.story import Story

RANKS: Final = {
    command: rank
    for rank, commands in enumerate(
        (("next", "previous", "review"), ("status", "raise"), ("add", "activate"), ("note", "action", "park")),
        start=1,
    )
    for command in commands
}
"""The ranks of commands in the footer, by their ids."""


class RiskReviewTab(ReviewKeys):
    """One risk at a time: who owns it, what is done about it, where it stands and where it came from."""

    kind = "risk-review"
    has_side = True

    SCOPED_CSS = False
    DEFAULT_CSS = """
    MainScreen.-narrow.-short RiskReviewTab #beside { height: 5; }
    """

    def begin(self) -> None:
        """Put all risks in order, also those that are withheld: what is shown later has its place among the others."""
        app, run = self.octotui, self.going
        run.order = run.order or [_key(risk.id) for risk in agenda(app.session.plan, app.snapshot.today)]

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """Show the turn as things are now; without risks there is no map."""
        self.set_class(bool(snapshot.whole.risks), "-sided")
        super().show(snapshot, change)

    def turns(self, snapshot: Snapshot) -> Sequence[Turn]:
        """Open risks, the worst first; what is closed during the review stays where it was."""
        plan = snapshot.plan
        over = (risk for risk in plan.risks if not risk.is_open and _key(risk.id) in self.going.order)
        return [_turn(risk) for risk in (*agenda(plan, snapshot.today), *over)]

    def tell_turn(self, turn: Turn, story: Story) -> None:
        """Its facts, what it threatens, what is done about it, what was said."""
        room = self.size.width - 4  # the title over the story has so much, and is cut there
        notes = [note["text"] for note in self.going.notes if note["about"] == turn.of.id]
        tell_risk(turn.of, notes, self.snapshot, self.glyphs, story, title_room=room)

    def tell_beside(self, turn: Turn | None, story: Story) -> None:
        """The heat map: where the risk is and was; at the end, all of them before and after."""
        plan, height = self.snapshot.plan, self.screen.size.height
        if not plan.risks:
            return
        if turn is None:
            RiskMap(plan, self.before or plan, self.glyphs, height).tell_all(story)
        else:
            RiskMap(plan, self._before or plan, self.glyphs, height).tell_one(turn.of, self.map_keys(), story)

    def end(self) -> Turn:
        """The room reads the score that is left, and below what the review came to."""
        plan = self.snapshot.plan
        if not plan.risks:
            return super().end()
        after, before = (exposure(one).score for one in (plan, self.before or plan))
        ink = "" if after == before else "bad" if after > before else "good"
        return Turn(END, f"score {after}", ink, (say(outcome_words(self.before or plan, plan, self.days), "bold"),))

    def tell_end(self, story: Story) -> None:
        """The trend, and which risks are behind it."""
        plan = self.snapshot.plan
        tell_outcome(self.before or plan, plan, self.days, self.glyphs, story)
        shown = {risk.id for risk in plan.risks}
        left = [risk for risk in not_reviewed(self.snapshot.whole, self.days) if risk.id not in shown]
        if left:
            story.gap()
            story.text(f"{counted(len(left), 'more risk')} not reviewed: withheld here, ~ shows them.", "warn")

    def closing(self) -> Closing:
        """What moved, how many were reviewed; and each new score, as a decision."""
        plan = self.octotui.session.plan
        before = self._before or plan
        summary = f"{outcome_words(before, plan, self.days)}; {trend(before, plan, self.days.today).words}"
        return Closing(summary, decisions=rescored_words(changed_scores(before, plan)))

    def changes(self) -> tuple[str, ...]:
        """What changed; that a risk was reviewed is what the figures say."""
        return tuple(line for line in super().changes() if not line.endswith(f": {REVIEWED}"))

    def rank_of(self, command: Command) -> int:
        """First what leads on, then what becomes of a risk."""
        if command.id in RANKS:
            return RANKS[command.id]
        rank = super().rank_of(command)  # beside the map stands how a risk is scored
        return rank + LATER if command.id in ("more", "less") and isinstance(self.selected(), Risk) else rank

    def area_path(self) -> Path:
        """A new risk goes to the others."""
        return ("risks",)

    def offers(self) -> Sequence[tuple[type[Entity], Path]]:
        """Another risk, or a part of this one."""
        risk = ((Risk, self.area_path()),)
        return (*risk, *super().offers()) if self.whole_of() else risk

    def can_add(self) -> str:
        """A risk can be added at any time."""
        return ""

    def go_to(self, path: Path) -> None:
        """A new risk is the next turn; a new part is where the cursor goes."""
        run, turn, key = self.going, self.turn, _key(path[1])
        shown = [slide.key for slide in self.slides]
        if len(path) > 2 and turn is not None and turn.about == path[:2]:
            self.story.go_to(path)
        elif turn is not None and key in shown:
            run.order.remove(key)
            run.order.insert(run.order.index(turn.key) + 1, key)
            self.keep()
            self.show(self.snapshot, None)
            self.octotui.say(f"{path[1]} is added: its turn is the next.")
        elif key in shown:
            self._go(shown.index(key))


def _turn(risk: Risk) -> Turn:
    """The room reads the score and its band; the title stands under it."""
    name, ink = (
        (f"{risk.score} {risk.band}", BANDS[risk.band]) if risk.is_open else (risk.status, STATUS[risk.status][1])
    )
    return Turn(_key(risk.id), name, ink, (say(risk.title, "bold"),), ("risks", risk.id), risk)


def _key(risk_id: str) -> str:
    """What a risk's turn goes by."""
    return f"risks/{risk_id}"
