//! What holds for all flows and all texts. The same seed every time, so that a failure comes back.

use std::collections::BTreeMap;

use clap::ValueEnum as _;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::{RngSeed, TestCaseError};
use taushet::check::check;
use taushet::decide::Verdict;
use taushet::render::{Format, render};
use taushet::report::Report;
use taushet::vocabulary::Shape;

use crate::{LAW, check_one, files, run, text};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_122),
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}

/// A flow, one key a line.
#[derive(Clone, Debug)]
struct Sketch {
    keys: Vec<(&'static str, String)>,
    /// Recorded truths, by block and key.
    facts: BTreeMap<(&'static str, &'static str), bool>,
}

impl Sketch {
    /// The lines of the flow's keys.
    fn lines(&self) -> Vec<String> {
        let mut blocks: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for ((block, key), truth) in &self.facts {
            blocks.entry(block).or_default().push(format!("{key}: {truth}"));
        }
        let keys = self.keys.iter().map(|(key, value)| format!("    {key}: {value}"));
        keys.chain(blocks.iter().map(|(block, facts)| format!("    {block}: {{ {} }}", facts.join(", ")))).collect()
    }
}

/// A document of flows `f0`, `f1`, …, each with its lines.
fn document(flows: &[(usize, Vec<String>)]) -> Vec<String> {
    let mut lines = vec!["taushet: flows/v1".to_owned(), "parties:".to_owned()];
    for kind in LAW.vocabulary.values("PartyKind") {
        lines.push(format!("  {kind}: {{ kind: {kind}, municipality: \"3403\" }}"));
        lines.push(format!("  annen-{kind}: {{ kind: {kind}, municipality: \"3405\" }}"));
    }
    lines.push("systems:".to_owned());
    lines.push("  velferd: { access: case, processor-agreement: covers-purpose }".to_owned());
    lines.push("  felles: { access: municipality, processor-agreement: covers-purpose }".to_owned());
    lines.push("flows:".to_owned());
    for (number, keys) in flows {
        lines.push(format!("  f{number}:"));
        lines.extend(keys.iter().cloned());
    }
    lines
}

fn judge(lines: &[String]) -> BTreeMap<String, (Verdict, Vec<String>, Vec<String>)> {
    let report = check_one(&LAW, "a.yaml", &(lines.join("\n") + "\n"), &[]);
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    report.flows.into_iter().map(|flow| (flow.flow, (flow.verdict, flow.by, flow.missing))).collect()
}

fn numbered(sketches: &[Sketch]) -> Vec<(usize, Vec<String>)> {
    sketches.iter().map(Sketch::lines).enumerate().collect()
}

/// Values of an enumeration, those that norms speak of more often.
fn value(kind: &'static str, often: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    let all: Vec<&str> = LAW.vocabulary.values(kind).collect();
    prop_oneof![3 => select(often.to_vec()), 1 => select(all)]
}

/// Every `true` or `false` that a flow may record inside a block.
fn truths() -> Vec<(&'static str, &'static str)> {
    let blocks = LAW.vocabulary.record("Facts").iter().filter(|field| !field.derived);
    let inner = |shape: &'static Shape| match shape {
        Shape::Record(fields) => fields.as_slice(),
        _ => &[],
    };
    blocks
        .flat_map(|block| inner(&block.shape).iter().map(move |field| (block, field)))
        .filter(|(_, field)| field.shape == Shape::Bool && !field.derived)
        .map(|(block, field)| (block.key.as_str(), field.key.as_str()))
        .collect()
}

