"""Names found in a text: whole tokens, variants of spelling, particles, the article that lost its alef."""

from workbench.text import NameReader, full_key, name_key, tokenize


def found(text: str, *names: str) -> list[tuple[str, str]]:
    """The surfaces of the places with the keys under which they are known."""
    reader = NameReader(text, tokenize(text))
    return [(text[start:end], key) for (start, end), key in reader.places({name_key(name) for name in names})]


def test_a_name_is_found_in_other_spellings_and_after_particles():
    text = "بغداد ثم وبغداد ثم بغــداد ثم بَغداد، لبغداد"
    assert [surface for surface, _ in found(text, "بغداد")] == ["بغداد", "بغداد", "بغــداد", "بَغداد", "بغداد"]


def test_a_name_keeps_to_whole_tokens_and_to_one_line():
    assert found("سامر وسامراء", "سام") == []
    assert found("وزارة\nالدفاع", "وزارة الدفاع") == []


def test_nested_names_are_all_found():
    text = "وزارة الدفاع العراقية"
    assert [surface for surface, _ in found(text, text, "العراقية")] == [text, "العراقية"]


def test_the_article_that_lost_its_alef_is_known_by_the_full_name():
    assert ("لولايات المتحدة", "الولايات المتحده") in found("قال إن للولايات المتحدة", "الولايات المتحدة")
    assert full_key("لولايات", {"الولايات"}) == "الولايات"
    assert full_key("لبنان", {"بغداد"}) == "لبنان"


def test_single_letters_and_no_names_at_all_find_nothing():
    assert found("و ب و", "ب") == []
    assert found("بغداد") == []


def test_the_places_are_right_after_dropped_and_doubled_characters():
    text = "\u200f«بغــداد»  و\u200cبغداد 😀 بغداد"
    assert {surface.replace("ـ", "") for surface, _ in found(text, "بغداد")} == {"بغداد"}
