//! How well the law is held: each clause of each norm about disclosure and channels is left out in turn, and the fixtures,
//! then the invariants of `taushet prove`, are asked whether they see it. What neither sees is put to the solver: a clause
//! whose absence changes nothing is no clause.
//!
//! `cargo run --release --features prove --example mutate` prints the survivors and the counts; it needs a solver.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cedar_policy::{Policy, PolicySet};
use jiff::civil::date;
use taushet::check::{Input, Run, check};
use taushet::expect::{self, Scope};
use taushet::law::{self, LawFile};
use taushet::prove::{Outcome, Prover};
use taushet::rulebook::{Action, Rulebook};
use taushet::source::Source;

/// How long the solver may think over one question.
const LIMIT: Duration = Duration::from_secs(60);

/// The folders of the law that are mutated.
const MUTATED: [&str; 2] = ["policies/disclosure/", "policies/channel/"];
/// What lets a flow pass or not.
const CORE: [Action; 4] = [Action::Disclose, Action::DiscloseByDuty, Action::Convey, Action::MakeKnown];

/// The folders whose files say what is expected of the whole law.
const FIXTURES: [&str; 2] = ["fixtures/cases", "policies/examples"];

/// A law without one clause.
struct Mutant {
    norm: String,
    /// Which of the policy's clauses is left out, from 1, and what it is.
    clause: String,
    law: Vec<LawFile>,
}

/// What sees that a clause is gone.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    ByFixture,
    ByInvariant,
    /// By nothing, but nothing has changed either.
    Idle,
    Never,
}

fn main() -> Result<(), Box<dyn Error>> {
    let law = law::embedded();
    let rulebook = Rulebook::load(&law)?;
    let schema = law.iter().find(|file| file.path.ends_with("schema.json")).ok_or("the law has no schema")?;
    let fixtures = fixtures()?;
    let mut counts = [0usize; 4];
    for mutant in mutants(&rulebook, &law)? {
        let seen = judge(&mutant, &rulebook, &schema.text, &fixtures)?;
        if matches!(seen, Seen::Never | Seen::Idle) {
            println!("{seen:?}: {} {}", mutant.norm, mutant.clause);
        }
        let place = match seen {
            Seen::ByFixture => 0,
            Seen::ByInvariant => 1,
            Seen::Idle => 2,
            Seen::Never => 3,
        };
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let [by_fixture, by_invariant, idle, never] = counts;
    println!(
        "{} mutants: {by_fixture} seen by fixtures, {by_invariant} by invariants alone",
        counts.iter().sum::<usize>()
    );
    println!("{idle} that change nothing, {never} that nothing sees");
    Ok(())
}

fn judge(
    mutant: &Mutant,
    rulebook: &Rulebook,
    schema: &str,
    fixtures: &[(PathBuf, String)],
) -> Result<Seen, Box<dyn Error>> {
    // A law that cannot be loaded is seen at once.
    let Ok(mutated) = Rulebook::load(&mutant.law) else { return Ok(Seen::ByFixture) };
    if fixtures.iter().any(|(path, text)| disagrees(&mutated, path, text)) {
        return Ok(Seen::ByFixture);
    }
    let mut broken = false;
    let prover = Prover::new(&mutated, schema, &law::invariants(), LIMIT)?;
    let about = prover.about(&mutant.norm);
    if !about.is_empty() {
        prover.only(&about).invariants(&mut |proof| broken |= matches!(proof.outcome, Outcome::Refuted(_)))?;
    }
    if broken {
        return Ok(Seen::ByInvariant);
    }
    let changes = Prover::differences([rulebook, &mutated], schema, &law::invariants(), LIMIT)?;
    Ok(if changes.is_empty() { Seen::Idle } else { Seen::Never })
}

/// Whether a fixture is judged otherwise than it expects.
fn disagrees(rulebook: &Rulebook, path: &Path, text: &str) -> bool {
    let shown = path.to_string_lossy();
    let beside = fs::read_to_string(format!("{}.expect", path.display())).ok();
    let expected = expect::read(&shown, text, beside.as_deref());
    let source = Source::new(shown.clone().into_owned(), text.to_owned());
    let run = Run::new(vec![source], vec![Input { source: 0, mapping: None, named: true }], date(2026, 11, 22));
    !expected.against(&check(rulebook, run), Scope::Case).text(&shown, &rulebook.texts).is_empty()
}

/// The files that say what is expected of flows, those that the law as it is agrees with.
fn fixtures() -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for folder in FIXTURES {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))? {
            let path = entry?.path();
            let text = fs::read_to_string(&path).unwrap_or_default();
            if text.contains("flows/v1") {
                found.push((path, text));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Every law in which one clause of one norm is left out.
fn mutants(rulebook: &Rulebook, law: &[LawFile]) -> Result<Vec<Mutant>, Box<dyn Error>> {
    let mut mutants = Vec::new();
    for (index, file) in law.iter().enumerate() {
        if !MUTATED.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        let set: PolicySet = file.text.parse()?;
        for policy in set.policies() {
            let norm = policy.annotation("id").unwrap_or_default().to_owned();
            // Norms of the other edition are no part of this law; and what names a reason, a doubt or a remark lets nothing pass.
            if !rulebook.norm(&norm).is_some_and(|norm| norm.actions.iter().any(|action| CORE.contains(action))) {
                continue;
            }
            for (clause, without) in without_each_clause(policy)? {
                let mut law = law.to_vec();
                if let Some(changed) = law.get_mut(index) {
                    changed.text = file.text.replacen(&policy.to_string(), &without, 1).into();
                }
                mutants.push(Mutant { norm: norm.clone(), clause, law });
            }
        }
    }
    Ok(mutants)
}

/// The policy without each of its clauses: which one, and the text that is left. What an `unless` is called goes with it.
fn without_each_clause(policy: &Policy) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let json = policy.to_json()?;
    let clauses = json.get("conditions").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    let mut limits = 0;
    let mut found = Vec::new();
    for (place, clause) in clauses.iter().enumerate() {
        let mut left = json.clone();
        if let Some(conditions) = left.get_mut("conditions").and_then(serde_json::Value::as_array_mut) {
            conditions.remove(place);
        }
        let is_limit = clause.get("kind").and_then(serde_json::Value::as_str) == Some("unless");
        if is_limit {
            if let Some(names) = left.pointer_mut("/annotations/limits") {
                let named: Vec<String> =
                    names.as_str().unwrap_or_default().split(',').map(|name| name.trim().to_owned()).collect();
                let kept = named.iter().enumerate().filter(|(at, _)| *at != limits).map(|(_, name)| name.as_str());
                *names = kept.collect::<Vec<_>>().join(", ").into();
            }
            limits += 1;
        }
        let text = Policy::from_json(None, left)?.to_cedar().ok_or("a policy without a text")?;
        found.push((format!("clause {} ({})", place + 1, if is_limit { "unless" } else { "when" }), text));
    }
    Ok(found)
}
