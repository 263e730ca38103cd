from __future__ import annotations

import json
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from tokenizers import Tokenizer, pre_tokenizers

from index.encoders import BUNDLED_FOLDER
from index.encoders.segmentation import Segmenter
from index.tokens import well_formed


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(BUNDLED_FOLDER / "tokenizer.json"))


@pytest.fixture(scope="module")
def segmenter(tokenizer: Tokenizer) -> Segmenter:
    return Segmenter(tokenizer)


def assert_agreement(segmenter: Segmenter, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
    encodings = tokenizer.encode_batch([well_formed(text) for text in texts], add_special_tokens=False)
    for text, encoding, tokens in zip(texts, encodings, segmenter.tokenize(texts), strict=True):
        assert tokens.tolist() == [token for token in encoding.ids if token != 0], ascii(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "高新区里由谁来执法？",
        "高新區裡由誰來執法？",
        "第十二条　县级以上人民政府应当加强领导，落实〔责任单位：县行政审批局〕。",
        "Who handles enforcement in the Zone?",
        "ＬＡＢＯＵＲ－ｃｏｎｔｒａｃｔｓ　２０２３年１２．５％",
        "5G基站PPP项目3个the区",
        "犇犇羴 zoneless qqqzzx",
        "the zone's law, the zones' laws, it's",
        "the zone’s",
        "‘s’区's区 2's3 a's3 's's b'sx",
        "气温25℃，面积3㎡，㈠①½",
        "cafe\u0301 が か\u3099 ｶﾞ 한글 \u1112\u1161\u11ab Σας İß ſ",
        "🙂\ud800区\udc00 \U00020000法",
        "<unk>▁zone▁",
        "\x00\x01\x02\x03\x04高新区\x0a执法",
    ],
)
def test_a_text_has_the_tokens_of_the_tokenizer(
    segmenter: Segmenter, tokenizer: Tokenizer, text: str
) -> None:
    assert_agreement(segmenter, tokenizer, [text])
    assert_agreement(segmenter, tokenizer, ["执法", text, text, "zone"])


def test_every_character_is_read_as_the_tokenizer_reads_it(
    segmenter: Segmenter, tokenizer: Tokenizer
) -> None:
    characters = [
        chr(code) for code in (*range(0x3100), *range(0x3100, 0x11000, 11), *range(0xF900, 0x10000))
    ]
    assert_agreement(segmenter, tokenizer, [f"高新{c}区执{c}{c}法" for c in characters])
    assert_agreement(segmenter, tokenizer, [f"zone{c}s the{c} 1{c}2" for c in characters])


def test_of_equally_good_paths_the_tokenizer_s_is_taken(segmenter: Segmenter, tokenizer: Tokenizer) -> None:
    rng = random.Random(0)
    pieces = [piece.replace("▁", " ") for piece in sorted(tokenizer.get_vocab())]
    assert_agreement(
        segmenter, tokenizer, ["".join(rng.choices(pieces, k=rng.randint(1, 12))) for _ in range(10_000)]
    )


def test_mixtures_of_scripts_and_marks_are_read_alike(segmenter: Segmenter, tokenizer: Tokenizer) -> None:
    rng = random.Random(0)
    parts = [*"abcsz'’ 0129,。，高新区執法裡综合Ｂｓ①〇々がé한\n\r▁\u200b", "'s ", "’s", "s'"]
    assert_agreement(
        segmenter, tokenizer, ["".join(rng.choices(parts, k=rng.randint(0, 40))) for _ in range(5_000)]
    )


@pytest.mark.parametrize("run", ["高新区执法", "enforcement", "20260101", "犇"])
def test_long_runs_are_read_to_their_end(segmenter: Segmenter, tokenizer: Tokenizer, run: str) -> None:
    assert_agreement(
        segmenter, tokenizer, [run * count + "，区" for count in (1, 15, 20, 40, 67, 200, 201, 500)]
    )


def test_texts_keep_their_order_whatever_their_number_and_length(
    segmenter: Segmenter, tokenizer: Tokenizer
) -> None:
    clause = "高新区由综合执法队伍负责执法，"
    assert_agreement(segmenter, tokenizer, [f"{number}{clause * (number % 60)}" for number in range(1000)])
    assert_agreement(segmenter, tokenizer, ["区", clause * 20_000, "法", "", clause * 20_000])
    assert segmenter.tokenize([]) == []


def test_one_segmenter_serves_many_threads(tokenizer: Tokenizer) -> None:
    fresh = Segmenter(tokenizer)
    texts = ["高新区由綜合執法队伍负责ＡＢＣ", "the zone's law, 12.5%"] * 50
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(fresh.tokenize, [texts] * 32):
            assert [tokens.tolist() for tokens in found[:2]] * 50 == [tokens.tolist() for tokens in found]
            assert all(len(tokens) for tokens in found)


def test_a_tokenizer_with_other_settings_is_refused(tokenizer: Tokenizer) -> None:
    split = Tokenizer.from_str(tokenizer.to_str())
    split.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    state = json.loads(tokenizer.to_str())
    state["normalizer"]["normalizers"].pop()
    unmarked = Tokenizer.from_str(json.dumps(state))
    extended = Tokenizer.from_str(tokenizer.to_str())
    extended.add_tokens(["高新技术产业开发区"])
    for other in (split, unmarked, extended):
        with pytest.raises(ValueError, match="settings"):
            Segmenter(other)
