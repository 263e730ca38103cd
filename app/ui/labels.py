"""Every word that the page itself says, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Labels:
    """The page's words in one language; braces are filled in with `str.format`."""

    html_language: str  # BCP 47: also chooses the shapes of Chinese characters
    name: str
    tagline: str
    conversation: str
    evidence: str
    tips: str
    tip: str
    source: str
    question_hint: str
    ask: str
    new_conversation: str
    filter: str
    welcome: str
    welcome_more: str
    try_one: str
    asking: str
    abstained: str
    abstained_more: str
    confidence: str
    confidence_high: str
    confidence_medium: str
    confidence_low: str
    elapsed_ms: str
    elapsed_s: str
    show_evidence: str
    show_tips: str
    copy_answer: str
    copy_citation: str
    copied: str
    copy_failed: str
    open_source: str
    close: str
    marker_title: str
    tips_note: str
    evidence_empty: str
    lead_units: str
    responsible_units: str
    source_name: str
    clause: str
    no_clause: str
    offsets: str
    source_empty: str
    omitted_before: str
    omitted_after: str
    quoted: str
    library_empty: str
    library_empty_more: str
    turn_gone: str
    source_gone: str
    problem: str
    problem_empty: str
    problem_long: str
    problem_busy: str
    problem_documents: str
    problem_text: str
    problem_failed: str
    composed_by_llm: str


CHINESE = Labels(
    html_language="zh-CN",
    name="条文",
    tagline="政策文件问答 · 每句话都有原文依据",
    conversation="问答",
    evidence="依据",
    tips="相近条款",
    tip="供参考",
    source="原文",
    question_hint="请输入问题",
    ask="提问",
    new_conversation="新对话",
    filter="查询范围（不选即查全部 {count} 份文件）",
    welcome="向文件库提问",
    welcome_more="答案只引用文件原文，每句话后面的编号指向所引条款。文件里没有的，会直接说没有。",
    try_one="可以这样问",
    asking="正在查找条款…",
    abstained="这些文件里没有答案",
    abstained_more="文件库中没有能够回答这个问题的条款。",
    confidence="把握程度：{word}（{percent}%）",
    confidence_high="高",
    confidence_medium="中",
    confidence_low="低",
    elapsed_ms="用时 {value} 毫秒",
    elapsed_s="用时 {value} 秒",
    show_evidence="依据 {count} 条",
    show_tips="相近条款 {count} 条",
    copy_answer="复制答案和出处",
    copy_citation="复制引文",
    copied="已复制",
    copy_failed="复制未成功",
    open_source="查看原文",
    close="关闭",
    marker_title="查看第 {marker} 条依据的原文",
    tips_note="以下条款与问题相近，供查阅参考，不能作为答案的依据。",
    evidence_empty="提问之后，这里列出答案所引的条款。",
    lead_units="牵头单位",
    responsible_units="责任单位",
    source_name="来源文件：{value}",
    clause="条款：{value}",
    no_clause="（编号条款之前的正文）",
    offsets="第 {start} 至 {end} 字符",
    source_empty="点击答案中的编号或一条依据，这里显示所在的原文，所引文字以底色标出。",
    omitted_before="（前面还有 {count} 个字符未显示）",
    omitted_after="（后面还有 {count} 个字符未显示）",
    quoted="标出的文字即引文，与文件逐字一致。",
    library_empty="文件库里还没有文件",
    library_empty_more="请在运行本服务的计算机上执行下面的命令添加文件，然后刷新本页：",
    turn_gone="这条问答已不在本次会话中，请重新提问。",
    source_gone="无法打开这份文件的原文：{message}",
    problem="没有得到答案",
    problem_empty="请先输入问题。",
    problem_long="问题太长（最多 {limit} 个字符），请缩短后再问。",
    problem_busy="文件库正在更新，请稍后再问。",
    problem_documents="所选文件已不在文件库中，请刷新本页后重新选择。",
    problem_text="问题中有无法识别的字符，请重新输入。",
    problem_failed="处理这个问题时出错，详情已写入服务日志。请稍后再试，或换一种问法。",
    composed_by_llm="由语言模型组织语句，逐句与所引原文核对。",
)

