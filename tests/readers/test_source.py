from __future__ import annotations

import codecs
import gzip
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownFormat, UnreadableInput
from kg.readers import detect
from kg.readers.compression import CHUNK
from kg.readers.source import Document, Line
from kg.readers.sources import documents

TEXT = "Vyas, Nidhi\nZoë Å.\n\nlast — without an end"
LINES = [Line(number, text) for number, text in enumerate(TEXT.split("\n"), 1)]


def lines(content: bytes, **options: int) -> list[Line]:
    return list(Document.of_bytes(content, "in", **options).lines())


def zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(content)


PLAIN = TEXT.encode()
FORMS = {
    "plain": PLAIN,
    "gzip": gzip.compress(PLAIN),
    "gzip members": gzip.compress(PLAIN[:9]) + gzip.compress(PLAIN[9:]),
    "gzip padded": gzip.compress(PLAIN) + bytes(512),
    "zstd": zstd(PLAIN),
    "zstd frames": zstd(PLAIN[:9]) + zstd(PLAIN[9:]),
    "zstd skippable frame": b"\x50\x2a\x4d\x18\x02\0\0\0ab" + zstd(PLAIN),
    "utf-8 mark": codecs.BOM_UTF8 + PLAIN,
    "utf-16 le": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 be": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-32 le": codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    "utf-16 in gzip": gzip.compress(TEXT.encode("utf-16")),
    "cr lf": PLAIN.replace(b"\n", b"\r\n"),
    "cr": PLAIN.replace(b"\n", b"\r"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_lines(form: str, tmp_path: Path) -> None:
    assert lines(FORMS[form]) == LINES
    path = tmp_path / "document"
    path.write_bytes(FORMS[form])
    document = Document(path)
    assert document.head().replace("\r\n", "\n").replace("\r", "\n") == TEXT
    assert list(document.lines()) == LINES
    assert list(document.lines()) == LINES, "a file can be read again"
    assert document.sha256() == hashlib.sha256(FORMS[form]).hexdigest(), "the bytes as received"


def test_a_final_line_end_makes_no_line() -> None:
    assert lines(b"a\nb\n") == [Line(1, "a"), Line(2, "b")]
    assert lines(b"a\n\n") == [Line(1, "a"), Line(2, "")]


def test_only_lf_parts_lines_where_there_is_one() -> None:
    odd = "a\x0b\x0c\x85\u2028\u2029b\rc"
    assert lines(f"{odd}\nd".encode()) == [Line(1, odd), Line(2, "d")]


def test_a_mark_inside_is_dropped_where_files_were_put_one_after_another() -> None:
    assert lines(b"a\n" + codecs.BOM_UTF8 + b"b") == [Line(1, "a"), Line(2, "b")]


def test_head_leaves_a_pipe_whole() -> None:
    content = b"x" * 100_000 + b"\ny"
    document = Document.of_bytes(content)
    assert document.head() == "x" * 65_536
    assert [len(line.text) for line in document.lines()] == [100_000, 1]
    assert document.sha256() == hashlib.sha256(content).hexdigest()


def test_a_pipe_that_a_shell_hands_over_is_read_once_and_whole() -> None:
    out, into = os.pipe()
    with os.fdopen(out), os.fdopen(into, "wb") as writer:
        writer.write(gzip.compress(PLAIN))
        writer.close()
        document = Document(f"/dev/fd/{out}")
        assert not document.again()
        assert document.head() == TEXT
        assert list(document.lines()) == LINES


@pytest.mark.parametrize(
    "use", [Document.head, Document.lines, Document.sha256, Document.again, Document.size]
)
def test_only_plain_files_are_opened(use: Callable[[Document], object], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableInput, match=r"pipe: it is a named pipe \(only plain files"):
        use(Document(tmp_path / "pipe"))
    with pytest.raises(UnreadableInput, match="/dev/zero: it is a device"):
        use(Document("/dev/zero"))


def test_a_stored_pipe_can_be_read_again(tmp_path: Path) -> None:
    stored = Document.of_bytes(gzip.compress(PLAIN), "-").stored(tmp_path / "kept")
    assert stored.name == "-"
    assert list(stored.lines()) == list(stored.lines()) == LINES


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (codecs.BOM_UTF8, "it is empty"),
        (gzip.compress(b""), "it is empty"),
        (gzip.compress(PLAIN)[:8], "cut short"),
        (zstd(PLAIN)[:7], "cut short"),
        (gzip.compress(PLAIN)[:10] + b"\xff" * 99, "corrupt"),
        (zstd(PLAIN * 99)[:20] + b"\xff" * 99, "corrupt"),
        (b"%PDF-1.7\n" + bytes(range(256)), "a PDF document"),
        (b"PK\x03\x04" + bytes(30), "a ZIP archive"),
        (gzip.compress(gzip.compress(PLAIN)), "compressed twice"),
        (bytes(range(256)) * 9, "binary data"),
        ("text".encode("utf-16-le") * 9, "not UTF-8 text"),
        (b"name".ljust(257, b"\0") + b"ustar" + b"\0" * 300, "a tar archive"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # gzip writes the time into its bytes
)
def test_what_is_no_text_is_refused(content: bytes, said: str) -> None:
    for use in (Document.head, Document.lines, Document.byte_lines):
        with pytest.raises(UnreadableInput, match=said) as caught:
            use(Document.of_bytes(content, "in.dat"))
        assert str(caught.value).startswith("in.dat: ")
        assert caught.value.advice


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        Document(tmp_path / "absent").head()
    with pytest.raises(UnreadableInput, match="is a folder"):
        Document(tmp_path).lines()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="no permission"):
        Document(path).head()


@pytest.mark.parametrize("compress", [gzip.compress, zstd])
def test_a_cut_file_gives_its_good_lines_and_then_a_fault(compress: object) -> None:
    assert callable(compress)
    text = "".join(f"{hashlib.sha256(b'%d' % n).hexdigest()}\n" for n in range(20_000))
    content = compress(text.encode())
    document = Document.of_bytes(content[: len(content) // 2], "in")
    *good, last = document.lines()
    assert len(good) > 1000
    assert [line.text for line in good] == text.split("\n")[: len(good)]
    assert all(line.fault is None for line in good)
    assert last.number == len(good) + 1
    assert last.fault is not None
    assert "cut short" in last.fault
    assert [fault.line for fault in document.faults] == [last.number]


def test_a_wrong_checksum_is_a_fault_after_the_lines() -> None:
    content = bytearray(gzip.compress(PLAIN + b"\n"))
    content[-6] ^= 0xFF
    *good, last = lines(bytes(content) + gzip.compress(b"never read"))
    assert good == LINES
    assert "corrupt" in (last.fault or "")


def test_undecodable_bytes_are_named_and_shown_as_replaced() -> None:
    assert lines(b"good\ncaf\xe9 au lait\nNg\xc3\nend") == [
        Line(1, "good"),
        Line(2, "caf\ufffd au lait", "byte 0xE9 at byte 4 of the line is not UTF-8"),
        Line(3, "Ng\ufffd", "byte 0xC3 at byte 3 of the line is not UTF-8"),
        Line(4, "end"),
    ]


def test_an_unpaired_surrogate_in_utf_16_is_a_fault_of_its_line() -> None:
    good, bad, end = lines(
        codecs.BOM_UTF16_LE + "a\n".encode("utf-16-le") + b"\x00\xd8" + "b\nc".encode("utf-16-le")
    )
    assert (good.fault, end.fault) == (None, None)
    assert "not UTF-8" in (bad.fault or "")


def test_utf_16_that_ends_inside_a_character_is_a_fault() -> None:
    *_, last = lines(codecs.BOM_UTF16_LE + "ab\ncd".encode("utf-16-le")[:-1])
    assert "UTF-16" in (last.fault or "")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_beyond_the_limit_is_skipped_and_its_neighbours_are_not(place: int) -> None:
    texts = ["a", "b", "c"]
    texts[place] = "x" * 700_000
    for end in ("", "\n"):
        found = lines(("\n".join(texts) + end).encode(), line_limit=100_000)
        assert [line.text for line in found] == [text if len(text) == 1 else "" for text in texts]
        assert [line.number for line in found if line.fault] == [place + 1]
        assert "700,000 bytes; the limit is 100,000" in (found[place].fault or "")


def test_a_line_at_the_limit_is_read() -> None:
    assert lines(b"x" * 10 + b"\ny", line_limit=10) == [Line(1, "x" * 10), Line(2, "y")]
    assert lines(b"x" * 11 + b"\ny", line_limit=10)[0].fault


@given(
    texts=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\n\r\ufeff\0"), max_size=9), max_size=12
    ),
    parts=st.integers(2, 9),
    final=st.booleans(),
)
def test_ranges_together_are_the_document(
    texts: list[str], parts: int, final: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = ("start\n" + "\n".join(texts) + ("\n" if final else "")).encode()
    path = tmp_path_factory.mktemp("ranges") / "file"
    path.write_bytes(content)
    document = Document(path)
    ranges = document.split(parts)
    assert [line for part in ranges for line in part.lines()] == list(document.lines())
    everywhere = [
        (
            cut,
            [
                *document.range(0, cut, 1).lines(),
                *document.range(
                    cut, len(content), content[:cut].count(b"\n") + 1 + (cut > 0 and content[cut - 1] != 10)
                ).lines(),
            ],
        )
        for cut in range(1, len(content))
    ]
    for cut, both in everywhere:
        assert both == list(document.lines()), cut


def test_a_range_can_be_sent_to_another_process(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"".join(b"%d\n" % n for n in range(1000)))
    ranges = Document(path).split(3)
    assert len(ranges) == 3
    assert [line.text for part in pickle.loads(pickle.dumps(ranges)) for line in part.lines()] == [
        str(n) for n in range(1000)
    ]


@pytest.mark.parametrize("form", ["gzip", "zstd", "utf-16 le", "cr"])
def test_what_cannot_be_cut_comes_back_whole(form: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(FORMS[form])
    document = Document(path)
    assert document.size() is None
    assert document.split(4) == [document]


def test_sources_are_files_folders_and_globs_each_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "b.txt",
        "a.txt",
        ".hidden",
        "README.md",
        "LICENSE",
        "sub/c.txt",
        "sub/.git/config",
        "odd[1].txt",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    Path("empty").mkdir()

    def named(*names: str) -> list[str]:
        return [document.name for document in documents(names)]

    assert named(".") == ["a.txt", "b.txt", "odd[1].txt", "sub/c.txt"]
    assert named("b.txt", ".", "b.txt") == ["b.txt", "a.txt", "odd[1].txt", "sub/c.txt"]
    assert named("?.txt") == ["a.txt", "b.txt"]
    assert named("**/c.txt") == ["sub/c.txt"]
    assert named("odd[1].txt") == ["odd[1].txt"], "a file of that very name"
    assert named("README.md", ".hidden") == ["README.md", ".hidden"], "what is named itself is read"
    assert named("-", "-") == ["-"]
    for nothing in ("absent", "*.xml", "empty"):
        (document,) = documents([nothing])
        with pytest.raises(UnreadableInput, match=r"no such file|no file in it"):
            document.head()


def test_what_is_no_plain_file_of_a_folder_is_passed_over_and_said(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    (folder / "sub").mkdir(parents=True)
    elsewhere.mkdir()
    for path in (folder / "a.txt", folder / "sub" / "b.txt", elsewhere / "secret.txt"):
        path.write_text("x")
    os.mkfifo(folder / "pipe.txt")
    for name, target in {
        "out.txt": elsewhere / "secret.txt", "outside": elsewhere, "lost.txt": elsewhere / "absent",
        "round.txt": folder / "round.txt", "inside.txt": folder / "sub" / "b.txt", "within": folder / "sub",
    }.items():  # fmt: skip
        (folder / name).symlink_to(target)
    for name in (str(folder), str(folder / "**")):
        said: list[str] = []
        assert [one.path.name for one in documents([name], said.append)] == ["a.txt", "inside.txt"], name
        whys = {line.split(": ")[0].removeprefix(f"{folder}/"): line for line in said}
        assert {"out.txt", "lost.txt", "pipe.txt", "round.txt"} <= set(whys)
        assert "leads out of the folder" in whys["out.txt"]
        assert "leads nowhere" in whys["lost.txt"]
        assert "a named pipe" in whys["pipe.txt"]
        assert any(place.startswith("outside") for place in whys)
        assert not any(place.startswith("within") for place in whys), "what is inside is read where it is"
    (named,) = documents([str(folder / "out.txt")])
    assert named.head() == "x", "a link that is named itself is followed"


def test_the_format_is_told_by_few_bytes(tmp_path: Path) -> None:
    path = tmp_path / "blank.gz"
    path.write_bytes(gzip.compress(b"\n" * (64 << 20), 1))
    read = []
    document = Document(path)
    blocks = document._blocks

    def counted(start: int = 0) -> Iterator[bytes]:
        for block in blocks(start):
            read.append(len(block))
            yield block

    document._blocks = counted  # type: ignore[method-assign]
    with pytest.raises(UnknownFormat, match="nothing but blanks stands in its first 65,536 characters"):
        detect(document)
    assert sum(read) <= CHUNK


def test_a_file_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("x")
    assert Document(path).name.endswith("caf\ufffd.txt")
    assert Document(path).head() == "x"
