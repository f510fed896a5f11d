"""The document bootstrap."""

import numpy as np
import pytest

from tests.agreement.cases import Case, at, case, reason, report, said
from workbench.agreement.bootstrap import interval, resample


def test_the_same_seed_draws_the_same_documents() -> None:
    counts = np.arange(30.0).reshape(10, 3)
    first = resample(counts, samples=50, seed=13)
    assert (resample(counts, samples=50, seed=13) == first).all()
    assert (resample(counts, samples=50, seed=14) != first).any()


def test_every_sample_has_as_many_documents_as_there_are() -> None:
    assert (resample(np.ones((7, 1)), samples=200, seed=1) == 7).all()


def test_resampled_means_lie_around_the_mean() -> None:
    counts = np.random.default_rng(5).normal(10, 2, (200, 1))
    sums = resample(counts, samples=4000, seed=1)[:, 0] / 200
    assert sums.mean() == pytest.approx(counts.mean(), abs=0.02)
    assert sums.std() == pytest.approx(counts.std() / np.sqrt(200), rel=0.05)


def test_more_samples_than_are_drawn_at_once_are_drawn_all() -> None:
    assert resample(np.ones((3000, 2)), samples=1500, seed=1).shape == (1500, 2)


def test_the_interval_is_that_of_the_percentiles_of_defined_values() -> None:
    values = np.array([np.nan, *range(101)], dtype=float)
    found = interval(values)
    assert found is not None
    assert found == pytest.approx((2.5, 97.5, 50))
    assert interval(np.array([np.nan])) is None


def corpus(documents: int) -> list[Case]:
    """Documents in every second of which the two agree."""
    one, other = said([at(0, 0, "PER")]), said([at(1, 1, "PER")])
    return [case(f"d{n}", ann1=one, ann2=one if n % 2 else other) for n in range(documents)]


def test_fewer_than_five_documents_have_no_interval() -> None:
    found = report(*corpus(4))
    assert found.find("f1_exact", pair=["ann1", "ann2"]).interval is None
    for measure in ("bootstrap_ci_low", "bootstrap_ci_high", "bootstrap_mean"):
        assert reason(found, measure) == "fewer than 5 documents were finished by both"


def test_the_interval_encloses_the_value_and_is_reported_twice() -> None:
    found = report(*corpus(20))
    one = found.find("f1_exact", pair=["ann1", "ann2"])
    assert one.value == 0.5
    assert one.interval is not None
    assert 0.2 < one.interval.low < 0.4 < 0.6 < one.interval.high < 0.8
    ends = [found.find(f"bootstrap_ci_{end}", pair=["ann1", "ann2"]).value for end in ("low", "high")]
    assert ends == [one.interval.low, one.interval.high]
    assert found.find("bootstrap_mean", pair=["ann1", "ann2"]).value == pytest.approx(0.5, abs=0.03)


def test_every_interval_of_a_report_encloses_its_value() -> None:
    found = report(*corpus(30), owners=("ann1", "ann2"))
    with_interval = [one for one in found.measures if one.interval]
    assert len(with_interval) > 10
    for one in with_interval:
        assert isinstance(one.value, float)
        assert one.interval is not None
        assert one.interval.low <= one.value <= one.interval.high, one


def test_documents_where_nobody_marked_anything_are_drawn_too_and_no_sample_is_lost_to_them() -> None:
    found = report(*(case(f"d{n}", ann1=said(), ann2=said()) for n in range(6)))
    assert reason(found, "bootstrap_ci_low") == "nothing was marked in the documents compared"


def test_a_report_is_the_same_when_made_again() -> None:
    assert report(*corpus(9)) == report(*corpus(9))