fn flow() -> impl Strategy<Value = Sketch> {
    let to = value(
        "PartyKind",
        &[
            "debt-collector",
            "finance-department",
            "police",
            "child-welfare",
            "nks",
            "landlord",
            "health-service",
            "school",
            "nav-office-state",
            "client",
        ],
    );
    let from = prop_oneof![8 => Just("nav-office"), 1 => Just("nks"), 1 => Just("annen-nav-office")];
    let purpose = value(
        "Purpose",
        &[
            "loan-recovery",
            "implementation",
            "locating-person",
            "child-protection",
            "recipients-own-tasks",
            "information",
            "refund",
        ],
    );
    let listed: Vec<&str> = LAW.vocabulary.values("Data").collect();
    let loan = subsequence(vec!["name", "national-id", "address", "loan-amount", "loan-due-date"], 1..4);
    let data = prop_oneof![3 => subsequence(listed, 1..4), 2 => loan];
    let initiative = prop_oneof![3 => Just(None), 2 => select(vec!["own", "request", "order"]).prop_map(Some)];
    let date = select(vec![
        None,
        Some("2024-05-01"),
        Some("2025-10-01"),
        Some("2025-12-18"),
        Some("2026-01-15"),
        Some("2026-02-25"),
    ]);
    let ground =
        prop_oneof![4 => Just(None), 1 => select(LAW.vocabulary.values("Ground").collect::<Vec<_>>()).prop_map(Some)];
    let via = select(vec![None, None, Some("velferd"), Some("felles"), Some("gosys")]);
    let mut bases: Vec<&str> = LAW.bases().collect();
    bases.sort_unstable();
    bases.dedup();
    let basis = prop_oneof![Just(None), select(bases).prop_map(Some)];
    let all = truths();
    let number = all.len();
    let facts = prop_oneof![
        2 => subsequence(all.clone(), 0..=number.min(12)),
        2 => Just(all.iter().copied().filter(|(block, _)| ["assessment", "loan"].contains(block)).collect()),
    ];
    let lies = proptest::collection::vec(any::<Index>(), 0..4);
    ((from, to, purpose, data), (initiative, date, ground, via, basis), (facts, lies)).prop_map(
        |((from, to, purpose, data), (initiative, date, ground, via, basis), (facts, lies))| {
            let mut keys = vec![
                ("from", from.to_owned()),
                ("to", to.to_owned()),
                ("purpose", purpose.to_owned()),
                ("data", format!("[{}]", data.join(", "))),
            ];
            let optional =
                [("initiative", initiative), ("date", date), ("ground", ground), ("via", via), ("basis", basis)];
            keys.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value?.to_owned()))));
            let mut facts: BTreeMap<_, _> = facts.into_iter().map(|fact| (fact, true)).collect();
            for lie in lies {
                if facts.is_empty() {
                    break;
                }
                let fact = facts.keys().nth(lie.index(facts.len())).copied();
                facts.extend(fact.map(|fact| (fact, false)));
            }
            // What speaks against a norm when it is true.
            for ill in [("loan", "sold"), ("consent", "withdrawn")] {
                facts.entry(ill).and_modify(|truth| *truth = !*truth);
            }
            Sketch { keys, facts }
        },
    )
}

fn flows() -> impl Strategy<Value = Vec<Sketch>> {
    proptest::collection::vec(flow(), 1..4)
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn comments_and_blank_lines_change_nothing(sketches in flows(), places in proptest::collection::vec((any::<Index>(), 0..4_usize), 1..12)) {
        let lines = document(&numbered(&sketches));
        let mut more = lines.clone();
        for (place, what) in places {
            let line = ["", "# en merknad: med, [tegn] { og } mer", "      # innrykket", "   "][what];
            more.insert(place.index(more.len() + 1), line.to_owned());
        }
        prop_assert_eq!(judge(&lines), judge(&more));
    }

    #[test]
    fn order_changes_nothing(sketches in flows(), seed in any::<u64>()) {
        let flows = numbered(&sketches);
        let mut other = flows.clone();
        let mut state = seed;
        let mut shuffle = |length: usize| -> Vec<usize> {
            let mut order: Vec<usize> = (0..length).collect();
            for index in (1..length).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(index, usize::try_from(state >> 33).unwrap_or(0) % (index + 1));
            }
            order
        };
        for (_, lines) in &mut other {
            *lines = shuffle(lines.len()).into_iter().map(|index| lines[index].clone()).collect();
        }
        let other: Vec<_> = shuffle(other.len()).into_iter().map(|index| other[index].clone()).collect();
        prop_assert_eq!(judge(&document(&flows)), judge(&document(&other)));
    }
}

proptest! {
    #![proptest_config(config(24))]

    /// A debug build holds each answer against what Cedar says over every policy in force: that of the first question too,
    /// and of those that are answered from memory or whose norms are passed over.
    #[test]
    fn what_is_passed_over_or_remembered_changes_no_answer(sketches in proptest::collection::vec(flow(), 8..24)) {
        prop_assert!(cfg!(debug_assertions), "nothing is held against Cedar in this build");
        let flows = numbered(&sketches);
        let together = judge(&document(&flows));
        for (number, lines) in flows {
            // What nks passes on depends on what the others gave it.
            if lines.iter().any(|line| line.ends_with("from: nks")) {
                continue;
            }
            let alone = judge(&document(&[(number, lines)]));
            let id = format!("f{number}");
            prop_assert_eq!(&alone[&id], &together[&id]);
        }
    }
}

/// How bad a verdict is for whoever wants to share. What is left to a human and what is incomplete are not compared.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Required | Verdict::Permitted => 0,
        Verdict::Judgement | Verdict::Incomplete => 1,
        Verdict::Prohibited => 2,
    }
}

/// The conditions whose truth speaks for sharing.
fn favourable() -> Vec<(&'static str, &'static str)> {
    let all = truths().into_iter();
    all.filter(|(block, key)| {
        ["assessment", "loan", "consent", "request"].contains(block) && !["sold", "withdrawn"].contains(key)
    })
    .collect()
}

