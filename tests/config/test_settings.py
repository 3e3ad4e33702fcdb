import pytest

from octotui.config.commands import COMMAND_BY_ID, COMMANDS
from octotui.config.paths import state_folder
from octotui.config.settings import THEME_NAMES, Settings, load_settings
from octotui.plan.problems import PlanError


@pytest.fixture
def load(tmp_path):
    """Loads settings from a text."""
    path = tmp_path / "config.toml"

    def loaded(text):
        path.write_text(text, encoding="utf-8")
        return load_settings({"OCTOTUI_CONFIG": str(path)})

    return loaded


def refused(load, text):
    with pytest.raises(PlanError) as error:
        load(text)
    return [str(problem) for problem in error.value.problems]


def test_without_a_file_there_are_defaults():
    settings = load_settings({})
    assert (settings.theme, settings.glyphs, settings.mouse, settings.keys) == ("octotui-dark", "unicode", True, {})


def test_the_file_says_theme_glyphs_mouse_and_keys(load):
    settings = load('theme = "safe-light"\nglyphs = "ascii"\nmouse = false\n[keys]\nstatus = "F, f5"\nundo = ["H"]\n')
    assert (settings.theme, settings.glyphs, settings.mouse) == ("octotui-safe-light", "ascii", False)
    assert settings.keys == {"status": ("F", "f5"), "undo": ("H",)}
    assert settings.keys_of(COMMAND_BY_ID["status"]) == ("F", "f5")
    assert settings.keys_of(COMMAND_BY_ID["owner"]) == ("o",)


def test_a_command_can_be_taken_off_the_keyboard(load):
    settings = load('keys.delete = ""')
    assert settings.keys_of(COMMAND_BY_ID["delete"]) == ()


def test_keys_are_understood_as_they_are_shown_and_as_textual_names_them(load):
    settings = load('keys.filter = "?"\nkeys.help = "slash"\nkeys.back = "esc"')
    assert settings.keys == {"filter": ("question_mark",), "help": ("slash",), "back": ("escape",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('them = "dark"', 'did you mean "theme"'),
        ('theme = "drak"', 'did you mean "dark"'),
        ("theme = 3", "unknown theme"),
        ('glyphs = ["ascii"]', "unknown glyphs"),
        ('mouse = "no"', "write true or false"),
        ("keys = 3", "write [keys]"),
        ('keys.statsu = "x"', 'did you mean "status"'),
        ('keys.status = "o"', "both status and owner"),
        ('keys.status = "/"', "both filter and status"),
        ('keys.status = "1"', "the number of a tab"),
        ('keys.status = "two words"', "is no key"),
        ("theme =", "not TOML"),
    ],
)
def test_what_cannot_be_is_said_with_the_file_and_a_mend(load, tmp_path, text, said):
    (problem,) = refused(load, text)
    assert said in problem
    assert problem.startswith(str(tmp_path / "config.toml"))


def test_all_mistakes_are_said_at_once(load):
    assert len(refused(load, 'theme = "x"\nglyphs = "y"\nmouse = 1\nz = 2\nkeys.q = "a"')) == 5


def test_a_file_that_is_not_utf_8_is_said_to_be_none(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b'theme = "\xff"')
    with pytest.raises(PlanError, match="not TOML"):
        load_settings({"OCTOTUI_CONFIG": str(path)})


def test_a_chosen_theme_is_remembered_but_the_file_decides(load):
    load_settings({}).remember_theme("octotui-light")
    assert load_settings({}).theme == "octotui-light"
    assert load('theme = "contrast"').theme == "octotui-contrast"
    assert load('glyphs = "ascii"').theme == "octotui-light"


@pytest.mark.parametrize("remembered", [b'theme = "gone-theme"', b"", b"\xff\xfe", b"= ="])
def test_a_remembered_theme_that_there_is_no_more_is_forgotten(remembered):
    state_folder().mkdir(parents=True)
    (state_folder() / "state.toml").write_bytes(remembered)
    assert load_settings({}).theme == "octotui-dark"


def test_settings_without_a_memory_remember_nothing(own_home):
    Settings().remember_theme("octotui-light")
    assert list(own_home.iterdir()) == []


def test_the_declared_keys_are_in_order(load):
    assert load("").keys == {}, "no key is declared twice, and each is a key"
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert all(command.help.endswith(".") and command.title for command in COMMANDS)
    assert len(set(THEME_NAMES)) == len(THEME_NAMES)


def test_no_command_sits_on_a_key_that_terminal_multiplexers_take():
    taken = {f"ctrl+{letter}" for letter in "hjklabs"}
    assert not [command.id for command in COMMANDS if taken.intersection(command.keys)]
