//! Inputs made to be slow, large or deep.

use super::super::{Value, parse, parse_json};
use super::said;

#[test]
fn billion_laughs() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for n in 1..12 {
        let aliases = vec![format!("*a{}", n - 1); 9].join(", ");
        text.push_str(&format!("a{n}: &a{n} [{aliases}]\n"));
    }
    let (documents, problems) = parse(&text, 0);
    assert_eq!(documents[0].root, None);
    let messages: Vec<String> = problems.iter().map(|problem| said(&problem.message)).collect();
    assert_eq!(messages, ["aliasene i teksten gir for mye innhold når de skrives ut"]);
    let span = problems[0].span;
    assert!(text[span.start..].starts_with(['*', '[']));
}

#[test]
fn one_long_text_many_times() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(1000));
    assert_eq!(parse(&text, 0).1.len(), 1);
}

#[test]
fn aliases_do_not_nest_deeper_than_the_limit() {
    let mut text = format!("a0: &a0 {}{}\n", "[".repeat(100), "]".repeat(100));
    for n in 1..3 {
        text.push_str(&format!("a{n}: &a{n} {}*a{}{}\n", "[".repeat(20), n - 1, "]".repeat(20)));
    }
    let (_, problems) = parse(&text, 0);
    assert_eq!(problems.len(), 1);
    assert_eq!(said(&problems[0].message), "innholdet er nestet dypere enn 128 nivåer");
    assert_eq!(&text[problems[0].span.start..problems[0].span.end], "*a1");
}

#[test]
fn long_lists_and_maps() {
    let list = format!("[{}1]", "1,".repeat(100_000));
    let map = format!("{{{}\"k\":1}}", (0..20_000).map(|n| format!("\"k{n}\":1,")).collect::<String>());
    for read in [parse, parse_json] as [super::Read; 2] {
        let (documents, problems) = read(&list, 0);
        assert_eq!(problems, []);
        let root = documents[0].root.as_ref().unwrap();
        assert!(matches!(&root.value, Value::List(items) if items.len() == 100_001));
        let (documents, problems) = read(&map, 0);
        assert_eq!(problems, []);
        assert_eq!(documents[0].root.as_ref().unwrap().as_map().unwrap().len(), 20_001);
    }
}

#[test]
fn many_comments() {
    let text = format!("a:\n{}  b: 1\n", "  # æ\n".repeat(20_000));
    let (documents, problems) = parse(&text, 0);
    assert_eq!(problems, []);
    assert_eq!(documents[0].comments.len(), 20_000);
}
