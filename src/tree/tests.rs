//! What is read, and where every part of it is written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at once"
)]

use super::{Document, MAX_DEPTH, Node, Value, parse, parse_json};
use crate::phrase::Phrase;
use crate::rulebook::{Language, Texts};
use crate::source::Problem;
use serde_json::json;

mod generated;
mod hostile;

/// The node at a path of keys and indices, parted by `/`.
fn at<'a>(root: &'a Node, path: &str) -> &'a Node {
    let steps = path.split('/').filter(|step| !step.is_empty());
    steps.fold(root, |node, step| match &node.value {
        Value::List(items) => &items[step.parse::<usize>().unwrap()],
        _ => &node.get(step).expect(step).value,
    })
}

/// Checks that a part of the scalar at `path` is written as `raw`, with and without a base.
#[track_caller]
fn check(text: &str, path: &str, part: &str, raw: &str) {
    check_read(text, parse, path, part, raw);
}

#[track_caller]
fn check_json(text: &str, path: &str, part: &str, raw: &str) {
    check_read(text, parse_json, path, part, raw);
}

type Read = fn(&str, usize) -> (Vec<Document>, Vec<Problem>);

#[track_caller]
fn check_read(text: &str, read: Read, path: &str, part: &str, raw: &str) {
    for base in [0, 1000] {
        let (documents, problems) = read(text, base);
        assert_eq!(problems, []);
        let scalar = at(documents[0].root.as_ref().unwrap(), path);
        let scalar = scalar.as_scalar().unwrap();
        assert!(scalar.is_exact(), "not aligned: {:?}", scalar.text());
        let start = scalar.text().find(part).unwrap_or_else(|| panic!("text is {:?}", scalar.text()));
        let span = scalar.span_of(start..start + part.len());
        assert_eq!(&text[span.start - base..span.end - base], raw);
    }
}

/// Checks what the node at `path` is written as.
#[track_caller]
fn check_span(text: &str, path: &str, raw: &str) {
    let (documents, problems) = parse(text, 0);
    assert_eq!(problems, []);
    let span = at(documents[0].root.as_ref().unwrap(), path).span;
    assert_eq!(&text[span.start..span.end], raw);
}

/// A phrase as people read it.
fn said(phrase: &Phrase) -> String {
    Texts::new(Language::Nb).say(phrase)
}

/// Checks the problems of a text, each as `raw: message (help)`.
#[track_caller]
fn check_problems(text: &str, expected: &[&str]) {
    check_problems_of(text, parse, expected);
}

