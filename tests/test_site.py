"""The documents build into a site that loads nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FETCHED = re.compile(r"""(?:src=|<link[^>]* href=|url\(|@import )["']?((?:https?:)?//[^"')>\s]+)""")


@pytest.mark.unmeasured
def test_the_site_builds_and_fetches_nothing(tmp_path: Path) -> None:
    """No warning, every document a page, and no font, script or picture from another host."""
    site = tmp_path / "site"
    build = [sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = {path.stem for path in site.glob("*.html")}
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} <= pages
    texts = [
        path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.suffix in {".html", ".css", ".js"}
    ]
    assert len(texts) > 20
    assert [found for text in texts for found in FETCHED.findall(text)] == []


def test_every_page_is_in_the_navigation() -> None:
    """Every page is in a group of the navigation, so that it can be found."""
    settings = (ROOT / "properdocs.yml").read_text(encoding="utf-8")
    listed = re.findall(r"[\w-]+\.md", settings.partition("\nnav:")[2])
    assert sorted(listed) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_what_would_be_fetched_is_found() -> None:
    """The search finds a style sheet and a script from elsewhere."""
    page = '<link rel="x" href="https://a.example/f.css"><script src="//b.example/s.js">'
    assert FETCHED.findall(page) == ["https://a.example/f.css", "//b.example/s.js"]
