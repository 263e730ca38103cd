"""Questions that the page offers before the first one is asked, made from what the library holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from app.ui.labels import Language

MAX_EXAMPLES = 4

# Written by hand for the bundled sample policies, by the name of the file that answers each.
_FOR_SAMPLES: dict[str, dict[Language, str]] = {
    "qingheng-hightech-zone-plan.txt": {
        "zh": "青蘅高新区里的涉企执法由谁负责？",
        "en": "Who handles enforcement in the high-tech zone?",
    },
    "jichuan-tech-fund-measures.md": {
        "zh": "首次认定为高新技术企业奖励多少？",
        "en": "How much is a firm awarded when first recognised as a high-tech enterprise?",
    },
    "jichuan-standard-land-measures.txt": {
        "zh": "竞买保证金最高多少？",
        "en": "What is the maximum bid deposit?",
    },
    "yunlan-work-points-2024.txt": {
        "zh": "项目储备库多久更新一次？",
        "en": "How often is the project reserve updated?",
    },
}
_TEMPLATES: dict[Language, tuple[str, ...]] = {
    "zh": ("关于“{topic}”有哪些规定？", "“{topic}”由哪些单位负责？"),
    "en": ("What is laid down on “{topic}”?", "Who is responsible for “{topic}”?"),
}
# A heading that can stand in a question: Chinese characters only, no sentence.
_TOPIC = re.compile(r"[\u4e00-\u9fff、]{4,16}")
# Headings that every plan has: a question about them says nothing of this library.
_USUAL = frozenset(
    """总体要求 指导思想 基本原则 工作目标 主要目标 发展目标 重点任务 主要任务 工作任务 保障措施 组织保障
    组织领导 加强组织领导 强化组织领导 工作要求 有关要求 总则 附则 实施步骤 保障机制 工作机制""".split()  # noqa: SIM905
)


def sample_questions(source_names: Collection[str], language: Language) -> list[str]:
    """Return the questions about those bundled samples that a library holds, at most MAX_EXAMPLES."""
    return [asked[language] for name, asked in _FOR_SAMPLES.items() if name in source_names][:MAX_EXAMPLES]


def heading_questions(headings: Iterable[Iterable[str]], language: Language) -> list[str]:
    """Return up to MAX_EXAMPLES questions about the clauses' headings, at most two from one document.

    Args:
        headings: for each document, the headings of its clauses in reading order, without labels.
        language: what the questions are asked in; the headings stay as printed.

    >>> heading_questions([["总体要求", "规范管理权限", "创新薪酬制度"]], "en")
    ['What is laid down on “规范管理权限”?', 'Who is responsible for “创新薪酬制度”?']
    """
    topics = [topic for document in headings for topic in _topics(document)]
    templates = _TEMPLATES[language]
    return [
        templates[position % len(templates)].format(topic=topic)
        for position, topic in enumerate(topics[:MAX_EXAMPLES])
    ]


def _topics(headings: Iterable[str]) -> list[str]:
    """Return the first two headings of a document that make a good question."""
    fitting = (heading.strip().rstrip("。:：") for heading in headings)
    return [topic for topic in fitting if _TOPIC.fullmatch(topic) and topic not in _USUAL][:2]
