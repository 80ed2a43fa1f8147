import hashlib

from hypothesis import given
from hypothesis import strategies as st

from pipeline.execution.shards import cut

ids = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=200).map(sorted)


@given(ids, st.integers(1, 20))
def test_shards_hold_every_document_once_in_order(doc_ids, size):
    shards = cut(doc_ids, size)
    assert [doc_id for _, part in shards for doc_id in part] == doc_ids
    assert len({name for name, _ in shards}) == len(shards)


def numbered(n):
    return sorted(hashlib.sha256(str(i).encode()).hexdigest()[:10] for i in range(n))


def test_shards_are_about_as_large_as_asked():
    shards = cut(numbered(10_000), 32)
    assert 300 <= len(shards) <= 700
    assert max(len(part) for _, part in shards) <= 2 * 32


def test_a_new_document_changes_one_shard_or_cuts_it_in_two():
    doc_ids = numbered(2_000)
    before = {name: tuple(part) for name, part in cut(doc_ids, 32)}
    for i in range(50):
        after = {name: tuple(p) for name, p in cut(sorted([*doc_ids, f"new-{i}"]), 32)}
        changed = [name for name in after if before.get(name) != after[name]]
        assert len(changed) <= 2


def test_an_empty_corpus_has_no_shards():
    assert cut([], 32) == []
