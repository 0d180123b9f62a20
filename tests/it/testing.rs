//! `taushet test`: documents with expectations as tests of the law, and what they exercise of it.

use crate::cli::Scratch;

/// A flow that is permitted, and one that is not. All that a municipality must write to test its policies.
const AGREES: &str = "\
taushet: flows/v1
parties:
  nav: { kind: nav-office }
  politi: { kind: police }
flows:
  etterlyst:  # verdict: permitted [sotjl-44-4]
    { from: nav, to: politi, data: [phone], purpose: locating-person, initiative: request, basis: sotjl-44-4 }
  av-eget-tiltak:  # verdict: prohibited
    { from: nav, to: politi, data: [phone], purpose: locating-person, initiative: own, basis: sotjl-44-4 }
";

/// A loan whose assessments are half recorded.
const LOAN: &str = "\
taushet: flows/v1
parties:
  nav: { kind: nav-office, municipality: \"3403\" }
  okonomi: { kind: finance-department, municipality: \"3403\" }
flows:
  lan:  # verdict: incomplete
    from: nav
    to: okonomi
    data: [name, loan-amount]
    collected-for: [financial-assistance]
    purpose: loan-recovery
    basis: fvl-13b-2
    assessment: { individual: true, necessary: true, no-alternative: true }
    date: 2026-11-22
";

const MESSAGE: &str = "\
taushet: messages/v1
messages:
  - { id: a, channel: gosys, text: Gjelder depositum. }  # error: [avoided-term]
";

const DAY: [&str; 3] = ["test", "--as-of", "2026-11-22"];

#[test]
fn all_agree() {
    let scratch = Scratch::new(&[
        ("tester/flyt.yaml", AGREES),
        ("tester/melding.yaml", MESSAGE),
        (
            "tester/tekst.json",
            r#"{ "taushet": "messages/v1", "messages": [{ "id": "a", "channel": "gosys", "text": "depositum" }] }"#,
        ),
        ("tester/tekst.json.expect", "1 # error: [avoided-term]\n"),
        ("tester/lesmeg.md", "Skriv `# error: [avoided-term]` på linjen.\n"),
    ]);
    let ran = scratch.run(&[&DAY[..], &["tester"]].concat()).exits(0);
    insta::assert_snapshot!("agree", ran.out);
    assert_eq!(ran.err, "");
    // Without a path: everything below the working directory.
    assert_eq!(scratch.run(&DAY).exits(0).out, ran.out);
}

#[test]
fn disagreements_are_told_both_ways() {
    let wrong = AGREES.replace("permitted [sotjl-44-4]", "required").replace("  # verdict: prohibited", "");
    let message = MESSAGE.replace("error: [avoided-term]", "warning: [avoided-term]");
    let scratch = Scratch::new(&[("flyt.yaml", &wrong), ("melding.yaml", &message)]);
    let ran = scratch.run(&DAY).exits(1);
    insta::assert_snapshot!("disagree", ran.out);
}

#[test]
fn what_cannot_be_read_is_no_silence() {
    let scratch = Scratch::new(&[("flyt.yaml", AGREES)]);
    scratch.run(&["test", "finnes-ikke.yaml", "flyt.yaml"]).exits(2);
    scratch.run(&["test", "--as-of", "i-dag"]).exits(2);
    // An expectation that cannot be read, a document that is broken, with and without expectations: 2 wins over 1.
    let disagrees = AGREES.replace("verdict: prohibited", "verdict: required");
    for broken in [
        AGREES.replace("# verdict: prohibited", "# verdict prohibited # eror: [x]"),
        AGREES.replace("# verdict: prohibited", "# verdict: PROHIBITED"),
        AGREES.replace("to: politi", "to: politiet"),
        "taushet: flows/v1\nflows: {}\n".to_owned(),
    ] {
        scratch.write("feil.yaml", broken.as_bytes());
        scratch.write("uenig.yaml", disagrees.as_bytes());
        scratch.run(&["test", "feil.yaml"]).exits(2);
        scratch.run(&["test", "."]).exits(2);
    }
    // What is expected to be broken agrees.
    scratch.write("feil.yaml", b"taushet: flows/v1\nflows: {} # failure: \"\"\n");
    scratch.run(&["test", "feil.yaml"]).exits(0);
}

#[test]
fn a_run_that_executed_nothing_fails() {
    let scratch = Scratch::new(&[
        ("tom/notat.txt", "ingenting"),
        ("uten/melding.yaml", "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: Hei. }\n"),
    ]);
    for folder in ["tom", "uten", "."] {
        let ran = scratch.run(&["test", folder]).exits(3);
        assert!(ran.err.contains("ingen forventninger å prøve"), "{}", ran.err);
    }
}

/// A municipality's own rule is tested by its own documents.
#[test]
fn local_rules_are_tested() {
    let rule = "\
@id(\"aldri-til-politiet\")
@severity(\"error\")
@group(\"disclosure\")
@law(\"sotjl-44-1\")
@title(\"kommunen gir ikke dette til politiet\")
@why(\"Slik har kommunen bestemt.\")
@help(\"Spør kommuneadvokaten.\")
forbid (principal == PartyKind::\"police\", action == Action::\"disclose\", resource);
";
    let scratch = Scratch::new(&[("regler/egne.cedar", rule), ("tester/flyt.yaml", AGREES)]);
    scratch.run(&["test", "tester"]).exits(0);
    scratch.run(&["test", "tester", "--policies", "regler"]).exits(1);
    scratch.write("taushet.yaml", b"taushet: config/v1\npolicies: [regler/]\n");
    scratch.run(&["test", "tester"]).exits(1);
    scratch.write(
        "tester/flyt.yaml",
        AGREES.replace("permitted [sotjl-44-4]", "prohibited [aldri-til-politiet]").as_bytes(),
    );
    scratch.run(&["test", "tester"]).exits(0);
    scratch.run(&["test", "tester", "--policies", "finnes-ikke"]).exits(2);
}

#[test]
fn coverage_is_told_by_provision() {
    let scratch = Scratch::new(&[("flyt.yaml", AGREES), ("lan.yaml", LOAN)]);
    let ran = scratch.run(&[&DAY[..], &["--coverage"]].concat()).exits(0);
    insta::assert_snapshot!("coverage", ran.out);
    // Untouched norms stand first, and every row is as wide as its heading.
    let untouched = ran.out.find("Ikke prøvd").unwrap();
    assert!(untouched < ran.out.find("\nPrøvd (").unwrap(), "{}", ran.out);
    let rows: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")).collect();
    let widths: Vec<usize> = rows.iter().map(|row| row.chars().count()).collect();
    assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{}", ran.out);
    // What one more flow exercises is counted.
    let total = |out: &str| out.lines().last().unwrap_or_default().to_owned();
    let fewer = scratch.run(&[&DAY[..], &["--coverage", "flyt.yaml"]].concat()).exits(0);
    assert_ne!(total(&ran.out), total(&fewer.out));
}

#[test]
fn coverage_of_the_adopted_law() {
    let scratch = Scratch::new(&[("flyt.yaml", AGREES)]);
    let ran = scratch.run(&[&DAY[..], &["--coverage", "--law", "2025"]].concat()).exits(0);
    assert!(ran.out.contains("fvl25-34-1-d") && !ran.out.contains("fvl-13b-2"), "{}", ran.out);
}
