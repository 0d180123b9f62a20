//! Runs the prover and tells what comes of it, as it comes.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::{ProveArgs, versions};
use crate::cli::lawbook::{self, Refused};
use crate::cli::output::not_written_at;
use crate::cli::{CLEAN, FAILED, FINDINGS, print, working_folder};
use crate::law;
use crate::phrase::Phrase;
use crate::prove::{Change, Claim, Direction, LocalPolicy, ModelError, Outcome, Proof, ProveError, Prover, VARIABLE};
use crate::render::{Format, render};
use crate::rulebook::{Action, Language, Rulebook, Texts};
use crate::vocabulary::nearest;

pub(in crate::cli) fn run(args: &ProveArgs, language: Language) -> Result<u8, Phrase> {
    let shipped = lawbook::edition(args.law, language)?;
    let limit = Duration::from_secs(args.limit);
    let here = working_folder()?;
    if let Some(folder) = &args.examples {
        std::fs::create_dir_all(folder).map_err(|error| not_written_at(folder, &error))?;
    }
    let schema = schema_of(&law::embedded())?;
    let invariants = law::invariants();
    if let Some(before) = &args.diff {
        let laws = versions::both(before, args, &here, language)?;
        let changes = Prover::differences([&laws.before, &laws.after], &schema, &invariants, limit)
            .map_err(|error| unprovable(&error))?;
        return tell_changes(&changes, &shipped.texts, args.examples.as_deref());
    }
    let refused = refused_rules(args, &here, &shipped)?;
    if let Some(report) = &refused {
        print(&format!("{report}\n"))?;
    }
    let local = read_local(args, &here)?;
    let mut telling = Telling::new(&shipped, args.examples.as_deref());
    let mut prover = Prover::new(&shipped, &schema, &invariants, limit).map_err(|error| unprovable(&error))?;
    // A rule that cannot be read has no id either, and is told already.
    let unknown = args
        .ids
        .iter()
        .filter(|_| refused.is_none())
        .find(|id| !prover.knows(id) && !local.iter().any(|rule| rule.id() == **id));
    if let Some(id) = unknown {
        let known = prover.known().chain(local.iter().map(LocalPolicy::id));
        return Err(match nearest(id, known) {
            Some(near) => phrase!("unknown-rule-near", id, near),
            None => phrase!("unknown-rule", id),
        });
    }
    prover = prover.only(&args.ids);
    // What is quick and most likely wrong comes first: the municipality's own rules.
    let told = |error: ModelError| phrase!("verbatim", said = error.to_string());
    let asked: Vec<LocalPolicy> = local
        .into_iter()
        .filter(|rule| args.ids.is_empty() || args.ids.iter().any(|id| id == rule.id() || prover.knows(id)))
        .collect();
    match prover.local(&asked, &mut |proof| telling.take(&proof)) {
        Ok(()) => {}
        // What the law cannot read, the solver cannot either.
        Err(_) if refused.is_some() => {}
        Err(error) => return Err(told(error)),
    }
    telling.close();
    if refused.is_some() && telling.refuted == 0 {
        telling.undecided += 1;
    }
    prover.invariants(&mut |proof| telling.take(&proof)).map_err(told)?;
    telling.close();
    prover.fitness(&mut |proof| telling.take(&proof)).map_err(told)?;
    telling.close();
    prover.knowledge(&mut |proof| telling.take(&proof)).map_err(told)?;
    telling.close();
    telling.end()
}

/// What the law itself refuses of local rules, as every other command tells it.
fn refused_rules(args: &ProveArgs, here: &Path, shipped: &Rulebook) -> Result<Option<String>, Phrase> {
    if args.policies.is_empty() {
        return Ok(None);
    }
    match lawbook::local(args.law, &args.policies, here, &shipped.texts) {
        Ok(_) => Ok(None),
        Err(Refused::Report(report)) => {
            let report = render(&report, Format::Human, &shipped.texts, false);
            Ok(Some(shipped.texts.say(&phrase!("prove-local-refused", report))))
        }
        Err(refused) => Err(refused.tell(&shipped.texts)),
    }
}

/// The JSON form of a law's schema.
pub(super) fn schema_of(files: &[law::LawFile]) -> Result<String, Phrase> {
    let found = files.iter().find(|file| file.path.ends_with("schema.json"));
    found.map(|file| file.text.clone().into_owned()).ok_or(phrase!("prove-no-schema"))
}

