//! `taushet prove`: what it refutes is shown as a flow that the ordinary check judges as the proof says.
//! These tests need a solver, and say so when there is none.

use std::collections::BTreeMap;
use std::time::Duration;

use taushet::law::{self, LawFile};
use taushet::prove::{Outcome, Proof, Prover};
use taushet::rulebook::Rulebook;

use crate::cli::{Ran, Scratch};

/// A local rule for children's welfare that says no to the service that must be told.
const STOPS_DUTY: &str = r#"@id("ikke-barnevern")
@title("barnevernet får ikke noe")
@severity("error")
forbid (principal == PartyKind::"child-welfare", action == Action::"disclose", resource);
"#;

/// A local rule that lets the landlord know.
const LOOSENS: &str = r#"@id("utleier-kan-vite")
@title("utleier får vite om søknaden")
@severity("error")
permit (principal == PartyKind::"landlord", action == Action::"disclose", resource == Data::"application");
"#;

/// A local rule after which no channel to the child welfare service is left.
const CLOSES_CHANNELS: &str = r#"@id("ingen-kanal")
@title("barnevernet får ikke noe i noen kanal")
@severity("error")
forbid (principal == PartyKind::"child-welfare", action == Action::"convey", resource);
"#;

/// A local rule as it should be.
const TIGHTENS: &str = r#"@id("ikke-notater")
@title("notater deles ikke")
@severity("error")
forbid (principal == PartyKind::"landlord", action == Action::"disclose", resource == Data::"case-notes");
"#;

/// Proves local rules; the law's own invariants are left to the run over all of them.
fn prove_local(rule: &str) -> (Scratch, Ran) {
    let scratch = Scratch::new(&[("egne/r.cedar", rule)]);
    let ran = scratch.run(&["prove", "police-on-request-only", "--policies", "egne", "--examples", "eksempler"]);
    (scratch, ran)
}

