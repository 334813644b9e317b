"""What is refused, and what is only mentioned, when all files of an office are read together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from mailgate.domain.errors import Fault
from mailgate.domain.office import ActiveSop, Office, Requester, Standing
from mailgate.domain.policy import Policy, as_switched, oddities, problems
from mailgate.domain.predicate import PREDICATES, Argument
from mailgate.domain.roster import Holder, Roster, Seat, Tenure
from mailgate.domain.rule import TRAY_NO_REQUEST, Proposal, Rule, RuleSet
from mailgate.domain.sop import (
    END,
    Budget,
    Clock,
    Outcome,
    Performer,
    PriorityTime,
    Sop,
    SopRole,
    Step,
    StepNotice,
    StepTime,
)
from mailgate.domain.soundness import faithful, roles_used
from mailgate.domain.worktime import Hours, WorkCalendar

WITH_FILE = PREDICATES["lampiran"](Argument(("ada",)))


def step(number: str, role: str, *outcomes: Outcome, **more: object) -> Step:
    made = Step(
        number, f"Kegiatan {number}", (Performer(role),), call="memeriksa", stage="diperiksa", outcomes=outcomes
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields of Step, checked by the dataclass itself


ASK = step("1", "opd", Outcome("LENGKAPI", "2"))
DISPOSE = step("2", "kadis", Outcome("DISPOSISI", "3", targets=("tim",)), Outcome("KEMBALIKAN", "1", extra=True))
WORK = step("3", "tim", Outcome("SELESAI", END), Outcome("KEMBALIKAN", "2", extra=True, needed=True))
ROLES = (SopRole("opd", "OPD", requester=True), SopRole("kadis", "Kepala Dinas"), SopRole("tim", "Tim"))


def sop(*steps: Step, sop_id: str = "uji", roles: tuple[SopRole, ...] = ROLES) -> Sop:
    return Sop(sop_id, "Uji", None, "uji", steps or (ASK, DISPOSE, WORK), roles)


def seat(role: str, *emails: str, superior: str | None = None, **more: object) -> Seat:
    holders = tuple(Holder(email.partition("@")[0], email, (email,)) for email in emails or (f"{role}@uji.example",))
    return replace(Seat(role, role.title(), holders, superior=superior), **more)  # type: ignore[arg-type]  # as above


SEATS = (
    seat("kadis", aliases=("kepala dinas",)),
    seat("tim", superior="kadis", aliases=("teknisi",)),
    seat("helpdesk", superior="kadis"),
    seat("tu", superior="kadis"),
    seat("pengelola", superior="kadis"),
)
RULE = Rule("Gangguan", 10, sop="uji", all_of=(WITH_FILE,))
DAY = Hours(((time(8), time(16)),))
OFFICE = Office(
    code="uji",
    name="Dinas Uji",
    short_name="Uji",
    address="layanan@uji.example",
    prefix="UJI",
    zone="Asia/Jakarta",
    zone_label="WIB",
    roster=Roster(SEATS),
    requesters=(Requester("dinkes", "Dinas Kesehatan", "Kepala Dinas", ("dinkes@uji.example",)),),
    sops=(ActiveSop(sop(), Standing.IN_FORCE, default=True),),
    rules=RuleSet((RULE,)),
    calendar=WorkCalendar(ZoneInfo("Asia/Jakarta"), (DAY,) * 5 + (Hours(()),) * 2),
)


def faults_of(*offices: Office) -> list[tuple[str, str, str]]:
    found = problems(Policy({office.code: office for office in offices}))
    return [(fault.file, fault.key, fault.message) for fault in found]


def with_sop(changed: Sop) -> Office:
    return replace(OFFICE, sops=(ActiveSop(changed, Standing.IN_FORCE, default=True),))


def with_step(changed: Step) -> Office:
    return with_sop(sop(*(changed if each.number == changed.number else each for each in (ASK, DISPOSE, WORK))))


def with_seats(*seats: Seat) -> Office:
    return replace(OFFICE, roster=Roster(seats))


def with_rules(*rules: Rule) -> Office:
    return replace(OFFICE, rules=RuleSet(rules))


def test_a_sound_office_has_no_faults_and_nothing_odd() -> None:
    assert faults_of(OFFICE) == []
    assert oddities(Policy({"uji": OFFICE})) == ()


BROKEN_STEPS = [
    (replace(WORK, outcomes=(*WORK.outcomes, Outcome("TOLAK", "9"))), "langkah.3.ke.3.ke", "menuju '9'"),
    (replace(WORK, outcomes=(Outcome("SELESAIKAN", END),)), "langkah.3.ke.1.perintah", "'SELESAIKAN' tidak ada"),
    (
        replace(WORK, outcomes=(*WORK.outcomes, Outcome("SELESAI", "2"))),
        "langkah.3.ke.3.perintah",
        "menuju dua langkah",
    ),
    (replace(WORK, outcomes=(Outcome("", END),)), "langkah.3.ke.1.perintah", "wajib diisi"),
    (replace(WORK, outcomes=(Outcome("SELESAI", END, by=("kasi",)),)), "langkah.3.ke.1.oleh", "'kasi'"),
    (replace(WORK, outcomes=(Outcome("SELESAI", END, targets=("kasi:x",)),)), "langkah.3.ke.1.tujuan", "'kasi'"),
    (replace(WORK, performers=(Performer("kasi"),)), "langkah.3.pelaksana.1", "'kasi' tidak ada dalam SOP ini"),
    (replace(WORK, performers=(Performer("tim", assists=True),)), "langkah.3.pelaksana", "hanya membantu"),
    (replace(WORK, number="2"), "langkah.3.urut", "sudah dipakai"),
    (replace(WORK, call=""), "langkah.3.ajakan", "wajib diisi"),
    (replace(WORK, stage=""), "langkah.3.tahap", "wajib diisi"),
    (replace(WORK, time=StepTime(group="Z")), "langkah.3.waktu.grup", "'Z' tidak ada"),
    (replace(WORK, automatic=True), "langkah.3.ke", "tepat satu"),
    (replace(WORK, notices=(StepNotice("kabar", "opd"),)), "langkah.3.notifikasi.1.surel", "'kabar'"),
    (replace(WORK, notices=(StepNotice("status", "kasi"),)), "langkah.3.notifikasi.1.kepada", "'kasi'"),
    (replace(WORK, notices=(StepNotice("status", "opd", "TUTUP"),)), "langkah.3.notifikasi.1.perintah", "TUTUP dari"),
    (
        replace(WORK, notices=(StepNotice("status", "opd", "SELESAI", on_entry=True),)),
        "langkah.3.notifikasi.1.perintah",
        "SELESAI menuju",
    ),
    (replace(WORK, acknowledged_by=("kadis",)), "langkah.3.mengetahui", "'kadis'"),
    (
        replace(WORK, outcomes=(Outcome("MENGETAHUI", END, acknowledges=True),)),
        "langkah.3.mengetahui",
        "'mengetahui' kosong",
    ),
    (replace(WORK, outcomes=(Outcome("KEMBALIKAN", "2"),)), "langkah.3.ke", "tidak ada jalan sampai akhir"),
    (replace(DISPOSE, outcomes=(Outcome("TOLAK", END),)), "langkah.3", "tidak pernah dicapai"),
]


@pytest.mark.parametrize(("broken", "key", "message"), BROKEN_STEPS)
def test_a_step_that_cannot_be_walked_is_refused(broken: Step, key: str, message: str) -> None:
    steps = (ASK, broken, WORK) if broken.activity == DISPOSE.activity else (ASK, DISPOSE, broken)

    faults = faults_of(with_sop(sop(*steps)))

    assert [said for file, where, said in faults if (file, where) == ("uji/sop/uji.yaml", key) and message in said]


def test_a_walk_that_needs_an_extra_edge_is_refused_although_the_switch_is_on() -> None:
    faults = faults_of(with_step(replace(WORK, outcomes=(Outcome("SELESAI", END, extra=True),))))

    assert (
        "uji/sop/uji.yaml",
        "langkah.3.ke",
        "dari langkah 3 tidak ada jalan sampai akhir bila 'tambahan: mati'",
    ) in faults


@pytest.mark.parametrize("requesters", [0, 2])
def test_exactly_one_role_asks(requesters: int) -> None:
    roles = tuple(replace(role, requester=index < requesters) for index, role in enumerate(ROLES))

    assert "peran" in [key for _, key, _ in faults_of(with_sop(sop(roles=roles)))]


def test_the_same_verb_may_lead_two_ways_for_two_roles() -> None:
    edges = (Outcome("SELESAI", END, by=("tim",)), Outcome("SELESAI", "2", by=("kadis",)))

    assert faults_of(with_step(replace(WORK, outcomes=edges))) == []


def test_the_faithful_run_keeps_only_what_is_printed_or_needed() -> None:
    notices = (StepNotice("status", "opd", "KEMBALIKAN"), StepNotice("selesai", "opd", "SELESAI"))
    closing = replace(DISPOSE, closes_after=Budget(Clock.WORKING_DAYS, days=1), notices=notices[:1])
    bare = faithful(sop(ASK, closing, replace(WORK, notices=notices)))

    assert [outcome.verb for outcome in bare.step("2").outcomes] == ["DISPOSISI"]
    assert [outcome.verb for outcome in bare.step("3").outcomes] == ["SELESAI", "KEMBALIKAN"]
    assert bare.step("2").closes_after is None
    assert bare.step("2").notices == ()
    assert bare.step("3").notices == notices


def test_the_switch_of_the_office_decides_which_run_it_gets() -> None:
    assert as_switched(OFFICE) is OFFICE
    assert as_switched(replace(OFFICE, extras=False)).sops[0].sop == faithful(sop())


def test_the_requester_needs_no_seat() -> None:
    assert roles_used(sop()) == ["kadis", "tim"]


@pytest.mark.parametrize("missing", ["helpdesk", "tu", "pengelola", "kadis", "tim"])
def test_every_post_that_is_needed_must_be_held(missing: str) -> None:
    vacant = [replace(each, holders=()) if each.role == missing else each for each in SEATS]

    assert [key for _, key, said in faults_of(with_seats(*vacant)) if f"'{missing}'" in said] == ["peran"]


def test_an_agent_alone_does_not_hold_a_post() -> None:
    agent = replace(SEATS[0].holders[0], tenure=Tenure.AGENT, scope=("DISPOSISI",))

    assert "peran" in [key for _, key, _ in faults_of(with_seats(replace(SEATS[0], holders=(agent,)), *SEATS[1:]))]


@pytest.mark.parametrize(
    ("changed", "key", "message"),
    [
        (replace(SEATS[1], superior="sekda"), "peran.2.atasan", "'sekda'"),
        (replace(SEATS[0], superior="tim"), "peran.1.atasan", "berputar"),
        (replace(SEATS[1], sops=("uji", "lain")), "peran.2.sop", "'lain'"),
        (seat("tim", "a@uji.example", "b@uji.example"), "peran.2", "2 pemegang definitif"),
        (seat("tim", "layanan@uji.example"), "peran.2", "alamat gateway"),
        (
            replace(SEATS[1], holders=(replace(SEATS[1].holders[0], scope=("SIHIR",)),)),
            "peran.2",
            "'SIHIR'",
        ),
    ],
)
def test_a_post_that_leads_astray_is_refused(changed: Seat, key: str, message: str) -> None:
    office = with_seats(*(changed if each.role == changed.role else each for each in SEATS))

    assert [
        said for file, where, said in faults_of(office) if (file, where) == ("uji/peran.yaml", key) and message in said
    ]


def test_a_team_may_have_several_holders() -> None:
    team = seat("tim", "a@uji.example", "b@uji.example", team=True)

    assert faults_of(with_seats(SEATS[0], team, *SEATS[2:])) == []


def test_seats_of_one_role_are_counted_within_it() -> None:
    units = [seat("tim", unit=unit, superior="sekda") for unit in ("satu", "dua")]
    keys = [key for _, key, said in faults_of(with_seats(SEATS[0], *units, *SEATS[2:])) if "sekda" in said]

    assert keys == ["peran.2.kursi.1.atasan", "peran.2.kursi.2.atasan"]


def test_an_alias_of_two_posts_is_mentioned() -> None:
    shared = replace(SEATS[1], aliases=("Kepala Dinas",))
    said = oddities(Policy({"uji": with_seats(SEATS[0], shared, *SEATS[2:])}))

    assert [(fault.key, "kepala dinas" in fault.message) for fault in said] == [("peran.2", True)]


def test_posts_of_different_sops_may_share_an_alias() -> None:
    old = replace(seat("kadin", aliases=("kepala dinas",)), sops=("lama",))
    archived = ActiveSop(sop(sop_id="lama"), Standing.ARCHIVED)
    seats = (replace(SEATS[0], sops=("uji",)), *SEATS[1:], old)
    office = replace(with_seats(*seats), sops=(*OFFICE.sops, archived))

    assert [fault.message for fault in oddities(Policy({"uji": office}))] == [
        "peran 'kadis' dalam arsip lama belum berpemegang"
    ]


OTHER = ActiveSop(sop(sop_id="lain"), Standing.IN_FORCE)


@pytest.mark.parametrize(
    ("sops", "key", "message"),
    [
        ((replace(OTHER, standing=Standing.DRAFT),), "sop", "tidak ada SOP yang berlaku"),
        ((OTHER, replace(OFFICE.sops[0], default=False)), "sop", "tanpa bawaan"),
        ((replace(OTHER, default=True), OFFICE.sops[0]), "sop", "hanya satu SOP boleh bawaan"),
        ((OFFICE.sops[0], replace(OTHER, fallback="mana")), "sop.2.alih_bila_tidak", "'mana'"),
        ((OFFICE.sops[0], replace(OTHER, fallback="lain")), "sop.2.alih_bila_tidak", "'lain'"),
        (
            (replace(OFFICE.sops[0], default=False), replace(OTHER, default=True, standing=Standing.ARCHIVED)),
            "sop.2.bawaan",
            "harus berstatus berlaku",
        ),
    ],
)
def test_a_list_of_sops_that_leaves_a_question_is_refused(sops: tuple[ActiveSop, ...], key: str, message: str) -> None:
    faults = faults_of(replace(OFFICE, sops=sops))

    assert [said for file, where, said in faults if (file, where) == ("uji/instansi.yaml", key) and message in said]


def test_a_step_timed_by_priority_needs_the_matrix() -> None:
    timed = with_step(replace(WORK, time=StepTime(priority=PriorityTime.RESPONSE)))
    times = {PriorityTime.RESPONSE: Budget(Clock.WORKING_DAYS, days=1)}

    assert [key for _, key, _ in faults_of(timed)] == ["prioritas"]
    assert faults_of(replace(timed, priority_times=dict.fromkeys(("P1", "P2", "P3", "P4"), times))) == []


@pytest.mark.parametrize(
    ("rules", "key", "message"),
    [
        ((replace(RULE, sop="mana"),), "aturan.1.sop", "'mana' tidak didaftar"),
        ((replace(RULE, weight=5),), "aturan.1.bobot", "tidak akan pernah menang: paling tinggi 5"),
        ((RULE, Rule("Undangan", 5, tray=TRAY_NO_REQUEST, all_of=(WITH_FILE,))), "aturan.2.bobot", "paling tinggi 5"),
        ((Rule("Umum", 3, all_of=(WITH_FILE,)),), "aturan.1.bobot", "paling tinggi 3"),
        ((replace(RULE, proposal=Proposal(confirm_by="kasi")),), "aturan.1.tetapkan.konfirmasi", "'kasi'"),
    ],
)
def test_a_rule_that_can_never_decide_is_refused(rules: tuple[Rule, ...], key: str, message: str) -> None:
    faults = faults_of(with_rules(*rules))

    assert [said for file, where, said in faults if (file, where) == ("uji/aturan.yaml", key) and message in said]


def test_a_rule_for_an_archived_sop_is_refused() -> None:
    office = replace(
        with_rules(RULE, replace(RULE, sop="lama")),
        sops=(*OFFICE.sops, ActiveSop(sop(sop_id="lama"), Standing.ARCHIVED)),
    )

    assert [key for _, key, said in faults_of(office) if "berstatus arsip" in said] == ["aturan.2.sop"]


def test_weak_rules_that_win_together_are_sound() -> None:
    rules = (replace(RULE, weight=4), replace(RULE, weight=-2), Rule("Umum", 3, all_of=(WITH_FILE,)))

    assert faults_of(with_rules(*rules)) == []


def test_two_sops_with_the_same_rule_are_refused_without_a_default() -> None:
    sops = (replace(OFFICE.sops[0], default=False), OTHER)
    faults = faults_of(replace(with_rules(RULE, replace(RULE, sop="lain")), sops=sops))

    assert [key for _, key, said in faults if "sama kuat" in said] == ["aturan.2"]


def test_two_offices_may_not_share_prefix_or_address() -> None:
    twin = replace(OFFICE, code="kembar")
    keys = [(file, key) for file, key, _ in faults_of(OFFICE, twin)]

    assert keys == [("kembar/instansi.yaml", "prefiks_tiket"), ("kembar/instansi.yaml", "surel")]


def test_an_organisation_at_the_gateways_own_address_is_refused() -> None:
    mirror = Requester("cermin", "Dinas Cermin", "Kepala", ("layanan@uji.example",))

    assert [key for _, key, _ in faults_of(replace(OFFICE, requesters=(mirror,)))] == ["opd.1.surel"]


def test_an_address_of_two_organisations_is_mentioned() -> None:
    twin = replace(OFFICE.requesters[0], code="dinsos")
    said = oddities(Policy({"uji": replace(OFFICE, requesters=(*OFFICE.requesters, twin))}))

    assert said == (Fault("uji/opd.yaml", 0, "opd.2", "'dinkes@uji.example' juga milik dinkes, yang akan dipakai"),)


def find(policy: Policy, look: Callable[[Policy], Office | None]) -> str | None:
    office = look(policy)
    return office.code if office else None


def test_offices_are_found_by_address() -> None:
    policy = Policy({"uji": OFFICE})

    assert find(policy, lambda p: p.addressed(["lain@uji.example", "layanan@uji.example"])) == "uji"
    assert find(policy, lambda p: p.addressed(["lain@uji.example"])) is None


@pytest.mark.parametrize(
    ("words", "headword", "said"),
    [
        ("sampun rampung", "RAMPUNG", "perintah 'RAMPUNG' tidak ada"),
        ("sampun rampung", "selesai", "maksudnya SELESAI?"),
        ("setuju", "TOLAK", "sudah merupakan perintah"),
        (" ", "SELESAI", "sebutan kosong"),
    ],
)
def test_a_word_of_the_offices_own_names_one_known_command(words: str, headword: str, said: str) -> None:
    office = replace(OFFICE, aliases={words: headword})
    assert any(key.startswith("sebutan.") and said in message for _, key, message in faults_of(office))
