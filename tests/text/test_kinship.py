"""Kin of names: which forms are held to be alike, and which are not."""

import pytest

from workbench.text import NameReader, kin_key, name_key, tokenize


def kin(name: str) -> str:
    return kin_key(name_key(name))


@pytest.mark.parametrize(
    "forms",
    [
        ("العراقي", "عراقية", "العراقيين", "عراقيون"),
        ("القوات الأميركية", "القوات الأمريكية", "قوات أمريكية"),
        ("5 آذار 2020", "٢٣ نيسان ٢٠٢١"),
        ("2500 جندي", "ثلاثة جندي", "2,500 جندي"),
        ("يوم الإثنين", "يوم السبت"),
    ],
)
def test_forms_of_one_kin(forms):
    assert len(set(map(kin, forms))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("العراق", "العراقي"), ("2500", "2024"), ("بغداد", "البصرة"), ("علي", "عل"), ("سوريا", "السوري"), ("آذار", "5")],
)
def test_what_is_not_alike(one, other):
    assert kin(one) != kin(other)


def test_a_kin_of_nothing_is_nothing():
    assert kin("") == ""


def test_kindred_places_are_whole_tokens_after_particles_and_within_lines():
    text = "للعراقيين وعراقية ثم القوات\nالأمريكية، بالقوات الأميركية"
    reader = NameReader(text, tokenize(text))
    found = [(text[start:end], key) for (start, end), key, _ in reader.kindred({kin("العراقي"), kin("قوات أمريكية")})]
    assert found == [("لعراقيين", "العراقيين"), ("عراقية", "عراقيه"), ("القوات الأميركية", "القوات الاميركيه")]


def test_a_text_tells_which_names_may_begin_in_it():
    text = "زار العراقيون للولايات المتحدة"
    reader = NameReader(text, tokenize(text))
    assert reader.may_begin(name_key("عراقي أول"))
    assert reader.may_begin(name_key("الولايات المتحدة"))
    assert not reader.may_begin(name_key("بغداد"))


def test_a_name_is_called_as_on_the_canvas():
    text = "للولايات ولبنان لبنان"
    reader = NameReader(text, tokenize(text))
    assert reader.name((1, 8)) == "الولايات"
    assert reader.name((16, 21)) == "لبنان"