/// The verdict of the flow that an example shows.
fn verdict(scratch: &Scratch, example: &str) -> String {
    let report = scratch.run(&["check", "--format", "json", "--fail-on", "never", example]).exits(0).json();
    let flows = report["flows"].as_array().cloned().unwrap_or_default();
    let shown = flows.iter().find(|flow| flow["flow"] == "eksempel").expect("the example has its flow");
    shown["verdict"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_local_rule_that_only_tightens_is_proved() {
    let (_, ran) = prove_local(TIGHTENS);
    let ran = ran.exits(0);
    assert!(ran.out.contains("`ikke-notater` åpner ikke for noe som loven ikke åpner for"), "{}", ran.out);
    assert!(ran.out.contains("0 motbevist, 0 uavklart"), "{}", ran.out);
}

#[test]
fn a_local_rule_that_loosens_is_refuted_by_a_flow_that_the_law_prohibits() {
    let (scratch, ran) = prove_local(LOOSENS);
    let ran = ran.exits(1);
    assert!(ran.out.contains("MOTBEVIST"), "{}", ran.out);
    assert!(ran.out.contains("egne/r.cedar"), "the loader's own refusal is told too: {}", ran.out);
    let verdict = verdict(&scratch, "eksempler/utleier-kan-vite.yaml");
    assert!(verdict == "prohibited" || verdict == "incomplete", "{verdict}");
}

#[test]
fn a_local_rule_that_says_no_where_the_law_says_must_is_refuted_by_such_a_flow() {
    let (scratch, ran) = prove_local(STOPS_DUTY);
    let ran = ran.exits(1);
    assert!(
        ran.out.contains("sier ikke nei i alle tilfeller der loven pålegger deling etter sotjl. § 45"),
        "{}",
        ran.out
    );
    // Each duty that it covers has an example of its own.
    assert_eq!(verdict(&scratch, "eksempler/ikke-barnevern.yaml"), "required");
    assert_eq!(verdict(&scratch, "eksempler/ikke-barnevern-2.yaml"), "required");
}

#[test]
fn a_local_rule_that_leaves_no_channel_is_refuted() {
    let (scratch, ran) = prove_local(CLOSES_CHANNELS);
    let ran = ran.exits(1);
    assert!(ran.out.contains("`ingen-kanal` lar det være igjen en kanal"), "{}", ran.out);
    assert!(scratch.read("eksempler/ingen-kanal.yaml").contains("kind: child-welfare"));
}

#[test]
fn a_change_of_law_is_told_as_flows_in_both_directions() {
    let scratch = Scratch::new(&[("før/r.cedar", TIGHTENS), ("nå/r.cedar", STOPS_DUTY)]);
    let ran = scratch.run(&["prove", "--policies", "nå", "--diff", "før", "--examples", "e"]).exits(1);
    assert!(
        ran.out.contains("ÅPNET   Det går gjennom nå, og ikke før, på grunn av `ikke-notater` (disclose)"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("STENGT  Det gikk gjennom før, og ikke nå, på grunn av `ikke-barnevern` (disclose)"),
        "{}",
        ran.out
    );
    assert_eq!(verdict(&scratch, "e/ikke-notater-opened.yaml"), "permitted");
    scratch.run(&["prove", "--policies", "nå", "--diff", "nå"]).exits(0);
    scratch.run(&["prove", "--diff", "ingen-slik"]).exits(2);
}

#[test]
fn without_a_solver_the_way_to_one_is_told() {
    let scratch = Scratch::new(&[]);
    let without = scratch.run_under(&[("CVC5", "/ingen/slik")], &["prove"]).exits(2);
    assert!(without.err.contains("apt-get install cvc5"), "{}", without.err);
}

#[test]
fn what_is_not_there_is_not_proved() {
    let scratch = Scratch::new(&[]);
    let ran = scratch.run(&["prove", "police-on-request"]).exits(2);
    assert!(ran.err.contains("police-on-request-only"), "{}", ran.err);
}

#[test]
fn a_local_rule_that_can_err_is_refuted_whatever_it_is_about() {
    let rule = "@id(\"regnefeil\")\n@title(\"regner feil\")\n@severity(\"error\")\n\
        forbid (principal, action == Action::\"write\", resource) when { context.sentences * 9000000000000000000 > 5 };\n";
    let (_, ran) = prove_local(rule);
    let ran = ran.exits(1);
    assert!(ran.out.contains("`regnefeil` kan ikke svikte"), "{}", ran.out);
}

#[test]
fn a_local_rule_that_cannot_be_read_is_told_at_its_place() {
    let (scratch, ran) = prove_local("@id(\"brukket\")\nforbid (principal, action, resource) when { 1 = 2 };\n");
    assert!(ran.exits(2).out.contains("egne/r.cedar:2"));
    let named = scratch.run(&["prove", "brukket", "--policies", "egne"]).exits(2);
    assert!(named.out.contains("egne/r.cedar:2"), "{}", named.out);
}

#[test]
fn what_takes_too_long_is_not_proved() {
    let scratch = Scratch::new(&[]);
    let ran = scratch.run(&["prove", "police-on-request-only", "--limit", "0"]).exits(2);
    assert!(ran.out.contains("UAVKLART"), "{}", ran.out);
}

/// Proves one invariant of a law in which something is written otherwise.
fn prove_changed(file: &str, was: &str, is: &str, invariant: &str) -> Vec<Proof> {
    let mut files: Vec<LawFile> = law::embedded();
    let changed = files.iter_mut().find(|found| found.path.ends_with(file)).expect("the file is there");
    assert!(changed.text.contains(was), "{file} says {was}");
    changed.text = changed.text.replacen(was, is, 1).into();
    let rulebook = Rulebook::load(&files).expect("the changed law is law");
    let schema = files.iter().find(|found| found.path.ends_with("schema.json")).expect("there is a schema");
    let prover = Prover::new(&rulebook, &schema.text, &law::invariants(), Duration::from_secs(120));
    let mut proofs = Vec::new();
    let mut prover = prover.expect("a solver (cvc5) is installed").only(&[invariant.to_owned()]);
    prover.invariants(&mut |proof| proofs.push(proof)).expect("the law can be put to the solver");
    proofs
}

#[test]
fn a_law_that_breaks_an_invariant_is_refuted_by_a_flow() {
    let limit = r#"unless { context.initiative == Initiative::"own" }"#;
    let proofs = prove_changed("sotjl-44.cedar", limit, "", "police-on-request-only");
    let [Proof { outcome: Outcome::Refuted(Some(example)), .. }] = proofs.as_slice() else { panic!("{proofs:?}") };
    assert!(example.contains("kind: police") || example.contains("kind: correctional-service"), "{example}");
    let kept = prove_changed("sotjl-44.cedar", limit, limit, "police-on-request-only");
    assert!(matches!(kept.as_slice(), [Proof { outcome: Outcome::Proved, .. }]), "{kept:?}");
}

#[test]
fn every_invariant_says_what_it_is_in_every_language() {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for file in law::invariants().iter().filter(|file| file.path.ends_with(".cedar")) {
        for part in file.text.split("@id(\"").skip(1) {
            let id = part.split('"').next().unwrap_or_default().to_owned();
            for language in ["@nb(\"", "@nn(\"", "@en(\""] {
                assert!(part.contains(language), "{id} has {language}");
            }
            assert!(ids.insert(id.clone(), file.path.clone()).is_none(), "{id} is there twice");
        }
    }
    assert!(ids.len() >= 25, "{}", ids.len());
}
