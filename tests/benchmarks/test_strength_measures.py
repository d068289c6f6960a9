"""The figures of the benchmark of strength, checked by hand, and its questions on a small made-up folder."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.strength_measures import Ranking, agreement, area, area_over, resamples
from benchmarks.strength_tasks import here, labelled, within


def test_the_area_under_the_curve_by_hand():
    """Three of four pairs in order, a tie counts half, what is no number ranks last."""
    answer = np.array([1.0, 1.0, 0.0, 0.0])
    assert Ranking(np.array([4.0, 2.0, 3.0, 1.0]), answer).area() == 0.75
    assert Ranking(np.array([4.0, 2.0, 2.0, 1.0]), answer).area() == 0.875
    assert Ranking(np.array([4.0, np.nan, 2.0, 1.0]), answer).area() == 0.5
    assert Ranking(np.array([4.0, 2.0, 3.0, 1.0]), answer).area(np.array([1.0, 0.0, 1.0, 1.0])) == 1.0
    assert np.isnan(Ranking(np.ones(2), np.ones(2)).area())


def test_the_rank_correlation_by_hand():
    """The same order is 1, the opposite -1."""
    weights = [np.ones(3)]
    assert agreement(np.array([1.0, 2.0, 9.0]), np.array([0.0, 5.0, 6.0]), weights).value == pytest.approx(1)
    assert agreement(np.array([9.0, 2.0, 1.0]), np.array([0.0, 5.0, 6.0]), weights).value == pytest.approx(-1)


def test_people_are_drawn_not_pairs():
    """Both rows of a pair, one from each end, are drawn equally often; intervals hold the figure."""
    a, b = np.array([1, 2, 3, 1]), np.array([2, 1, 1, 3])
    weights = resamples(a, b, 50)
    assert all(weight[0] == weight[1] and weight[2] == weight[3] for weight in weights)
    score, answer = np.array([4.0, 3.0, 2.0, 1.0]), np.array([1.0, 1.0, 0.0, 0.0])
    assert area(score, answer, weights).value == 1
    assert area_over(score, -score, answer, weights).value == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three students and a fourth without friends; 1 and 2 are friends."""
    made = tmp_path / "copenhagen"
    made.mkdir()
    (made / "sms.csv").write_text("timestamp,sender,recipient\n100,1,2\n900000,2,1\n200,1,3\n300,4,1\n")
    (made / "calls.csv").write_text("timestamp,caller,callee,duration\n400,1,3,60\n500,3,1,-1\n")
    (made / "fb_friends.csv").write_text("# user_a,user_b\n1,2\n3,9\n")
    return tmp_path


def test_friends_are_asked_where_both_are_known(folder):
    """The fourth student has no friends there, so nothing is known of that pair."""
    task, everybody = labelled(folder), labelled(folder, all_pairs=True)
    assert dict(zip(task.ties.select("ego", "person").iter_rows(), task.answer, strict=True)) == {
        **{(1, 2): 1.0, (2, 1): 1.0},
        **{(1, 3): 0.0, (3, 1): 0.0},
    }
    assert everybody.ties.height == 6


def test_the_second_half_of_the_study_is_the_future_of_the_first(folder):
    """Only 1 and 2 wrote again."""
    task = within(folder)
    assert task.later is not None
    assert dict(zip(task.ties.select("ego", "person").iter_rows(), task.later, strict=True)) == {
        **{(1, 2): 1, (2, 1): 1},
        **{(1, 3): 0, (3, 1): 0, (1, 4): 0, (4, 1): 0},
    }


def test_networks_that_are_missing_are_named(folder, capsys):
    """And left out."""
    assert here(folder) == {}
    assert "email-Eu is not in" in capsys.readouterr().err
