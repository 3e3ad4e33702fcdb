"""The validation commands are shown and copied, and nothing is ever started."""

import sys

import pyperclip
import pytest

STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.startfile", "webbrowser.open")


@pytest.fixture
def started():
    """What Python says was started; the hook stays until the process ends, so it listens only here."""
    found, listening = [], [True]
    sys.addaudithook(lambda event, args: found.append((event, args)) if listening[0] and event in STARTS else None)
    yield found
    listening[0] = False


@pytest.fixture
def copied(monkeypatch):
    """What the clipboard was given."""
    found = []
    monkeypatch.setattr(pyperclip, "copy", found.append)
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    return found


async def test_every_key_leaves_the_command_alone(sample, opened, started, copied):
    async with opened(sample()) as (app, pilot):
        await app.main.jump(("commands", app.session.plan.commands[0].id))
        await pilot.pause()
        tab = app.main.tab
        story = "\n".join("".join(text for text, _ in line) for line in tab.story.lines)
        assert "npm run test:ci" in story
        assert "it never runs one" in story
        for key in ("enter", "enter", "escape", "space", "s", "o", "t", "+", "!", "escape", "w", "Y", "y"):
            await pilot.press(key)
        assert copied[-1] == "npm run test:ci"
        await pilot.press("v", "j", "v", "y")
        assert copied[-1].splitlines() == ["npm run test:ci", "grep -rn continue-on-error .github/workflows"]
    assert started == []
