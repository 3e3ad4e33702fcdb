"""A plan whose secrets are unmistakable words, and all that an app shows."""

import json

from octotui.plan.audience import FOR_THE_TEAM, REFERENCES
from octotui.plan.data import data_of
from octotui.plan.secrecy import secret_things, things_of
from octotui.plan.shown import SAYS_NOTHING
from octotui.ui.tabs import VIEWS
from octotui.ui.widgets.lineview import LineView
from octotui.ui.widgets.story import StoryView
from octotui.ui.widgets.table import Table

SECRET, NOTE, CONDITION = "zzsecret", "zznote", "zzcondition"
WORDS = ("title", "name", "text", "ask", "resolution", "summary", "description", "plan", "trigger", "did", "acceptance")
MORE = {
    "checklists": [
        {
            "id": f"{SECRET}-list",
            "name": f"{SECRET} list",
            "gate": True,
            "release": "2026.11",
            "internal": True,
            "items": [{"text": f"{SECRET} point", "role": "qa"}, {"text": f"{SECRET} too", "done": True}],
        }
    ],
    "escalations": [
        {"id": "e-20", "title": f"{SECRET} leak", "level": "security", "release": "2026.11", "blocks": ["batch-2"]},
        {"id": f"{SECRET}-door", "title": f"{SECRET} door", "level": "security", "release": "2026.11", "owner": "sam"},
    ],
    "risks": [{"id": f"{SECRET}-own", "title": f"{SECRET} of one's own", "internal": True, "owner": "ana"}],
    "meetings": [{"kind": "standup", "at": "2026-11-19T09:15:00Z", "lead": "ana", "summary": f"{NOTE} said"}],
}


def secret_plan(plan, path):
    """Write a plan as JSON in which all that is secret says so, ids included, and so do notes."""
    hidden = secret_things(plan)
    renamed = {
        one.id: f"{SECRET}-{one.id}"
        for area, one in things_of(plan)
        if id(one) in hidden and not (area == "escalations" and SAYS_NOTHING.fullmatch(one.id))
    }

    def told(value, field, secret):
        if isinstance(value, dict):
            return {key: told(item, key, secret) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [told(item, field, secret) for item in value]
        if not isinstance(value, str):
            return value
        if field in FOR_THE_TEAM:
            return f"{CONDITION if field == 'condition' else NOTE} {value}"
        if field == "id" or field in REFERENCES:
            return renamed.get(value, value)
        return f"{SECRET} {value}" if secret and field in WORDS else value

    data = data_of(plan)
    for area, one in things_of(plan):
        place = getattr(plan, area).index(one)
        data[area][place] = told(data[area][place], "", id(one) in hidden)
    for area, things in MORE.items():
        data[area] = [*things, *data[area]]
    data["batches"][1]["blockers"] = [*data["batches"][1].get("blockers", ()), "e-20", f"{SECRET}-door"]
    release = next(one for one in data["releases"] if one["id"] == "2026.11")
    release["waivers"] = [{"item": f"{SECRET} door", "by": "ana", "reason": f"{SECRET} why", "until": "2026-12-01"}]
    path.write_text(json.dumps(data, default=str, ensure_ascii=False), encoding="utf-8")
    return path


def screen_text(app):
    """All that is in sight."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def everything(app):
    """All that is in sight, and all that one could scroll to."""
    parts = [screen_text(app)]
    for view in (app.screen if app.screen is not app.main else app.main.tab).query(LineView):
        if isinstance(view, StoryView):
            parts += ["".join(text for text, _ in line) for line in view.lines]
        elif isinstance(view, Table) and view.is_mounted:
            parts += ["".join(text for text, _ in view.draw(number, 200)) for number in range(view.count())]
    return "\n".join(parts)


def leaks(text, *words):
    """The lines that say what nobody is to see."""
    secret = words or (SECRET, NOTE, CONDITION)
    return [line.strip() for line in text.splitlines() if any(word in line for word in secret)]


async def shown_in(app, pilot, name):
    """Everything that a view shows, whatever row one is on."""
    await app.main.go_to_view(VIEWS[name])
    await pilot.pause()
    parts = [everything(app)]
    for table in app.main.tab.query(Table):
        for key in table.keys:
            table.go_to(key)
            await pilot.pause(0)
            parts.append(everything(app))
    return "\n".join(parts)


def line(app):
    """The one line over what is presented."""
    row = app.main.query_one("#present")
    return "".join(text for text, _ in (*row.left, ("   ", ""), *row.right))


def said(app):
    """What is said for a moment."""
    return "".join(text for text, _ in app.main.query_one("#said").left).strip()
