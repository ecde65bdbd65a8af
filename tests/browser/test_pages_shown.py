"""What only the tests of the documents read is not on the pages of the built site."""


def test_an_empty_line_of_an_answer_is_shown_as_one(folder):
    pages = [*folder.rglob("*.html")]
    assert pages
    marked = [page for page in pages if "BLANKLINE" in page.read_text("utf-8")]
    assert [page.parent.name for page in marked] == []