fn unprovable(error: &ProveError) -> Phrase {
    match error {
        ProveError::NoSolver(missing) => {
            phrase!("prove-no-solver", program = &missing.program, error = &missing.error, variable = VARIABLE)
        }
        ProveError::Model(error) => phrase!("verbatim", said = error.to_string()),
    }
}

fn read_local(args: &ProveArgs, here: &Path) -> Result<Vec<LocalPolicy>, Phrase> {
    let files = lawbook::local_files(&args.policies, here, lawbook::is_law)?;
    Ok(files
        .iter()
        .filter(|file| file.path().ends_with(".cedar"))
        .flat_map(|file| LocalPolicy::read(file.text()))
        .collect())
}

/// How many claims of a kind are proved, and how long it took.
#[derive(Default)]
struct Tally {
    n_proved: usize,
    spent: Duration,
}

/// Tells proofs: what stands alone, line by line; what is asked of every policy, as one line at the end.
struct Telling<'t> {
    texts: &'t Texts,
    examples: Option<&'t Path>,
    tallies: Vec<(Kind, Tally)>,
    refuted: usize,
    undecided: usize,
    proved: usize,
    failed: Option<Phrase>,
    /// How many examples are written by each name.
    n_written: BTreeMap<String, usize>,
}

impl<'t> Telling<'t> {
    fn new(rulebook: &'t Rulebook, examples: Option<&'t Path>) -> Telling<'t> {
        Telling {
            texts: &rulebook.texts,
            examples,
            tallies: Vec::new(),
            refuted: 0,
            undecided: 0,
            proved: 0,
            failed: None,
            n_written: BTreeMap::new(),
        }
    }

    fn take(&mut self, proof: &Proof) {
        let (time, claim, id) = (seconds(proof.spent), told(proof, self.texts), &proof.id);
        match &proof.outcome {
            Outcome::Proved => {
                self.proved += 1;
                match kind(&proof.claim) {
                    Kind::Alone => self.line(&phrase!("prove-proved", time, claim, id)),
                    kind => self.count(kind, proof.spent),
                }
            }
            Outcome::Refuted(example) => {
                self.refuted += 1;
                self.line(&phrase!("prove-refuted", time, claim, id));
                if let Some(example) = example {
                    self.example(&proof.id, example);
                }
            }
            Outcome::Unknown(why) => {
                self.undecided += 1;
                self.line(&phrase!("prove-undecided", time, claim, id, why));
            }
        }
    }

    fn count(&mut self, kind: Kind, spent: Duration) {
        let place = self.tallies.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            self.tallies.push((kind, Tally::default()));
            self.tallies.len() - 1
        });
        if let Some((_, tally)) = self.tallies.get_mut(place) {
            tally.n_proved += 1;
            tally.spent += spent;
        }
    }

    /// Tells what was asked of every policy.
    fn close(&mut self) {
        for (kind, tally) in std::mem::take(&mut self.tallies) {
            let claim = self.texts.say(&all(kind, tally.n_proved));
            self.line(&phrase!("prove-proved-all", time = seconds(tally.spent), claim));
        }
    }

    fn end(self) -> Result<u8, Phrase> {
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        let sum = phrase!("prove-sum", proved = self.proved, refuted = self.refuted, undecided = self.undecided);
        print(&format!("\n{}\n", self.texts.say(&sum)))?;
        Ok(match (self.undecided, self.refuted) {
            (0, 0) => CLEAN,
            (0, _) => FINDINGS,
            _ => FAILED,
        })
    }

    fn line(&mut self, phrase: &Phrase) {
        let printed = print(&format!("{}\n", self.texts.say(phrase)));
        self.failed = self.failed.take().or(printed.err());
    }

    fn example(&mut self, id: &str, example: &str) {
        let n = self.n_written.entry(id.to_owned()).or_default();
        *n += 1;
        let name = if *n == 1 { id.to_owned() } else { format!("{id}-{n}") };
        let shown = show(&name, example, self.texts, self.examples);
        self.failed = self.failed.take().or(shown.err());
    }
}

