//! Random texts in every style: each character maps to what it was written as.

use super::super::{Node, Value, parse, parse_json};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// Checks that `text` holds one scalar under `a` that reads `decoded`, all of it placed.
///
/// `written` tells how a character is allowed to be written.
fn all_placed(text: &str, decoded: &str, written: fn(char, &str) -> bool) -> Result<(), TestCaseError> {
    let (documents, problems) = parse(text, 0);
    prop_assert_eq!(&problems, &[]);
    let root = documents[0].root.as_ref().unwrap();
    let entry = root.get("a").unwrap();
    let scalar = entry.value.as_scalar().unwrap();
    prop_assert_eq!(scalar.text(), decoded);
    prop_assert!(scalar.is_exact());
    let mut last = 0;
    for (offset, c) in decoded.char_indices() {
        let span = scalar.span_of(offset..offset + c.len_utf8());
        let raw = &text[span.start..span.end];
        prop_assert!(span.start >= last, "{:?} stands before the character before it", raw);
        prop_assert!(written(c, raw), "{:?} is no way to write {:?}", raw, c);
        last = span.end;
    }
    Ok(())
}

fn is_break(raw: &str) -> bool {
    matches!(raw, "\n" | "\r\n")
}

/// Characters with a meaning in YAML, Norwegian ones, wide ones and line breaks.
const ANY: &str = "[a-c ':\\\\\"#æø😀\u{a0}\u{2028}\n-]{0,24}";
/// The same without line breaks, and neither beginning nor ending in a blank.
const LINE: &str = "[a-cæ😀]([a-c ':\\\\\"æ😀]{0,8}[a-cæ😀])?";

/// Writes a text in double quotes, each character in one of its ways.
fn double_quoted(decoded: &str, choices: &[u8], eol: &str) -> String {
    let mut raw = "a: \"".to_owned();
    for (n, c) in decoded.chars().enumerate() {
        let mut units = [0; 2];
        match (c, choices[n % choices.len()] % 4) {
            (_, 0) => raw.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"))),
            (_, 1) => raw.push_str(&format!("\\U{:08X}", u32::from(c))),
            ('\n', _) => raw.push_str("\\n"),
            ('"' | '\\', _) => raw.extend(['\\', c]),
            (_, 2) if n > 0 => {
                // An escaped line break and the indentation after it read as nothing.
                raw.push_str(&format!("\\{eol}   "));
                raw.push_str(&match c {
                    ' ' => "\\ ".to_owned(),
                    _ => c.to_string(),
                });
            }
            _ => raw.push(c),
        }
    }
    raw + "\"" + eol
}

/// Folds the lines of a text, as plain and single-quoted scalars are written on many lines.
fn fold(lines: &[String], eol: &str) -> String {
    lines.join(&format!("{eol}{eol}  "))
}

fn eol() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("\n"), Just("\r\n")]
}

/// Texts of any kind, of YAML's own characters, and of lines that often are YAML.
fn random_text() -> impl Strategy<Value = String> {
    let line = "[ ]{0,4}(- |[ab]: |)([|>][+-]?[12]?|\"|'|[&*]x|[a-cæ😀' \"\\\\\t]{0,6}|\\\\|#[a ]{0,3}|[\\[\\]{},]{0,3}|---|<<: \\*x)";
    let lines = prop::collection::vec(line, 0..9);
    prop_oneof![
        "\\PC{0,60}",
        "[-a:,?&*!|>'\"%@`\\[\\]{}# \t\r\n\\\\ntu0+2~<æ😀\u{feff}]{0,60}",
        (lines, eol()).prop_map(|(lines, eol)| lines.join(eol)),
    ]
}

