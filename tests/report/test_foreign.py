"""What a notebook brings into its page: pictures are in it or the page fails by name, and nothing acts by itself."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from evalkit.errors import EvalkitError
from evalkit.files.pictures import mentioned
from evalkit.report.foreign import Foreign

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
DATA = f"data:image/png;base64,{PIXEL}"


@pytest.fixture
def foreign(tmp_path: Path) -> Foreign:
    """A workspace with pictures beside its notebooks, above them, and outside of it."""
    root = tmp_path / "space"
    for folder in ("notebooks/pictures", "images"):
        (root / folder).mkdir(parents=True)
    for name in ("notebooks/flow.png", "notebooks/pictures/my flow.png", "images/flow.png", "../outside.png"):
        (root / name).write_bytes(base64.b64decode(PIXEL))
    (root / "notebooks/flow.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (root / "notebooks/link.png").symlink_to("../../outside.png")
    (root / "notebooks/text.txt").write_text("x", encoding="utf-8")
    return Foreign(root / "notebooks", root)


@pytest.mark.parametrize(
    "address", ["flow.png", "./flow.png", "pictures/my%20flow.png", "../images/flow.png", "pictures\\my flow.png"]
)
def test_a_picture_is_put_into_the_page(foreign: Foreign, address: str) -> None:
    assert foreign.fit(f'<img alt="a" src="{address}"/>') == f'<img alt="a" src="{DATA}"/>'
    assert foreign.fit(f"<p><IMG SRC='{address}' width=3></p>") == f'<p><img src="{DATA}" width="3"/></p>'


def test_a_drawing_is_put_in_as_a_picture_in_which_nothing_runs(foreign: Foreign) -> None:
    assert foreign.fit('<img src="flow.svg">').startswith('<img src="data:image/svg+xml;base64,')


def test_attachments(foreign: Foreign) -> None:
    """As JupyterLab keeps them: name → kind → base64."""
    attachments = {"image.png": {"image/png": PIXEL}, "my flow.png": {"image/png": [PIXEL[:9], PIXEL[9:]]}}
    for name in ("attachment:image.png", "ATTACHMENT:image.png", "attachment:my%20flow.png"):
        assert foreign.fit(f'<img src="{name}"/>', attachments) == f'<img src="{DATA}"/>'  # type: ignore[arg-type]
    with pytest.raises(EvalkitError, match=r"The picture attachment:gone\.png is not there"):
        foreign.fit('<img src="attachment:gone.png">', attachments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("gone.png", "picture-missing"),
        ("pictures", "picture-kind"),
        ("text.txt", "picture-kind"),
        ("", "picture-kind"),
        ("../../outside.png", "picture-outside"),
        ("..%2F..%2Foutside.png", "picture-outside"),
        ("link.png", "picture-outside"),
        ("/etc/hosts", "picture-outside"),
        ("http://127.0.0.1:9/x.png", "picture-elsewhere"),
        ("//127.0.0.1:9/x.png", "picture-elsewhere"),
        ("file:///etc/x.png", "picture-elsewhere"),
        ("data:text/html;base64,eA==", "picture-elsewhere"),
    ],
)
def test_a_picture_that_cannot_be_in_the_page_is_named(foreign: Foreign, address: str, kind: str) -> None:
    for passage in (f'<img src="{address}">', f'<svg><image href="{address}"/></svg>'):
        with pytest.raises(EvalkitError) as caught:
            foreign.fit(passage)
        assert caught.value.message == kind
        assert address[:40] in caught.value.describe("zh")


@pytest.mark.parametrize(
    "passage",
    [
        '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
        "<META HTTP-EQUIV=refresh CONTENT='0;url=//x'>",
        "<noscript><meta http-equiv=refresh content=0></noscript>",
        "<svg><style><meta http-equiv=refresh content=0></style></svg>",
        "<![CDATA[><meta http-equiv=refresh content=0>]]>",
        "<!--><meta http-equiv=refresh content=0>-->",
        "<?x ><meta http-equiv=refresh content=0>?>",
        "</main></body><meta http-equiv=refresh content=0>",
        "<base href='http://127.0.0.1:9/'>",
        "<link rel=stylesheet href=//x>",
        "<iframe src='data:text/html,x'></iframe>",
        "<iframe srcdoc='<meta http-equiv=refresh>'></iframe>",
        "<object data='data:text/html,x'></object>",
        "<embed src=x>",
        "<form action='http://127.0.0.1:9/'>a</form>",
        "<script>x</script>",
        "<a href='javascript:x'>a</a>",
        "<a href='java\tscript:x'>a</a>",
        "<a href=' JavaScript:x'>a</a>",
        "<a href='data:text/html,x'>a</a>",
        "<svg><a><animate attributeName=href values='x;javascript:x'/></a></svg>",
        "<b onclick='x()'>a</b>",
        "<img src='flow.png' srcset='http://127.0.0.1:9/x 2x'>",
        "<video src=x></video>",
    ],
)
def test_nothing_acts_by_itself(foreign: Foreign, passage: str) -> None:
    left = foreign.fit(passage).lower()
    for what in ("<meta", "<base", "<link", "<iframe", "<object", "<embed", "<form", "<script", "<video"):
        assert what not in left
    for what in (
        "javascript",
        "data:text",
        "onclick",
        "srcset",
        "srcdoc",
        "http:",
        "cdata",
        "<!",
        "<?",
        "</main",
        "</body",
    ):
        assert what not in left


def test_what_does_no_harm_stays(foreign: Foreign) -> None:
    passage = (
        '<style>td{color:red}</style><table class="x"><tr><td style="a:b" title="&lt;">1</td></tr></table>'
        '<a href="https://example.org/?q=data:1">a</a><a href="#b">b</a>'
    )
    assert foreign.fit(passage) == passage
    assert not foreign.removed


def test_pictures_that_a_notebook_names_are_inputs(foreign: Foreign) -> None:
    sources = [
        "![a](flow.png) <img src='../images/flow.png'> [b](<pictures/my flow.png>)",
        "![c](pictures/my%20flow.png)\n\n[d]: flow.svg\n![e](gone.png) ![f](../../outside.png)",
    ]
    found = mentioned(sources, foreign.folder, foreign.root)
    assert [path.relative_to(foreign.root).as_posix() for path in found] == [
        "images/flow.png", "notebooks/flow.png", "notebooks/flow.svg", "notebooks/pictures/my flow.png"
    ]  # fmt: skip