#[track_caller]
fn check_problems_of(text: &str, read: Read, expected: &[&str]) {
    let (_, problems) = read(text, 0);
    let found: Vec<String> = problems
        .iter()
        .map(|problem| {
            let raw = &text[problem.span.start..problem.span.end];
            format!("{raw}@{}: {}", problem.span.start, said(&problem.message))
        })
        .collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check_value(text: &str, expected: serde_json::Value) {
    let (documents, problems) = parse(text, 0);
    assert_eq!(problems, []);
    assert_eq!(documents[0].root.as_ref().unwrap().to_json(), expected);
}

#[test]
fn plain() {
    check("a: båt og bil\n", "a", "båt", "båt");
    check("a: 😀 og bil # bil\n", "a", "bil", "bil");
    check("\u{feff}a: b\n", "a", "b", "b");
    check("a: en\n  to\n\n  tre\n", "a", "en to", "en\n  to");
    check("a: en\n  to\n\n  tre\n", "a", "o\ntr", "o\n\n  tr");
    check("a: en  \r\n  to\r\n\r\n  tre\r\n", "a", "to\ntre", "to\r\n\r\n  tre");
    check("a: en\r\n  to\r\n", "a", " ", "\r\n");
    check("a: [en to\n tre, b]\n", "a/0", "to tre", "to\n tre");
    check("a: it's \"b\" \\n c\n", "a", "\\n c", "\\n c");
}

#[test]
fn double_quoted() {
    check(r#"a: "b\u00e5t""#, "a", "å", r"\u00e5");
    check(r#"a: "b\u00e5t""#, "a", "t", "t");
    check(r#"a: "b\u00e5t""#, "a", "båt", r"b\u00e5t");
    check(r#"a: "x\xe5\U0001f600y""#, "a", "😀y", r"\U0001f600y");
    check(r#"a: "x\ud83d\ude00y""#, "a", "😀", r"\ud83d\ude00");
    check(r#"a: "en\nto\tæ\/\\ø\"""#, "a", "to\tæ/\\ø", r"to\tæ\/\\ø");
    check(r#"a: "x\_y\Nz\Lw""#, "a", "y\u{85}z", r"y\Nz");
    check(r#"a: "x\_y\Nz\Lw""#, "a", "\u{a0}", r"\_");
    check("a: \"en  \n   to\n\n\n  tre\"\n", "a", "en to", "en  \n   to");
    check("a: \"en  \n   to\n\n\n  tre\"\n", "a", "to\n\ntre", "to\n\n\n  tre");
    check("a: \"en  \\\n   to\"\n", "a", "  to", "  \\\n   to");
    check("a: \"en\\\r\n  \r\n  \\ to\"\r\n", "a", "n\n t", "n\\\r\n  \r\n  \\ t");
    check("a: \" \n b \"\n", "a", " b ", "\n b ");
    check("a: \"\\\n\n\n b\"\n", "a", "\n\nb", "\n\n b");
    check("a: \"\"\n", "a", "", "");
}

#[test]
fn single_quoted() {
    check("a: 'det''er ''på'''\n", "a", "det'er", "det''er");
    check("a: 'det''er ''på'''\n", "a", "på'", "på''");
    check("a: 'det''er'\n", "a", "'", "''");
    check("a: 'en\n\n\n  to \\n'\n", "a", "en\n\nto \\n", "en\n\n\n  to \\n");
    check("a: 'en ''\n  to'\n", "a", "' to", "''\n  to");
}

#[test]
fn literal() {
    check("a: |\n  ære\n  øre\nb: 1\n", "a", "re\nø", "re\n  ø");
    check("a: |\n  ære\n  øre\nb: 1\n", "a", "øre\n", "øre\n");
    check("a: |\r\n  x\r\n  y\r\n", "a", "x\ny\n", "x\r\n  y\r\n");
    check("a: |-\n  x\n\n    y\n\n\nb: 1\n", "a", "x\n\n  y", "x\n\n    y");
    check("a: |+\n  x\n\n \nb: 1\n", "a", "x\n\n\n", "x\n\n \n");
    check("a: |2-\n   x\n  y\n", "a", " x\ny", " x\n  y");
    check("a: |-2\n   x\n", "a", " x", " x");
    check("a: |\n\n \n  x\n", "a", "\n\nx", "\n \n  x");
    check("a: |\n  x", "a", "x\n", "x");
    check("a: |+\n\n\nb: 1\n", "a", "\n\n", "\n\n");
    check("a: |+\n\n\n", "a", "\n\n", "\n\n");
    check("a: |\nb: 1\n", "a", "", "");
    check("--- |\næ\nø\n...\n", "", "æ\nø\n", "æ\nø\n");
    check("- |\n x\n- y\n", "0", "x\n", "x\n");
    check("a: | # ord\n  x # y\n# z\n", "a", "x # y\n", "x # y\n");
    check("a: !!str &b |\n  x y\n", "a", "y", "y");
    check("a: |1\n  \u{a0}\n", "a", " \u{a0}", " \u{a0}");
}

#[test]
fn folded() {
    check("a: >\n  en\n  to\n\n  tre\n", "a", "en to\ntre\n", "en\n  to\n\n  tre\n");
    check("a: >\n  en\n  to\n\n  tre\n", "a", " ", "\n");
    check("a: >-\n  en\n    to\n  tre\n", "a", "en\n  to\ntre", "en\n    to\n  tre");
    check("a: >-\n  en\n\n    to\n\n  tre\n", "a", "en\n\n  to\n\ntre", "en\n\n    to\n\n  tre");
    check("a: >+\n  en\n\nb: 1\n", "a", "en\n\n", "en\n\n");
    check("a: >\r\n  en\r\n  to\r\n", "a", "n t", "n\r\n  t");
    check("a: >2\n    en\n  to\n  tre\n", "a", "to tre", "to\n  tre");
    check("a: >\n  en\n  to", "a", "en to\n", "en\n  to");
}

#[test]
fn spans_of_nodes() {
    check_span("a: [1, {b: 'c'}] # d\n", "a", "[1, {b: 'c'}]");
    check_span("a: [1, {b: 'c'}] # d\n", "a/1/b", "'c'");
    check_span("a:\n  b: 1\n  c:\n  # d\n\nd: 2\n", "a", "b: 1\n  c");
    check_span("a:\n  - b\n  - c # d\n\nd: 2\n", "a", "- b\n  - c");
    check_span("a: |\n  x\n  y\n\n\nb: 1\n", "a", "x\n  y");
    check_span("a: |\n   \n\nb: 1\n", "a", "");
    check_span("a: |2\n   \n\nb: 1\n", "a", " ");
    check_span("a: |\n", "a", "|");
    check_span("a: &x !!str b\n", "a", "b");
    check_span("a:\nb: 1\n", "a", "");
    check_span("a: &x {b: 1}\nc: *x\n", "c", "{b: 1}");
    check_span("a: &x b\nc:\n  d: 1\n  e: *x\nf: 1\n", "c", "d: 1\n  e: *x");
    check_span("a: \"b\n c\"\n", "a", "\"b\n c\"");
}

#[test]
fn values() {
    check_value(
        "a: [1, 1.5, true, ~, x, '1', null]\nb:\n",
        json!({"a": [1, 1.5, true, null, "x", "1", null], "b": null}),
    );
    check_value(
        "a: !!str 1\nb: !!int '1'\nc: ! 1\nd: !egen 1\ne: !!str\n",
        json!({"a": "1", "b": 1, "c": "1", "d": 1, "e": ""}),
    );
    check_value("1: a\ntrue: b\n? c\n", json!({"1": "a", "true": "b", "c": null}));
    check_value("{\"a\":1,\n\t\"b\":[1,2]}", json!({"a": 1, "b": [1, 2]}));
}

#[test]
fn aliases() {
    check_value("a: &x [1]\nb: *x\n", json!({"a": [1], "b": [1]}));
    check_value("&x a: b\nc: *x\n*x : d\n".replace("*x : d\n", "").as_str(), json!({"a": "b", "c": "a"}));
    check_value("a: &x 1\nb: &x 2\nc: *x\n", json!({"a": 1, "b": 2, "c": 2}));
    check("a: &x \"b\\u00e5t\"\nc: *x\n", "c", "å", "\\u00e5");
    check_problems("a: *x\n", &["*x@3: aliaset `*x` viser til et anker som ikke finnes"]);
    check_problems("a: &x [1, *x]\n", &["*x@10: aliaset viser til et innhold som det selv er en del av"]);
    // Anchors end with their document.
    check_problems("a: &x 1\n---\nb: *x\n", &["*x@15: aliaset `*x` viser til et anker som ikke finnes"]);
}

#[test]
fn merge_keys() {
    let base = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\n";
    let merged = |rest: &str| {
        let (documents, problems) = parse(&format!("{base}{rest}"), 0);
        assert_eq!(problems, []);
        at(documents[0].root.as_ref().unwrap(), "z").to_json()
    };
    assert_eq!(merged("z: {<<: *x, b: 9}\n"), json!({"a": 1, "b": 9}));
    assert_eq!(merged("z:\n  b: 9\n  <<: [*x, *y]\n"), json!({"b": 9, "a": 1, "c": 4}));
    assert_eq!(merged("z: {<<: [*y, *x]}\n"), json!({"b": 3, "c": 4, "a": 1}));
    assert_eq!(merged("z: {'<<': 1}\n"), json!({"<<": 1}));
    assert_eq!(merged("z: {<<: [*x, *x]}\n"), json!({"a": 1, "b": 2}));
    check_problems("a: {<<: 1}\n", &["<<@4: `<<` kan bare flette inn nøkler fra et annet sett av nøkler"]);
}

#[test]
fn duplicate_keys() {
    check_problems("a: 1\nb: 2\na: 3\n", &["a@10: nøkkelen `a` står to ganger"]);
    check_problems("{a: 1, 'a': 3}", &["'a'@7: nøkkelen `a` står to ganger"]);
    let many: String = (0..20).map(|n| format!("k{n}: 1\n")).collect();
    check_problems(&format!("{many}k3: 1\n"), &["k3@130: nøkkelen `k3` står to ganger"]);

    let help = |text, base| said(parse(text, base).1[0].help.as_ref().unwrap());
    assert_eq!(help("a: 1\nb: 2\na: 3\n", 0), "nøkkelen står også på linje 1; behold bare én");
    assert_eq!(help("a: 1\nb: 2\na: 3\n", 4), "nøkkelen står også 2 linjer lenger opp; behold bare én");
    assert_eq!(help("a: 1\na: 3\n", 4), "nøkkelen står også på linjen over; behold bare én");
    assert_eq!(help("{a: 1, a: 3}", 0), "nøkkelen står også tidligere på samme linje; behold bare én");
    // The first stands, so that the rest of the text can be judged.
    let (documents, _) = parse("a: 1\na: 3\n", 0);
    assert_eq!(documents[0].root.as_ref().unwrap().to_json(), json!({"a": 1}));
}

#[test]
fn keys_are_scalars() {
    check_problems(
        "? [a, b]\n: 1\nc: 2\n",
        &["[a, b]@2: en nøkkel må være én verdi, ikke en liste eller et sett av nøkler"],
    );
    let (documents, _) = parse("{{a: 1}: 1, c: 2}\n", 0);
    assert_eq!(documents[0].root.as_ref().unwrap().to_json(), json!({"c": 2}));
}

#[test]
fn documents_of_a_text() {
    let roots = |text: &str| {
        let (documents, problems) = parse(text, 0);
        let json = |document: &Document| document.root.as_ref().map(Node::to_json);
        (documents.iter().map(json).collect::<Vec<_>>(), problems.len())
    };
    assert_eq!(roots(""), (vec![None], 0));
    assert_eq!(roots("# a\n"), (vec![None], 0));
    assert_eq!(roots("---\n"), (vec![None], 0));
    assert_eq!(roots("a\n---\nb\n...\n"), (vec![Some(json!("a")), Some(json!("b"))], 0));
    assert_eq!(roots("a: [\n---\nb\n"), (vec![None, Some(json!("b"))], 1));
    assert_eq!(roots("a: *x\nb: 1\n---\nb\n"), (vec![None, Some(json!("b"))], 1));
    assert_eq!(roots("*x\n---\nb\n"), (vec![None, Some(json!("b"))], 1));
    assert_eq!(roots("a: \"x\n---\nb\n"), (vec![None, Some(json!("b"))], 1));
    let deep = format!("{}a\n---\nb\n", "- ".repeat(MAX_DEPTH + 1));
    assert_eq!(roots(&deep), (vec![None, Some(json!("b"))], 1));
    assert_eq!(roots("~\n"), (vec![Some(json!(null))], 0));
}

#[test]
fn comments() {
    let comments = |text: &'static str| -> Vec<Vec<&str>> {
        let (documents, _) = parse(text, 0);
        let slices = |document: &Document| document.comments.iter().map(|span| &text[span.start..span.end]).collect();
        documents.iter().map(slices).collect()
    };
    assert_eq!(comments("# æ\na: b # c\nd: 'x # y'\ne: |\n  # nei\n# z"), [["# æ", "# c", "# z"]]);
    assert_eq!(comments("a: b#c\r\nd: 1 # e\r\n"), [["# e"]]);
    assert_eq!(comments("a: [1, # x\n  2] # y\n"), [["# x", "# y"]]);
    assert_eq!(comments("# a\n"), [["# a"]]);
    assert_eq!(comments("a: 1 # a\n---\n# b\nb: 2\n...\n# c\n"), [vec!["# a"], vec!["# b", "# c"]]);
    // An unreadable document keeps what was seen of it.
    assert_eq!(comments("# a\nb: ]\n"), [["# a"]]);
}

#[test]
fn syntax_errors() {
    check_problems("a:\n\tb: 1\n", &["\t@3: tabulator kan ikke brukes som innrykk"]);
    check_problems("a: \"b", &["\"@3: anførselstegnet blir aldri lukket"]);
    let open = "teksten i anførselstegn går videre på en linje uten innrykk";
    check_problems("a: \"b\nc: 'd'\n", &[&format!("\"@3: {open}")]);
    check_problems("a: 'x'\nb:\n- 'c: d\ne: f\n", &[&format!("'@12: {open}")]);
    check_problems("a: [1\n", &["[@3: `[` blir aldri lukket"]);
    check_problems("a: [1}\n", &["[@3: `[` lukkes med `}`"]);
    check_problems("a:\n  - b: 1\n   c: 2\n", &["c@15: innrykket passer ikke med linjene over"]);
    check_problems("a: b: c\n", &[":@4: `:` kan ikke stå her"]);
    check_problems("æ: 1\n b: 2\n", &[":@8: `:` kan ikke stå her"]);
    check_problems("a: 1\nb\n", &["b@5: linjen er ikke en nøkkel med verdi"]);
    check_problems("a: \"\\d\"\n", &["\"@3: teksten har en omvendt skråstrek som ikke betyr noe"]);
    check_problems("a: b\0c\n", &["\0@4: kontrolltegnet U+0000 kan ikke stå i teksten"]);
    check_problems("a: @b\n", &["@@3: en verdi kan ikke begynne med `@`"]);
    check_problems("a: [1, ,]\n", &[",@7: det mangler en verdi her"]);
    check_problems("\"a\":1\n", &[":@3: det står mer etter at dokumentet er slutt"]);
    check_problems("a: 'b' c\n", &["c@7: det står noe etter at anførselstegnet er lukket"]);
    check_problems("a: !x!y z\n", &["!@3: innholdet er ikke gyldig YAML: `the handle wasn't declared`"]);
}

#[test]
fn json_places() {
    check_json(r#"{"a": "b\u00e5t"}"#, "a", "å", r"\u00e5");
    check_json(r#"{"a": "x\ud83d\ude00\/\ny"}"#, "a", "😀/\ny", r"\ud83d\ude00\/\ny");
    check_json("{\"a\":\t[1 , \"æ\" ]\r\n}", "a/1", "æ", "æ");
    check_json("\u{feff}[\"x\"]", "0", "x", "x");
    let key = "k".repeat(5000);
    check_json(&format!("{{\"{key}\":\"verdi\"}}"), &key, "verdi", "verdi");
}

#[test]
fn json_values() {
    let (documents, problems) = parse_json(r#" {"a":[1,-0.5e+3,true,false,null,"",{}],"<<":"b"} "#, 0);
    assert_eq!(problems, []);
    let root = documents[0].root.as_ref().unwrap();
    assert_eq!(root.to_json(), json!({"a": [1, -500.0, true, false, null, "", {}], "<<": "b"}));
    assert_eq!((root.span.start, root.span.end), (1, 49));
}

#[test]
fn json_is_strict() {
    let check = |text: &str, expected: &[&str]| check_problems_of(text, parse_json, expected);
    check("", &["@0: det mangler en verdi"]);
    check("[1,]", &["]@3: det står et komma uten noe etter seg"]);
    check("{\"a\":1,}", &["}@7: det står et komma uten noe etter seg"]);
    check("{\"a\":1 \"b\":2}", &["\"@7: det mangler `,` eller `}`"]);
    check("{\"a\" 1}", &["1@5: det mangler `:` etter nøkkelen"]);
    check("{a: 1}", &["a@1: her må det stå en nøkkel i doble anførselstegn"]);
    check("['a']", &["'@1: JSON bruker bare doble anførselstegn"]);
    check("[1", &["[@0: `[` blir aldri lukket"]);
    check("{\"a\":{", &["{@5: `{` blir aldri lukket"]);
    check("\"a\tb\"", &["\t@2: kontrolltegnet U+0009 kan ikke stå i en tekst"]);
    check("\"a\nb\"", &["\"@0: anførselstegnet blir ikke lukket på linjen"]);
    check("\"\\x41\"", &["\\@1: teksten har en omvendt skråstrek som ikke betyr noe"]);
    check("\"\\ud83d\"", &["\\@1: teksten har en omvendt skråstrek som ikke betyr noe"]);
    check("[1] // a", &["/@4: det står mer etter at verdien er slutt"]);
    check("[// a\n1]", &["/@1: JSON har ikke kommentarer"]);
    check("[01, +1]", &["01@1: `01` er ikke en verdi i JSON"]);
    check("[True]", &["True@1: `True` er ikke en verdi i JSON"]);
    check("{\"a\":1,\"a\":2}", &["\"a\"@7: nøkkelen `a` står to ganger"]);
}

#[test]
fn paths_lead_back_to_nodes() {
    let text = "a:\n  - b: å\n  - b: ø\n";
    let (documents, _) = parse(text, 0);
    let root = documents[0].root.as_ref().unwrap();
    let json = root.to_json();
    let query = serde_json_path::JsonPath::parse("$.a[*].b").unwrap();
    let found: Vec<&str> = query
        .query_located(&json)
        .locations()
        .map(|path| root.at_path(path).unwrap().as_scalar().unwrap().text())
        .collect();
    assert_eq!(found, ["å", "ø"]);
}

#[test]
fn ranges_are_cut() {
    let (documents, _) = parse("a: \"b\\u00e5\"\n", 0);
    let scalar = at(documents[0].root.as_ref().unwrap(), "a").as_scalar().unwrap();
    assert_eq!(scalar.text(), "bå");
    let span = |range| {
        let span = scalar.span_of(range);
        (span.start, span.end)
    };
    assert_eq!(span(0..99), (4, 11));
    assert_eq!(span(2..2), (5, 11));
    assert_eq!(span(1..1), (5, 5));
    assert_eq!(span(3..3), (11, 11));
    assert_eq!(span(9..9), (11, 11));
}

#[test]
fn nesting_has_a_limit() {
    let flow = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for read in [parse as Read, parse_json] {
        assert_eq!(read(&flow(MAX_DEPTH), 0).1, []);
        for depth in [MAX_DEPTH + 1, 200_000] {
            let (documents, problems) = read(&flow(depth), 0);
            assert_eq!(documents[0].root, None);
            assert_eq!(said(&problems[0].message), "innholdet er nestet dypere enn 128 nivåer");
            assert_eq!(problems.len(), 1);
        }
    }
    let mixed = format!("{}{}", "- ".repeat(100), flow(100));
    assert_eq!(parse(&mixed, 0).1.len(), 1);
}
