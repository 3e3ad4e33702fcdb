"""The verdict in sight: GO, NO-GO or HOLD in large letters, and the votes of all roles in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from octotui.plan.ballots import Ballot
from octotui.plan.frozen import Frozen
from octotui.plan.verdict import Outcome, Verdict, Weight
from octotui.ui.big import big
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import VOTES
from octotui.ui.text import Line, Run, at_most, fit, say, width_of
from octotui.ui.widgets.lineview import FewLines

VERDICTS: Final[Mapping[Outcome, tuple[str, str]]] = {
    "GO": ("done", "good"),
    "NO-GO": ("stuck", "bad"),
    "HOLD": ("soon", "warn"),
}
"""The verdict → the name of its glyph, and its ink."""
WEIGHTS: Final[Mapping[Weight, tuple[str, str, str]]] = {
    "NO-GO": ("stuck", "bad", "Against it"),
    "HOLD": ("soon", "warn", "To wait for"),
    "note": ("dot", "muted", "To know"),
}
"""What a reason weighs → the name of its glyph, its ink, and its heading."""
CELLS: Final = (30, 22, 15, 3)
"""Widths of a cell of the table of votes, the widest first; in the least there is room for the glyph alone."""
MOST_ROWS: Final = 6
LETTERS_OF: Final = 8
"""Letters take so small a part of the screen's height at most."""


class Mark(Frozen):
    """A role's vote in the table: its glyph, the role, whether it is its turn."""

    glyph: Run
    name: str
    is_here: bool


def vote_run(ballot: Ballot, glyphs: Glyphs) -> Run:
    """The shape of a role's vote; a stale one is to be cast again."""
    shape, ink, _ = VOTES[ballot.vote.vote if ballot.vote else ""]
    return (glyphs.soon, "warn bold") if ballot.came_up else (getattr(glyphs, shape), f"{ink} bold")


def counts_line(verdict: Verdict) -> Line:
    """How many reasons of each weight there are: ``8 against it, 7 to wait for``."""
    runs: list[Run] = []
    for weight, (_, ink, heading) in WEIGHTS.items():
        count = sum(reason.weighs == weight for reason in verdict.reasons)
        if count and weight != "note":
            runs += [("  ", ""), (f"{count} {heading.lower()}", ink)]
    return tuple(runs[1:]) or (("nothing is against it", "good"),)


class VerdictSign(FewLines):
    """The verdict: in large letters where the screen is wide, else as a badge with the votes at its end."""

    DEFAULT_CSS = """
    VerdictSign { height: auto; padding: 0 1 0 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make it empty."""
        super().__init__(id=id)
        self._shown: tuple[Outcome, Line, tuple[Mark, ...]] = ("HOLD", (), ())

    def tell(self, outcome: Outcome, counts: Line, marks: Sequence[Mark]) -> None:
        """Show a verdict, how many reasons there are, and the votes."""
        shown = (outcome, counts, tuple(marks))
        if shown != self._shown:
            self._shown = shown
            self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:
        """The letters and the counts, or the badge."""
        outcome, counts, marks = self._shown
        shape, ink = VERDICTS[outcome]
        if self.screen.has_class("-wide"):
            letters = big(outcome, width, self.screen.size.height // LETTERS_OF, self.octotui.glyphs.letters)
            if len(letters) > 1:
                return [*(((row, f"bold {ink}"),) for row in letters), at_most(counts, width)]
        badge: Line = ((f" {getattr(self.octotui.glyphs, shape)} {outcome} ", f"on {ink}"), ("  ", ""), *counts)
        votes = tuple(run for mark in marks for run in ((" ", ""), mark.glyph))
        room = width - width_of(votes)
        return [(*fit(badge, room), *votes) if room > width_of(badge) else at_most(badge, width)]


class VoteTable(FewLines):
    """All votes: a glyph and the role; glyphs alone where there are too many."""

    DEFAULT_CSS = """
    VoteTable { height: auto; padding: 0 1 0 2; border-top: solid $foreground 14%; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make it empty."""
        super().__init__(id=id)
        self._said = ""
        self._marks: tuple[Mark, ...] = ()

    def tell(self, said: str, marks: Sequence[Mark]) -> None:
        """Show votes, and how many there are of each."""
        shown = (said, tuple(marks))
        if shown != (self._said, self._marks):
            self._said, self._marks = shown
            self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:
        """The heading and the rows."""
        marks = self._marks
        for cell in CELLS:
            columns = max(1, width // cell)
            rows = -(-len(marks) // columns)
            if rows <= MOST_ROWS:
                break
        heading: Line = (("Votes", "accent bold"), (f"  {self._said}" if self._said else "", "muted"))
        room = width // columns
        table = [
            tuple(run for mark in marks[row::rows] for run in self._cell(mark, room))
            for row in range(rows if marks else 0)
        ]
        return [at_most(heading, width), *table]

    def _cell(self, mark: Mark, room: int) -> Line:
        name = ((" ", ""), say(mark.name, "accent bold" if mark.is_here else "")) if room > CELLS[-1] else ()
        return fit((mark.glyph, *fit(name, room - 2)), room)
