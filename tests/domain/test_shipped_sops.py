"""The shipped offices say what the five SOPs say, word for word, and every step leads to the end."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mailgate.adapters.policy_yaml.golden_file import golden
from mailgate.adapters.policy_yaml.loader import load_policy
from mailgate.app.request import understand
from mailgate.domain.policy import Policy
from mailgate.mail.parse import parse
from tests.domain.printed_sops import CORRECTIONS, EDGES, FOLDERS, PERFORMERS, SEEDS

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"
SEED_FOLDER = ROOT.parent / "shared" / "seeds"
OFFICES = sorted(set(FOLDERS.values()))


def read(path: Path) -> Any:
    """The file as strings, independent of mailgate's own reader."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only


SOPS: dict[str, dict[str, Any]] = {id_: read(RULES / office / "sop" / f"{id_}.yaml") for id_, office in FOLDERS.items()}
STEPS = [pytest.param(id_, step, id=f"{id_}-{step['urut']}") for id_, sop in SOPS.items() for step in sop["langkah"]]


def is_on(edge: dict[str, Any], *, extras: bool) -> bool:
    return extras or edge.get("tambahan") != "ya" or edge.get("perlu") == "ya"


def as_line(step: dict[str, Any]) -> str:
    return f"{step['urut']}: " + ", ".join(_as_word(edge) for edge in step["ke"])


def _as_word(edge: dict[str, Any]) -> str:
    extra = "+" if edge.get("tambahan") == "ya" else ""
    needed = "!" if edge.get("perlu") == "ya" else ""
    by = f" ({' '.join(edge['oleh'])})" if "oleh" in edge else ""
    return f"{edge['perintah']}>{edge['ke']}{extra}{needed}{by}"


# The graph


@pytest.mark.parametrize("sop", SOPS)
def test_the_edges_are_those_of_the_printed_sop_and_its_reading(sop: str) -> None:
    expected = [line.strip() for line in EDGES[sop].strip().splitlines()]
    assert [as_line(step) for step in SOPS[sop]["langkah"]] == expected


@pytest.mark.parametrize("sop", SOPS)
def test_the_performers_are_those_of_the_printed_sop_and_its_reading(sop: str) -> None:
    expected = [" ".join(entry.split()) for entry in PERFORMERS[sop].split(",")]
    found = [f"{step['urut']} " + " ".join(p["peran"] for p in step["pelaksana"]) for step in SOPS[sop]["langkah"]]
    assert found == expected


@pytest.mark.parametrize("extras", [True, False], ids=["with extra edges", "faithful"])
@pytest.mark.parametrize("sop", SOPS)
def test_every_step_is_reached_and_reaches_the_end(sop: str, extras: bool) -> None:
    steps = SOPS[sop]["langkah"]
    ways = {s["urut"]: {e["ke"] for e in s["ke"] if is_on(e, extras=extras)} for s in steps}
    assert set().union(*ways.values()) <= {*ways, "akhir"}
    assert _closure(steps[0]["urut"], ways) == {*ways, "akhir"}
    for number in ways:
        assert "akhir" in _closure(number, ways), number


