"""Glyphs: a state is a shape and a word, never a colour alone. Two sets: Unicode, and plain ASCII."""

from __future__ import annotations

from typing import Final

from octotui.plan.frozen import Frozen


class Glyphs(Frozen):
    """One set of shapes; ``spark`` are bars that grow, from the least to a full cell; ``letters`` large fonts."""

    idle: str
    queued: str
    running: str
    stuck: str
    done: str
    warn: str
    soon: str
    mark: str
    box: str
    ticked: str
    full: str
    empty: str
    up: str
    down: str
    flat: str
    arrow: str
    dot: str
    attention: str
    bullet: str
    lock: str
    left: str
    right: str
    corner: str
    point: str
    primary: str
    wall: str
    spark: str
    at_most: str
    at_least: str
    letters: tuple[str, ...]
    plus: str
    wave: str
    again: str
    cross: str
    back: str
    pointer: str


UNICODE: Final = Glyphs(
    idle="○", queued="◌", running="◐", stuck="■", done="✓", warn="▲", soon="△", mark="▪", box="☐", ticked="☑",
    full="━", empty="─", up="↑", down="↓", flat="→", arrow="→", dot="·", attention="▲", bullet="•", lock="⊘",
    left="‹", right="›", corner="└",
    point="●", primary="●", wall="│", spark="▁▂▃▄▅▆▇█", at_most="≤", at_least="≥", letters=("ansi_regular", "future"),
    plus="+", wave="~", again="↺", cross="×", back="←", pointer="►",
)  # fmt: skip

ASCII: Final = Glyphs(
    idle="o", queued=".", running=">", stuck="#", done="v", warn="!", soon="?", mark="*", box="[ ]", ticked="[x]",
    full="=", empty="-", up="^", down="v", flat=">", arrow="->", dot="-", attention="!", bullet="*", lock="x",
    left="<", right=">", corner="+",
    point="o", primary="@", wall="|", spark="_.:-=+*#", at_most="<=", at_least=">=", letters=("small",),
    plus="+", wave="~", again="<", cross="x", back="<-", pointer=">",
)  # fmt: skip

GLYPH_SETS: Final = {"unicode": UNICODE, "ascii": ASCII}
