"""A page as PDF, printed by Chromium: A4, tagged, with an outline, page numbers, title and language.

Chromium writes the hour, its own name and the numbers of its inner objects into a PDF. All three are replaced, so that
the same page printed by the same Chromium gives the same bytes.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from evalkit.report.office.about import About, NotMade
from evalkit.report.office.tools import ends_with_us
from evalkit.wording import manner

#: Seconds that Chromium may take; it takes one or two.
TIME_LIMIT = 90

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[+\-]\d\d'\d\d'\)")
_NODE = re.compile(rb"\(node(\d{8})\)")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    # A page asks for nothing; should it ever, there is nobody to ask.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
    # Print when nothing is under way any more: the font inside the page takes a moment to be there.
    "--virtual-time-budget=10000",
)
# A short table stays on one page.
_PAPER = """@media print {
  @page {
    @top-left { content: %(running)s; font: 8.5pt %(font)s; color: %(ink)s; }
    @top-center { content: none; }
    @bottom-center { content: counter(page) " / " counter(pages); font: 8.5pt %(font)s; color: #56616e; }
  }
  .masthead { display: none; }
  .toc { border: 0; padding: 0; break-after: page; }
  table:not(:has(tr:nth-child(13), tbody ~ tbody)) { break-inside: avoid; }
  %(body)s
}"""
# The glyphs inside the page whatever fonts there are, so that machines agree. Not for English: the quotation marks of a
# Chinese font are as wide as a character.
_OWN_FONT = 'body, [lang] body, body [lang] { font-family: "evalkit Sans", sans-serif; }'


def printed(page_html: str, about: About, chromium: str) -> bytes:
    """Return a page as PDF.

    Parameters
    ----------
    page_html
        The exported page.
    about
        What it says about itself.
    chromium
        Path of the program.

    Raises
    ------
    NotMade
        Chromium ended with an error, took too long, or left no PDF.
    """
    with tempfile.TemporaryDirectory(prefix="evalkit-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, made = folder / "page.html", folder / "page.pdf"
        page.write_text(for_paper(page_html, about), encoding="utf-8")
        flags = [*_FLAGS, f"--user-agent=evalkit {about.version}", f"--user-data-dir={folder / 'profile'}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            flags.append("--no-sandbox")  # Chromium has no sandbox for root
        _run([chromium, *flags, f"--print-to-pdf={made}", page.as_uri()], folder)
        content = made.read_bytes() if made.is_file() else b""
    if not (content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")):
        raise NotMade("Chromium left no PDF")
    return normalised(content)


def for_paper(page_html: str, about: About) -> str:
    """Return a page as it is printed: title and marks before the contents, a running title on every sheet."""
    soup = BeautifulSoup(page_html, "html.parser")
    contents, main = soup.find("nav", class_="toc"), soup.find("main")
    if isinstance(contents, Tag) and isinstance(main, Tag):
        for block in [*main.select("h1"), *main.select("p.synthetic")]:
            contents.insert_before(block.extract())
    for closed in soup.select("details.fold"):
        closed["open"] = ""
    style = soup.new_tag("style")
    chinese = manner(about.language).han
    style.string = _PAPER % {
        "running": _css_string(about.running_title),
        "font": '"evalkit Sans", sans-serif' if chinese else "sans-serif",
        "ink": "#9a3b00" if about.short_marks else "#56616e",
        "body": _OWN_FONT if chinese else "",
    }
    if soup.head is None:
        raise AssertionError("a page has a head")
    soup.head.append(style)
    return str(soup)


def _css_string(words: str) -> str:
    # Everything but letters and digits by its number: nothing can end the string or the style.
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in words) + '"'


#: Process groups of the Chromiums at work, each with its folder, for whoever must end at once.
at_work: dict[int, Path] = {}


def _run(command: list[str], home: Path) -> None:
    # A session of its own, so that the processes which Chromium starts can be ended with it.
    # Which fonts the machine gives, and the hour that stands in the file, depend on these.
    fixed = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "LANGUAGE": "", "TZ": "UTC"}
    env = {**os.environ, **fixed, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    try:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, env=env, **ends_with_us(),
        ) as process:  # fmt: skip
            at_work[process.pid] = home
            try:
                process.wait(TIME_LIMIT)
            finally:
                if process.poll() is None:
                    if os.name == "posix":
                        os.killpg(process.pid, signal.SIGKILL)
                    else:
                        process.kill()
                at_work.pop(process.pid, None)
    except subprocess.TimeoutExpired as error:
        raise NotMade(f"Chromium took longer than {TIME_LIMIT} s") from error
    except OSError as error:
        raise NotMade(str(error)) from error
    if process.returncode:
        raise NotMade(f"Chromium ended with {process.returncode}")


def normalised(pdf: bytes) -> bytes:
    """Return a PDF of Chromium without the hour and with its objects numbered from 1; no byte changes its place."""
    pdf = _DATE.sub(rb"/\1 (D:19800101000000+00'00')", pdf)
    # In the order they have, since an index of them must stay sorted.
    numbers = {node: place for place, node in enumerate(sorted(set(_NODE.findall(pdf))), 1)}
    return _NODE.sub(lambda found: b"(node%08d)" % numbers[found[1]], pdf)
