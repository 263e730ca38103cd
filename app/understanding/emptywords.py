"""Chinese words that are no topic of a question."""

from __future__ import annotations

# Words that make or hold together a question, or say only that a document says something.
EMPTY_WORDS = frozenset(
    """
    谁 谁来 由谁 什么 哪些 哪个 哪里 哪家 哪 多少 几 怎么 怎样 如何 为什么 为何 何时 是否 能否 可否 吗 呢 吧 啊 么 的 了 着 过 地 得 在 是 有
    和 与 及 或 对 把 被 从 到 向 往 给 让 使 就 都 也 还 又 再 才 只 而 且 但 则 以 为 于 之 其 此 该 这 那 这些 那些 它 他 她 他们 它们 我 你 您
    我们 你们 咱 请 请问 一下 知道 想 告诉 关于 有关 相关 按照 根据 依据 方面 情况 问题 规定 要求 里 里面 里头 中 上 下 内 会 能 可以 可 能够 需要 要 应 应该
    应当 必须 没有 没 不 不是 是不是 有没有 能不能 可不可以 什么样 怎么样 时候 时间 进行 开展 分别 各 各自 哪几 哪一 来 去 做 搞 弄 办 说 写 讲 提 提到 提出 明确
    一个 一家 个 家 项 条 名 位 种 次 件 一共 总共 共 具体 到底 究竟 一般 主要 目前 现在 今年 去年 文件 政策 通知 资料 答案 回答 还有 除了 之外 以外 如果 要是
    的话 这个 那个 哪年 几年 几个 几家 几项 多久 多长 多大 多高 啥 咋 行 吧 嘛 呀 哦 等 等等 每 一 二 两 三 最 很 更 比较 怎么办 咋办 不过 这回 那次 这次 那回 就行 说到底 当初 算是 赶紧
    """.split()  # noqa: SIM905
)
