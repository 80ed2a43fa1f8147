"""Embedded posts as quotes: one direct quote each, of the author who signs it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.french.paragraphs import paragraphs
from pipeline.french.posts import find_posts, stretches
from pipeline.french.quotes.candidates import Candidate, candidate
from pipeline.french.records import Offsets
from pipeline.french.view import View


@dataclass(frozen=True, slots=True)
class Posts:
    """The quotes of the signed posts, and the stretches that nobody else is quoted in.

    What an author cites in a post is theirs; a post that stands a second time is said once.
    """

    quotes: list[Candidate]
    closed: list[Offsets]


def read_posts(view: View) -> Posts:
    """The signed posts of a text; one that has lost its signature is left to the other rules."""
    signed = [post for post in find_posts(view.text, paragraphs(view.text)) if post.name]
    quotes = [
        replace(candidate(view, "post", post.content, "direct"), speaker=post.name)
        for post in signed
        if post.content[0] < post.content[1]
    ]
    return Posts(quotes, list(stretches(signed)))


def with_posts(posts: Posts, found: Sequence[Candidate]) -> list[Candidate]:
    """The quotes found, without those that a post touches, and those of the posts, sorted."""
    apart = [q for q in found if not any(a < q.end and q.start < b for a, b in posts.closed)]
    return sorted([*apart, *posts.quotes], key=lambda q: (q.start, q.end))
