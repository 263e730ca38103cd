from __future__ import annotations

from pathlib import Path

import pytest

import index.terms
from index.stopwords import ENGLISH_STOP_WORDS
from index.terms import Field, Glossary
from index.terms.english import split_words
from ingest import to_simplified

GLOSSARY = Glossary.load()


def found(question: str) -> dict[str, tuple[str, ...]]:
    return {match.english: match.terms for match in GLOSSARY.translate(question)}


def test_the_shipped_file_has_enough_entries_in_every_field() -> None:
    lines = Path(index.terms.__file__).with_name("glossary.tsv").read_text(encoding="utf-8").splitlines()
    assert len(GLOSSARY.entries) == len(lines) - 1 >= 1_800
    assert {entry.field for entry in GLOSSARY.entries} == set(Field)


def test_the_shipped_file_repeats_no_term_and_leaves_no_variant_empty() -> None:
    chinese = [term for entry in GLOSSARY.entries for term in entry.chinese]
    assert len(chinese) == len(set(chinese))
    assert all(
        term.strip() for entry in GLOSSARY.entries for term in (*entry.english, *entry.chinese, *entry.looser)
    )
    assert all(len(set(entry.english)) == len(entry.english) for entry in GLOSSARY.entries)


def test_the_shipped_file_is_in_simplified_characters() -> None:
    terms = "|".join(term for entry in GLOSSARY.entries for term in (*entry.chinese, *entry.looser))
    assert to_simplified(terms) == terms


def test_every_english_variant_leads_back_to_its_entry() -> None:
    for entry in GLOSSARY.entries:
        for phrase in entry.english:
            if all(word.folded in ENGLISH_STOP_WORDS for word in split_words(phrase)):
                continue
            matches = GLOSSARY.translate(phrase)
            assert any(entry in match.entries for match in matches), (phrase, entry)


def test_every_chinese_term_has_its_gloss() -> None:
    for entry in GLOSSARY.entries:
        assert GLOSSARY.gloss(entry.chinese[0]) == entry.english[0]


@pytest.mark.parametrize(
    "term", ["編辦", "發改委", "績效工資", "聘任制", "標準地", "畝均論英雄", "告知承諾", "應當", "執法"]
)
def test_a_traditional_term_has_the_gloss_of_the_simplified_one(term: str) -> None:
    assert GLOSSARY.gloss(term) == GLOSSARY.gloss(to_simplified(term)) is not None


def test_the_file_is_read_once() -> None:
    assert Glossary.load() is GLOSSARY


@pytest.mark.parametrize(
    ("question", "english", "term"),
    [
        ("who handles enforcement in the zone", "enforcement", "执法"),
        ("who handles enforcement in the zone", "zone", "高新区"),
        ("How much are leaders paid?", "paid", "薪酬"),
        ("Can the zone hire beyond the quota?", "hire beyond the quota", "超编"),
        ("when was the body scrapped", "scrapped", "撤销"),
        ("which offices were merged", "merged", "合并"),
        ("which unit takes the lead", "takes the lead", "牵头"),
        ("the county Development and Reform Commission", "Development and Reform Commission", "发改局"),
        ("What is the failure rate in performance appraisals?", "performance appraisals", "绩效考核"),
        ("what happens to land left idle", "land left idle", "闲置土地"),
        ("standard-land reform", "standard-land", "标准地"),
        ("multiple assessments in one", "multiple assessments in one", "多评合一"),
        ("what is the deadline", "deadline", "期限"),
        ("is there a cap on pay", "cap", "上限"),
        ("recruiting staff for labor bureaus", "labor bureaus", "人社局"),
        ("the Jiangxi points", "Jiangxi", "江西"),
    ],
)
def test_everyday_english_finds_the_terms_that_documents_print(
    question: str, english: str, term: str
) -> None:
    assert term in found(question)[english]


def test_enforcement_is_not_the_detailed_rules_of_a_law() -> None:
    terms = found("law enforcement")["law enforcement"]
    assert "执法" in terms
    assert not any("细则" in term or term == "施行" for term in terms)


def test_a_match_says_where_it_stands_in_the_question_as_asked() -> None:
    question = "Who is in the Zone's PAY?"
    matches = GLOSSARY.translate(question)
    assert [question[m.start : m.end] for m in matches] == [m.english for m in matches] == ["Zone's", "PAY"]


