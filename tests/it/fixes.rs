//! `--fix` and `--diff`: only what is asked for, nothing else in the file, and never a new finding.

use taushet::check::check;
use taushet::fix::mend;

use crate::cli::Scratch;
use crate::{LAW, files, run, shown, text};

const TEXT: &str = "# En merknad\r\ntaushet:   messages/v1\r\nmessages:\r\n  - id: en   # merknad\r\n    channel: gosys\r\n    text: 'Bruker ønsker kontakt vedrørende depositum.'\r\n  - id: to\r\n    channel: gosys\r\n    text: Det er fint vær.  # taushet: allow[avoided-term] avtalt\r\n";

#[test]
fn safe_fixes_change_no_words() {
    let scratch = Scratch::new(&[("a.yaml", TEXT)]);
    let ran = scratch.run(&["check", "--fix", "--format", "short"]).exits(1);
    assert!(ran.err.contains("Rettet: 1"), "{}", ran.err);
    assert_eq!(scratch.read("a.yaml"), TEXT.replace("  # taushet: allow[avoided-term] avtalt", ""));
    assert!(ran.out.contains("avoided-term") && !ran.out.contains("suppression-unused"), "{}", ran.out);
}

#[test]
fn suggested_fixes_are_asked_for_and_are_idempotent() {
    let scratch = Scratch::new(&[("a.yaml", TEXT)]);
    let ran = scratch.run(&["check", "--fix=suggested"]).exits(0);
    assert!(ran.err.contains("Rettet: 2"), "{}", ran.err);
    let mended = TEXT.replace("depositum", "dokumentasjon").replace("  # taushet: allow[avoided-term] avtalt", "");
    assert_eq!(scratch.read("a.yaml"), mended);
    scratch.run(&["check", "--fix=suggested"]).exits(0);
    assert_eq!(scratch.read("a.yaml"), mended);
}

#[test]
fn a_diff_writes_nothing_and_hides_personal_data() {
    let text = TEXT.replace("kontakt", "kontakt på 41 81 90 12 345");
    let scratch = Scratch::new(&[("a.yaml", &text)]);
    let ran = scratch.run(&["check", "--diff", "--fix=suggested"]).exits(1);
    assert_eq!(scratch.read("a.yaml"), text);
    assert!(
        ran.out.contains("--- a/a.yaml") && ran.out.contains("+    text:") && ran.out.contains("dokumentasjon"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("41 81"), "{}", ran.out);
    // Without more, only what is safe is shown.
    let ran = scratch.run(&["check", "--diff"]).exits(1);
    assert!(!ran.out.contains("dokumentasjon") && ran.out.contains("-    text: Det er"), "{}", ran.out);
}

#[test]
fn what_cannot_be_edited_is_left() {
    let json = r#"[{"navn":"en","tekst":"Gjelder depo<b>si</b>tum og husl\u0065ie, men ogs\u00e5 depositum."}]"#;
    let config = "taushet: config/v1\ninputs:\n  - { paths: [a.json], as: messages, text: \"$[*].tekst\", id: \"$[*].navn\", with: { channel: gosys } }\n";
    let scratch = Scratch::new(&[("a.json", json), ("taushet.yaml", config)]);
    scratch.run(&["check", "--fix=suggested"]).exits(1);
    let mended = scratch.read("a.json");
    assert_eq!(mended, json.replace(" depositum.", " dokumentasjon."));
    scratch.run(&["check", "--fix", "-"]).exits(2);
}

/// Of all our texts: no fix gives its text another finding, a mended text has nothing left to mend, and only what is
/// underlined changes.
#[test]
fn a_fix_never_gives_a_new_finding() {
    let mut n_made = 0;
    for path in files("fixtures/rules").into_iter().chain(files("fixtures/cases")) {
        if path.extension().is_some_and(|extension| extension == "expect") {
            continue;
        }
        let (name, text) = (shown(&path), text(&path));
        let given = run(&[(&name, &text)], &[]);
        let report = check(&LAW, given.clone());
        let mended = mend(&LAW, &given, &report, true);
        n_made += mended.made;
        let mut after = given.clone();
        after.replace(mended.texts);
        let again = check(&LAW, after.clone());
        let has = |finding: &taushet::report::Finding| {
            report.findings.iter().any(|known| known.fingerprint == finding.fingerprint)
        };
        let new: Vec<_> = again.findings.iter().filter(|finding| !has(finding)).map(|new| &new.message).collect();
        assert!(new.is_empty(), "{name}: {new:?}");
        assert!(again.failures.len() <= report.failures.len(), "{name}: {:?}", again.failures);
        let mended_again = mend(&LAW, &after, &again, true);
        assert_eq!(mended_again.made, 0, "{name}");
    }
    assert!(n_made > 20, "only {n_made} fixes were made");
}
