"""The pages in a real browser: no request, no error, nothing cut off at desktop and phone width."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

PAGES = ["index.html", "index.en.html"] + [
    f"alliances/{edition}/{language}/{name}.html"
    for edition, names in (
        ("2019", ("01-data-check", "02-scores-and-tiers", "03-cohorts", "04-published-claims", "annual-report")),
        ("2019", ("05-across-editions",)),
        ("2014", ("annual-report", "05-across-editions")),
    )
    for name in names
    for language in ("zh", "en")
]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", PAGES)
def test_page_asks_for_nothing_logs_nothing_and_fits(browser: Browser, built: Path, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    address = (built / "reports" / name).as_uri()
    page.goto(address)
    page.evaluate("document.fonts.ready")
    assert [url for url in requests if not url.startswith("data:")] == [address]
    assert messages == []
    # The page itself does not scroll sideways; wide tables do so inside their own frame.
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert page.evaluate("""document.fonts.load('16px "evalkit Sans"', 'A').then(found => found.length)""") == 1
    context.close()


def test_the_embedded_font_draws_chinese_without_any_system_font(browser: Browser, built: Path) -> None:
    page = browser.new_page()
    page.goto((built / "reports/alliances/2019/zh/annual-report.html").as_uri())
    page.evaluate("document.fonts.ready")
    # A glyph of the embedded font differs in width from the box that stands for a missing one.
    page.evaluate("""document.fonts.load('20px "evalkit Sans"', '联iW').then(() => null)""")
    widths = page.evaluate(
        """() => { const c = document.createElement('canvas').getContext('2d'); c.font = '20px "evalkit Sans"';
        return ['联', 'i', 'W'].map(t => c.measureText(t).width); }"""
    )
    assert widths[0] == pytest.approx(20.0, abs=0.001)
    assert widths[1] < widths[2] < widths[0]
    page.close()