def test_the_usual_forms_go_before_the_variants_and_the_looser_terms() -> None:
    (match,) = GLOSSARY.translate("boss")
    assert match.terms[: len(match.entries)] == tuple(entry.chinese[0] for entry in match.entries)
    assert len(set(match.terms)) == len(match.terms)


def test_a_question_without_a_known_word_has_no_match() -> None:
    assert (
        GLOSSARY.translate("") == GLOSSARY.translate("Who may it be?") == GLOSSARY.translate("谁来执法") == []
    )


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("县发改委", "county development and reform commission"),
        ("省科技厅", "provincial science and technology department"),
        ("各市、县(区)政府", "all municipal and county (district) governments"),
        ("各市、縣（區）政府", "all municipal and county (district) governments"),
        ("县委组织部", "organization department of the county Party committee"),
        ("縣委編辦", "establishment office of the county Party committee"),
        ("江西省发改委", "Jiangxi provincial development and reform commission"),
        ("德安县市场监管局", "county market regulation bureau"),
        ("县高新区管委会", "county high-tech zone administrative committee"),
        ("建始工业园区管委会", "industrial park administrative committee"),
        ("贛江新區管委會", "new area administrative committee"),
        ("各开发区", "all development zones"),
        ("各乡(镇、场)", "all townships"),
        ("各设区市、县(市、区)", "all prefecture-level cities and counties (cities, districts)"),
        ("“一网通办”", "one-network service"),
        ("县 财政 局", "county finance bureau"),
        ("县国资局", "county state-owned assets commission"),
        ("各区县政府", "all district and county governments"),
        ("各有关省级人民政府", "all relevant provincial governments"),
        ("有关乡镇政府", "relevant township government"),
        ("县政府督查室", "supervision and inspection office of the county government"),
        ("省级有关部门", "relevant provincial department"),
        ("各有关部门", "all relevant departments"),
        ("县促进高新区改革和创新发展领导小组办公室", "office of the leading group"),
        ("县促进高新区改革和创新发展领导小组各成员单位", "member units of the leading group"),
        ("各試點開發區", "all pilot development zones"),
        ("省市场监管局", "provincial market regulation bureau"),
    ],
)
def test_names_are_glossed_from_their_parts(chinese: str, english: str) -> None:
    assert GLOSSARY.gloss(chinese) == english


@pytest.mark.parametrize("term", ["", "赑屃", "中寰集团", "办公室的人", "县赑屃局", "县赑屃"])
def test_a_name_with_an_unknown_part_is_not_guessed(term: str) -> None:
    assert GLOSSARY.gloss(term) is None


def test_synonyms_are_all_forms_of_a_term_the_usual_one_first() -> None:
    forms = GLOSSARY.synonyms("机构编制委员会办公室")
    assert forms[0] == "编办"
    assert {"编办", "编委办", "机构编制委员会办公室"} <= set(forms)
    assert GLOSSARY.synonyms("赑屃") == ()


def test_every_form_of_a_unit_gives_the_same_group() -> None:
    for entry in GLOSSARY.units():
        for form in (*entry.chinese, *entry.looser):
            assert GLOSSARY.synonyms(form) == (*entry.chinese, *entry.looser)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县发改委", "县发展和改革局"),
        ("縣市監局", "县市场监督管理局"),
        ("县委编办", "县编办"),
        ("县委编办", "县委机构编制委员会办公室"),
        ("德安县人社局", "德安县人力资源和社会保障局"),
        ("高新区管委会", "高新区管理委员会"),
        ("各市、县(区)政府", "各市、縣（區）人民政府"),
    ],
)
def test_two_names_of_one_unit_share_the_first_form(one: str, other: str) -> None:
    assert GLOSSARY.synonyms(one)[0] == GLOSSARY.synonyms(other)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县发改委", "省发改委"),
        ("县科技局", "县科工局"),
        ("县教育局", "县教体局"),
        ("县委", "县政府"),
        ("县纪委监委", "县纪委"),
    ],
)
def test_two_units_do_not_share_the_first_form(one: str, other: str) -> None:
    assert GLOSSARY.synonyms(one)[0] != GLOSSARY.synonyms(other)[0]


def test_the_terms_of_both_languages_are_listed_once() -> None:
    terms = GLOSSARY.chinese_terms()
    assert len(terms) == len(set(terms))
    assert {"编办", "发改局", "标准地"} <= set(terms)


def test_units_are_units() -> None:
    units = GLOSSARY.units()
    assert {entry.field for entry in units} == {Field.UNIT}
    assert {"组织部", "编办", "管委会", "平台公司"} <= {entry.chinese[0] for entry in units}