def _closure(start: str, ways: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = ways.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


@pytest.mark.parametrize(("sop", "numbers"), [("sumbar-darurat", ("3", "4", "7")), ("sumbawa-2021", ("12",))])
def test_the_hand_overs_of_one_row_share_its_text_time_documents_and_output(sop: str, numbers: tuple[str, ...]) -> None:
    steps = {step["urut"]: step for step in SOPS[sop]["langkah"]}
    for number in numbers:
        one, other = steps[f"{number}a"], steps[f"{number}b"]
        for key in ("kegiatan", "waktu", "kelengkapan", "output"):
            assert one[key] == other[key], (number, key)


def test_sumbawas_work_is_closed_by_the_office_that_asked_and_the_head_together() -> None:
    step = SOPS["sumbawa-2021"]["langkah"][-1]
    assert step["mengetahui"] == ["opd", "kadis"]
    acknowledging = {e["perintah"] for e in step["ke"] if e.get("catat_mengetahui") == "ya"}
    assert acknowledging == {"MENGETAHUI", "SESUAI"}


def test_only_the_last_steps_that_need_no_consent_close_by_themselves() -> None:
    closing = {(id_, s["urut"]) for id_, sop in SOPS.items() for s in sop["langkah"] if s.get("tutup_otomatis")}
    assert closing == {("trenggalek-2019", "9"), ("sumbar-darurat", "8")}


@pytest.mark.parametrize(("sop", "step"), STEPS)
def test_what_must_be_said_with_a_verb(sop: str, step: dict[str, Any]) -> None:
    reasoned = {"KEMBALIKAN", "TOLAK", "TIDAK SESUAI", "TIDAK", "TANPA PENGGANTIAN"}
    for edge in step["ke"]:
        assert (edge.get("alasan") == "wajib") == (edge["perintah"] in reasoned), edge
        assert (edge.get("lampiran") == "wajib") == (edge["perintah"] == "KIRIM BA"), edge
        reports = edge["perintah"] == "LAPOR" or (sop, step["urut"], edge["perintah"]) == (
            "trenggalek-2019",
            "7",
            "SELESAI",
        )
        assert (edge.get("hasil") == "wajib") == reports, edge


# The words


@pytest.mark.parametrize(("sop", "step"), STEPS)
def test_every_step_and_verb_has_words_for_people(sop: str, step: dict[str, Any]) -> None:
    for key in ("ajakan", "tahap"):
        assert step[key], key
        assert not step[key].endswith(".")
    assert not re.search(r"[A-Z]", step["ajakan"][0] + step["tahap"][0]), "both stand inside a sentence"
    for edge in step["ke"] if step.get("otomatis") != "ya" else ():
        assert len(edge["contoh"]) <= 70, "one line on a phone"
        assert "!" not in edge["contoh"]


@pytest.mark.parametrize(("sop", "step"), STEPS)
def test_an_inferred_performer_says_why(sop: str, step: dict[str, Any]) -> None:
    for performer in step["pelaksana"]:
        assert performer["peran"] in SOPS[sop]["peran"]
        assert performer["sumber"] == "dinyatakan" or performer["alasan"]


@pytest.mark.parametrize("sop", SOPS)
def test_names_and_numbers_of_officials_are_the_offices_to_fill_in(sop: str) -> None:
    text = (RULES / FOLDERS[sop] / "sop" / f"{sop}.yaml").read_text(encoding="utf-8")
    assert SOPS[sop]["disahkan"]["nama"] == SOPS[sop]["disahkan"]["nip"] == "null"
    assert not re.search(r"\d{8} ?\d{6} ?\d ?\d{3}", text), "a NIP"


# The print


def plain(text: str) -> str:
    """Letters as they are; tags, emphasis, case, spaces, and hyphens at a line's end make no difference."""
    text = re.sub(r"<[^>]*>|\*", "", text)
    text = re.sub(r"-\n", "-", text)
    text = " ".join(text.casefold().split()).replace(" ,", ",")
    return re.sub(r" ?([/-]) ?", r"\1", text)


def seed_of(sop: str) -> str:
    found = list(SEED_FOLDER.glob(SEEDS[sop]))
    if not found:
        pytest.skip("the scans are not here")
    return found[0].read_text(encoding="utf-8")


def row_of(sop: str, number: str) -> str:
    """The printed table row of a step, with what continues it on the next page."""
    row, wanted = "", number.rstrip("ab")
    for line in seed_of(sop).splitlines():
        first, tab, rest = line.partition("\t")
        if tab and first.strip() == wanted and not re.match(r"\d\t", rest):
            row = rest
        elif tab and row and not first and rest.startswith("yang "):
            row += "\t" + rest
        elif row and first.strip().isdigit() and first.strip() != wanted:
            break
    return row


def assert_printed(text: str, where: str, sop: str) -> None:
    """`text` stands in `where`, as it is or as it was printed before its correction."""
    assert where
    print_ = plain(where.replace("\t", " | "))
    if plain(text) in print_:
        return
    for corrected, printed in CORRECTIONS[sop]:
        text = text.replace(corrected, printed)
    for part in text.split(" … "):
        assert plain(part) in print_, f"{part!r} is not in {print_!r}"


@pytest.mark.parametrize(("sop", "step"), STEPS)
def test_a_step_has_the_words_of_its_printed_row(sop: str, step: dict[str, Any]) -> None:
    row = row_of(sop, step["urut"])
    original = step.get("asli", "null")
    texts = [step["kegiatan"] if original == "null" else original, *step["kelengkapan"]]
    texts += [cell for cell in (step["output"], step["waktu"]["tertulis"]) if cell != "null"]
    for text in texts:
        assert_printed(text, row, sop)


@pytest.mark.parametrize(("sop", "step"), STEPS)
def test_nothing_of_the_printed_activity_is_left_out(sop: str, step: dict[str, Any]) -> None:
    activity = row_of(sop, step["urut"]).split("\t")[0]
    said = step["kegiatan"] if step.get("asli", "null") == "null" else step["asli"]
    if (sop, step["urut"]) == ("trenggalek-2019", "7"):  # the row runs over the page
        assert plain(said).startswith(plain(activity))
    else:
        assert plain(said) == plain(activity)


@pytest.mark.parametrize(("sop", "step"), STEPS)
def test_a_printed_time_is_never_left_out(sop: str, step: dict[str, Any]) -> None:
    printed = re.search(r"\d+ (menit|jam|hari kerja|hari)\b", row_of(sop, step["urut"]), re.IGNORECASE)
    assert step["waktu"]["tertulis"] == (printed[0] if printed else "null")


@pytest.mark.parametrize("sop", SOPS)
def test_every_printed_row_is_a_step(sop: str) -> None:
    rows = {line.partition("\t")[0] for line in seed_of(sop).splitlines() if re.match(r"\d+\t[^\t\d]", line)}
    assert {step["urut"].rstrip("ab") for step in SOPS[sop]["langkah"]} == rows


@pytest.mark.parametrize("sop", SOPS)
def test_the_identity_block_is_the_printed_one(sop: str) -> None:
    seed, entry = seed_of(sop), SOPS[sop]
    texts = [entry["nama"], entry["nomor"], *entry["tanggal"].values(), entry["disahkan"]["jabatan"]]
    texts += [entry["disahkan"]["pangkat"], entry["judul_tabel"]]
    for key in ("dasar_hukum", "keterkaitan", "perlengkapan", "peringatan", "pencatatan"):
        texts += entry[key]
    for line in entry["kualifikasi_pelaksana"]:
        texts += [line] if isinstance(line, str) else [line["untuk"], *line["syarat"]]
    for text in texts:
        if text not in ("", "null"):
            assert_printed(text, seed, sop)


# The offices


@pytest.mark.parametrize("office", OFFICES)
def test_every_role_of_an_offices_sops_is_held_at_the_example_domain(office: str) -> None:
    people = read(RULES / office / "peran.yaml")["peran"]
    for sop in (id_ for id_, folder in FOLDERS.items() if folder == office):
        here = {role["kode"] for role in people if sop in role.get("sop", [sop])}
        roles = {
            code for code, role in SOPS[sop]["peran"].items() if isinstance(role, str) or role.get("pemohon") != "ya"
        }
        assert {*roles, "helpdesk", "tu", "pengelola", "sekdin"} <= here
    holders = [h for role in people for seat in (role, *role.get("kursi", [])) for h in seat.get("pemegang", [])]
    assert all(address.endswith(f"@{office}.example") for holder in holders for address in holder["surel"])


@pytest.mark.parametrize("office", OFFICES)
def test_an_office_knows_its_four_requesters(office: str) -> None:
    known = [entry["surel"] for entry in read(RULES / office / "opd.yaml")["opd"]]
    assert known == [[f"{name}@{office}.example"] for name in ("dinkes", "dinsos", "bkpsdm", "kec.satu")]


@pytest.mark.parametrize("office", OFFICES)
def test_an_office_has_golden_mails_of_every_kind(office: str) -> None:
    folder = RULES / office / "contoh"
    lines = read(folder / "harapan.yaml")["contoh"]
    assert sorted(line["berkas"] for line in lines) == sorted(path.name for path in folder.glob("*.eml"))
    assert len(lines) >= 8
    assert {line.get("nampan") for line in lines} == {None, "perlu dipilah", "bukan permintaan"}
    assert all(b"\nTo: " in (folder / line["berkas"]).read_bytes() for line in lines)


@pytest.fixture(scope="module")
def policy() -> Policy:
    """All shipped offices; loading them proves that `mailgate check` finds no fault in them."""
    return load_policy(RULES)


def test_the_shipped_offices_give_no_warning(policy: Policy) -> None:
    assert not [w for w in policy.warnings if not w.file.endswith("kalender.yaml")]


@pytest.mark.parametrize("office", OFFICES)
def test_every_golden_mail_goes_where_a_careful_human_would_send_it(office: str, policy: Policy) -> None:
    for path, expected in golden(RULES, office):
        found = understand(parse(path.read_bytes()), policy.offices[office]).routing
        assert (found.sop, found.tray) == (expected.sop, expected.tray), (path.name, found.reasons)
        assert expected.priority in (None, found.priority), (path.name, found.reasons)
