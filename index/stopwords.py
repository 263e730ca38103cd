"""Words that make a sentence a question, or hold it together, and say nothing of what it is about."""

from __future__ import annotations

CHINESE_QUESTION_WORDS = tuple(
    """
    什么时候 什么样 什么 是什么 有什么 哪些 有哪些 哪个 哪里 哪儿 哪家 哪几 哪 谁 由谁 谁来 归谁
    多少 多久 多大 多长 多高 怎么办 怎么样 怎么 怎样 如何 为什么 为何 何时 何地 咋 啥
    是否 能否 可否 是不是 能不能 可不可以 有没有 几个 几项 几条 几 吗 呢 吧 啊
    请问 请告诉我 想知道 想了解
    """.split()  # noqa: SIM905
)

ENGLISH_STOP_WORDS = frozenset(
    """
    a an the this that these those and or of in on at to for from by with about into as than then so such
    if not no
    is are was were be been am do does did done has have had can could may might must shall should will would
    who whom whose what which when where why how many much there any some all please tell
    i me my we our you your he his she her it its they them their
    """.split()  # noqa: SIM905
)
