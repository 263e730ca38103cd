from __future__ import annotations

from pathlib import Path

import pytest

from ingest import NoSourcesError, find_sources


def test_a_folder_gives_its_text_files_by_their_path_below_it(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "sub/a.txt", "photo.jpg", ".hidden/x.txt", "sub/.y.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("一、甲", encoding="utf-8")
    assert [source.source_name for source in find_sources([tmp_path])] == ["a.txt", "b.md", "sub/a.txt"]


def test_a_file_named_twice_is_taken_once_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.log"
    path.write_text("一、甲", encoding="utf-8")
    assert [source.source_name for source in find_sources([path, path])] == ["plan.log"]


@pytest.mark.parametrize("missing", [True, False])
def test_nothing_to_take_is_an_error_that_names_the_path(tmp_path: Path, missing: bool) -> None:
    path = tmp_path / "nowhere" if missing else tmp_path
    with pytest.raises(NoSourcesError, match=path.name):
        find_sources([path])
