"""The corpus of replies is well-formed, wide enough, and asks nothing that its steps don't offer; counting is right."""

from collections import Counter
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from evaluation.bench import desks, frame_of, mail_of, original_of
from evaluation.client_table import CLIENTS
from evaluation.corpus import BadCorpus, Case, load
from evaluation.label import HARMLESS, Label, Wanted, judge, wanted
from evaluation.score import Score
from mailgate.app.explain import reader_of, ticket_at
from mailgate.domain.capacity import capacity_of
from mailgate.domain.command import ReadAs
from mailgate.domain.verb import HEADWORDS

CASES = load()
TRAPS = 39
"""Lines of the table of traps in the domain notes, 3.6."""


def read(
    verb: str, *targets: str, cc: tuple[str, ...] = (), due: str | None = None, argument: str = ""
) -> dict[str, object]:
    """A command as `explain --json` prints it."""
    return {"verb": verb, "targets": list(targets), "cc": list(cc), "due": due, "argument": argument, "note": ""}


def offered(case: Case) -> tuple[str, ...]:
    """The verbs that the writer of a case may give at that step."""
    desk, frame = desks()[case.office], frame_of(case)
    ticket = ticket_at(frame, desk.office, desk.now)
    email = reader_of(frame, ticket, desk.office)
    capacity = capacity_of(ticket, desk.office, email, desk.now)
    return capacity.task(ticket, desk.office, desk.now, 0).allowed if capacity else ()


class TestCorpus:
    def test_it_is_wide(self) -> None:
        assert len(CASES) >= 320
        assert sum(case.label.clear for case in CASES) >= 200
        assert sum(case.label.never for case in CASES) >= 100

    def test_every_verb_is_written_somewhere(self) -> None:
        named = {
            verb for case in CASES for entry in (*case.label.commands, *case.label.also_run) for verb in entry.verbs
        }
        assert HEADWORDS - named == set()

    def test_every_client_writes_something(self) -> None:
        assert set(CLIENTS) == {case.client for case in CASES}

    def test_every_sop_and_every_role_that_acts_is_there(self) -> None:
        written = {(case.sop, case.role) for case in CASES}
        acting = {
            (active.sop.id, role)
            for desk in desks().values()
            for active in desk.office.sops
            for step in active.sop.steps
            if not step.automatic
            for role in step.acting
        }
        assert acting - written == set()

    def test_every_trap_of_the_domain_notes_is_there(self) -> None:
        assert {case.trap for case in CASES if case.trap} == set(range(1, TRAPS + 1))

    def test_what_is_to_be_run_exists_at_its_step(self) -> None:
        missing = []
        for case in CASES:
            verbs = offered(case)
            runnable = case.label.commands if case.label.outcome is ReadAs.RUN else ()
            missing += [(case.id, str(entry), verbs) for entry in runnable if not set(entry.verbs) & set(verbs)]
        assert missing == []

    def test_targets_are_posts_of_the_office(self) -> None:
        unknown = []
        for case in CASES:
            roster = desks()[case.office].office.roster.for_sop(case.sop)
            posts = {seat.code for seat in roster.seats}
            people = {f"{seat.code}:{holder.code}" for seat in roster.seats for holder in seat.holders}
            for entry in (*case.label.commands, *case.label.also_run):
                unknown += [(case.id, code) for code in {*(entry.targets or ()), *entry.cc} - posts - people]
        assert unknown == []

    def test_a_trap_runs_nothing_but_what_changes_nothing(self) -> None:
        ran = {
            v
            for c in CASES
            if c.label.never and c.label.outcome is ReadAs.RUN
            for e in c.label.commands
            for v in e.verbs
        }
        assert ran <= HARMLESS

    def test_nobody_writes_the_same_at_one_step_twice(self) -> None:
        key = Counter((c.sop, c.step, c.role, c.body, c.subject, bool(c.attachments), c.client) for c in CASES)
        assert [row for row, count in key.items() if count > 1] == []


class TestMails:
    @pytest.mark.parametrize("client", sorted(CLIENTS))
    def test_a_client_writes_the_new_words_and_quotes_our_examples(self, client: str) -> None:
        case = next(c for c in CASES if c.client == client and c.body)
        mail = message_from_bytes(mail_of(case), policy=default)
        parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        first = case.body.splitlines()[0]
        original = original_of(case)
        for part in parts:
            assert first in part.replace("&gt;", ">")
            assert ("garis ini" in part) == (CLIENTS[client].prefix is not None)
        assert "garis ini" in original.text

    def test_attachments_travel(self) -> None:
        case = next(c for c in CASES if c.attachments)
        mail = message_from_bytes(mail_of(case), policy=default)
        assert [part.get_filename() for part in mail.iter_attachments()] == list(case.attachments)


