"""A page as a parser of HTML sees it: its elements, in order, with the text in each."""

from html.parser import HTMLParser

_VOID = {"br", "meta", "input", "link"}


class Page(HTMLParser):
    """Raises AssertionError where elements are not nested, or an id stands twice."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self._open = [], []
        self.feed(text)
        self.close()
        assert self._open == []
        ids = [element["id"] for element in self.elements if "id" in element]
        assert len(ids) == len(set(ids))
        self.ids = set(ids)

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), attrs
        self.elements.append({"": tag, "text": "", **dict(attrs)})
        if tag not in _VOID:
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag, attrs):
        self.elements.append({"": tag, "text": "", **dict(attrs)})

    def handle_endtag(self, tag):
        assert self._open and self._open[-1][""] == tag, (tag, self.getpos())
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, tag):
        """The elements of a tag: attributes, and `text`."""
        return [element for element in self.elements if element[""] == tag]

    def links(self):
        return [element["href"] for element in self.all("a")]

    def marked(self):
        """The pieces of the article, by offset: text, layers, rows."""
        pieces = (element for element in self.all("span") if "data-o" in element)
        return {
            int(e["data-o"]): (
                *(e["text"], e.get("class", "").split()),
                e.get("data-r", "").split(),
            )
            for e in pieces
        }
