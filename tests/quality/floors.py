"""F1 floors: what each figure must not fall below, and which gold rows were right when it was set.

`floors.json` has a floor a figure, with the precision and recall of that time; `right/SET.json`
the gold rows that were right then, by offsets and without their text. Floors only rise:
`make floors` raises each to what is measured less half a point, and never lowers one. Where the
gold of a set has changed, its old floors may say nothing any more; then, and with a reason in the
commit, `python -m tests.quality.floors --anew SET` starts that set again.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.execution.flow import run_all
from tests.quality.sets import GoldSet, Measured, Rows, gold_sets, measure

FLOORS = Path(__file__).parent / "floors.json"
RIGHT = Path(__file__).parent / "right"
MARGIN, SHOWN, AROUND = 0.5, 10, 60

Floors = dict[str, Any]
Right = dict[str, dict[str, str]]


def load_floors(file: Path = FLOORS) -> dict[str, Floors]:
    """Set → its floors; empty if there are none yet."""
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def load_right(name: str, folder: Path = RIGHT) -> Right:
    """Figure → document → the spans of the gold rows that were right when its floor was set."""
    file = folder / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def raised(
    gold_set: GoldSet, measured: Measured, floors: Floors, right: Right
) -> tuple[Floors, Right]:
    """The floors and the rows that were right, where more is measured than when they were set;
    unchanged where it is not."""
    figures, rows = dict(floors.get("figures", {})), dict(right)
    for name, score in measured.scores.items():
        floor = round(max(score["f1"] - MARGIN, 0.0), 1)
        if name not in figures or floor > figures[name]["floor"]:
            figures[name] = {"floor": floor, "p": score["p"], "r": score["r"]}
            if not gold_set.measured:
                rows[name] = _written(measured.right[name])
    return {"gold": measured.digest, "figures": figures}, rows


def falls(gold_set: GoldSet, measured: Measured, floors: Floors, right: Right) -> Iterator[str]:
    """For each figure below its floor: by how much, and the first rows that were right and are
    not any more."""
    for name, then in floors["figures"].items():
        now = measured.scores.get(name)
        if now is None:
            yield f"{gold_set.name}, {name}: there is a floor, and the gold has no such rows now"
        elif now["f1"] < then["floor"] - 1e-9:
            yield "\n".join(
                [
                    f"{gold_set.name}, {name}: F1 {now['f1']} is {then['floor'] - now['f1']:.1f} "
                    f"below its floor of {then['floor']} (precision {then['p']} → {now['p']}, "
                    f"recall {then['r']} → {now['r']})",
                    *_lost_lines(gold_set, measured, name, right),
                ]
            )


def _lost_lines(gold_set: GoldSet, measured: Measured, name: str, right: Right) -> Iterator[str]:
    if gold_set.measured:
        yield "  no rows: this set is for measuring only"
        return
    lost = sorted((_read(right.get(name, {})) & measured.rows) - measured.right[name])
    if not lost:
        yield "  no row that was right is lost: more is found that the gold has not"
    for doc, (start, end) in lost[:SHOWN]:
        text = measured.gold[doc].text
        left, right_side = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
        around = " ".join(f"{left}[{text[start:end]}]{right_side}".split())
        yield f"  lost: {doc} {start}–{end}: {around}"
    if len(lost) > SHOWN:
        yield f"  and {len(lost) - SHOWN} more"


def _written(rows: Rows) -> dict[str, str]:
    spans: dict[str, list[str]] = {}
    for doc, (start, end) in sorted(rows):
        spans.setdefault(doc, []).append(f"{start}-{end}")
    return {doc: " ".join(each) for doc, each in spans.items()}


def _read(documents: Mapping[str, str]) -> Rows:
    rows: Rows = set()
    for doc, spans in documents.items():
        for span in spans.split():
            start, end = map(int, span.split("-"))
            rows.add((doc, (start, end)))
    return rows


def _write(file: Path, content: Any) -> None:
    file.parent.mkdir(exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Measure the sets that are here, and raise their floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", help="the sets to measure; default: all that are here")
    parser.add_argument("--anew", action="store_true", help="forget the floors of these sets")
    parser.add_argument(
        "--tables", type=Path, help="take FOLDER/SET, tables made of the sets' texts by this code"
    )
    asked = parser.parse_args()
    known = gold_sets()
    if asked.anew and not asked.sets:
        parser.error("--anew needs the names of sets")
    if unknown := set(asked.sets) - set(known):
        parser.error(f"no such set: {', '.join(sorted(unknown))}; sets: {', '.join(known)}")
    for name in asked.sets or known:
        if why := known[name].unavailable():
            print(f"left out: {why}")
        else:
            _raise_floors(known[name], _measured(known[name], asked.tables), asked.anew)


def _measured(gold_set: GoldSet, made: Path | None) -> Measured:
    if made is not None and (made / gold_set.name).is_dir():
        return measure(gold_set, made / gold_set.name)
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        run_all(Config(), tables, gold_set.texts, workers=1)
        return measure(gold_set, tables)


def _raise_floors(gold_set: GoldSet, measured: Measured, anew: bool) -> None:
    floors = load_floors()
    before: Floors = {} if anew else floors.get(gold_set.name, {})
    after, right = raised(gold_set, measured, before, {} if anew else load_right(gold_set.name))
    _write(FLOORS, {**floors, gold_set.name: after})
    if not gold_set.measured:
        _write(RIGHT / f"{gold_set.name}.json", right)
    for name, score in measured.scores.items():
        was = before.get("figures", {}).get(name, {}).get("floor")
        floor = after["figures"][name]["floor"]
        change = "kept" if was == floor else f"raised from {was}" if was is not None else "new"
        below = ", MEASURED BELOW IT" if score["f1"] < floor else ""
        print(f"{gold_set.name}, {name}: {score['f1']}, floor {floor} ({change}{below})")


if __name__ == "__main__":
    main()
