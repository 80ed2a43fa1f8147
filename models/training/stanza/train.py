"""train: Stanza's six French models, by Stanza's own trainers, into a folder that Stanza loads.

The folder is laid out as Stanza's downloads are (`resources.json`, `fr/<processor>/<name>.pt`), so
that one loader takes both.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from stanza.models import (
    lemmatizer,
    mwt_expander,
    ner_tagger,
    parser,
    tagger,
    tokenizer,
)
from stanza.utils.datasets.ner.prepare_ner_file import process_dataset
from stanza.utils.datasets.prepare_tokenizer_data import main as write_labels

from models.training.params import FOLDER, load_params
from models.training.stanza.corpus import CORPUS, SPLITS
from pipeline.backends.stanza_models import LANGUAGE, PROCESSORS, RESOURCES
from pipeline.errors import ConfigError

TRAINED = FOLDER / "stanza_trained"

# What is trained in one process each: two of them take about the same time.
_SIDE_BY_SIDE = (("tagger", "parser"), ("tokenizer", "expander", "lemmatizer", "recogniser"))

# The option that names word vectors in Stanza's form, and the processors that take it.
_VECTORS, _PRETRAIN = "wordvec_pretrain_file", "pretrain"
_TAKE_VECTORS = ("pos", "depparse", "ner")

Options = Mapping[str, Mapping[str, Any]]


def train(corpus: Path, out: Path, name: str, options: Options) -> None:
    """Train all six models and write them, with `resources.json`, into `out`.

    `corpus` holds `train.conllu`, `dev.conllu`, `train.bio` and `dev.bio`. `options` are, for each
    processor, options of its trainer (without dashes; True for a flag). The parser learns on the
    tags that the trained tagger gives. The folder is written when all are trained: a training that
    is broken off leaves what was there. Raises ConfigError for options that a trainer refuses.
    """
    with TemporaryDirectory() as folder:
        work = Path(folder)
        models = work / "models" / LANGUAGE
        for processor in PROCESSORS:
            (models / processor).mkdir(parents=True)
        run = _Run(corpus, work, models, name, options)
        with get_context("spawn").Pool(len(_SIDE_BY_SIDE)) as pool:  # the first error ends all
            for _ in pool.imap_unordered(run.steps, _SIDE_BY_SIDE):
                pass
        shutil.rmtree(out / LANGUAGE, ignore_errors=True)
        for processor in (*PROCESSORS, *run.share_vectors()):
            (out / LANGUAGE / processor).mkdir(parents=True)
            trained = models / processor / f"{name}.pt"  # beside it may lie checkpoints
            shutil.copy(trained, out / LANGUAGE / processor)
            if processor in PROCESSORS:
                forget_paths(out / LANGUAGE / processor / f"{name}.pt")
        _write_resources(out, name, run.with_vectors)


@dataclass(frozen=True)
class _Run:
    """One training: where its data, working files and models are."""

    corpus: Path
    work: Path
    models: Path
    name: str
    options: Options

    @property
    def with_vectors(self) -> tuple[str, ...]:
        """The processors that learn with word vectors."""
        return tuple(p for p in _TAKE_VECTORS if _VECTORS in self.options.get(p, {}))

    def share_vectors(self) -> tuple[str, ...]:
        """Put the word vectors among the models, as what several of them load."""
        files = {str(self.options[processor][_VECTORS]) for processor in self.with_vectors}
        if len(files) > 1:
            raise ConfigError(f"{_VECTORS}: one file for all models, not {', '.join(files)}.")
        for file in files:
            (self.models / _PRETRAIN).mkdir()
            shutil.copy(file, self.models / _PRETRAIN / f"{self.name}.pt")
        return (_PRETRAIN,) if files else ()

    def steps(self, names: Sequence[str]) -> None:
        """Train models one after the other, on one thread: more only get in one another's way."""
        torch.set_num_threads(1)
        for name in names:
            try:
                getattr(self, name)()
            except SystemExit as error:
                raise ConfigError(
                    f"Stanza's trainer refuses the options of its {name}: mend `stanza.options` in "
                    "models/params.yaml (what it says stands above)."
                ) from error

    def tokenizer(self) -> None:
        files = {split: self._tokenizer_files(split) for split in SPLITS}
        text, labels, expansions = files["train"]
        dev_text, dev_labels, _ = files["dev"]
        tokenizer.main(
            self._arguments(
                "tokenize",
                lang=LANGUAGE,
                txt_file=text,
                label_file=labels,
                mwt_json_file=expansions,
                dev_txt_file=dev_text,
                dev_label_file=dev_labels,
                conll_file=self.work / "tokenized.conllu",
                dev_conll_gold=self._conllu("dev"),
            )
        )

    def expander(self) -> None:
        expanded = {"output_file": self.work / "expanded.conllu", "lang": LANGUAGE}
        gold = self._conllu("dev")
        mwt_expander.main(self._arguments("mwt", **self._files(), **expanded, gold_file=gold))

    def tagger(self) -> None:
        tagged = self.work / "tagged.conllu"
        tagger.main(self._arguments("pos", **self._files(), lang=LANGUAGE, output_file=tagged))

    def lemmatizer(self) -> None:
        lemmas = self.work / "lemmas.conllu"
        lemmatizer.main(self._arguments("lemma", **self._files(), output_file=lemmas))

    def parser(self) -> None:
        tagged = {split: self.work / f"{split}.tagged.conllu" for split in SPLITS}
        for split, path in tagged.items():
            tagger.main(
                self._arguments(
                    "pos",
                    mode="predict",
                    lang=LANGUAGE,
                    eval_file=self._conllu(split),
                    output_file=path,
                )
            )
        files = {"train_file": tagged["train"], "eval_file": tagged["dev"]}
        parsed = self.work / "parsed.conllu"
        parser.main(self._arguments("depparse", **files, lang=LANGUAGE, output_file=parsed))

    def recogniser(self) -> None:
        files = {split: self.work / f"{split}.ner.json" for split in SPLITS}
        for split, path in files.items():
            process_dataset(str(self.corpus / f"{split}.bio"), str(path))
        tagged = {"train_file": files["train"], "eval_file": files["dev"]}
        ner_tagger.main(self._arguments("ner", **tagged))

    def _conllu(self, split: str) -> Path:
        return self.corpus / f"{split}.conllu"

    def _files(self) -> dict[str, Path]:
        return {"train_file": self._conllu("train"), "eval_file": self._conllu("dev")}

    def _tokenizer_files(self, split: str) -> tuple[Path, Path, Path]:
        """Text, labels a character, and expansions of contractions."""
        text, labels, expansions = (
            self.work / f"{split}.{suffix}" for suffix in ("txt", "labels", "mwt.json")
        )
        conllu = self._conllu(split)
        text.write_text(raw_text(conllu.read_text(encoding="utf-8")), encoding="utf-8")
        write_labels([str(text), str(conllu), "-o", str(labels), "-m", str(expansions)])
        return text, labels, expansions

    def _arguments(self, processor: str, **settings: Any) -> list[str]:
        """A trainer's command line: the given settings, where to save, the options of the run."""
        known = {
            "shorthand": f"{LANGUAGE}_{self.name}",
            "save_dir": self.models / processor,
            "save_name": f"{self.name}.pt",
            **settings,
        }
        if processor in _TAKE_VECTORS and processor not in self.with_vectors:
            known["no_pretrain"] = True
        return list(_flags({**known, **self.options.get(processor, {})}))


