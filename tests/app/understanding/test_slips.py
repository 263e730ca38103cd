from __future__ import annotations

from collections.abc import Callable

import pytest

from app.understanding.slips import ChineseSlips, mend_english
from index import Glossary, Snapshot

KNOWN = frozenset(["enforcement", "committee", "institutions", "labour", "zone"])


@pytest.fixture(scope="module")
def slips() -> ChineseSlips:
    return ChineseSlips(Glossary.load().chinese_terms(), ["霜河", "砚溪"])


def nothing_printed(run: str) -> bool:
    return False


def printed(text: str) -> Callable[[str], bool]:
    return lambda run: run in text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("高薪区的薪酬怎么定", "高新区的薪酬怎么定"),  # sounds the same
        ("青蘅高薪区谁来执法", "青蘅高新区谁来执法"),
        ("免申既享是什么", "免申即享是什么"),
        ("未位淘汰怎么做", "末位淘汰怎么做"),  # looks the same, beside a word that is known
        ("公务员考核未位淘汰", "公务员考核末位淘汰"),
        ("营商环镜如何优化", "营商环境如何优化"),
    ],
)
def test_a_term_is_mended_by_sound_or_shape(slips: ChineseSlips, written: str, meant: str) -> None:
    assert slips.mend(written, nothing_printed) == meant


@pytest.mark.parametrize(
    ("written", "meant", "text"),
    [
        ("飞地元区怎么建", "飞地园区怎么建", "支持飞地园区建设"),
        ("谁来执发", "谁来执法", "开展执法"),  # a term needs no neighbour
        ("一枚公张怎么管", "一枚公章怎么管", "一枚公章管审批"),
        ("上力", "上力", "上栗"),  # too little to go by
        ("做个饭", "做个饭", "作个饭"),  # no word of the dictionary
    ],
)
def test_what_the_library_prints_is_meant(slips: ChineseSlips, written: str, meant: str, text: str) -> None:
    assert slips.mend(written, printed(text)) == meant
    assert slips.mend(written, printed(text + written)) == written
    assert slips.mend(written, nothing_printed) == written


def test_a_place_of_the_library_is_meant_before_its_level(slips: ChineseSlips) -> None:
    assert (
        slips.mend("双河县的厂房", nothing_printed) == "双河县的厂房"
    )  # another place, that dictionaries know
    assert slips.mend("艳溪县的厂房", nothing_printed) == "砚溪县的厂房"
    assert slips.mend("艳溪的厂房", nothing_printed) == "艳溪的厂房"


@pytest.mark.parametrize(
    "text",
    [
        "高新区的薪酬怎么定",
        "末位淘汰怎么做",
        "县行政审批局由谁负责",
        "由商务局负责",
        "未完成的任务",
        "企业未开工",
        "",
        "2024年8.5%",
    ],
)
def test_what_is_written_well_stays(slips: ChineseSlips, text: str) -> None:
    assert slips.mend(text, nothing_printed) == text


def test_what_the_library_prints_is_not_mended(slips: ChineseSlips, sample_snapshot: Snapshot) -> None:
    near = "一企一管"  # printed in a sample; near 一企一策 of the glossary
    assert slips.mend(near, nothing_printed) == "一企一策"
    assert slips.mend(near, sample_snapshot.prints) == near


def test_mending_keeps_the_length(slips: ChineseSlips) -> None:
    for text in ("高薪区的未位淘汰", "精准招商一起一策", "青蘅高薪区谁执发"):
        assert len(slips.mend(text, nothing_printed)) == len(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("yanxi enforcment who", "yanxi enforcement who"),
        ("big comittee, abolshed institutons", "big committee, abolshed institutions"),
        ("Enforcment in the zone", "enforcement in the zone"),
        ("the Comittee", "the Comittee"),  # with a capital it is a name
        ("labour in the zone", "labour in the zone"),  # no American word, but known
        ("zonne", "zone"),
        ("zon", "zon"),  # too short
    ],
)
def test_a_misspelt_english_word_is_mended_where_the_right_one_is_known(text: str, meant: str) -> None:
    assert mend_english(text, KNOWN.__contains__) == meant
