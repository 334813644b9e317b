"""Routing: from the facts of a request to an SOP or a tray, with the reasons."""

from collections.abc import Callable

import pytest

from mailgate.domain.message import Address
from mailgate.domain.predicate import PREDICATES, SOURCE_NAMES, Argument, normalise
from mailgate.domain.rule import SOURCES, TRAY_NO_REQUEST, TRAY_SORT, Facts, Predicate, Proposal, Rule, RuleSet, route

SENDER = Address("dinkes@sumbawa.example")


def facts(organisation: str | None = "dinkes", addressed: bool = True, attachments: int = 0, **texts: str) -> Facts:
    read = {source: normalise(text) for source, text in texts.items()}
    return Facts(read, SENDER, organisation, addressed=addressed, attachments=attachments)


def any_of(*words: str) -> Callable[[str], str | None]:
    return lambda text: next((word for word in words if word in text.split()), None)


def says(*words: str, di: tuple[str, ...] = SOURCES) -> Predicate:
    return PREDICATES["kata"](Argument(words, di, any_of(*words)))


def given(key: str, *values: str) -> Predicate:
    return PREDICATES[key](Argument(values))


NETWORK = Rule(
    "Gangguan jaringan",
    10,
    sop="jaringan",
    all_of=(says("gangguan", "mati"), says("jaringan", "internet")),
    none_of=(says("undangan", di=("subjek",)),),
    proposal=Proposal(kind="gangguan", service="jaringan", impact="sedang", urgency="sedang"),
)
REGISTERED = Rule("Surat dari OPD", 3, any_of=(given("pengirim_terdaftar", "ya"),))
INVITATION = Rule("Undangan", 20, tray=TRAY_NO_REQUEST, all_of=(says("undangan"),))
RULES = RuleSet((NETWORK, REGISTERED, INVITATION))


def routed(what: Facts, *rules: Rule, default: str | None = None) -> tuple[str | None, str | None, int]:
    candidates = ["jaringan", "aplikasi", "darurat"]
    routing = route(what, RuleSet(rules) if rules else RULES, candidates=candidates, default=default)
    return routing.sop, routing.tray, routing.score


def test_a_rule_and_a_general_rule_together_map_outright() -> None:
    routing = route(facts(subjek="Internet mati"), RULES, candidates=["jaringan"], default=None)

    assert (routing.sop, routing.tray, routing.score, routing.review) == ("jaringan", None, 13, False)
    assert routing.priority == "P3"
    assert routing.proposal.service == "jaringan"
    assert routing.reasons == (
        "Subjek: 'mati' + 'internet' (Gangguan jaringan, +10)",
        "Pengirim: terdaftar sebagai dinkes (Surat dari OPD, +3)",
    )


def test_below_the_automatic_threshold_the_helpdesk_is_asked_to_look() -> None:
    routing = route(facts(None, subjek="Internet mati"), RULES, candidates=["jaringan"], default=None)

    assert (routing.sop, routing.score, routing.review) == ("jaringan", 10, True)


def test_below_the_review_threshold_it_is_sorted_by_hand() -> None:
    weak = Rule("Kata kabel", 5, sop="jaringan", all_of=(says("kabel"),))
    routing = route(facts(None, isi="soal kabel"), RuleSet((weak,)), candidates=["jaringan"], default="jaringan")

    assert (routing.sop, routing.tray) == (None, TRAY_SORT)
    assert routing.reasons[-1] == "Nilai tertinggi 5 (jaringan) di bawah ambang tinjau 6"


def test_a_general_rule_alone_chooses_no_sop() -> None:
    routing = route(facts(subjek="Halo"), RULES, candidates=["jaringan"], default="jaringan")

    assert (routing.sop, routing.tray, routing.score) == (None, TRAY_SORT, 0)
    assert routing.reasons[-1] == "Tidak ada aturan SOP yang cocok"


def test_a_word_in_the_letters_subject_is_named_before_one_in_the_mail() -> None:
    what = facts(subjek="gangguan", isi="jaringan gangguan", perihal_surat="Gangguan jaringan")
    routing = route(what, RuleSet((NETWORK,)), candidates=["jaringan"], default=None)

    assert routing.reasons == ("Hal surat: 'gangguan' + 'jaringan' (Gangguan jaringan, +10)",)


def test_words_from_two_places_are_named_with_their_places() -> None:
    routing = route(
        facts(subjek="gangguan", isi="jaringan"), RuleSet((NETWORK,)), candidates=["jaringan"], default=None
    )

    assert routing.reasons == ("Subjek: 'gangguan'; Isi surel: 'jaringan' (Gangguan jaringan, +10)",)


def test_no_request_wins_when_it_weighs_more_than_the_best_sop() -> None:
    assert routed(facts(subjek="Undangan rapat gangguan jaringan")) == (None, TRAY_NO_REQUEST, 20)


def test_no_request_does_not_win_against_an_equally_strong_sop() -> None:
    rival = Rule("Pengumuman", 10, tray=TRAY_NO_REQUEST, all_of=(says("pengumuman"),))

    assert routed(facts(None, subjek="pengumuman gangguan jaringan"), NETWORK, rival) == ("jaringan", None, 10)


def test_no_request_does_not_win_below_the_review_threshold() -> None:
    weak = Rule("Pengumuman", 5, tray=TRAY_NO_REQUEST, all_of=(says("pengumuman"),))

    assert routed(facts(subjek="pengumuman"), weak) == (None, TRAY_SORT, 0)


def test_a_rule_for_an_sop_that_is_no_candidate_is_passed_over() -> None:
    archived = Rule("Lama", 30, sop="lama", all_of=(says("jaringan"),))

    assert routed(facts(subjek="gangguan jaringan"), NETWORK, archived) == ("jaringan", None, 10)