proptest! {
    #[test]
    fn double_quoted_is_placed(decoded in ANY, choices in prop::collection::vec(any::<u8>(), 1..24), eol in eol()) {
        let text = double_quoted(&decoded, &choices, eol);
        all_placed(&text, &decoded, |c, raw| match raw.strip_prefix('\\') {
            Some(escape) => match c {
                '\n' if escape == "n" => true,
                _ if escape.starts_with('u') || escape.starts_with('U') => {
                    let units = escape.split("\\u").map(|unit| u32::from_str_radix(unit.trim_start_matches(['u', 'U']), 16).unwrap());
                    let units: Vec<u32> = units.collect();
                    let utf16: Vec<u32> = c.encode_utf16(&mut [0; 2]).iter().map(|unit| u32::from(*unit)).collect();
                    units == [u32::from(c)] || units == utf16
                }
                _ => escape.chars().eq([c]),
            },
            None => raw.chars().eq([c]),
        })?;
    }

    #[test]
    fn single_quoted_is_placed(lines in prop::collection::vec(LINE, 1..5), eol in eol()) {
        let decoded = lines.join("\n");
        let raw: Vec<String> = lines.iter().map(|line| line.replace('\'', "''")).collect();
        let text = format!("a: '{}'{eol}", fold(&raw, eol));
        all_placed(&text, &decoded, |c, raw| match c {
            '\'' => raw == "''",
            '\n' => is_break(raw),
            _ => raw.chars().eq([c]),
        })?;
    }

    #[test]
    fn plain_is_placed(lines in prop::collection::vec("[a-cæ😀]([a-c 'æ😀]{0,8}[a-cæ😀])?", 1..5), eol in eol(), spaced in any::<bool>()) {
        let decoded = lines.join(if spaced { " " } else { "\n" });
        let text = match spaced {
            true => format!("a: {}{eol}", lines.join(&format!(" {eol}   "))),
            false => format!("a: {}{eol}", fold(&lines, eol)),
        };
        all_placed(&text, &decoded, |c, raw| match c {
            '\n' => is_break(raw),
            ' ' => raw == " " || is_break(raw),
            _ => raw.chars().eq([c]),
        })?;
    }

    #[test]
    fn literal_is_placed(decoded in ANY, indent in 1..4usize, n_after in 0..3usize, eol in eol()) {
        // Written with `+`, every line break after the header belongs to the text.
        let mut text = format!("a: |{indent}+{eol}");
        for line in decoded.split_inclusive('\n') {
            let content = line.trim_end_matches('\n');
            let prefix = if content.is_empty() { 0 } else { indent };
            text.push_str(&format!("{}{content}{eol}", " ".repeat(prefix)));
        }
        text.push_str(&eol.repeat(n_after));
        text.push_str(&format!("b: 1{eol}"));
        let newline = if decoded.is_empty() || decoded.ends_with('\n') { "" } else { "\n" };
        let decoded = format!("{decoded}{newline}{}", "\n".repeat(n_after));
        all_placed(&text, &decoded, |c, raw| match c {
            '\n' => is_break(raw),
            _ => raw.chars().eq([c]),
        })?;
    }

    #[test]
    fn folded_is_placed(lines in prop::collection::vec((LINE, 1..4usize), 1..6), strip in any::<bool>(), eol in eol()) {
        let mut text = format!("a: >{}{eol}", if strip { "-" } else { "" });
        let mut decoded = String::new();
        for (idx, (line, n_breaks)) in lines.iter().enumerate() {
            text.push_str(&format!("  {line}{}", eol.repeat(*n_breaks)));
            decoded.push_str(line);
            match (idx + 1 == lines.len(), *n_breaks) {
                (true, _) if strip => {}
                (true, _) => decoded.push('\n'),
                (false, 1) => decoded.push(' '),
                (false, n) => decoded.push_str(&"\n".repeat(n - 1)),
            }
        }
        all_placed(&text, &decoded, |c, raw| match c {
            '\n' => is_break(raw),
            ' ' => raw == " " || is_break(raw),
            _ => raw.chars().eq([c]),
        })?;
    }

    #[test]
    fn random_text_never_panics(text in random_text(), base in 0..9usize) {
        for read in [parse, parse_json] as [super::Read; 2] {
            let (documents, problems) = read(&text, base);
            for problem in problems {
                prop_assert!(text.get(problem.span.start - base..problem.span.end - base).is_some());
            }
            for document in documents {
                for comment in document.comments {
                    prop_assert!(text[comment.start - base..comment.end - base].starts_with('#'));
                }
                if let Some(root) = document.root {
                    sound(&root, &text, base)?;
                }
            }
        }
    }

    #[test]
    fn json_reads_as_serde_json(text in r#"[\[\]{}:," \\/ntu0-9a-fæ\n\t.e+-]{0,20}|[\[{]("[a-c\\n]{0,3}":?|true|null|-?[0-9]{1,2}(\.5)?(e2)?|[\[\]{},: ]){0,12}"#) {
        let (documents, problems) = parse_json(&text, 0);
        match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(expected) if problems.is_empty() => {
                prop_assert_eq!(documents[0].root.as_ref().unwrap().to_json(), expected);
            }
            Ok(_) => prop_assert!(problems.iter().all(|problem| problem.message.id == "tree-key-twice"), "{:?}", problems),
            Err(error) if error.to_string().starts_with("number out of range") => {}
            Err(error) => prop_assert!(!problems.is_empty(), "{error}"),
        }
    }
}

/// Checks that every node and character has its place in the text, in order.
fn sound(node: &Node, text: &str, base: usize) -> Result<(), TestCaseError> {
    prop_assert!(text.get(node.span.start - base..node.span.end - base).is_some());
    match &node.value {
        Value::List(items) => items.iter().try_for_each(|item| sound(item, text, base)),
        Value::Map(entries) => entries.iter().try_for_each(|entry| {
            sound(&entry.key, text, base)?;
            sound(&entry.value, text, base)
        }),
        Value::Scalar(scalar) => {
            prop_assert!(scalar.is_exact(), "not aligned: {:?}", scalar.text());
            let mut last = 0;
            for (offset, c) in scalar.text().char_indices() {
                let span = scalar.span_of(offset..offset + c.len_utf8());
                prop_assert!(text.get(span.start - base..span.end - base).is_some());
                prop_assert!(last <= span.start && span.start <= span.end);
                last = span.end;
            }
            Ok(())
        }
    }
}
