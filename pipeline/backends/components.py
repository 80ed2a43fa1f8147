"""Trained components: where they are, and how one is put into the stock pipeline."""

from importlib import resources
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.util import load_config

from pipeline.errors import ModelError
from pipeline.identifiers import digest

STOCK, PRESS = "stock", "presse"
_FOLDERS = {PRESS: "ner_presse"}


def model_folder(model: str) -> Path:
    """The folder of a model of ours, beside the package in a checkout and inside it once installed.

    Anything but the name of one is the path of a folder.
    """
    if model not in _FOLDERS:
        return Path(model)
    package = Path(str(resources.files("pipeline")))
    inside, beside = package / "models", package.parent / "models"
    return (inside if inside.is_dir() else beside) / _FOLDERS[model]


def model_digest(model: str) -> str:
    """Of the files that a model is made of; of nothing for the stock one, whose version says it.

    Raises ModelError if the folder holds no component.
    """
    if model == STOCK:
        return digest()
    folder = _component_folder(model_folder(model))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)
    return digest(*(part for pair in named for part in pair))


@Language.factory("depeche_ner", default_config={"model": PRESS}, assigns=["doc.ents"])
def make_recogniser(nlp: Language, name: str, model: str) -> EntityRecognizer:
    """A trained recogniser for the stock pipeline, by the name or folder of its model.

    Raises ModelError if the folder is not of the form that models/training/dvc.yaml writes.
    """
    folder = model_folder(model)
    component = _component_folder(folder)
    config = dict(load_config(folder / "config.cfg")["components"]["ner"])
    del config["factory"]
    pipe = nlp.create_pipe("ner", name=name, config=config)
    pipe.from_disk(component, exclude=["vocab"])
    return pipe


def _component_folder(folder: Path) -> Path:
    if not (folder / "config.cfg").is_file() or not (folder / "ner" / "model").is_file():
        raise ModelError(
            f"{folder} holds no trained recogniser (`config.cfg` and `ner/model`): give "
            f"`ner.model` as {PRESS}, {STOCK} or the folder of one that models/training trained."
        )
    return folder / "ner"
