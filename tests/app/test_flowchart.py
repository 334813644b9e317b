"""The flowchart of an SOP: nothing crossed, nothing lost, nothing drawn that the SOP does not say."""

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.app.flowchart.chart import Chart, chart_of
from mailgate.app.flowchart.flow import Kind, flow_of, row_number
from mailgate.app.flowchart.geometry import Box, span
from mailgate.app.flowchart.grid import BESIDE, MARGIN, PAD_X, SIZES, SMALL, TEXT, caption_height
from mailgate.app.flowchart.lettering import lines_of, width_of
from mailgate.app.sop_document import sop_document
from mailgate.domain.sop import END, Outcome, Performer, Sop, SopRole, Step
from tests.app.sop_graphs import sops
from tests.domain.printed_sops import EDGES
from tests.domain.walking import shipped_policy

SHIPPED = {active.sop.id: active.sop for office in shipped_policy().offices.values() for active in office.sops}

# row: lane=symbol; `'` a dotted one, `+` symbols of one cell from above.
SYMBOLS = {
    "trenggalek-2019": """1: pemohon=kapsul' / 2: kadis=kotak' / 3: kabid=kotak' / 4: kabid=kotak'
        / 5: kasi_infra=kotak' kasi_aplikasi=kotak' / 6: kasi_infra=kotak' kasi_aplikasi=kotak'
        / 7: kasi_infra=kotak' kasi_aplikasi=kotak' / 8: kasi_infra=kotak' kasi_aplikasi=kotak' / 9: kabid=kapsul'""",
    "trenggalek-2023": """1: pengguna=kapsul / 2: helpdesk=kotak' / 3: kabid=belah-ketupat' / 4: pejabat=kotak'
        / 5: kabid=kotak' / 6: kadin=kotak' / 7: helpdesk=kapsul""",
    "sumbawa-2021": """1: kadis=kapsul' / 2: kadis=kotak / 3: kabid=kotak / 4: kasi=kotak / 5: tim=kotak
        / 6: tim=belah-ketupat / 7: tim=kotak / 8: tim=belah-ketupat' / 9: tim=kotak / 10: tim=kotak / 11: tim=kotak
        / 12: kasi=kotak' tim=kotak / 13: kabid=kotak / 14: kadis=kapsul tim=kotak""",
    "bekasi": """1: kabid=kapsul' / 2: kasi=kotak' / 3: admin=belah-ketupat' / 4: pelaksana=kotak' / 5: admin=kotak'
        / 6: kasi=kotak' / 7: kabid=kapsul'""",
    "sumbar-darurat": """1: pic=kapsul / 2: helpdesk=belah-ketupat+kapsul tim=kotak
        / 3: helpdesk=kotak koordinator=kotak / 4: koordinator=kotak kabid=kotak / 5: helpdesk=kotak tim=kotak
        / 6: helpdesk=kotak / 7: koordinator=kotak kabid=kotak / 8: kadis=kapsul""",
}

LABELS = {
    "trenggalek-2019": set(),
    "trenggalek-2023": {("3", "4", "Ya"), ("3", "7", "Tidak")},
    "sumbawa-2021": {("6", "11", "Ya"), ("6", "7", "Tidak"), ("8", "9", "Ya"), ("8", "11", "Tidak")},
    "bekasi": {("3", "5", "Ya"), ("3", "4", "Tidak")},
    "sumbar-darurat": {("2", "3", "Ya"), ("2", "2", "Tidak")},
}


@cache
def charted(sop_id: str) -> Chart:
    return chart_of(SHIPPED[sop_id])


shipped = pytest.mark.parametrize("sop_id", SHIPPED)


# ---- what is drawn


@shipped
def test_each_row_has_one_symbol_for_each_of_its_actors(sop_id: str) -> None:
    flow = flow_of(SHIPPED[sop_id])
    rows = []
    for at, steps in enumerate(flow.rows):
        cells: dict[str, list[str]] = {}
        for symbol in (s for s in flow.symbols if s.row == at):
            cells.setdefault(flow.lanes[symbol.lane].code, []).append(symbol.kind.value + "'" * symbol.inferred)
        rows.append(
            f"{row_number(steps[0])}: " + " ".join(f"{lane}={'+'.join(kinds)}" for lane, kinds in cells.items())
        )

    assert rows == [" ".join(row.split()) for row in SYMBOLS[sop_id].split("/")]


@shipped
def test_the_arrows_between_rows_are_those_of_the_document(sop_id: str) -> None:
    flow = flow_of(SHIPPED[sop_id])
    drawn = {(link.source, link.target) for link in flow.links}
    between = {tuple(row_number(flow.rows[flow.symbols[end].row][0]) for end in pair) for pair in drawn}
    printed = set()
    for line in EDGES[sop_id].strip().splitlines():
        number, _, edges = line.strip().partition(": ")
        for to, extra in re.findall(r">(\w+)(\+?)", edges):
            if not extra and to not in (number, END):
                printed.add((_row(number), _row(to)))

    assert {pair for pair in between if pair[0] != pair[1]} == {pair for pair in printed if pair[0] != pair[1]}


