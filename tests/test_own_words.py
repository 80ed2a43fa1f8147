"""A user's own words: laid over the shipped ones, for as long as a run takes, in every process."""

import pytest

from pipeline.config import Config
from pipeline.errors import LexiconError
from pipeline.execution import local
from pipeline.execution.fingerprints import code_lexicons, stage_fingerprint
from pipeline.execution.flow import run_stages
from pipeline.extract import extract
from pipeline.french import lexicons
from pipeline.french.datelines.words import is_agency
from pipeline.french.lexicon_files import Own, parse, with_own
from pipeline.french.names.gazetteer import names_by_id
from pipeline.french.names.names import titles
from pipeline.french.quotes.cue_lexicon import verb_forms
from pipeline.french.schemas import SCHEMAS
from pipeline.lexicon_listing import description, overview
from pipeline.own_words import own_words
from pipeline.parts import read_table
from pipeline.stages.registry import STAGES

VERBS = "verb\tvoice\tconstructions\tstance\tsource\n"
SHIPPED = parse(
    "cue_verbs",
    f"{VERBS}nier\tplain\tque,np\tdenial\tany\n"
    "vanter\tplain\tnp\tpraise\tany\nvanter\treflexive\tde\tpraise\tany\n",
)
TEXT = "« Le pont de Sorval rouvrira », a glouglouté la maire, Jeanne Aldric.\n"
GLOUGLOUTER = "glouglouter\tplain\tque,incise\tpraise\tany\n"


def laid(lines, header=VERBS):
    found = with_own(SHIPPED, Own("mots/cue_verbs.tsv", header + lines))
    return [" ".join(row.values()) for row in found.rows]


NIER, NEW = "nier plain que,np denial any", "glouglouter plain que,incise praise any"
VANTER = {"vanter plain np praise any", "vanter reflexive de praise any"}


@pytest.mark.parametrize(
    ("lines", "gone", "new"),
    [
        ("", set(), set()),
        ("# mine\n\n" + GLOUGLOUTER, set(), {NEW}),
        ("nier\tplain\tque\tneutral\tany\n", {NIER}, {"nier plain que neutral any"}),
        ("-nier\n", {NIER}, set()),
        ("- nier\tplain\n", {NIER}, set()),
        ("-vanter\treflexive\n", {"vanter reflexive de praise any"}, set()),
        ("-vanter\n", VANTER, set()),
        ("-vanter\n-nier\n" + GLOUGLOUTER, VANTER | {NIER}, {NEW}),
    ],
)
def test_entries_are_added_replaced_by_key_and_taken_away(lines, gone, new):
    before, after = set(laid("")), set(laid(lines))
    assert (before - after, after - before) == (gone, new)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("rire\tplain\tque\tnutral\tany\n", "line 2, column 'stance': 'nutral' .*'neutral'"),
        ("rire plain que neutral any\n", "line 2: 1 columns where the header has 5.*one tab"),
        (GLOUGLOUTER * 2, "line 3: the entry 'glouglouter · plain' stands already at line 2"),
        ("-vantr\n", "line 2: there is no entry 'vantr' to take away; the nearest is 'vanter'"),
        ("-vanter\ty\n", "line 2: there is no entry 'vanter · y' .*there is: vanter · plain"),
        ("-\n", "line 2: a line that takes an entry away gives its word behind « - »"),
        ("-\tplain\n", "line 2: a line that takes an entry away gives its word"),
    ],
)
def test_a_mistake_is_told_with_the_users_file_and_line(lines, told):
    with pytest.raises(LexiconError, match=rf"^mots/cue_verbs\.tsv, {told}"):
        laid(lines)


def test_a_wrong_or_missing_header_is_told_with_the_columns():
    with pytest.raises(LexiconError, match=r"mots/cue_verbs\.tsv has no header.*verb, voice"):
        laid("", header="# mine\n")
    with pytest.raises(LexiconError, match=r"mots/cue_verbs\.tsv, line 1: .*'verbe'.*'verb'"):
        laid("", header="verbe\tvoice\tconstructions\tstance\tsource\n")