APPLICATION = Rule("Gangguan aplikasi", 10, sop="aplikasi", all_of=(says("gangguan"), says("aplikasi")))


def test_a_tie_goes_to_the_default_sop_and_says_so() -> None:
    what = facts(None, subjek="gangguan jaringan dan aplikasi")
    rules = RuleSet((NETWORK, APPLICATION))
    routing = route(what, rules, candidates=["jaringan", "aplikasi"], default="aplikasi")

    assert (routing.sop, routing.score) == ("aplikasi", 10)
    assert routing.reasons[-1] == "jaringan dan aplikasi sama kuat dengan nilai 10; dipakai SOP bawaan aplikasi"


def test_a_tie_without_a_default_is_sorted_by_hand_with_both_named() -> None:
    what = facts(None, subjek="gangguan jaringan dan aplikasi")
    rules = RuleSet((NETWORK, APPLICATION))
    routing = route(what, rules, candidates=["jaringan", "aplikasi"], default="darurat")

    assert (routing.sop, routing.tray) == (None, TRAY_SORT)
    assert routing.reasons[-1] == "jaringan dan aplikasi sama kuat dengan nilai 10; perlu dipilih petugas"


def test_a_general_rule_may_take_weight_away() -> None:
    doubt = Rule("Penyambungan baru", -6, all_of=(says("baru"),))

    assert routed(facts(None, subjek="gangguan jaringan baru"), NETWORK, doubt) == (None, TRAY_SORT, 4)


def test_the_highest_impact_and_the_weightiest_service_are_proposed() -> None:
    wide = Rule("Dampak luas", 0, all_of=(says("seluruh"),), proposal=Proposal(impact="tinggi", service="lain"))
    routing = route(
        facts(None, subjek="gangguan jaringan seluruh OPD"),
        RuleSet((NETWORK, wide)),
        candidates=["jaringan"],
        default=None,
    )

    assert routing.priority == "P2"
    assert (routing.proposal.impact, routing.proposal.service) == ("tinggi", "jaringan")
    assert routing.reasons[-1] == "Subjek: 'seluruh' (Dampak luas)"


def test_a_proposal_of_another_sop_is_not_taken_over() -> None:
    emergency = Rule("Darurat", 9, sop="darurat", all_of=(says("lumpuh"),), proposal=Proposal(impact="tinggi"))
    routing = route(
        facts(None, subjek="gangguan jaringan lumpuh"),
        RuleSet((NETWORK, emergency)),
        candidates=["jaringan", "darurat"],
        default=None,
    )

    assert (routing.sop, routing.priority) == ("jaringan", "P3")


def test_no_proposal_means_no_priority() -> None:
    routing = route(facts(isi="gangguan aplikasi"), RuleSet((APPLICATION,)), candidates=["aplikasi"], default=None)

    assert routing.priority is None


@pytest.mark.parametrize(
    ("key", "value", "what", "reason"),
    [
        ("pengirim_terdaftar", "ya", facts(), "Pengirim: terdaftar sebagai dinkes"),
        ("pengirim_terdaftar", "ya", facts(None), None),
        ("pengirim_terdaftar", "tidak", facts(None), "Pengirim: tidak terdaftar"),
        ("pengirim_domain", "*.example", facts(), "Pengirim: domain sumbawa.example"),
        ("pengirim_domain", "*.sumbawa.example", facts(), "Pengirim: domain sumbawa.example"),
        ("pengirim_domain", "*.bawa.example", facts(), None),
        ("pengirim", "Dinkes@sumbawa.example", facts(), "Pengirim: dinkes@sumbawa.example"),
        ("pengirim", "dinkes@…", facts(), "Pengirim: dinkes@sumbawa.example"),
        ("pengirim", "mfp@…", facts(), None),
        ("lampiran", "ada", facts(attachments=2), "Lampiran: 2 berkas"),
        ("lampiran", "ada", facts(), None),
        ("lampiran", "tidak", facts(), "Lampiran: tidak ada"),
        ("kop_surat", "ada", facts(), None),
        ("tembusan_saja", "ya", facts(addressed=False), "Tujuan: kantor ini hanya menerima tembusan"),
        ("tembusan_saja", "ya", facts(), None),
    ],
)
def test_each_condition_gives_its_reason_or_nothing(key: str, value: str, what: Facts, reason: str | None) -> None:
    assert given(key, value)(what) == reason


def test_every_source_has_a_name_in_reasons_in_the_same_order() -> None:
    assert tuple(SOURCE_NAMES) == SOURCES


@pytest.mark.parametrize("key", ["pengirim_terdaftar", "lampiran", "kop_surat", "tembusan_saja"])
def test_a_value_that_a_condition_does_not_know_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="tulis"):
        given(key, "mungkin")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Jar. Internet TDK bisa, blm konek", "jaringan internet tidak bisa, belum konek"),
        ("mhn dgn hormat permoh. bantuan", "mohon dengan hormat permohonan bantuan"),
        ("tidak\r\n  bisa\u00a0akses", "tidak bisa akses"),
        ("Wi‑Fi ﬁber ＬＡＮ", "wi-fi fiber lan"),  # non-breaking hyphen, ligature, full width
        ("gang\u200bguan jaríngan", "gangguan jaringan"),
        ("surat_gangguan_jaringan.pdf", "surat gangguan jaringan.pdf"),
        ("ganti hub switch, hub. kami", "ganti hub switch, hubungi kami"),
        ("", ""),
    ],
)
def test_text_is_brought_to_one_form(written: str, read: str) -> None:
    assert normalise(written) == read
