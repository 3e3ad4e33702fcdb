"""Inks: what a colour means. Widgets name a meaning, the theme gives it a style."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

MODIFIERS = {"bold": Style(bold=True), "italic": Style(italic=True), "strike": Style(strike=True)}

PLAIN_INKS: Mapping[str, str] = {
    "accent": "primary",
    "good": "success",
    "warn": "warning",
    "bad": "error",
    "info": "secondary",
}
"""Meanings that are a colour of the theme."""

BLENDS: Mapping[str, float] = {"muted": 0.36, "faint": 0.66, "line": 0.80}
"""Meanings that are the text's colour, mixed so far with the background."""


class Inks:
    """The styles of one theme, by meaning, such as ``accent``, ``bold muted`` or ``on bad``."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Take the colours from a theme's variables."""
        self._foreground = Color.parse(variables["foreground"])
        self._background = Color.parse(variables["background"])
        self._variables = variables
        self._styles: dict[str, Style] = {}

    def __getitem__(self, name: str) -> Style:
        """The style of an ink; ``warn@40`` is the background with 40 percent of that ink in it.

        Raises:
            KeyError: There is no such ink.
        """
        if name not in self._styles:
            self._styles[name] = Style.combine(self._parts(name))
        return self._styles[name]

    def colour(self, name: str) -> Color:
        """The colour of a plain or blended ink."""
        if name in BLENDS:
            return self._foreground.blend(self._background, BLENDS[name])
        if name in ("background", "foreground"):
            return self._foreground if name == "foreground" else self._background
        return Color.parse(self._variables[PLAIN_INKS[name]])

    def tint(self, name: str, strength: float) -> Color:
        """The background with so much (0–1) of an ink in it."""
        return self._background.blend(self.colour(name), strength)

    def _parts(self, name: str) -> list[Style]:
        words = name.split()
        if words and words[0] == "on":  # a badge: the ink behind, the background's colour in front
            return [Style(color=self._background.rich_color, bgcolor=self.colour(words[1]).rich_color, bold=True)]
        return [MODIFIERS.get(word) or self._part(word) for word in words]

    def _part(self, word: str) -> Style:
        name, behind, percent = word.partition("@")
        if behind:
            return Style(bgcolor=self.tint(name, int(percent) / 100).rich_color)
        return Style(color=self.colour(name).rich_color)
