"""Every user command, declared once: keys, footer, palette, help and the user's keymap all come from here.

A command runs where its method is: ``do_<id>`` of the focused widget, else of what holds it, up to the app.
``can_<id>`` there says why it is not possible now; an empty answer, or no such method, means that it is.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from octotui.plan.frozen import Frozen


class Command(Frozen):
    """A command of the user.

    Attributes:
        id: Its name for the keymap.
        keys: Keys that run it, in Textual's names; the first is the one shown.
        title: What it does, in a word or two.
        help: What it does, in a sentence.
        group: Where the help lists it.
        shown: Its rank in the footer, 1 first; 0 is not shown there.
        edits: Whether it changes the plan, and so is refused while the plan is locked.
        in_meeting: Whether it is for meetings; there its keys come before those of the other commands.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: str
    shown: int = 0
    edits: bool = False
    in_meeting: bool = False

    @property
    def method(self) -> str:
        """The end of the names of its methods."""
        return self.id.replace("-", "_")


MOVE, EDIT, PLAN, VIEW, MEET = "Move", "Change", "Plan", "View", "Meetings"

_meet = partial(Command, group=MEET, in_meeting=True)

COMMANDS: Final[tuple[Command, ...]] = (
    Command("down", ("j", "down"), "down", "Go to the next row.", MOVE),
    Command("up", ("k", "up"), "up", "Go to the row before.", MOVE),
    Command("left", ("h", "left"), "left", "Go left in the matrix and on the heat map.", MOVE),
    Command("right", ("l", "right"), "right", "Go right in the matrix and on the heat map.", MOVE),
    Command("top", ("g", "home"), "top", "Go to the first row.", MOVE),
    Command("bottom", ("G", "end"), "bottom", "Go to the last row.", MOVE),
    Command("page-down", ("pagedown", "ctrl+d"), "page down", "Go a page down.", MOVE),
    Command("page-up", ("pageup", "ctrl+u"), "page up", "Go a page up.", MOVE),
    Command("next-pane", ("tab",), "next pane", "Give the keys to the next pane.", MOVE, shown=9),
    Command("previous-pane", ("shift+tab",), "previous pane", "Give the keys to the pane before.", MOVE),
    Command("next-tab", ("right_square_bracket",), "next tab", "Go to the next tab.", MOVE),
    Command("previous-tab", ("left_square_bracket",), "previous tab", "Go to the tab before.", MOVE),
    Command("next-view", ("right_curly_bracket",), "next view", "Go to the tab's next view, as its number does.", MOVE),
    Command("previous-view", ("left_curly_bracket",), "previous view", "Go to the tab's view before.", MOVE),
    Command("open", ("enter",), "open", "Go into what is under the cursor.", MOVE, shown=8),
    Command("back", ("escape",), "back", "Go back; clear the filter and the marks.", MOVE),
    Command("filter", ("slash",), "filter", "Filter as you type: words, owner:dana, !done.", VIEW, shown=6),
    Command("mine", ("i",), "mine", "Show only what is yours; again shows all.", VIEW, shown=7),
    Command("status", ("s",), "status", "Choose a status; s again takes the next one.", EDIT, shown=1, edits=True),
    Command("tick", ("space", "x"), "tick", "Tick it, or take the tick away.", EDIT, shown=1, edits=True),
    Command("more", ("plus", "equals_sign"), "more", "Progress or score up by a step.", EDIT, shown=2, edits=True),
    Command("less", ("minus",), "less", "Progress or score down by a step.", EDIT, shown=2, edits=True),
    Command("set", ("percent_sign",), "set", "Type the progress, or a metric's new value.", EDIT, edits=True),
    Command("move-right", ("greater_than_sign",), "move on", "Bring it to the next column.", EDIT, shown=2, edits=True),
    Command("move-left", ("less_than_sign",), "move back", "Bring it to the column before.", EDIT, shown=2, edits=True),
    Command("move-down", ("J",), "lower", "Bring it one place down in its column.", EDIT, edits=True),
    Command("move-up", ("K",), "higher", "Bring it one place up in its column.", EDIT, edits=True),
    Command("owner", ("o",), "owner", "Choose the owner.", EDIT, shown=3, edits=True),
    Command("blockers", ("b",), "blockers", "Choose what it waits on.", EDIT, shown=4, edits=True),
    Command("target", ("t",), "target", "Set the target: a day, fri, +3d, week 3-4.", EDIT, shown=4, edits=True),
    Command("review", ("w",), "reviewed", "Stamp the risk as reviewed today.", EDIT, shown=3, edits=True),
    Command("activate", ("A",), "contingency", "Begin the contingency plan, or stop it.", EDIT, shown=4, edits=True),
    Command("raise", ("exclamation_mark",), "raise", "Raise a blocker, or its level.", EDIT, shown=2, edits=True),
    Command("add", ("a",), "add", "Add a new one.", EDIT, shown=5, edits=True),
    Command("edit", ("e",), "edit", "Edit all its fields.", EDIT, shown=5, edits=True),
    Command("delete", ("D",), "delete", "Delete it; undo brings it back.", EDIT, edits=True),
    Command("mark", ("v",), "mark", "Mark rows; the keys then act on all.", EDIT),
    Command("undo", ("u", "z"), "undo", "Take back the last change.", PLAN, shown=7),
    Command("redo", ("ctrl+r", "Z"), "redo", "Do again what was taken back.", PLAN),
    Command("steps", ("U",), "steps", "What you did in this session; take any of it back.", PLAN),
    Command("choose", ("C",), "choose", "Choose between your change and what is on disk.", PLAN, shown=1, edits=True),
    Command("editor", ("E",), "editor", "Open the file in your editor, at this very line.", PLAN),
    Command("copy", ("y",), "copy", "Copy it as Markdown.", PLAN),
    Command("copy-json", ("Y",), "copy as JSON", "Copy it as JSON.", PLAN),
    Command("reports", ("r",), "reports", "Choose a report: read it, copy it, save it.", PLAN),
    Command("meeting", ("m",), "meeting", "Run a standup, a go/no-go or a risk review.", MEET, shown=9),
    Command("lock", ("L",), "lock", "Lock: look, don't touch; again unlocks.", PLAN),
    Command("theme", ("T",), "theme", "Choose a theme.", VIEW),
    Command("lens", ("full_stop",), "lens", "Look at the next longer period: week, month, quarter.", VIEW, shown=5),
    Command("lens-back", ("comma",), "lens back", "Look at the next shorter period.", VIEW),
    Command("whose", ("W",), "whose", "Look at another person's or role's day, or at another release.", VIEW, shown=4),
    Command("since", ("c",), "since", "Mark what changed since a meeting, a day or a git revision.", VIEW),
    Command("present", ("p",), "present", "Present: large, without chrome; security items and notes hidden.", VIEW),
    Command("show-hidden", ("tilde",), "hidden", "Show what presenting hides; again hides it.", VIEW, shown=9),
    Command("sort", ("S",), "sort", "Put the rows in order again.", VIEW),
    Command("palette", ("colon", "ctrl+p"), "find", "Find any command, and anything in the plan.", VIEW, shown=10),
    Command("help", ("question_mark", "f1"), "help", "The keys that work here, then all the others.", VIEW, shown=11),
    _meet("next", ("space", "right", "pagedown"), "next", "Go to the next turn.", shown=1),
    _meet("previous", ("left", "backspace", "pageup"), "back", "Go to the turn before.", shown=1),
    _meet("go", ("G",), "GO", "The role says GO.", shown=2, edits=True),
    _meet("no-go", ("N",), "NO-GO", "The role says NO-GO.", shown=2, edits=True),
    _meet("abstain", ("A",), "abstain", "The role abstains.", shown=2, edits=True),
    _meet("condition", ("c",), "condition", "Write the condition of the vote.", shown=3, edits=True),
    _meet("waive", ("W",), "waive", "Let an open item through: why, who, until when.", shown=3, edits=True),
    _meet("decide", ("D",), "decide", "Record the decision.", shown=3, edits=True),
    _meet("map-left", ("H",), "impact down", "Move it left on the heat map.", edits=True),
    _meet("map-right", ("L",), "impact up", "Move it right on the heat map.", edits=True),
    _meet("map-down", ("J",), "probability down", "Move it down on the heat map.", edits=True),
    _meet("map-up", ("K",), "probability up", "Move it up on the heat map.", edits=True),
    _meet("absent", ("X",), "absent", "They are not here; again, they are.", shown=6),
    _meet("note", ("n",), "note", "Note something for the minutes.", shown=3),
    _meet("action", ("f",), "action", "Somebody is to do something: what, who, until when.", shown=4),
    _meet("park", ("P",), "park", "Park a topic for after the meeting.", shown=5),
    Command("quit", ("q", "ctrl+q"), "quit", "Quit; every change is saved already.", PLAN, shown=12),
)  # fmt: skip

COMMAND_BY_ID: Final = {command.id: command for command in COMMANDS}

KEY_NAMES: Final = {
    "right_square_bracket": "]", "left_square_bracket": "[", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "slash": "/", "plus": "+", "equals_sign": "=", "minus": "-", "percent_sign": "%", "exclamation_mark": "!",
    "tilde": "~",
    "greater_than_sign": ">", "less_than_sign": "<",
    "full_stop": ".", "comma": ",", "colon": ":", "question_mark": "?", "escape": "esc", "pagedown": "pgdn",
    "pageup": "pgup", "backspace": "⌫", "down": "↓", "up": "↑", "left": "←", "right": "→",
}  # fmt: skip
"""Keys as they are shown, where Textual's name is another."""


def key_name(key: str) -> str:
    """A key as people know it."""
    return KEY_NAMES.get(key, key)


def keys_text(keys: tuple[str, ...]) -> str:
    """Keys as the help shows them: ``j ↓``."""
    return " ".join(key_name(key) for key in keys)