class TestLabels:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("DISPOSISI kabid kasi", Wanted(("DISPOSISI",), ("kabid", "kasi"))),
            ("TIDAK SESUAI", Wanted(("TIDAK SESUAI",))),
            ("SELESAI/BERHASIL", Wanted(("SELESAI", "BERHASIL"))),
            ("LAPOR a.n.", Wanted(("LAPOR a.n.",))),
            ("ESKALASI *", Wanted(("ESKALASI",), None)),
            ("VERIFIKASI?", Wanted(("VERIFIKASI",), optional=True)),
        ],
    )
    def test_the_short_form_is_read(self, text: str, expected: Wanted) -> None:
        assert wanted(text) == expected

    def test_a_word_that_is_no_headword_is_refused(self) -> None:
        with pytest.raises(ValueError, match="headword"):
            wanted("SELESAIKAN kabid")

    def test_a_wrong_target_is_a_wrong_command(self) -> None:
        label = Label(ReadAs.RUN, (wanted("DISPOSISI kabid"),), clear=True)
        judgement = judge(label, ReadAs.RUN, [read("DISPOSISI", "kasi")])
        assert (judgement.done, judgement.agrees, len(judgement.wrong)) == (False, False, 1)

    def test_the_first_target_is_responsible_the_others_stand_in_any_order(self) -> None:
        entry = wanted("DISPOSISI kabid kasi tim")
        assert entry.fits(read("DISPOSISI", "kabid", "tim", "kasi"))
        assert not entry.fits(read("DISPOSISI", "kasi", "kabid", "tim"))

    def test_a_remark_that_was_run_is_a_note(self) -> None:
        judgement = judge(Label(ReadAs.NOTE, never=True), ReadAs.RUN, [read("CATATAN")])
        assert (judgement.agrees, judgement.wrong) == (True, ())

    def test_one_command_of_two_is_not_enough(self) -> None:
        label = Label(ReadAs.RUN, (wanted("TIDAK BERHASIL"), wanted("TUGASKAN tim")), clear=True)
        assert not judge(label, ReadAs.RUN, [read("TUGASKAN", "tim")]).done

    def test_in_a_trap_every_act_is_wrong(self) -> None:
        label = Label(ReadAs.ASK, also_run=(wanted("SETUJU"),), never=True)
        assert judge(label, ReadAs.RUN, [read("SETUJU")]).wrong
        assert not judge(label, ReadAs.ASK, [read("SETUJU")]).wrong

    def test_details_are_told_apart_from_wrong_commands(self) -> None:
        entry = Wanted(("DISPOSISI",), ("kabid",), cc=("sekdin",), due="2026-11-25")
        judgement = judge(Label(ReadAs.RUN, (entry,), clear=True), ReadAs.RUN, [read("DISPOSISI", "kabid")])
        assert (judgement.done, len(judgement.slips)) == (True, 2)


def test_the_scores_are_shares() -> None:
    one = Score(cases=4, executed=4, right=3, clear=4, done=2, asked=1, agreed=3)
    assert (one.precision, one.recall, one.ask_rate, one.agreement) == (0.75, 0.5, 0.25, 0.75)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{id: x, client: k9, body: a}", "one of"),
        ("{id: x, client: k9, body: a, run: []}", "names no command"),
        ("{id: x, client: k9, body: a, note: [], run: [TUTUP]}", "one of"),
        ("{id: x, client: k9, body: a, note: [], klien: b}", "unknown"),
        ("{id: x, client: k9, body: a, note: [], never: ya}", "yes or no"),
        ("{id: x, client: k9, body: a, run: [KERJAKAN]}", "headword"),
    ],
)
def test_a_malformed_case_is_named(tmp_path: Path, row: str, fault: str) -> None:
    block = f'- {{office: o, sop: s, step: "1", role: r, cases: [{row}]}}\n'
    (tmp_path / "satu.yaml").write_text(block, encoding="utf-8")
    with pytest.raises(BadCorpus, match=fault) as error:
        load(tmp_path)
    assert "satu.yaml, x" in str(error.value)
