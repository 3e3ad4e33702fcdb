"""What the keys do to a risk, wherever one is: score, review, begin the contingency plan."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from typing import ClassVar

from octotui.config.commands import Command
from octotui.plan.edits import Edits, Path, Set, value_at
from octotui.plan.operations import review_risk
from octotui.plan.plaintext import one_line
from octotui.plan.risk_moves import Cell, cell_beside, cell_of
from octotui.plan.risk_response import activate
from octotui.plan.risks import Risk, score
from octotui.ui.dialogs.choose import Choice, Choose
from octotui.ui.tabs.editing import Editing
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import say

LONGEST = 56
"""A contingency plan is told in a menu in so many characters."""
SCORES = ("more", "less", "tick")
"""Commands that score a risk, and do something else to a part of one."""


class RiskKeys(Editing):
    """Keys that act on risks; on a part of a risk they are what they are anywhere.

    It stands behind the base that has a layout: Textual takes styles from the first base alone.
    """

    model = Risk
    titles: ClassVar[dict[str, str]] = {"more": "score", "less": "score"}
    hint_to_add: ClassVar[str] = "enter, then a,"
    """The keys that write a part of a risk."""

    def title_of(self, command: Command) -> str:
        """On a part of a risk the keys are what they are anywhere."""
        is_usual = command.id in SCORES and not isinstance(self.selected(), Risk)
        return command.title if is_usual else super().title_of(command)

    def can_more(self) -> str:
        """A risk has a score; its parts have what they have."""
        return "" if isinstance(self.selected(), Risk) else super().can_more()

    can_less = can_more

    def do_more(self) -> Awaitable[None] | None:
        """Score up: first the probability, then the impact."""
        if not isinstance(self.selected(), Risk):
            return super().do_more()
        self._rescore(1)
        return None

    def do_less(self) -> None:
        """Score down: first the impact, then the probability."""
        if isinstance(self.selected(), Risk):
            self._rescore(-1)
        else:
            super().do_less()

    def can_set(self) -> str:
        """A risk has no progress; its score follows from probability and impact."""
        if not isinstance(self.selected(), Risk):
            return super().can_set()
        return "A risk's score follows from its probability and impact: + and -, or the heat map."

    def can_review(self) -> str:
        """Something has to be selected."""
        return "" if self.selected() else NOTHING

    def do_review(self) -> None:
        """Stamp the selected risks as reviewed today."""
        self.stamp(dict.fromkeys(path[1] for path in self.selected_paths()))

    def stamp(self, ids: Iterable[str], title: str = "") -> bool:
        """Stamp the risks of these ids as reviewed today, as one step; whether it could be."""
        app, plan, named = self.octotui, self.octotui.session.plan, list(ids)
        edits = [edit for risk_id in named for edit in review_risk(plan, risk_id, app.who, app.clock())]
        return app.change(tuple(edits), title or f"{', '.join(named)} reviewed today")

    def risk_path(self) -> Path | None:
        """The risk whose contingency plan is meant, or a part of it."""
        return next(iter(self.acted_on()), None)

    def can_activate(self) -> str:
        """A risk with a contingency plan has to be selected."""
        risk = self._risk(self.risk_path())
        if risk is None:
            return NOTHING
        return "" if risk.contingency else f"{risk.id} has no contingency plan: {self.hint_to_add} writes one."

    def do_activate(self) -> Awaitable[None]:
        """Ask, then begin the contingency plan; or take that back."""
        risk = self._risk(self.risk_path())
        assert risk is not None
        assert risk.contingency is not None
        begun = risk.contingency.activated is not None
        title = f"{'Stop' if begun else 'Begin'} the contingency plan of {say(risk.id)[0]}?"
        return self.octotui.ask(Choose(title, _answers(risk), "no"), self._activate)

    def _activate(self, answer: str | None) -> None:
        app = self.octotui
        risk = self._risk(self.risk_path())
        if risk is None or risk.contingency is None or answer not in ("yes", "happened"):
            return
        edits: Edits = activate(risk, app.who, app.clock())
        if answer == "happened":
            edits += (Set(("risks", risk.id, "status"), risk.given().get("status"), "happened"),)
        did = "is taken back" if risk.contingency.activated else "has begun"
        self.change(edits, f"{risk.id}: the contingency plan {did}")

    def _risk(self, path: Path | None) -> Risk | None:
        """The risk that a path leads to, or into."""
        thing = value_at(self.octotui.plan, path[:2]) if path else None
        return thing if isinstance(thing, Risk) else None

    def _rescore(self, by: int) -> None:
        """Up: first the probability, then the impact; down: first the impact, then the probability."""
        path = self.selected_path()
        risk = self._risk(path)
        assert path is not None
        assert risk is not None
        steps = ((1, 0), (0, 1)) if by > 0 else ((0, -1), (-1, 0))
        cells = (cell_beside(risk, *step) for step in steps)
        cell = next((cell for cell in cells if cell != cell_of(risk)), cell_of(risk))
        self.score_as(cell)

    def scored(self) -> tuple[Path, ...]:
        """The risks that a new score is for."""
        return tuple(path for path in self.selected_paths() if len(path) == 2)

    def score_as(self, cell: Cell) -> None:
        """Give the selected risks a probability and an impact, as one step."""
        edits: list[Set] = []
        paths = self.scored()
        for path in paths:
            risk = value_at(self.octotui.session.plan, path)
            edits += [
                Set((*path, name), risk.given().get(name), wanted)
                for name, wanted in zip(("probability", "impact"), cell, strict=True)
                if getattr(risk, name) != wanted
            ]
        names, (probability, impact) = ", ".join(path[1] for path in paths), cell
        title = f"{names} scored {probability} × {impact} = {score(probability, impact)}"
        self.octotui.change(tuple(edits), title)


def _answers(risk: Risk) -> tuple[Choice, ...]:
    """No comes first; a risk that is open may also have come true."""
    plan = risk.contingency
    assert plan is not None
    if plan.activated is not None:
        return Choice("no", (("no, it goes on", ""),), "n"), Choice(
            "yes", (("yes, as if it had not begun", "warn"),), "y"
        )
    words = say(one_line(f"yes: {plan.plan or plan.trigger or 'it begins now'}", LONGEST), "warn")
    happened = Choice("happened", (("yes, and the risk has happened", "bad"),), "h")
    no, yes = Choice("no", (("no, not yet", ""),), "n"), Choice("yes", (words,), "y")
    return (no, yes, happened) if risk.is_open else (no, yes)
