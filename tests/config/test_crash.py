import stat

import pytest

from octotui.config.crash import InternalError, told, write_report
from octotui.config.paths import state_folder


def fail():
    raise ZeroDivisionError("planted\nin two lines")


def planted():
    with pytest.raises(ZeroDivisionError) as caught:
        fail()
    return caught.value


def test_a_report_says_what_happened_and_in_which_versions_and_is_for_the_user_alone():
    path = write_report(planted())
    text = path.read_text()
    assert path.parent == state_folder()
    assert text.startswith("octotui ")
    assert "Python 3" in text
    assert "in fail" in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_sentence_says_what_happened_and_where_the_report_is():
    sentence = told(planted())
    (report,) = state_folder().glob("crash-*.txt")
    assert sentence == f"internal error: ZeroDivisionError: planted; what happened is in {report}"


def test_an_internal_error_is_told_as_its_cause_and_says_what_became_of_the_changes():
    error = InternalError("your changes are saved")
    error.__cause__ = planted()
    sentence = told(error)
    assert sentence.startswith("internal error: ZeroDivisionError: planted; ")
    assert sentence.endswith("; your changes are saved")


def test_without_a_place_for_the_report_it_is_still_told(own_home):
    (own_home / "state").write_text("a file where a folder should be")
    sentence = told(planted())
    assert sentence.startswith("internal error: ZeroDivisionError: planted; no report of it could be written: ")