proptest! {
    #![proptest_config(config(160))]

    /// Read the other way: leaving out what is true never makes a verdict better.
    #[test]
    fn what_is_known_true_never_makes_it_worse(sketch in flow(), condition in select(favourable())) {
        let verdict = |truth: Option<bool>| {
            let mut sketch = sketch.clone();
            sketch.facts.remove(&condition);
            sketch.facts.extend(truth.map(|truth| (condition, truth)));
            judge(&document(&numbered(&[sketch]))).remove("f0").map(|(verdict, _, _)| verdict)
        };
        let (held, unknown, failed) = (verdict(Some(true)), verdict(None), verdict(Some(false)));
        prop_assert!(held.map(rank) <= unknown.map(rank), "{:?}: {:?} when true, {:?} when unknown", condition, held, unknown);
        // A doubt is no better verdict: a claim that is no loan, a decision that is not necessary to share.
        prop_assert!(held.map(rank) <= failed.map(rank) || failed == Some(Verdict::Judgement), "{:?}: {:?} when true, {:?} when false", condition, held, failed);
    }
}

fn formats(report: &Report) -> Vec<String> {
    Format::value_variants().iter().map(|format| render(report, *format, &LAW.texts, false)).collect()
}

fn survives(name: &str, text: &str) -> Result<(), TestCaseError> {
    let report = check_one(&LAW, name, text, &[]);
    for finding in &report.findings {
        let source = report.sources.get(finding.place.source);
        prop_assert!(
            source.is_some_and(|source| source.text().get(finding.place.span.start..finding.place.span.end).is_some()),
            "{:?}",
            finding.place
        );
    }
    formats(&report);
    Ok(())
}

const NAMES: [&str; 4] = ["a.yaml", "a.json", "a.md", "a.txt"];

/// What documents are made of, in any order.
fn soup() -> impl Strategy<Value = String> {
    let words = vec![
        "taushet",
        ":",
        " ",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "flows/v1",
        "messages/v1",
        "routine/v1",
        "flows",
        "messages",
        "parties",
        "text",
        "|",
        ">-",
        "&a",
        "*a",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "#",
        "---",
        "...",
        "\t",
        "\\u00e5",
        "\\ud83d",
        "å",
        "😀",
        "e\u{301}",
        "\u{feff}",
        "\u{ad}",
        "\r\n",
        "depositum",
        "sosialhjelp",
        "gosys",
        "channel",
        "id",
        "<!--",
        "-->",
        "&shy;",
        "&#x",
        "%",
        "!!",
        "? ",
        "null",
        "true",
    ];
    proptest::collection::vec(select(words), 0..60).prop_map(|words| words.concat())
}

/// A fixture with some of its characters changed.
fn worn() -> impl Strategy<Value = (String, String)> {
    let fixtures: Vec<_> = files("fixtures")
        .into_iter()
        .filter(|path| path.extension().is_none_or(|extension| extension != "expect"))
        .collect();
    let strange = select(vec![
        "", "\"", "'", "{", "}", "[", ":", "\n", "\n\n  ", "\t", "å", "😀", "\\", "*", "&", "-", "\u{0}", "#",
    ]);
    (select(fixtures), proptest::collection::vec((any::<Index>(), 0..4_usize, strange), 1..6)).prop_map(
        |(path, wear)| {
            // Long files wear like short ones; only their beginning is read, so that the test is quick.
            let mut letters: Vec<String> = text(&path).chars().take(3000).map(String::from).collect();
            for (place, gone, put) in wear {
                let from = place.index(letters.len() + 1);
                let to = (from + gone).min(letters.len());
                letters.splice(from..to, [put.to_owned()]);
            }
            let extension =
                path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
            (format!("a.{extension}"), letters.concat())
        },
    )
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn any_text_is_survived(text in any::<String>(), name in select(&NAMES[..])) {
        survives(name, &text)?;
        survives(name, &format!("taushet: messages/v1\nmessages:\n  - id: a\n    channel: gosys\n    text: {text}\n"))?;
        survives(name, &format!("---\ntaushet: messages/v1\nchannel: gosys\n---\n{text}"))?;
    }

    #[test]
    fn any_tokens_are_survived(text in soup(), name in select(&NAMES[..])) {
        survives(name, &text)?;
    }

    #[test]
    fn worn_fixtures_are_survived((name, text) in worn()) {
        survives(&name, &text)?;
    }
}

/// A synthetic fødselsnummer: the month has 80 added, so that it is nobody's.
fn national_id() -> impl Strategy<Value = (String, String)> {
    (1..29_u32, 81..93_u32, 0..100_u32, 10_000..100_000_u32, select(vec!["", " "]))
        .prop_map(|(day, month, year, rest, gap)| (format!("{day:02}{month}{year:02}{gap}{rest}"), format!("{rest}")))
}

