"""A plan for the go/no-go: nine roles, each filled by one person, and nothing in the way."""

from octotui.plan.plan import by_id
from octotui.ui.tabs import MEETINGS
from tests.ui.conftest import until

ROLES = ("release", "dev", "product", "qa", "ux", "security", "success", "data", "project")
R = "2026.11"


def nine(*more: str, roles=ROLES) -> str:
    """A plan as TOML: role ``qa`` is "Qa", filled by ``p-qa``, with a task of its own that is done."""
    people = "\n".join(f'p-{role} = {{ name = "{role.title()} Person", roles = ["{role}"] }}' for role in roles)
    told = "\n".join(
        f'[[roles]]\nid = "{role}"\nname = "{role.title()}"\n[roles.tasks]\npre-release = ["Prepare {role}"]'
        for role in roles
    )
    done = "\n".join(f'  {{ role = "{role}", task = "Prepare {role}", by = "p-{role}" }},' for role in roles)
    release = (
        f'[[releases]]\nid = "{R}"\nwindow = 2026-11-24T08:00:00Z\ngates = {{ smoke = true }}\ndone = [\n{done}\n]'
    )
    return "\n\n".join((f"[people]\n{people}", told, release, *more)) + "\n"


def gate_list(*items: str) -> str:
    """A gate list of the release; each item is TOML."""
    told = "\n".join(f"  {item}," for item in items)
    return f'[[checklists]]\nid = "day"\nname = "Day"\nrelease = "{R}"\ngate = true\nitems = [\n{told}\n]'


LOAD = '{ id = "load", text = "Load test", role = "qa" }'
LOADED = '{ id = "load", text = "Load test", role = "qa", done = true, by = "p-qa", at = 2026-11-19T10:00:00Z }'


async def begin(app, pilot):
    """Begin the go/no-go, or go on with it."""
    await pilot.press("m", "g")
    await until(pilot, lambda: app.main.tab.view is MEETINGS["go-no-go"])
    await pilot.pause()
    return app.main.tab


async def go_to(pilot, tab, key):
    """Go to a role's turn by the keys."""
    while tab.going.here != key:
        await pilot.press("space" if tab.place < [turn.key for turn in tab.slides].index(key) else "left")


def release_of(app):
    return by_id(app.session.plan.releases, R)


def votes_of(app):
    return {vote.role: vote.vote for vote in release_of(app).votes}


def text_of(view):
    return "\n".join("".join(text for text, _ in line) for line in view.lines)


def below(tab):
    """What stands under the name whose turn it is."""
    return "".join(text for text, _ in (tab.turn or tab.end()).below)


def outcome(tab):
    """The verdict as it is shown."""
    from octotui.ui.meetings.verdict_view import VerdictSign

    return tab.query_one(VerdictSign)._shown[0]
