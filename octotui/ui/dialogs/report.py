"""A report before one posts it: read, copied, saved; for the team or for stakeholders; with or without its notes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from octotui.config.paths import state_folder
from octotui.plan.audience import AUDIENCES, Audience
from octotui.plan.frozen import Frozen, replace
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.reports.brief import period_for, period_title
from octotui.reports.catalogue import Kind, Wish, written
from octotui.ui.clipboard import copy
from octotui.ui.dialogs.ask import Ask
from octotui.ui.dialogs.base import Dialog
from octotui.ui.dialogs.choose import Choice, Choose
from octotui.ui.glyphs import Glyphs
from octotui.ui.markdown import lines_of
from octotui.ui.text import Line
from octotui.ui.widgets.lineview import LineView

SAID_SECONDS: Final = 4.0
FOR: Final[dict[Audience, str]] = {"team": "for the team", "stakeholder": "for stakeholders"}


class Wanted(Frozen):
    """What is previewed.

    Attributes:
        kind: The report.
        plan: What it is made from.
        path: Where the plan is; the report is saved beside it.
        wish: How it is wanted at first.
    """

    kind: Kind
    plan: Plan
    path: Path
    wish: Wish


class ReportDialog(Dialog[None]):
    """A report in a scrolling panel."""

    DEFAULT_CSS = """
    ReportDialog > .panel { width: 104; max-width: 100%; height: 100%; max-height: 96%; }
    ReportDialog LineView { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", show=False),
        Binding("s", "save", show=False),
        Binding("a", "audience", show=False),
        Binding("x", "explain", show=False),
        Binding("left,h", "period('previous')", show=False),
        Binding("right,l", "period('next')", show=False),
        *(
            Binding(keys, f"read('{where}')", show=False, priority=True)
            for keys, where in (
                ("j,down", "down"),
                ("k,up", "up"),
                ("space,pagedown,ctrl+d", "page_down"),
                ("pageup,ctrl+u", "page_up"),
                ("g,home", "top"),
                ("G,end", "bottom"),
            )
        ),
    ]

    def __init__(self, wanted: Wanted, glyphs: Glyphs) -> None:
        """Make the dialog."""
        super().__init__()
        kind, wish = wanted.kind, wanted.wish
        self._wanted = wanted
        self._audience: Audience = wish.audience or kind.audience
        self._explain = wish.explain
        self._period = wish.period or period_for(wanted.plan, kind.lens or "week", wish.today)
        self._preview = _Preview(glyphs)
        self._markdown = ""

    def compose(self) -> ComposeResult:
        """The report in a panel, the keys on its edge."""
        with Vertical(classes="panel"):
            yield self._preview

    async def on_mount(self) -> None:
        """Show it."""
        await self._show()

    def action_read(self, where: str) -> None:
        """Read on, or back."""
        getattr(self._preview, f"do_{where}")()

    def action_copy(self) -> None:
        """Copy the report as Markdown."""
        try:
            self._say(f"Copied {copy(self._markdown, self.app.copy_to_clipboard, state_folder())}.")
        except OSError as error:
            self._say(f"Not copied: {error.filename}: {error.strerror}")

    async def action_save(self) -> None:
        """Save it to a file; the name is asked for."""
        await self._ask(Ask("Save the report as", f"beside {self._wanted.path.name}", self._file_name), self._save)

    async def action_audience(self) -> None:
        """Write it for the other readers."""
        self._audience = AUDIENCES[AUDIENCES.index(self._audience) - 1]
        await self._show()

    async def action_explain(self) -> None:
        """Say how the figures were made, or leave that out."""
        self._explain = not self._explain
        await self._show()

    async def action_period(self, where: Literal["previous", "next"]) -> None:
        """Look through the period before, or after."""
        if self._wanted.kind.lens:
            self._period = getattr(self._period, where)
            await self._show()

    async def _show(self) -> None:
        """Make the report, and say on the panel's edge what it is and which keys there are."""
        kind, plan = self._wanted.kind, self._wanted.plan
        wish = replace(self._wanted.wish, period=self._period, audience=self._audience, explain=self._explain)
        try:
            self._markdown = await asyncio.to_thread(written, kind, plan, wish)  # git may be asked about a past day
        except PlanError as error:
            self._markdown = f"{error.problems[0]}\n"
        self._preview.show(self._markdown)
        when = f", {period_title(plan, self._period)}" if kind.lens else ""
        self.query_one(".panel").border_title = self.words(f"{kind.title}{when}, {FOR[self._audience]}")
        self._say("")

    def _say(self, text: str) -> None:
        """Say something on the lower edge for a moment; nothing brings the keys back."""
        other = AUDIENCES[AUDIENCES.index(self._audience) - 1]
        keys = [
            "y copy",
            "s save",
            f"a {FOR[other]}",
            "x no notes" if self._explain else "x explain",
            *(["←→ period"] if self._wanted.kind.lens else []),
            "esc back",
        ]
        self.query_one(".panel").border_subtitle = self.words(text or " · ".join(keys))
        if text:
            self.set_timer(SAID_SECONDS, partial(self._say, ""))

    async def _ask(self, dialog: Dialog[str], take: Callable[[str | None], Awaitable[None]]) -> None:
        await self.app.push_screen(dialog, take)
        dialog.set_focus(next(iter(dialog.focus_chain), None))

    @property
    def _file_name(self) -> str:
        """The name that is offered: ``monthly-2026-11.md``, ``change-c-4.md``."""
        kind = self._wanted.kind
        name = f"{kind.id}-{self._period.id if kind.lens else self._wanted.wish.thing}"
        return "".join(char if char.isalnum() or char in "-." else "-" for char in name) + ".md"

    async def _save(self, name: str | None) -> None:
        """Write the file; one that is there only after another question, and the plan never."""
        if not name:
            return
        path = self._wanted.path.parent / Path(name).expanduser()
        if not path.exists():
            self._write(path, "x")
        elif path.samefile(self._wanted.path):
            self._say("That is the plan itself: take another name.")
        else:
            choices = (Choice("no", (("no, leave it", ""),), "n"), Choice("yes", (("yes, write over it", "bad"),), "y"))
            await self._ask(
                Choose(f"{path.name} is there already. Write over it?", choices, "no"), partial(self._over, path)
            )

    async def _over(self, path: Path, answer: str | None) -> None:
        if answer == "yes":
            self._write(path, "w")

    def _write(self, path: Path, mode: Literal["x", "w"]) -> None:
        try:
            with path.open(mode, encoding="utf-8") as file:
                file.write(self._markdown)
        except OSError as error:
            self._say(f"Not saved: {path}: {error.strerror}")
        else:
            self._say(f"Saved as {path.name}.")


class _Preview(LineView):
    """The report, wrapped to the room there is."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._markdown = ""
        self._lines: list[Line] = []
        self._lines_width = 0

    def show(self, markdown: str) -> None:
        """Show a report; one stays where one reads."""
        self._markdown, self._lines_width = markdown, 0
        self.redraw()

    def count(self) -> int:
        """The lines of the report."""
        width = self.scrollable_content_region.width
        if width > 0 and width != self._lines_width:
            self._lines, self._lines_width = lines_of(self._markdown, width, self._glyphs), width
        return len(self._lines)

    def draw(self, number: int, width: int) -> Line:
        """A line of the report."""
        del width
        return self._lines[number]
