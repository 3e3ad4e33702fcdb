"""What the keys do to a risk, in the register and on the dashboard: score, review, begin the contingency plan."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

from octotui.config.commands import Command
from octotui.plan.edits import Edits, Path, Set, value_at
from octotui.plan.operations import review_risk
from octotui.plan.plaintext import one_line
from octotui.plan.risk_response import activate
from octotui.plan.risks import IMPACTS, PROBABILITIES, Impact, Probability, Risk, score
from octotui.ui.dialogs.choose import Choice, Choose
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import Line, say

LONGEST = 56
"""A contingency plan is told in a menu in so many characters."""


class RiskKeys(ListTab):
    """A list of risks."""

    model = Risk
    titles = {"more": "score", "less": "score"}  # noqa: RUF012  # a ClassVar in the base

    def title_of(self, command: Command) -> str:
        """On a part of a risk the keys are what they are anywhere."""
        return super().title_of(command) if isinstance(self.selected(), Risk) else command.title

    def words(self, thing: Risk, snapshot: Snapshot) -> str:
        """Id, title, notes, mitigation and category."""
        return f"{super().words(thing, snapshot)} {thing.mitigation} {thing.category}"

    def fields(self, thing: Risk, snapshot: Snapshot) -> Mapping[str, str]:
        """``score:9``, ``band:critical``, ``cell:high/critical``."""
        more = {"score": str(thing.score), "band": thing.band, "cell": f"{thing.probability}/{thing.impact}"}
        return {**super().fields(thing, snapshot), **more, "batch": " ".join(thing.batches)}

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
        app = self.octotui
        ids = list(dict.fromkeys(path[1] for path in self.selected_paths()))
        edits = [edit for risk_id in ids for edit in review_risk(app.session.plan, risk_id, app.who, app.clock())]
        app.change(tuple(edits), f"{', '.join(ids)} reviewed today")

    def can_activate(self) -> str:
        """A risk with a contingency plan has to be selected."""
        risk = self._risk(self.selected_path())
        if risk is None:
            return NOTHING
        return "" if risk.contingency else f"{risk.id} has no contingency plan: enter, then a, writes one."

    def do_activate(self) -> Awaitable[None]:
        """Ask, then begin the contingency plan; or take that back."""
        risk = self._risk(self.selected_path())
        assert risk is not None
        assert risk.contingency is not None
        begun = risk.contingency.activated is not None
        title = f"{'Stop' if begun else 'Begin'} the contingency plan of {say(risk.id)[0]}?"
        return self.octotui.ask(Choose(title, _answers(risk), "no"), self._activate)

    def _activate(self, answer: str | None) -> None:
        app = self.octotui
        risk = self._risk(next(iter(self.acted_on()), None))
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
        risk = self._risk(self.selected_path())
        assert risk is not None
        place = PROBABILITIES.index(risk.probability), IMPACTS.index(risk.impact)
        probability, impact = place
        if by > 0:
            probability, impact = (probability + 1, impact) if probability < 2 else (probability, min(impact + 1, 3))
        else:
            probability, impact = (probability, impact - 1) if impact > 0 else (max(probability - 1, 0), impact)
        self.score_as(PROBABILITIES[probability], IMPACTS[impact])

    def score_as(self, probability: Probability, impact: Impact) -> None:
        """Give the selected risks a probability and an impact, as one step."""
        edits: list[Set] = []
        paths = [path for path in self.selected_paths() if len(path) == 2]
        for path in paths:
            risk = value_at(self.octotui.session.plan, path)
            edits += [
                Set((*path, name), risk.given().get(name), wanted)
                for name, wanted in (("probability", probability), ("impact", impact))
                if getattr(risk, name) != wanted
            ]
        names = ", ".join(path[1] for path in paths)
        title = f"{names} scored {probability} × {impact} = {score(probability, impact)}"
        self.octotui.change(tuple(edits), title)

    def trend_run(self, risk: Risk) -> Line:
        """Whether the last review scored it higher or lower than the one before."""
        scores = risk.scores
        if len(scores) < 2 or scores[-1] == scores[-2]:
            return ()
        up = scores[-1] > scores[-2]
        return ((f" {self.glyphs.up if up else self.glyphs.down}", "bad" if up else "good"),)


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
