"""The user's settings: theme, glyphs, mouse and keys, checked; what octotui remembers stands apart from them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from octotui.config.commands import COMMAND_BY_ID, COMMANDS, KEY_NAMES, Command
from octotui.config.paths import settings_file, state_folder
from octotui.plan.frozen import Frozen
from octotui.plan.problems import PlanError, Problem, did_you_mean, quoted

THEME_NAMES: Final = ("dark", "light", "contrast", "safe-dark", "safe-light")
GLYPH_NAMES: Final = ("unicode", "ascii")
KEY_BY_NAME: Final = {name: key for key, name in KEY_NAMES.items()}
KNOWN: Final = ("theme", "glyphs", "mouse", "keys")


class Settings(Frozen):
    """What the user set.

    Attributes:
        theme: The theme's full name.
        glyphs: ``unicode`` or ``ascii``.
        mouse: Whether the mouse is used; without it the terminal selects text as always.
        keys: Keys by command id, instead of the declared ones; none takes the command off the keyboard.
        memory: The file in which a theme that was chosen in the app is remembered; None remembers nothing.
    """

    theme: str = "octotui-dark"
    glyphs: str = "unicode"
    mouse: bool = True
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    memory: Path | None = None

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, the user's own if there are any."""
        return self.keys.get(command.id, command.keys)

    def commands_by_key(self) -> dict[str, list[Command]]:
        """The commands of each key; those for meetings come first."""
        found: dict[str, list[Command]] = {}
        for command in sorted(COMMANDS, key=lambda command: not command.in_meeting):
            for key in self.keys_of(command):
                found.setdefault(key, []).append(command)
        return found

    def remember_theme(self, theme: str) -> None:
        """Remember a theme for the next start."""
        if self.memory is not None:
            import tomli_w

            self.memory.parent.mkdir(parents=True, exist_ok=True)
            self.memory.write_text(tomli_w.dumps({"theme": theme}), encoding="utf-8")


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the user's settings.

    Raises:
        PlanError: The file says something that cannot be.
    """
    environment = os.environ if environment is None else environment
    path, memory = settings_file(environment), state_folder() / "state.toml"
    data = _read(path) if path.is_file() else {}
    problems = [*_unknown(data), *_wrong_values(data)]
    keys = {command: _keys(value) for command, value in _table(data.get("keys", {})).items()}
    problems += _wrong_keys(keys)
    if problems:
        raise PlanError([problem.at(str(path), None, None) for problem in problems])
    remembered = _remembered(memory)
    known = remembered.removeprefix("octotui-") in THEME_NAMES
    theme = f"octotui-{data['theme']}" if "theme" in data else (remembered if known else "octotui-dark")
    return Settings(theme, data.get("glyphs", "unicode"), data.get("mouse", True), keys, memory)


def _remembered(memory: Path) -> str:
    """The theme that was chosen last; a state file that is garbled says nothing."""
    try:
        text = memory.read_text(encoding="utf-8")
        import tomllib

        return str(tomllib.loads(text).get("theme", ""))
    except (OSError, ValueError):
        return ""


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanError([Problem("error", f"not TOML: {error}", file=str(path))]) from error
    except OSError as error:
        raise PlanError([Problem("error", str(error.strerror), file=str(path))]) from error


def _unknown(data: Mapping[str, Any]) -> list[Problem]:
    return [
        Problem("error", f"unknown setting {quoted(key)}", did_you_mean(key, KNOWN)) for key in data if key not in KNOWN
    ]


def _wrong_values(data: Mapping[str, Any]) -> list[Problem]:
    problems = [
        Problem("error", f"unknown {name} {quoted(data[name])}", did_you_mean(str(data[name]), choices))
        for name, choices in (("theme", THEME_NAMES), ("glyphs", GLYPH_NAMES))
        if name in data and data[name] not in choices
    ]
    if not isinstance(data.get("mouse", True), bool):
        problems.append(Problem("error", f"mouse is {quoted(data['mouse'])}", "write true or false"))
    if not isinstance(data.get("keys", {}), dict):
        problems.append(Problem("error", f"keys is {quoted(data['keys'])}", 'write [keys], and status = "x" below'))
    return problems


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _keys(value: object) -> tuple[str, ...]:
    """Keys in Textual's names; signs, and the short names that octotui shows, are understood too."""
    words = value if isinstance(value, list) else str(value).split(",")
    return tuple(KEY_BY_NAME.get(key, key) for word in words if (key := str(word).strip()))


def _wrong_keys(keys: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """What cannot be: an unknown command, no key, one key for two; meetings have keys of their own."""
    problems = [
        Problem("error", f"keys: unknown command {quoted(name)}", did_you_mean(name, COMMAND_BY_ID))
        for name in keys
        if name not in COMMAND_BY_ID
    ]
    numbers = {str(digit): "the number of a tab" for digit in range(10)}
    owned = {False: {**numbers}, True: {**numbers}}
    for command in COMMANDS:
        owners = owned[command.in_meeting]
        for key in keys.get(command.id, command.keys):
            if key in owners:
                mend = "give one of them another key"
                problems.append(Problem("error", f"keys: {quoted(key)} is both {owners[key]} and {command.id}", mend))
            if not _is_key(key):
                problems.append(Problem("error", f"keys: {quoted(key)} is no key", 'such as "s", "ctrl+r", "f5"'))
            owners[key] = command.id
    return problems


def _is_key(key: str) -> bool:
    last = key.rsplit("+", 1)[-1]
    return len(last) == 1 or last.replace("_", "").isalnum()