fn phone() -> impl Strategy<Value = (String, String)> {
    (2..10_u32, 0..10_000_000_u32, 0..4_usize).prop_map(|(first, rest, form)| {
        let digits = format!("{first}{rest:07}");
        let written = match form {
            0 => digits.clone(),
            1 => format!("{} {} {} {}", &digits[..2], &digits[2..4], &digits[4..6], &digits[6..]),
            2 => format!("{} {} {}", &digits[..3], &digits[3..5], &digits[5..]),
            _ => format!("+47 {digits}"),
        };
        let tail = written.get(written.len() - 3..).unwrap_or_default().to_owned();
        (written, tail)
    })
}

fn email() -> impl Strategy<Value = (String, String)> {
    ("[a-z]{3,8}[.][a-z]{3,8}", select(vec!["example.com", "eksempel.no", "post.eksempel.no"]))
        .prop_map(|(name, host)| (format!("{name}@{host}"), name))
}

proptest! {
    #![proptest_config(config(48))]

    /// Wherever personal data stands, no format shows it.
    #[test]
    fn personal_data_is_never_shown((planted, _) in prop_oneof![national_id(), phone(), email()], after in select(vec!["", ".", ",", ")", ":", ";", "!"])) {
        let said = format!("{planted}{after}");
        let documents = [
            ("a.yaml", format!("taushet: messages/v1\nmessages:\n  - id: m\n    channel: gosys\n    text: |\n      Gjelder depositum, {said} depositum\n      {said} husleie\n")),
            ("b.yaml", format!("taushet: messages/v1\nmessages:\n  - {{ id: \"{planted}\", channel: gosys, theme: KOM, subject: \"Sosialhjelp {said} sosialhjelp\", text: Gjelder depositum }}\n")),
            ("c.yaml", format!("taushet: messages/v1\nmessages:\n  - {{ id: c, channel: \"{planted}\", theme: KOM, text: \"{said}\", \"{planted}\": 1 }}\n")),
            ("d.yaml", format!("taushet: flows/v1\ntitle: \"{said}\"\nparties:\n  nav: {{ kind: nav-office, name: \"{said}\" }}\n  \"{planted}\": {{ kind: school }}\nflows:\n  \"{planted}\": {{ from: nav, to: \"{planted}\", data: [name], purpose: information, basis: \"{planted}\", note: \"{said}\", exposes: {{ queue: \"sosialhjelp {said}\", \"{planted}\": \"sosialhjelp\" }} }}\n")),
            ("e.json", format!("{{ \"taushet\": \"messages/v1\", \"messages\": [ {{ \"id\": \"e\", \"channel\": \"gosys\", \"text\": \"Ring {said}\\nGjelder depositum\" }} ] }}\n")),
            ("f.md", format!("---\ntaushet: messages/v1\nchannel: gosys\nfrom: \"{planted}\"\n---\nGjelder depositum, {said}\n")),
            (planted.as_str(), "taushet: flows/v1\nflows: {}\n".to_owned()),
        ];
        for (name, text) in &documents {
            let report = check(&LAW, run(&[(name, text)], &[]));
            prop_assert!(!report.findings.is_empty() || !report.failures.is_empty(), "{} tells nothing", name);
            for shown in formats(&report) {
                prop_assert!(!shown.contains(&planted), "{} shows {}:\n{}", name, planted, shown);
            }
        }
    }
}

/// The same data in the forms that people write them in notes and file names. All synthetic.
#[test]
fn personal_data_is_hidden_as_people_write_it() {
    let forms = [
        "41819012345",
        "418190 12345",
        "418190-12345",
        "418190.12345",
        "418190\u{a0}12345",
        "41 81 90 12345",
        "fnr41819012345",
        "f.nr.41819012345",
        "fnr_41819012345",
        "41123456",
        "411 23 456",
        "41 12 34 56",
        "4112 3456",
        "41.12.34.56",
        "41\u{a0}12\u{a0}34\u{a0}56",
        "tlf41123456",
        "tlf.41123456",
        "+4741123456",
        "004741123456",
        "+47 41 12 34 56",
        "kari.nordmann@eksempel.no",
        "kåre.ås@eksempel.no",
        "KARI@EKSEMPEL.NO",
        "kari+nav@post.eksempel.no",
    ];
    let shown = |form: &&str| {
        let text = format!(
            "taushet: messages/v1\nmessages:\n  - {{ id: m, channel: gosys, text: \"Bruker {form} depositum\" }}\n"
        );
        let report = check_one(&LAW, "a.yaml", &text, &["avoided-term"]);
        assert_eq!(report.findings.len(), 1, "{form}");
        formats(&report).iter().any(|shown| shown.contains(*form))
    };
    let leaks: Vec<&str> = forms.into_iter().filter(shown).collect();
    assert!(leaks.is_empty(), "shown: {leaks:?}");
}
