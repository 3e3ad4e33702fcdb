"""What is wrong with an edited text is seen before anybody gets it."""

import pytest

from octotui.plan.edits import Set
from octotui.store import toml_text as module
from octotui.store.document import parse
from octotui.store.editing import edited
from octotui.store.raw import EditRefused

TEXT = '# the plan\n[[batches]]\nname = "A" # the first\nnotes = "n"\n\n[[batches]]\nname = "B"\nowner = "x"\n'
RENAME = Set(("batches", "b", "owner"), "x", "y")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (lambda text: text.replace(" # the first", ""), "a comment would get lost (# the first)"),
        (lambda text: text.replace('name = "A"', 'name =  "A"'), "line 3 would change, which the edit is not about"),
        (lambda text: text.replace('"n"', '"m"'), "the file would not say what was wanted"),
        (lambda text: text.replace('"B"', '"B'), "the change would break the file"),
        (lambda text: text.replace('owner = "y"', 'owner = "x"'), "the file would not say what was wanted"),
    ],
)
def test_a_text_that_is_not_what_was_wanted_is_refused(monkeypatch, broken, reason):
    class Broken(module.TomlText):
        def render(self):
            return broken(super().render())

    monkeypatch.setattr(module, "TomlText", Broken)
    with pytest.raises(EditRefused) as caught:
        edited(parse(TEXT.encode(), "p.toml"), [RENAME])
    assert reason in str(caught.value)
    assert str(caught.value).startswith("p.toml: ")


def test_a_failure_inside_of_the_writer_is_a_refusal(monkeypatch):
    class Failing(module.TomlText):
        def render(self):
            raise AssertionError("internal")

    monkeypatch.setattr(module, "TomlText", Failing)
    with pytest.raises(EditRefused, match="the text cannot take this change"):
        edited(parse(TEXT.encode(), "p.toml"), [RENAME])
