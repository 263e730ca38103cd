"""Invented policies of two cities, in both scripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from index import Library, Snapshot
from ingest import parse_bytes
from tests.app.office import BigramEncoder

TEXTS = {
    "qinglan.txt": """青岚市改革方案

青岚市人民政府

一、重点任务
（一）规范权限。依法下放权限，下放事项不少于50项。〔责任单位：市发改委、市财政局〕
（二）扩大投资。年底前新增规模以上企业12家。（牵头单位：市发展和改革委员会；责任单位：发改委、各乡镇）
（三）组建队伍。由市城管局牵头组成执法队伍。
""",
    "qinglan-traditional.txt": """青嵐市人才工作方案

青嵐市人民政府

一、重點任務
（一）引進人才。每年引進人才30名以上。〔責任單位：市發改局、省財政廳〕
""",
    "shuanghe.txt": """霜河市招商工作方案

霜河市人民政府

一、重点任务
（一）招商引资。-首期引进项目不少于3个。〔责任单位：市发改局、市政府督查室、市委督查室〕
""",
    "nowhere.txt": """开发区工作要点

一、重点任务
（一）加快建设。尽快开工。〔责任单位：发改委、市发改局〕
""",
}


def open_bureaus(folder: Path) -> Snapshot:
    """Return a library of these policies, as read without an encoder."""
    return open_texts(folder, TEXTS)


def open_texts(folder: Path, texts: Mapping[str, str]) -> Snapshot:
    """Return a library of texts by their names, as read without an encoder."""
    with Library.open(folder, BigramEncoder()) as library:
        library.add([parse_bytes(text.encode(), name) for name, text in texts.items()])
    return Library.open(folder, None).snapshot()
