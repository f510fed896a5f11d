"""The page checker itself: each fault is seen."""

import pytest
from html5lib.html5parser import ParseError

from tests.web.checked import check_page

GOOD = (
    '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>س · ورشة</title></head>'
    '<body><h1>س</h1><label for="a">ا</label><input id="a"><a href="#a">ب</a>'
    '<form action="/" method="post"><button>ج</button></form></body></html>'
)


def test_a_good_page_passes():
    check_page(GOOD)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('dir="rtl"', 'dir="ltr"'),
        ("<h1>س</h1>", ""),
        ("<h1>س</h1>", "<h1>س</h1><h1>س</h1>"),
        ("<h1>س</h1>", "<h1>ص</h1>"),
        ("<h1>س</h1>", "<h1>س</h1><div id=a></div>"),
        ("<h1>س</h1>", '<h1>س</h1><p style="x">'),
        ("<h1>س</h1>", '<h1>س</h1><p onclick="x">'),
        ("<h1>س</h1>", "<h1>س</h1><script>x</script>"),
        ("<h1>س</h1>", "<h1>س</h1><style>x</style>"),
        ("<h1>س</h1>", "<h1>س</h1><img src=/x>"),
        ("<h1>س</h1>", "<h1>س</h1></div>"),
        ('<label for="a">ا</label>', ""),
        ('href="#a"', 'href="#b"'),
        ("<button>ج</button>", "<button></button>"),
        (' method="post"', ""),
    ],
)
def test_a_fault_of_a_page_is_found(old, new):
    assert old in GOOD
    with pytest.raises((AssertionError, ValueError, ParseError)):
        check_page(GOOD.replace(old, new))