@shipped
def test_the_exits_of_a_decision_say_yes_and_no(sop_id: str) -> None:
    flow = flow_of(SHIPPED[sop_id])
    number = [row_number(flow.rows[symbol.row][0]) for symbol in flow.symbols]

    assert {(number[k.source], number[k.target], k.label) for k in flow.links if k.label} == LABELS[sop_id]


def test_a_decision_without_a_denial_is_told_by_its_verbs() -> None:
    flow = flow_of(_three_ways())

    assert {link.label for link in flow.links if link.label} == {"Router", "Kabel", "Server"}


def test_either_of_two_performers_goes_on_in_his_own_lane() -> None:
    flow = flow_of(SHIPPED["trenggalek-2019"])
    lanes = {(flow.symbols[k.source].row, flow.symbols[k.source].lane, flow.symbols[k.target].lane) for k in flow.links}

    assert {(4, 3, 3), (4, 4, 4), (3, 2, 3), (3, 2, 4), (7, 3, 2), (7, 4, 2)} <= lanes


def test_who_acts_together_is_joined_by_an_arrow_with_two_heads() -> None:
    flow = flow_of(SHIPPED["sumbar-darurat"])
    joint = [(flow.symbols[k.source], flow.symbols[k.target]) for k in flow.links if k.joint]

    assert [(a.row, flow.lanes[a.lane].code, flow.lanes[b.lane].code) for a, b in joint] == [
        (1, "helpdesk", "tim"),
        (4, "tim", "helpdesk"),
    ]


def test_actors_without_a_column_stand_in_the_notes() -> None:
    def notes(sop_id: str) -> dict[str, str]:
        return {row.number: " ".join(row.note) for row in charted(sop_id).sheet.rows if row.note}

    assert notes("bekasi") == {"7": "Perangkat Daerah terkait yang mengalami gangguan (tanpa kolom)"}
    assert notes("sumbar-darurat") == notes("trenggalek-2023") == {}
    assert notes("sumbawa-2021") == {
        "1": "OPD pelapor / pemohon (tanpa kolom)",
        "9": "OPD pelapor / pemohon (tanpa kolom): membuat dan mengirim Berita Acara",
        "14": "OPD pelapor / pemohon (tanpa kolom): mengetahui Berita Acara Pekerjaan Troubleshooting Gangguan "
        "Jaringan",
    }


def test_merged_times_span_their_rows_and_go_on_after_a_page_break() -> None:
    pages = sop_document(SHIPPED["sumbawa-2021"])["pages"]
    cells = [
        (row["number"], row["time"]["span"], " ".join(row["time"]["lines"]))
        for page in pages
        for row in page["rows"]
        if row["time"]
    ]
    merged: dict[str, int] = {}
    for first, span_, words in cells:
        begun = list(merged)[-1] if words.endswith("(lanjutan)") else first
        merged[begun] = merged.get(begun, 0) + span_

    assert len(pages) == 2
    assert merged == {"1": 8, "9": 3, "12": 3}
    assert [words.removesuffix(" (lanjutan)") for _, _, words in cells] == [
        "1 Hari Kerja",
        "1 Hari Kerja",
        "2 Hari Kerja",
        "1 Hari Kerja",
    ]


def test_what_the_document_leaves_empty_stays_empty() -> None:
    rows = charted("trenggalek-2019").sheet.rows
    identity = sop_document(SHIPPED["bekasi"])["identity"]

    assert not any(row.time or row.output for row in rows)
    assert [identity[name] for name in ("made", "revised", "effective", "approved")] == [None] * 4


@shipped
def test_the_document_travels_as_json(sop_id: str) -> None:
    document = sop_document(SHIPPED[sop_id])

    assert json.loads(json.dumps(document)) == document


# ---- where it is drawn


@shipped
def test_shipped_flowcharts_are_drawn_without_fault(sop_id: str) -> None:
    chart = charted(sop_id)
    _assert_sound(chart)
    for page in chart.pages:
        assert all(route.clean for route in page.routes)
        lines = [span(a, b) for route in page.routes for a, b in pairwise(route.points)]
        boxes = [label.box for label in page.labels]
        lanes = Box(0, 0, page.page.lane * page.page.lanes, sum(page.page.bands))
        assert not any(box.meets(line) for box in boxes for line in lines)
        assert not any(a.meets(b) for a in boxes for b in boxes if a is not b)
        assert all(lanes.holds(box) for box in boxes)


@shipped
def test_no_arrow_is_joined_where_it_leaves_another_symbol(sop_id: str) -> None:
    """Joining there, it would seem to come out of that symbol, under the word of its exit."""
    for page in charted(sop_id).pages:
        for route in page.routes:
            (x0, y0), (x1, y1) = route.points[:2]
            dx, dy = (max(-1.0, min(1.0, b - a)) for a, b in ((x0, x1), (y0, y1)))
            stub = span((x0, y0), (x0 + dx, y0 + dy)).grown(0.01)
            others = [other for other in page.routes if other.way.source != route.way.source]
            assert not any(stub.meets(span(a, b)) for other in others for a, b in pairwise(other.points))


