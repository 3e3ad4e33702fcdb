"""A file of lines is read anew only where it is new, and never wrongly."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.store.line_file import LineFile

LONGEST = 400


@pytest.fixture
def file(tmp_path):
    return LineFile(tmp_path / "lines")


def read(file):
    """What is really there."""
    return file.path.read_bytes().splitlines(keepends=True) if file.path.exists() else []


def test_a_file_that_is_not_there_has_no_lines_and_gets_its_first(file):
    assert list(file.lines()) == []
    file.append(b"one\n", LONGEST)
    assert list(file.lines()) == [b"one\n"]


def test_what_others_append_is_seen(file):
    file.append(b"one\n", LONGEST)
    LineFile(file.path).append(b"two\n", LONGEST)
    assert list(file.lines()) == [b"one\n", b"two\n"]


def test_what_others_write_instead_is_seen(file):
    for text in (b"one\n", b"two\n"):
        file.append(text, LONGEST)
    LineFile(file.path).write([b"o\n"])
    assert list(file.lines()) == [b"o\n"]
    file.path.write_bytes(b"one\ntwo\nthree\n")  # longer than what is known, and its end where it was known
    assert list(file.lines()) == [b"one\n", b"two\n", b"three\n"]
    file.path.unlink()
    assert list(file.lines()) == []


def test_a_line_that_was_cut_short_gets_its_end(file):
    file.path.write_bytes(b"one\ntw")
    assert list(file.lines()) == [b"one\n", b"tw"]
    LineFile(file.path).append(b"three\n", LONGEST)
    assert list(file.lines()) == [b"one\n", b"tw\n", b"three\n"]


def test_only_what_is_new_is_read(file):
    for number in range(10):
        file.append(b"%d\n" % number, LONGEST)
    file.lines()
    with file.path.open("r+b") as other:
        other.write(b"x")
    LineFile(file.path).append(b"more\n", LONGEST)
    assert (file.lines()[0], file.lines()[-1]) == (b"0\n", b"more\n")


def test_who_is_alone_reads_once(file, monkeypatch):
    file.append(b"one\n", LONGEST)
    with file.alone():
        file.lines()
        monkeypatch.setattr(LineFile, "_looked_at", lambda _: pytest.fail("it was read again"))
        assert list(file.lines()) == [b"one\n"]
        file.append(b"two\n", LONGEST)
    monkeypatch.undo()
    assert list(file.lines()) == [b"one\n", b"two\n"]


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_several_writers_all_see_what_is_there(tmp_path_factory, seed):
    random = Random(seed)
    path = tmp_path_factory.mktemp("lines") / "lines"
    writers = [LineFile(path) for _ in range(3)]
    for number in range(40):
        file = random.choice(writers)
        kind = random.random()
        if kind < 0.6:
            file.append(b"%d%s\n" % (number % 7, b"x" * random.randrange(30)), LONGEST)
        elif kind < 0.7:
            file.write(file.lines()[:-1])
        elif kind < 0.8 and path.exists():
            path.write_bytes(path.read_bytes()[: -random.randrange(1, 9)])  # killed in the middle of a line
        else:
            assert list(file.lines()) == read(file)
    assert all(list(file.lines()) == read(file) for file in writers)