def test_of_two_entries_with_one_form_the_users_own_wins():
    """Whichever the rules take: of these the first, of most the last."""
    header = "\t".join(SCHEMAS["nouns"].columns) + "\n"
    rows = parse("nouns", f"{header}ruche\torganisation\tf\n")
    own = Own("x", f"{header}essaim\tgroup\tm\n")
    assert [row["noun"] for row in with_own(rows, own).rows] == ["essaim", "ruche"]
    assert laid(GLOUGLOUTER)[-1].startswith("glouglouter")


@pytest.fixture
def folder(tmp_path):
    """A function that writes a user's own file, and gives the configuration that names it."""
    own = tmp_path / "lexicons"
    own.mkdir()

    def write(**files):
        for name, text in files.items():
            (own / f"{name}.tsv").write_text(text, encoding="utf-8")
        return Config.model_validate({"lexicons": {"folder": str(own)}})

    return write


def test_an_absent_folder_and_an_empty_one_say_nothing(tmp_path, folder):
    absent = Config.model_validate({"lexicons": {"folder": str(tmp_path / "no" / "lexicons")}})
    assert own_words(absent) == own_words(folder()) == own_words(Config()) == {}


def test_a_file_of_another_name_is_an_error_that_names_the_nearest(folder, tmp_path):
    config = folder(cue_verb=VERBS)
    with pytest.raises(LexiconError, match=r"cue_verb\.tsv is none of .*nearest is 'cue_verbs'"):
        own_words(config)
    (tmp_path / "lexicons/cue_verb.tsv").rename(tmp_path / "lexicons/cue_verbs.txt")
    with pytest.raises(LexiconError, match=r"cue_verbs\.txt is none of .*NAME\.tsv"):
        own_words(config)


def test_notes_and_backups_beside_the_files_are_left_alone(folder, tmp_path):
    config = folder(cue_verbs=VERBS)
    for name in ("README.md", "notes.txt", ".hidden", "cue_verbs.tsv~"):
        (tmp_path / "lexicons" / name).write_text("mine", encoding="utf-8")
    assert own_words(config).keys() == {"cue_verbs"}


def test_a_file_that_is_not_utf_8_says_so_and_one_with_a_mark_of_utf_8_is_read(folder, tmp_path):
    config = folder()
    file = tmp_path / "lexicons" / "titles.tsv"
    file.write_bytes("title\tgender\tnumber\nSénéchal\tm\ts\n".encode("latin-1"))
    with pytest.raises(LexiconError, match=r"titles\.tsv is not UTF-8.*save it as UTF-8"):
        own_words(config)
    file.write_bytes("\ufefftitle\tgender\tnumber\r\nSénéchal\tm\ts\r\n".encode())
    with lexicons.laid_over(own_words(config)):
        assert "senechal" in titles()


def test_words_hold_as_long_as_they_are_laid_over_also_what_was_made_of_them(folder):
    config = folder(
        cue_verbs=VERBS + GLOUGLOUTER,
        datelines="form\tkind\nSorval Presse\tagency\n-AFP\n",
        entities="name\tvariants\tlabel\tcountry\nPont-Neuf de Sorval\t-\tLOC\tFR\n",
    )

    def known():
        verb, town = "glougloute" in verb_forms(), "Pont-Neuf de Sorval" in names_by_id().values()
        return verb, town, is_agency("Sorval Presse"), is_agency("AFP")

    for _ in range(2):
        assert known() == (False, False, False, True)
        with lexicons.laid_over(own_words(config)):
            assert known() == (True, True, True, False)
    assert known() == (False, False, False, True)


def test_words_are_as_before_where_a_file_is_wrong(folder):
    wrong = own_words(folder(titles="title\tgender\tnumber\nSénéchal\tz\ts\n"))
    with pytest.raises(LexiconError, match=r"titles\.tsv, line 2, column 'gender'"):
        lexicons.lay_over(wrong)
    assert "senechal" not in titles()


