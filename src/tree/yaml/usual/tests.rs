//! What is read here is what the parser reads.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at once")]

use super::super::parse_events;
use super::read;
use proptest::prelude::*;

/// Whether a text is read here, and then as the parser reads it.
fn is_read(text: &str) -> bool {
    let Some(document) = read(text, 3) else { return false };
    assert_eq!((vec![document], Vec::new()), parse_events(text, 3), "{text}");
    true
}

#[test]
fn usual_texts_are_read_here() {
    for text in [
        "a: b\n",
        "a: b",
        "# c\n\na: b # d \n\n  # e\n",
        "a:\n  b: c\n  d: e\nf: g\n",
        "a:\n- b\n- c: d\n  e: f\ng: h\n",
        "a: # b\n  - - c\n    - d\n  -   e: f\n",
        "- a\n- b\n",
        "a: [b, 'c', \"d\", [e], {f: g}]   # h\n",
        "a: { b: c, d: [], e: {}, }\n",
        "a: [b,\n  c\n\n  ]\n",
        "a: 'b''c'\n\"d e\": \"f\"\n",
        "a: |\n  b\n\n   c\n  # d\n\n# e\nf: >-\n  g\n  h\n\n  i\n",
        "a: |\n  b",
        "a: http://b.no/#c:d-{e}, f\n",
        "søknad: «æ» – 😀\n",
        "a: ~\nb: null\nc: -1\nd: true\n",
    ] {
        assert!(is_read(text), "{text}");
    }
}

#[test]
fn all_else_is_left_to_the_parser() {
    for text in [
        "",
        "# a\n",
        "a",
        "a:\n",
        "a: b\n c\n",
        "a: 'b\n  c'\n",
        "a: \"b\\n\"\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !!str b\n",
        "? a\n: b\n",
        "a: b: c\n",
        "a: b\na: c\n",
        "<<: {a: b}\n",
        "---\na: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "a:\tb\n",
        "a: b\r\n",
        "\u{feff}a: b\n",
        "a: b\u{85}\n",
        "a: b\u{2028}\n",
        "a: |2\n   b\n",
        "a: |+\n  b\n\n",
        "a: >\n  b\n    c\n",
        "a: |\n  b\n   \n",
        "a: [b\n",
        "a: [b\n]\n",
        "a: {b}\n",
        "a: [b: c]\n",
        "a: [b#c, d #e\n  ]\n",
        "a: 'b'c\n",
        "a: 'b'#c\n",
        "a: - b\n",
        "-\n  a: b\n",
        "a: b\n  c: d\n",
        "  a: b\n c: d\n",
        "a: @b\n",
        "%a: b\n",
        "a: `b`\n",
    ] {
        assert!(read(text, 0).is_none(), "{text}");
    }
    let nested = "- ".repeat(super::MAX_DEPTH + 1) + "a\n";
    assert!(read(&nested, 0).is_none());
    let long = format!("{}: b\n", "a".repeat(super::LONGEST_KEY + 1));
    assert!(read(&long, 0).is_none());
}

/// Lines as people write them, each indented somehow.
const LINE: &str = "( {0,6})(- ){0,2}(([a-c]|'d'|\"e\"): ?)?(|[a-cø#: ,]{1,6}|'[a-c' ]{0,4}'|\"[a-c ]{0,4}\"|\\[[a-c, ]{0,5}\\]|\\{a: [a-c ,]{0,4}\\}|[|>]-?|[{\\[][a-c:,' \n\\[\\]{}]{0,8}[}\\]])( {0,2}#[ a]?)?";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_read_here_is_what_the_parser_reads(lines in prop::collection::vec(LINE, 1..8), cut in any::<prop::sample::Index>(), ends in any::<bool>()) {
        let mut text = lines.join("\n");
        is_read(&text);
        if ends {
            text.push('\n');
            is_read(&text);
        }
        // What a hand may leave behind: a character less.
        let at = text.floor_char_boundary(cut.index(text.len().max(1)));
        if at < text.len() {
            text.remove(at);
            is_read(&text);
        }
    }
}