def raw_text(conllu: str) -> str:
    """The text that the sentences of a CoNLL-U file spell, paragraphs parted by an empty line."""
    parts: list[str] = []
    separator = ""
    for line in conllu.split("\n"):
        if line.startswith(("# newpar", "# newdoc")):
            separator = "\n\n"
        elif line.startswith("# text ="):
            parts += [separator if parts else "", line.partition("=")[2].strip()]
            separator = " "
    return "".join(parts) + "\n"


def forget_paths(model: Path) -> None:
    """Keep the names alone of the files that a saved model's options tell of."""
    saved = torch.load(model, map_location="cpu", weights_only=True)
    saved["config"] = {
        key: Path(value).name if isinstance(value, str) and "/" in value else value
        for key, value in saved["config"].items()
    }
    torch.save(saved, model, _use_new_zipfile_serialization=False)


def _flags(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, value in settings.items():
        yield f"--{name}"
        if value is not True:
            yield str(value)


def _write_resources(out: Path, name: str, with_vectors: Sequence[str]) -> None:
    """The list that Stanza reads: each model with its checksum and what it needs; the default."""
    models = out / LANGUAGE
    packages: dict[str, Any] = {}
    for path in sorted(models.rglob("*.pt")):
        model = {"md5": hashlib.md5(path.read_bytes()).hexdigest()}
        packages[path.parent.name] = {name: model}
    for processor in with_vectors:
        packages[processor][name]["dependencies"] = [{"model": _PRETRAIN, "package": name}]
    default = {"packages": {"default": dict.fromkeys(PROCESSORS, name)}, "lang_name": "French"}
    resources = {LANGUAGE: {**packages, **default}}
    (out / RESOURCES).write_text(json.dumps(resources, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    chosen = load_params().stanza
    train(CORPUS, TRAINED, chosen.name, chosen.options)