@pytest.mark.parametrize(("lanes", "words"), [(1, 900), (9, 40), (16, 5)])
def test_the_paper_grows_with_what_stands_on_it(lanes: int, words: int) -> None:
    roles = tuple(SopRole(f"peran{at}", f"Peran {at}", requester=not at) for at in range(lanes))
    steps = tuple(
        Step(f"{at}", "Memeriksa laporan " * words, (Performer(roles[-1].code),), outcomes=(Outcome("LAPOR", to),))
        for at, to in ((1, "2"), (2, END))
    )
    chart = chart_of(Sop("uji", "Uji", None, "uji", steps, roles))

    _assert_sound(chart)
    assert chart.sheet.columns.total + 2 * MARGIN <= chart.width
    assert chart.sheet.columns.lane >= SIZES[Kind.PENTAGON][0] + BESIDE


@settings(max_examples=30)
@given(sops())
def test_any_flowchart_is_drawn_without_fault(sop: Sop) -> None:
    _assert_sound(chart_of(sop))


@settings(max_examples=5)
@given(sops(least_rows=14, most_rows=18))
def test_a_long_flowchart_goes_on_on_other_pages(sop: Sop) -> None:
    chart = chart_of(sop)
    _assert_sound(chart)
    assert len(chart.pages) > 1


def _assert_sound(chart: Chart) -> None:
    assert [row for page in chart.pages for row in page.page.rows] == list(range(len(chart.flow.rows)))
    assert {symbol.kind for symbol in chart.flow.symbols} <= set(Kind)
    _assert_each_arrow_is_drawn(chart)
    for page in chart.pages:
        boxes = [symbol.box for symbol in page.page.symbols]
        high = sum(page.page.bands) + chart.sheet.head + caption_height(chart.sheet.caption)
        assert high + 2 * MARGIN <= chart.height
        assert not any(a.meets(b) for a in boxes for b in boxes if a is not b)
        for route in page.routes:
            ends = boxes[route.way.source], boxes[route.way.target]
            assert _on_border(ends[0], route.points[0])
            assert _on_border(ends[1], route.points[-1])
            for a, b in pairwise(route.points):
                assert abs(a[0] - b[0]) < 1e-6 or abs(a[1] - b[1]) < 1e-6
                assert not any(box.meets(span(a, b)) for box in boxes)
        assert not any(label.box.meets(box) for label in page.labels for box in boxes)


def _assert_each_arrow_is_drawn(chart: Chart) -> None:
    """Once, or as two halves on two pages, each with a pentagon of the same letter, and no letter twice."""
    halves: dict[int, list[tuple[int, str]]] = {}
    whole: Counter[int] = Counter()
    for number, page in enumerate(chart.pages):
        for way in page.page.ways:
            ends = page.page.symbols[way.source], page.page.symbols[way.target]
            letters = [symbol.text for symbol in ends if symbol.kind is Kind.PENTAGON]
            if not letters:
                whole[way.link] += 1
            halves.setdefault(way.link, []).extend((number, letter) for letter in letters)
    halves = {link: found for link, found in halves.items() if found}
    assert set(whole) | set(halves) == set(range(len(chart.flow.links)))
    assert not set(whole) & set(halves)
    assert set(whole.values()) <= {1}
    for (page_a, letter_a), (page_b, letter_b) in halves.values():
        assert (page_a != page_b, letter_a) == (True, letter_b)
    assert len({pair[0][1] for pair in halves.values()}) == len(halves)


def _on_border(box: Box, point: tuple[float, float]) -> bool:
    x, y = point
    across = box.left <= x <= box.right and min(abs(y - box.top), abs(y - box.bottom)) < 1e-6
    along = box.top <= y <= box.bottom and min(abs(x - box.left), abs(x - box.right)) < 1e-6
    return across or along


# ---- words


@shipped
def test_no_line_is_wider_than_its_column(sop_id: str) -> None:
    sheet = charted(sop_id).sheet
    for row in sheet.rows:
        for name, size in (("activity", TEXT), ("documents", SMALL), ("output", SMALL), ("note", SMALL)):
            room = getattr(sheet.columns, name) - 2 * PAD_X
            assert all(width_of(line, size) <= room for line in getattr(row, name))


@given(st.text(alphabet="abW /-)é", max_size=80), st.floats(4, 60))
def test_breaking_a_text_into_lines_loses_no_letter_and_overflows_nothing(text: str, width: float) -> None:
    lines = lines_of(text, width, TEXT)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, TEXT) <= width for line in lines)


def _row(number: str) -> str:
    return number.rstrip("abc")


def _three_ways() -> Sop:
    def step(number: str, *outcomes: Outcome) -> Step:
        return Step(number, "Memeriksa", (Performer("tim"),), outcomes=outcomes)

    ways = (Outcome("ROUTER", "2"), Outcome("KABEL", "3"), Outcome("SERVER", "4"))
    ends = (Outcome("TUTUP", END),)
    steps = (step("1", *ways), step("2", *ends), step("3", *ends), step("4", *ends))
    return Sop("uji", "Uji", None, "uji", steps, (SopRole("tim", "Tim", requester=True),))