ENGLISH = Labels(
    html_language="en",
    name="Tiaowen",
    tagline="Answers from policy documents, each with the clause that says so",
    conversation="Questions and answers",
    evidence="Evidence",
    tips="Nearest clauses",
    tip="Reading tip",
    source="Source text",
    question_hint="Type a question",
    ask="Ask",
    new_conversation="Start over",
    filter="Documents to ask (none chosen: all {count})",
    welcome="Ask the documents",
    welcome_more=(
        "Answers quote the documents word for word; the number after each statement leads to its clause. "
        "What is not in the documents is not answered."
    ),
    try_one="For example",
    asking="Looking for clauses…",
    abstained="Not in these documents",
    abstained_more="No clause in the library answers this question.",
    confidence="Confidence: {word} ({percent}%)",
    confidence_high="high",
    confidence_medium="medium",
    confidence_low="low",
    elapsed_ms="took {value} ms",
    elapsed_s="took {value} s",
    show_evidence="Evidence: {count}",
    show_tips="Nearest clauses: {count}",
    copy_answer="Copy answer with sources",
    copy_citation="Copy quote",
    copied="Copied",
    copy_failed="Not copied",
    open_source="Show in source",
    close="Close",
    marker_title="Show the source of citation {marker}",
    tips_note="These clauses come near the question. They are reading tips, not proof of an answer.",
    evidence_empty="After a question, the clauses that the answer quotes are listed here.",
    lead_units="Lead",
    responsible_units="Responsible",
    source_name="File: {value}",
    clause="Clause: {value}",
    no_clause="(text before the first numbered clause)",
    offsets="characters {start} to {end}",
    source_empty=(
        "Choose a number in an answer, or a piece of evidence: its place in the document is shown here, "
        "with the quoted words marked."
    ),
    omitted_before="({count} earlier characters are not shown)",
    omitted_after="({count} later characters are not shown)",
    quoted="The marked words are the quote, exactly as in the file.",
    library_empty="The library has no documents yet",
    library_empty_more="Add documents on the computer that runs this service, then reload this page:",
    turn_gone="This answer is no longer part of the conversation. Please ask again.",
    source_gone="The source text cannot be opened: {message}",
    problem="No answer was given",
    problem_empty="Please enter a question first.",
    problem_long="The question is too long (at most {limit} characters). Please shorten it.",
    problem_busy="The library is being updated. Please ask again in a moment.",
    problem_documents="A chosen document is no longer in the library. Please reload the page and choose again.",
    problem_text="The question holds characters that are not text. Please type it again.",
    problem_failed=(
        "Something went wrong with this question; the service's log has the details. "
        "Please try again or word it differently."
    ),
    composed_by_llm="Phrased by a language model; each sentence was checked against the text it cites.",
)

LABELS: dict[Language, Labels] = {"zh": CHINESE, "en": ENGLISH}


def language_of(accept_language: str | None) -> Language:
    """Return the page's language for a browser's Accept-Language header (RFC 9110, 12.5.4).

    The best-liked of Chinese and English wins; with neither named, or no header at all, it is Chinese where
    nothing was said and English where another language was.

    >>> language_of("fr, zh-CN;q=0.8, en;q=0.5")
    'zh'
    """
    if not accept_language:
        return "zh"
    liked: dict[str, float] = {}
    for entry in accept_language.split(","):
        tag, _, weight = entry.strip().lower().partition(";q=")
        primary = tag.split("-")[0].strip()
        liked[primary] = max(liked.get(primary, 0.0), _quality(weight))
    return "zh" if liked.get("zh", 0.0) > liked.get("en", 0.0) else "en"


def _quality(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0  # a malformed weight counts as "not wanted"
