"""Choosing a report: which one, of what, and then its preview."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from octotui.plan.audience import Audience
from octotui.reports.catalogue import REPORTS, Kind, Wish, kind_named, things_for
from octotui.store.standing import as_kept
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.dialogs.report import ReportDialog, Wanted
from octotui.ui.text import say
from octotui.ui.widgets.table import Column

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp

KIND_COLUMNS: Final = (Column("Report", 24), Column("What it says"))
THING_COLUMNS: Final = (Column("Id", 18), Column("Of what"))


async def choose_report(app: OctotuiApp) -> None:
    """Ask which report; then show it, or ask first what it is about."""
    options = [
        Option(kind.id, ((say(kind.title),), (say(kind.purpose, "muted"),)), f"{kind.title} {kind.purpose} {kind.id}")
        for kind in REPORTS
        if not kind.of or things_for(kind, app.snapshot.plan)
    ]
    await app.ask(Pick("Report", KIND_COLUMNS, options), partial(_chosen, app))


async def _chosen(app: OctotuiApp, picked: tuple[str, ...] | None) -> None:
    if picked:
        kind = kind_named(picked[0])
        await (_choose_thing(app, kind) if kind.of else _preview(app, kind, None))


async def _choose_thing(app: OctotuiApp, kind: Kind) -> None:
    """Ask what it is about; what is selected comes first."""
    selected = app.main.tab.selected_path() or ()
    things = sorted(things_for(kind, app.snapshot.plan), key=lambda thing: (kind.of, thing.id) != selected[:2])
    options = [
        Option(thing.id, ((say(thing.id, "muted"),), (say(thing.label),)), f"{thing.id} {thing.label}")
        for thing in things
    ]
    await app.ask(Pick(kind.title, THING_COLUMNS, options), partial(_preview, app, kind))


async def _preview(app: OctotuiApp, kind: Kind, picked: tuple[str, ...] | None) -> None:
    if picked or not kind.of:
        whole = app.snapshot.whole
        audience: Audience | None = "stakeholder" if app.snapshot.private else None
        standing = as_kept(app.session.path, whole, app.snapshot.now)
        wish = Wish(app.snapshot.today, thing=picked[0] if picked else "", audience=audience, standing=standing)
        wanted = Wanted(kind, whole, app.session.path, wish)
        await app.ask(ReportDialog(wanted, app.glyphs), lambda _: None)
