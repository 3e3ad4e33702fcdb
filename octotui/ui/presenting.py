"""Present: the plan on a screen that others look at, large, without chrome, and without what is not for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from octotui.config.commands import COMMAND_BY_ID, key_name
from octotui.plan.audience import FOR_THE_TEAM
from octotui.plan.disputes import Dispute
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import group_of
from octotui.ui.text import Line, at_most, say, width_of

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp
    from octotui.ui.glyphs import Glyphs

NOTHING: Final[frozenset[str]] = frozenset()
HINTS: Final = 3
"""So many keys are told at the foot of what is presented."""
SHARED: Final = ("show-hidden", "present")
"""What one has to know how to do while others look on."""
LEAST: Final = 24
"""Cells for what is shown, and how it is filtered."""


class Presenting:
    """Whether others look on, and whether they see all.

    Attributes:
        is_on: Whether the plan is presented.
        in_meeting: Whether a meeting goes on here, be it in sight or not.
        shows_all: Whether the user asked for what is withheld; that is over with the occasion.
    """

    def __init__(self, app: OctotuiApp) -> None:
        """Start with nobody looking on."""
        self.is_on = self.in_meeting = self.shows_all = False
        self._app = app

    @property
    def is_shared(self) -> bool:
        """Whether others look on."""
        return self.is_on or self.in_meeting

    @property
    def private(self) -> frozenset[str]:
        """The fields that are withheld now, beside what is secret; none withholds nothing."""
        if self.shows_all or not self.is_shared:
            return NOTHING
        from octotui.plan.shown import IN_A_MEETING  # nobody who presents nothing waits for it

        return IN_A_MEETING if self.in_meeting else FOR_THE_TEAM

    def expect_meeting(self) -> None:
        """A meeting is what the app is opened for: not for a moment is anything seen that is withheld there."""
        app = self._app
        self.in_meeting = True
        app.snapshot = Snapshot(app.session.plan, app.clock(), app.who, private=self.private)

    def toggle(self) -> None:
        """Present, or stop it."""
        app = self._app
        self.is_on, self.shows_all = not self.is_on, False
        app.main.set_class(self.is_on, "-present")
        app.look()
        app.say("Presenting: p stops." if self.is_on else "")

    def toggle_all(self) -> None:
        """Show what is withheld, or hide it again."""
        app = self._app
        if self.in_meeting and not app.main.in_meeting:  # the meeting was left: nobody looks on any more
            self.follow(in_meeting=self.is_on)
            app.say("Nobody looks on any more: all is shown.")
            return
        self.shows_all = not self.shows_all
        app.look()
        app.say("All is shown: ~ hides it again." if self.shows_all else "", "warn")

    def why_not_all(self) -> str:
        """Why there is nothing to show; empty if there is."""
        if not self.is_shared:
            return "Nothing is hidden: it is while you present, and in meetings."
        shown = self._app.snapshot.shown
        return "Nothing is hidden: the plan has no security items and no notes." if shown and not shown.count else ""

    def hints(self) -> list[tuple[str, str, str]]:
        """The keys by which others see all, and by which they look on no more: id, key, title."""
        titles = {"show-hidden": "hide" if self.shows_all else "show all", "present": "stop"}
        commands = (COMMAND_BY_ID[name] for name in SHARED if not (name == "show-hidden" and self.why_not_all()))
        return [(one.id, key_name(self._app.key_of(one) or ""), titles[one.id]) for one in commands]

    def open_to_all(self, disputes: Sequence[Dispute]) -> list[Dispute]:
        """The disputes of which nothing is withheld."""
        return [one for one in disputes if all(map(self._app.snapshot.tells, one.edits))]

    def follow(self, *, in_meeting: bool) -> None:
        """A meeting comes into sight, or is over: what is withheld is another."""
        if in_meeting is not self.in_meeting:
            self.in_meeting, self.shows_all = in_meeting, False
        if self._app.snapshot.private != self.private:
            self._app.look()


def mark_of(snapshot: Snapshot, glyphs: Glyphs, *, is_shared: bool, is_short: bool = False) -> Line:
    """The mark of what is withheld: ``⊘ 14 withheld (security, notes)``; that all is shown where it was asked for."""
    shown = snapshot.shown
    if shown is None:
        return ((f"{glyphs.warn} all is shown  ", "warn bold"),) if is_shared else ()
    if not shown.count:
        return ()
    kinds = "" if is_short else f" withheld ({', '.join(shown.kinds)})"
    return ((f"{glyphs.lock} {shown.count}{kinds}  ", "warn"),)


def line_of(app: OctotuiApp, width: int) -> tuple[Line, Line]:
    """The one line over what is presented: what it is, how it is filtered; what is withheld, as of when, the time."""
    main, snapshot = app.main, app.snapshot
    view, group = main.tab.view, group_of(main.tab.view)
    within = group.title if group and len(group.views) > 1 and group.title != view.title else ""
    filters = " ".join(filter(None, ("mine" if main.tab.only_mine else "", main.tab.filter_text)))
    title: Line = (
        (" ", ""),
        say(within, "muted"),
        (" " if within else "", ""),
        say(view.title, "bold"),
        ("  " if filters else "", ""),
        say(filters, "accent"),
    )
    clock: Line = (
        (f"as of {app.saved_at.astimezone():%H:%M}  ", "muted"),
        (f"{snapshot.now.astimezone():%H:%M} ", "bold"),
    )
    mark = mark_of(snapshot, app.glyphs, is_shared=app.presenting.is_shared)
    if width_of((*mark, *clock)) + min(width_of(title), LEAST) > width:
        mark = mark_of(snapshot, app.glyphs, is_shared=app.presenting.is_shared, is_short=True)
    right = (*mark, *clock)
    return at_most(title, max(width - width_of(right), 0)), right
