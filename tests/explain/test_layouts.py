"""Text and Markdown lay a document out, and nothing in it can break out of its place."""

from hypothesis import given
from hypothesis import strategies as st

from perfscore.explain.content.document import Document, Pair, Pairs, Paragraph, Section, Table
from perfscore.explain.formats.markdown import markdown
from perfscore.explain.formats.text import text, width

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


def everywhere(word: str) -> Document:
    """Return a document with one text in every place a text can have."""
    table = Table(((word, "1"), ("b", word)), (word, "n"), frozenset({1}), ("sum", word))
    pairs = Pairs((Pair(word, (word, table)), Pair("key", ("a", "b"))))
    inner = Section(word, (pairs,))
    return Document(word, (Paragraph(word), pairs, Section(word, (table, inner, Paragraph(word)))))


def test_text_is_aligned_by_columns_of_the_screen() -> None:
    table = Table((("预算执行率", "9.5"), ("total", "10")), ("项", "分"), frozenset({1}))

    expected = "verdict\n\n项           分\n────────────────\n预算执行率  9.5\ntotal        10\n"
    assert expected.replace("────────────────", "─" * 15) == text(Document("verdict", (table,)))


def test_a_long_cell_goes_on_below_itself() -> None:
    table = Table((("fact", "a place with a name far too long for one line of the page"),))

    assert [
        "fact  a place with a name far too long",
        "      for one line of the page",
    ] == text(Document("v", (table,)), columns=40).splitlines()[2:]


def test_sections_are_underlined_and_indented() -> None:
    document = Document("verdict", (Section("发现", (Pairs((Pair("错误", ("first", "second")),)),)),))

    assert "verdict\n\n发现\n────\n  错误  first\n        second\n" == text(document)


def test_markdown_has_headings_lists_and_tables() -> None:
    table = Table((("a", "1"),), ("name", "n"), frozenset({1}))
    document = Document("verdict", (Section("part", (Pairs((Pair("key", ("one", "two")),)), table)),))

    assert [
        "**verdict**", "", "## part", "", "- **key** one", "  - two", "",
        "| name | n |", "| :-- | --: |", "| a | 1 |",
    ] == markdown(document).splitlines()  # fmt: skip


def test_no_text_of_a_file_becomes_markup() -> None:
    hostile = "<script>|[x](http://y) `a` **b** # c"

    shown = markdown(Document(hostile, ()))

    assert "**\\<script\\>\\|\\[x\\](http://y) \\`a\\` \\*\\*b\\*\\* \\# c**\n" == shown


@given(ANYTHING, st.integers(60, 100))
def test_nothing_leaves_its_line_or_the_page(word: str, columns: int) -> None:
    lines = text(everywhere(word), columns).splitlines()

    assert all(line.isprintable() and width(line) <= columns for line in lines)


@given(ANYTHING)
def test_markdown_is_printable_line_by_line(word: str) -> None:
    lines = markdown(everywhere(word)).split("\n")

    assert all(line.isprintable() for line in lines)
    assert len(markdown(everywhere("x")).split("\n")) == len(lines)
