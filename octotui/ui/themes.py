"""The themes: dark, light, high contrast, and two that are safe for colour-blind people."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DEFAULT_THEME: Final = "octotui-dark"

THEMES: Final[tuple[Theme, ...]] = (
    Theme(
        name="octotui-dark",
        primary="#a594f9",
        secondary="#6cb6eb",
        success="#7fc98f",
        warning="#e5b567",
        error="#f07f7c",
        accent="#a594f9",
        foreground="#d9dde5",
        background="#12151b",
        surface="#181c24",
        panel="#20252f",
        dark=True,
    ),
    Theme(
        name="octotui-light",
        primary="#5645c0",
        secondary="#14639f",
        success="#25703c",
        warning="#8a5a00",
        error="#b82c2a",
        accent="#5645c0",
        foreground="#22262d",
        background="#fbfbf8",
        surface="#f3f3ee",
        panel="#e9e9e2",
        dark=False,
    ),
    Theme(
        name="octotui-contrast",
        primary="#ffff5f",
        secondary="#5fd7ff",
        success="#5fff87",
        warning="#ffaf00",
        error="#ff8787",
        accent="#ffff5f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        dark=True,
    ),
    # Okabe and Ito's palette: told apart with every common form of colour blindness.
    Theme(
        name="octotui-safe-dark",
        primary="#cc9ec0",
        secondary="#35b793",
        success="#56b4e9",
        warning="#e6b000",
        error="#ee7733",
        accent="#cc9ec0",
        foreground="#dfe2e6",
        background="#12151b",
        surface="#181c24",
        panel="#20252f",
        dark=True,
    ),
    Theme(
        name="octotui-safe-light",
        primary="#7d3c78",
        secondary="#00705a",
        success="#005f9e",
        warning="#8a6100",
        error="#b04a00",
        accent="#7d3c78",
        foreground="#22262d",
        background="#fbfbf8",
        surface="#f3f3ee",
        panel="#e9e9e2",
        dark=False,
    ),
)
