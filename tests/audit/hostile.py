"""An article that means harm: what it holds must stay text wherever it is shown."""

import shutil

from pipeline.config import Config
from pipeline.execution.flow import run_all
from pipeline.parts import read_table, write_part
from pipeline.tables import TABLES

NAME = "<img src=x onerror=window.hacked=1>\u202eevil"
ARTICLE = (
    "</title><script>window.hacked=1</script> Le maire accuse la <b>préfecture</b>\r\n"
    "\r\n"
    'Brivel (AFP) - « Le pont {{ 7 * 7 }} sera fermé "demain" 😀 & après », a déclaré Anne '
    "Ferrand, maire de Brivel <script>window.hacked=1</script>.\r\n"
    "La crue a fait 12 morts 😀, a-t-elle dit. \u202eLe préfet Marc Orval a démenti : "
    "« C'est </textarea><script>window.hacked=1</script> faux », a-t-il assuré.\u2066\r\n"
    "« onmouseover=\"window.hacked=1\" ' onfocus='window.hacked=1' », a répondu Anne Ferrand.\r\n"
)
FILLER = "Il pleut sur la ville & <i>le fleuve</i> monte encore, dit-on partout. "


def hostile_tables(folder, words=0):
    """Tables of the article, whose one outlet is hostile too; with so many words behind it."""
    seeds, out = folder / "seeds", folder / "tables"
    seeds.mkdir()
    (seeds / "h'os\"tile #1 & co.txt").write_bytes(ARTICLE.encode("utf-8"))
    run_all(Config(), out, seeds, workers=1)
    filler = FILLER * (words // len(FILLER.split()))
    rewrite(out, "documents", lambda row: {**lengthened(row, filler), "outlet": NAME})
    if filler:
        rewrite(out, "sentences", lambda row: row, extra=long_sentence(len(ARTICLE), filler))
    return out


def lengthened(row, filler):
    return {**row, "text": row["text"] + filler, "n_chars": row["n_chars"] + len(filler)}


def long_sentence(start, filler):
    """One paragraph, one sentence: nothing to cut it at but its spaces."""

    def sentence(rows):
        last = rows[-1]
        number = {"sent_id": last["sent_id"] + 1, "paragraph": last["paragraph"] + 1}
        return [{**last, **number, "start": start, "end": start + len(filler.rstrip())}]

    return sentence


def rewrite(root, table, change, extra=lambda rows: []):
    """Put other rows in the place of a table's."""
    rows = [change(row) for row in read_table(root, table).to_pylist()]
    shutil.rmtree(root / table)
    write_part(root / table, "all", TABLES[table].rows([*rows, *extra(rows)]), "hostile")