/// Prints an example, and writes it where examples are wanted.
fn show(id: &str, example: &str, texts: &Texts, folder: Option<&Path>) -> Result<(), Phrase> {
    print(&format!("\n{}\n\n{example}\n", texts.say(&phrase!("prove-example"))))?;
    if let Some(folder) = folder {
        let path = folder.join(format!("{id}.yaml"));
        std::fs::write(&path, example).map_err(|error| not_written_at(&path, &error))?;
    }
    Ok(())
}

/// In seconds, with two decimals.
fn seconds(spent: Duration) -> String {
    format!("{:.2}", spent.as_secs_f64())
}

/// What claims are told together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Alone,
    NeverErr,
    CanHold,
    Differ,
    Monotone,
    Unknown,
    Duties,
}

fn kind(claim: &Claim) -> Kind {
    match claim {
        Claim::NeverErrs => Kind::NeverErr,
        Claim::CanHold => Kind::CanHold,
        Claim::DiffersFrom(..) => Kind::Differ,
        Claim::FavourableNeverHurts(_) | Claim::KnowingNeverHurts(_) => Kind::Monotone,
        Claim::UnknownIsNoYes(_) => Kind::Unknown,
        Claim::LeavesDuty(_) => Kind::Duties,
        Claim::Invariant(_) | Claim::OnlyForbids | Claim::LeavesChannel => Kind::Alone,
    }
}

/// How many claims of a kind are proved.
fn all(kind: Kind, n: usize) -> Phrase {
    match kind {
        Kind::Alone => phrase!("prove-all", n),
        Kind::NeverErr => phrase!("prove-all-never-err", n),
        Kind::CanHold => phrase!("prove-all-can-hold", n),
        Kind::Differ => phrase!("prove-all-differ", n),
        Kind::Monotone => phrase!("prove-all-monotone", n),
        Kind::Unknown => phrase!("prove-all-unknown", n),
        Kind::Duties => phrase!("prove-all-duties", n),
    }
}

/// A claim in words.
fn told(proof: &Proof, texts: &Texts) -> String {
    let id = &proof.id;
    let phrase = match &proof.claim {
        Claim::Invariant(sentence) => return sentence.clone(),
        Claim::NeverErrs => phrase!("prove-never-errs", id),
        Claim::CanHold => phrase!("prove-can-hold", id),
        Claim::DiffersFrom(other, action) => phrase!("prove-differs", id, other, action = action.name()),
        Claim::FavourableNeverHurts(path) => phrase!("prove-favourable", id, path),
        Claim::KnowingNeverHurts(path) => phrase!("prove-knowing", id, path),
        Claim::UnknownIsNoYes(path) => phrase!("prove-unknown", id, path),
        Claim::OnlyForbids => phrase!("prove-only-forbids", id),
        Claim::LeavesDuty(duty) => phrase!("prove-leaves-duty", id, duty = texts.law(duty)),
        Claim::LeavesChannel => phrase!("prove-leaves-channel", id),
    };
    texts.say(&phrase)
}

fn tell_changes(changes: &[Change], texts: &Texts, examples: Option<&Path>) -> Result<u8, Phrase> {
    if changes.is_empty() {
        return print(&format!("{}\n", texts.say(&phrase!("prove-same"))));
    }
    let mut code = FINDINGS;
    for change in changes {
        let (id, action) = (&change.id, change.action.name());
        let passes =
            matches!(change.action, Action::Disclose | Action::DiscloseByDuty | Action::Convey | Action::MakeKnown);
        let said = match (change.direction, passes) {
            (Direction::Opened, true) => phrase!("prove-opened", id, action),
            (Direction::Closed, true) => phrase!("prove-closed", id, action),
            (Direction::Opened, false) => phrase!("prove-told", id, action),
            (Direction::Closed, false) => phrase!("prove-untold", id, action),
        };
        print(&format!("{}\n", texts.say(&said)))?;
        match &change.outcome {
            Outcome::Refuted(Some(example)) => {
                let suffix = match change.direction {
                    Direction::Opened => "opened",
                    Direction::Closed => "closed",
                };
                show(&format!("{id}-{suffix}"), example, texts, examples)?;
            }
            Outcome::Unknown(why) => {
                code = FAILED;
                print(&format!("{}\n", texts.say(&phrase!("prove-change-undecided", why))))?;
            }
            _ => {}
        }
    }
    Ok(code)
}