def stances(data, config):
    return extract(data, "a.txt", config)["quotes"]["stance"].to_pylist()


def test_extract_has_the_words_of_its_own_configuration_each_time(folder):
    data = TEXT.encode()
    assert stances(data, folder(cue_verbs=VERBS + GLOUGLOUTER)) == ["praise"]
    assert stances(data, Config()) != ["praise"]
    again = folder(cue_verbs=VERBS + GLOUGLOUTER.replace("praise", "threat"))
    assert stances(data, again) == ["threat"]


def prints(config):
    with lexicons.laid_over(own_words(config)):
        return {name: stage_fingerprint(stage, config, []) for name, stage in STAGES.items()}


@pytest.mark.parametrize("name", ["cue_verbs", "casualty_nouns", "gentiles", "abbreviations"])
def test_own_words_are_part_of_the_fingerprint_of_just_the_stages_that_read_them(folder, name):
    rows = {
        "cue_verbs": VERBS + GLOUGLOUTER,
        "casualty_nouns": "form\tkind\trole\nmaltraités\tinjured\tvictim\n",
        "gentiles": "form\tcountry\nsorvalais\tFR\n",
        "abbreviations": "form\tbefore\tmeaning\nsorv.\tany\tsorvalais\n",
    }
    before, after = prints(Config()), prints(folder(**{name: rows[name]}))
    changed = {stage for stage in STAGES if before[stage] != after[stage]}
    assert changed == {s for s, stage in STAGES.items() if name in code_lexicons(stage.module)}
    assert changed and changed != set(STAGES)


def test_own_words_that_change_nothing_run_nothing_again(folder):
    config = folder(cue_verbs=VERBS + "# later\n")
    assert prints(config) == prints(Config())


def test_workers_have_the_words_and_a_later_run_without_them_has_not(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(local, "DOCUMENTS_A_WORKER", 1)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for town in ("Sorval", "Brismes", "Aubrenne", "Valdorce"):
        (corpus / f"{town}.txt").write_text(TEXT.replace("Sorval", town), encoding="utf-8")
    names = ["ingest", "tokenize", "ner", "mentions", "quotes"]

    def run(config, workers):
        data = config.model_dump() | {"execution": {"shard_documents": 1}}
        config = Config.model_validate(data)
        report = run_stages(names, config, tmp_path / "out", corpus, workers=workers)
        ran = {name for name, seconds in report.seconds.items() if seconds}
        return ran, set(read_table(tmp_path / "out", "quotes")["stance"].to_pylist())

    plain = run(Config(), 1)[1]
    assert "praise" not in plain
    mine = folder(cue_verbs=VERBS + GLOUGLOUTER)
    assert run(mine, 2) == ({"quotes"}, {"praise"})
    assert run(mine, 1) == (set(), {"praise"})
    assert run(Config(), 1) == ({"quotes"}, plain)


def test_the_list_of_lexicons_says_what_a_user_changed(folder):
    config = folder(cue_verbs=VERBS + GLOUGLOUTER + "-nier\naffirmer\tplain\tque\tneutral\tany\n")
    lines = list(overview(config))
    (told,) = (line for line in lines if line.startswith("cue_verbs · "))
    assert told.endswith(" · quotes · yours: 1 added, 1 replaced, 1 taken away")
    (other,) = (line for line in lines if line.startswith("titles · "))
    assert "yours" not in other and "mentions" in other
    told = list(description("cue_verbs", config))
    assert "stance: what saying it does" in told and "  denial      says that it is not so" in told
    assert [line for line in told if "glouglouter" in line or "· denial" in line] == [
        "  glouglouter · plain · que,incise · praise · any",
        *(line for line in told if line.startswith("  nier · plain")),
    ]


def test_a_lexicon_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(LexiconError, match="no lexicon 'verbs'; the nearest is"):
        list(description("verbs", Config()))
