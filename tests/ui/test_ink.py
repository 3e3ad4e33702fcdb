import ast
from pathlib import Path

import pytest
from rich.style import Style

import octotui.ui
from octotui.config.settings import THEME_NAMES
from octotui.plan.base import fields_of
from octotui.plan.batches import Batch
from octotui.plan.escalations import Escalation
from octotui.plan.reading import literals
from octotui.plan.releases import Release
from octotui.plan.risks import Risk, band_of
from octotui.ui.glyphs import GLYPH_SETS
from octotui.ui.ink import BLENDS, MODIFIERS, PLAIN_INKS, Inks
from octotui.ui.meanings import BANDS, LEVEL_INKS, STATUS, bar, name_run, percent_bar, score_run, status_line, tick_line
from octotui.ui.text import width_of
from octotui.ui.themes import THEMES

UNICODE, ASCII = GLYPH_SETS["unicode"], GLYPH_SETS["ascii"]


def inks_of(theme):
    return Inks(theme.to_color_system().generate())


def contrast(one, other):
    """The contrast ratio of WCAG, 1–21."""

    def light(value):
        value /= 255
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    bright, dark = sorted(
        (0.2126 * light(c.r) + 0.7152 * light(c.g) + 0.0722 * light(c.b) for c in (one, other)), reverse=True
    )
    return (bright + 0.05) / (dark + 0.05)


@pytest.fixture
def inks():
    return inks_of(THEMES[0])


def test_the_settings_know_every_theme():
    assert tuple(theme.name for theme in THEMES) == tuple(f"octotui-{name}" for name in THEME_NAMES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_meaning_can_be_read_in_every_theme(theme):
    inks = inks_of(theme)
    background = inks.colour("background")
    for name in ("foreground", *PLAIN_INKS):
        assert contrast(inks.colour(name), background) >= 4.5, name
    assert contrast(inks.colour("muted"), background) >= 4.3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_meanings_differ_in_colour(theme):
    inks = inks_of(theme)
    names = (*PLAIN_INKS, *BLENDS)
    assert len({inks.colour(name).hex for name in names}) == len(names)


def test_words_of_an_ink_add_up(inks):
    assert inks["bold muted"] == inks["bold"] + inks["muted"]
    assert inks["bold"] == Style(bold=True)
    assert inks["bad"].color == inks.colour("bad").rich_color


def test_a_badge_has_the_ink_behind_and_the_background_in_front(inks):
    badge = inks["on bad"]
    assert badge.bgcolor == inks.colour("bad").rich_color
    assert badge.color == inks.colour("background").rich_color


def test_an_ink_that_there_is_not_is_a_mistake(inks):
    with pytest.raises(KeyError):
        inks["purple"]


def test_a_tint_lies_between_the_background_and_the_ink(inks):
    assert inks.tint("bad", 0) == inks.colour("background")
    assert inks.tint("bad", 1).hex == inks.colour("bad").hex


def test_every_ink_that_the_screens_name_exists(inks):
    words = {*PLAIN_INKS, *BLENDS, *MODIFIERS, "background", "foreground"}
    folder = Path(octotui.ui.__file__).parent
    named = {
        node.elts[1].value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Tuple) and len(node.elts) == 2
        for second in [node.elts[1]]
        if isinstance(second, ast.Constant) and isinstance(second.value, str) and words & {*second.value.split()}
    }
    assert len(named) > 5
    for ink in named | {*LEVEL_INKS.values(), *BANDS.values(), *(ink for _, ink in STATUS.values())}:
        assert inks[ink]


@pytest.mark.parametrize("model", [Batch, Risk, Escalation, Release], ids=lambda model: model.__name__)
def test_every_status_has_a_shape_a_word_and_an_ink(model, inks):
    for status in literals(fields_of(model)["status"].annotation):
        assert status in STATUS
        ((text, ink),) = status_line(status, UNICODE)
        assert text.split(" ", 1)[1] == status.replace("-", " ")
        assert inks[ink]


def test_ascii_shapes_are_ascii():
    shapes = (getattr(ASCII, name) for name in ASCII.__slots__ if name != "letters")
    assert all(value.isascii() for value in shapes)


@pytest.mark.parametrize("percent", [0, 0.1, 1, 50, 99, 99.9, 100])
@pytest.mark.parametrize("width", [3, 10])
def test_a_bar_shows_any_progress_and_is_full_only_at_the_end(percent, width):
    (full, _), (empty, _) = bar(percent, width, ASCII)
    assert len(full) + len(empty) == width
    assert (len(full) == 0) == (percent == 0)
    assert (len(empty) == 0) == (percent == 100)
    assert width_of(percent_bar(percent, width, ASCII)) == width + 5


def test_a_score_wears_the_ink_of_its_band():
    for points in range(1, 10):
        text, ink = score_run(points)
        assert text == str(points)
        assert BANDS[band_of(points)] in ink.split()


def test_a_tick_and_a_name_are_text():
    assert tick_line(True, "a\x1bb", UNICODE)[1][0].isprintable()
    assert name_run("") == ("nobody", "faint")
    assert name_run("a\nb")[0].isprintable()
