"""What the suite itself must be: the same workloads every time, and a page that its tables fit into."""

import tempfile
import unittest
from pathlib import Path

from suite import counts, generate, growth, same, table, times, workloads
from suite.process import Failed


class Generator(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes(self):
        made = []
        with tempfile.TemporaryDirectory() as folder:
            for name in ("one", "other"):
                out = Path(folder) / name
                generate.flows(out / "flows", seed=1, n=3, flows=10)
                generate.messages(out / "messages", seed=1, n=3)
                generate.records(out / "records.jsonl", seed=1, jsonl=3)
                files = sorted(path for path in out.rglob("*") if path.is_file())
                made.append([(path.relative_to(out), path.read_bytes()) for path in files])
        self.assertEqual(len(made[0]), 7)
        self.assertEqual(made[0], made[1])

    def test_a_text_is_as_large_as_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            generate.messages(Path(folder), seed=1, n=1, kb=64)
            size = next(Path(folder).rglob("*.txt")).stat().st_size
        self.assertTrue(64 * 1024 <= size < 65 * 1024, size)


class Page(unittest.TestCase):
    def test_the_page_has_its_markers_and_keeps_the_rest(self):
        page = table.PAGE.read_text(encoding="utf-8")
        once = table.replaced(page, "Tall.")
        self.assertIn(f"{table.BEGIN}\nTall.\n{table.END}", once)
        self.assertEqual(table.replaced(once, "Tall."), once)
        self.assertEqual(once.split(table.BEGIN)[0], page.split(table.BEGIN)[0])
        self.assertEqual(once.split(table.END)[1], page.split(table.END)[1])

    def test_a_page_without_markers_is_refused(self):
        with self.assertRaises(Failed):
            table.replaced("# Uten merker", "Tall.")

    def test_numbers_are_written_as_in_norwegian(self):
        self.assertEqual(table.number(1234567), "1 234 567")
        self.assertEqual(table.seconds(0.01234), "12,3 ms")
        self.assertEqual(table.seconds(0.000012), "12,0 µs")
        self.assertEqual(table.seconds(1.5), "1,50 s")
        self.assertEqual(table.ratio([1, 3, 2]), "2,00 (1,00–3,00)")


class Growth(unittest.TestCase):
    def test_a_document_costs_what_a_run_costs_more_with_it(self):
        cost = counts.Cost(1, 1.0, 1.0)
        few = growth.Step(100, 5_000, cost, 1, None)
        more = growth.Step(1100, 15_000, cost, 1, few)
        many = growth.Step(2100, 26_200, cost, 1, more)
        self.assertEqual((few.each(), more.each(), many.each()), (None, 10, 11.2))
        self.assertEqual(table.against(more, more), (table.NONE, None))
        self.assertEqual(table.against(many, more), ("+12 %", False))
        uncounted = growth.Step(4100, None, cost, 1, many)
        self.assertEqual((uncounted.each(), table.against(uncounted, more)), (None, (table.NONE, None)))

    def test_the_same_documents_over_and_over(self):
        with tempfile.TemporaryDirectory() as folder:
            some, out = Path(folder) / "some", Path(folder) / "out"
            generate.messages(some, seed=1, n=4)
            workloads.repeat(some, 12, out)
            texts = [path.read_bytes() for path in out.rglob("*") if path.is_file()]
        self.assertEqual((len(texts), len(set(texts))), (12, 4))


class Sameness(unittest.TestCase):
    def test_the_first_line_that_differs_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            before, after = Path(folder) / "before", Path(folder) / "after"
            before.write_text("en\nto\n", encoding="utf-8")
            after.write_text("en\ntre\n", encoding="utf-8")
            self.assertIn("line 2", same.difference(before, after))
            self.assertEqual(same.difference(before, before), "")
            after.write_text("en\nto\n\n", encoding="utf-8")
            self.assertIn("line 3", same.difference(before, after))


class Rounds(unittest.TestCase):
    def test_ratios_are_of_the_same_round(self):
        timed = times.Timed({"nå": [1, 4], "rg": [2, 2]})
        self.assertEqual(timed.ratios("nå", "rg"), [0.5, 2])

    def test_a_failure_is_no_result(self):
        with self.assertRaises(Failed):
            times.checked("nå", ["taushet", "check"], 2, {"nå": times.good_codes(["taushet", "check"])})


if __name__ == "__main__":
    unittest.main()
