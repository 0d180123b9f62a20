//! The law checks itself: `policies/` as a whole is sound, and each rule is needed by its fixture.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use regex::Regex;
use taushet::expect::Expectations;
use taushet::law::{LawFile, embedded};
use taushet::rulebook::{Action, InForce, Norm, Rulebook, validate};
use taushet::vocabulary::{Field, Shape, kebab};

use crate::fixtures::{disagreements, example_files, expectations, rule_fixtures, rule_of};
use crate::{LAW, check_one, shown, text};

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The ids of everything that can be a finding.
fn rules() -> Vec<&'static str> {
    let norms = LAW.norms().iter().filter(|norm| norm.severity.is_some()).map(|norm| norm.id.as_str());
    LAW.findings().iter().map(|rule| rule.id.as_str()).chain(norms).collect()
}

/// Whether a norm's limits and conditions are told.
fn is_tried(norm: &Norm) -> bool {
    norm.actions.iter().any(|action| matches!(action, Action::Disclose | Action::DiscloseByDuty | Action::Convey))
}

/// The value of an annotation, as the policy writes it.
fn annotation(norm: &Norm, key: &str) -> Option<String> {
    let text = norm.text();
    let (_, after) = text.split_once(&format!("@{key}(\""))?;
    after.split_once("\")").map(|(value, _)| value.to_owned())
}

#[test]
fn policies_are_valid_in_strict_mode() {
    assert_none(&validate(&embedded()).err().unwrap_or_default());
}

#[test]
fn ids_are_unique() {
    // Two policies of one id do not load at all.
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = LAW
        .findings()
        .iter()
        .map(|rule| rule.id.clone())
        .chain(LAW.norms().iter().map(|norm| norm.id.clone()))
        .filter(|id| !seen.insert(id.clone()))
        .collect();
    assert_none(&twice);
}

#[test]
fn ids_are_listed() {
    let mut ids: Vec<String> = LAW.findings().iter().map(|rule| format!("{} ({})", rule.id, rule.severity)).collect();
    ids.extend(LAW.norms().iter().map(|norm| match &norm.severity {
        Some(severity) => format!("{} ({severity})", norm.id),
        None => norm.id.clone(),
    }));
    ids.sort();
    insta::assert_snapshot!("ids", ids.join("\n"));
}

#[test]
fn provisions_resolve() {
    let known = |key: &str| LAW.texts.citation(key).is_some() || LAW.texts.rule(key).is_some();
    let mut wrong = Vec::new();
    for norm in LAW.norms() {
        // A policy that nothing cites needs no provision of its own: who may read, what is implied.
        let cited = norm.severity.is_some()
            || !norm.actions.iter().all(|action| {
                use Action::{
                    Compare, Concern, CountAs, Deliver, Expose, Fill, Hold, Imply, Instruct, Label, Maintain,
                    MakeKnown, Oversee, Tell, Write,
                };
                matches!(
                    action,
                    MakeKnown
                        | Tell
                        | Imply
                        | Concern
                        | Write
                        | Label
                        | Expose
                        | Oversee
                        | Instruct
                        | Maintain
                        | Deliver
                        | CountAs
                        | Fill
                        | Hold
                        | Compare
                )
            });
        let slugs = if cited || annotation(norm, "norm").is_some() { norm.slugs.as_slice() } else { &[] };
        let law = if cited || annotation(norm, "law").is_some() { norm.law.as_slice() } else { &[] };
        let limits = norm.limits.iter().filter(|limit| *limit != "-");
        wrong.extend(
            slugs
                .iter()
                .chain(law)
                .chain(limits)
                .filter(|key| !known(key))
                .map(|key| format!("{}: nothing is known of `{key}`", norm.id)),
        );
    }
    for rule in LAW.findings() {
        wrong.extend(
            rule.law.iter().filter(|key| !known(key)).map(|key| format!("{}: nothing is known of `{key}`", rule.id)),
        );
    }
    for (path, law) in
        conditions().into_keys().filter_map(|path| Some((path.clone(), LAW.texts.condition(&path)?.law.clone()?)))
    {
        if !known(&law) {
            wrong.push(format!("the condition {path}: nothing is known of `{law}`"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn citations_are_whole() {
    let mut wrong = Vec::new();
    for (key, citation) in LAW.texts.citations() {
        if citation.law.is_empty() || citation.title.is_empty() {
            wrong.push(format!("{key} has no law or no title"));
        }
        if citation.asks.as_ref().is_some_and(|asks| !asks.trim_end().ends_with(['?', '.'])) {
            wrong.push(format!("{key} asks no question"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn rules_have_texts() {
    let mut wrong = Vec::new();
    for id in rules() {
        match LAW.texts.rule(id) {
            None => wrong.push(format!("{id} has no texts")),
            Some(text) => {
                for (name, text) in [("title", &text.title), ("why", &text.why), ("help", &text.help)] {
                    if text.trim().is_empty() {
                        wrong.push(format!("{id} has no {name}"));
                    }
                }
                if text.title.ends_with('.') {
                    wrong.push(format!("{id}: the title is a clause, without a period"));
                }
            }
        }
    }
    assert_none(&wrong);
}

/// The conditions of every norm whose conditions are told, by path, each with the norms that ask for it: the first fact
/// of each `when` after the first.
fn conditions() -> BTreeMap<String, Vec<&'static str>> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for norm in LAW.norms().iter().filter(|norm| is_tried(norm)) {
        let record = if norm.actions.contains(&Action::Convey) { "ChannelFacts" } else { "Facts" };
        for clause in whens(norm.text()).iter().skip(1) {
            found.entry(asked_for(clause, LAW.vocabulary.record(record))).or_default().push(&norm.id);
        }
    }
    found
}

/// The bodies of a policy's `when` clauses.
fn whens(policy: &str) -> Vec<String> {
    let plain: String =
        policy.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let clause = Regex::new(r"\b(when|unless)\s*\{").unwrap_or_else(|error| panic!("{error}"));
    let starts: Vec<(usize, usize, bool)> = clause
        .find_iter(&plain)
        .map(|found| (found.start(), found.end(), found.as_str().starts_with("when")))
        .collect();
    let ends = starts.iter().skip(1).map(|(start, _, _)| *start).chain([plain.len()]);
    let bodies = starts.iter().zip(ends).filter(|((_, _, is_when), _)| *is_when);
    bodies.map(|((_, start, _), end)| plain.get(*start..end).unwrap_or_default().to_owned()).collect()
}

/// The path of the first fact that a clause asks for; `data` when it asks for none.
fn asked_for(clause: &str, fields: &[Field]) -> String {
    let access =
        Regex::new(r"context(?:\.|\s+has\s+)(\w+)(?:(?:\.|\s+has\s+)(\w+))?").unwrap_or_else(|error| panic!("{error}"));
    let field = |name: &str| fields.iter().find(|field| field.attribute == name);
    let path = |found: regex::Captures<'_>| {
        let outer = field(found.get(1)?.as_str())?;
        match &outer.shape {
            Shape::Record(_) => Some(format!("{}.{}", outer.key, kebab(found.get(2)?.as_str()))),
            _ => Some(outer.key.clone()),
        }
    };
    access.captures_iter(clause).find_map(path).unwrap_or_else(|| "data".to_owned())
}

#[test]
fn conditions_have_texts() {
    let mut wrong: Vec<String> = Vec::new();
    for (path, norms) in conditions() {
        // Superfluous data and exposed texts are findings of their own.
        if ["data", "exposed"].contains(&path.as_str()) {
            continue;
        }
        let key = path
            .replace("channel.", "systems.")
            .replace("systems.readers-known", "systems.access")
            .replace("same-municipality", "parties.municipality");
        match LAW.texts.condition(&key) {
            None => wrong.push(format!("`{key}` has no texts: {}", norms.join(", "))),
            Some(text)
                if [&text.label, &text.unknown, &text.failed, &text.mend].iter().any(|text| text.trim().is_empty()) =>
            {
                wrong.push(format!("`{key}` lacks a text"));
            }
            Some(_) => {}
        }
    }
    assert!(conditions().len() > 20, "the clauses were not found");
    assert_none(&wrong);
}

/// A condition of the form `if … then … else true` is named by the fact that it asks for, not by when it asks.
#[test]
fn conditions_are_named_by_what_they_ask() {
    let mut wrong = Vec::new();
    for norm in LAW.norms().iter().filter(|norm| is_tried(norm)) {
        let record =
            LAW.vocabulary.record(if norm.actions.contains(&Action::Convey) { "ChannelFacts" } else { "Facts" });
        for clause in whens(norm.text()).iter().skip(1).filter(|clause| clause.trim_start().starts_with("if")) {
            let then =
                clause.split_once("then").and_then(|(_, then)| then.split_once("else")).map_or("", |(then, _)| then);
            let (named, asked) = (asked_for(clause, record), asked_for(then, record));
            if named != asked && asked != "data" {
                wrong.push(format!("{}: named `{named}`, asks for `{asked}`", norm.id));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn limits_are_as_many_as_unless_clauses() {
    let mut wrong = Vec::new();
    for norm in LAW.norms() {
        let clauses = words(norm.text()).filter(|word| word == "unless").count();
        let limits = norm.limits.len();
        if limits != clauses && (is_tried(norm) || limits > 0) {
            wrong.push(format!("{}: {limits} limits for {clauses} `unless`", norm.id));
        }
    }
    assert_none(&wrong);
}

/// The words of a policy outside strings and comments.
fn words(policy: &str) -> impl Iterator<Item = String> {
    let plain: String =
        policy.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let outside: Vec<String> = plain.split('"').step_by(2).map(str::to_owned).collect();
    outside
        .into_iter()
        .flat_map(|part| part.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>())
}

/// To whom and for what a policy is: its text up to the first clause, without annotations.
fn scope(norm: &Norm) -> String {
    let text = norm.text();
    let start = text.find("permit").or_else(|| text.find("forbid")).unwrap_or(0);
    let head = text.get(start..).unwrap_or_default();
    let end =
        head.find("when").into_iter().chain(head.find("unless")).chain(head.find(';')).min().unwrap_or(head.len());
    head.get(..end).unwrap_or_default().split_whitespace().collect()
}

#[test]
fn versions_neither_overlap_nor_leave_a_gap() {
    let mut versions: BTreeMap<(String, String), Vec<(InForce, &str)>> = BTreeMap::new();
    for norm in LAW.norms() {
        for slug in &norm.slugs {
            let known = versions.entry((slug.clone(), scope(norm))).or_default();
            if !known.iter().any(|(in_force, _)| *in_force == norm.in_force) {
                known.push((norm.in_force, &norm.id));
            }
        }
    }
    let mut wrong = Vec::new();
    for ((slug, _), mut known) in versions {
        known.sort_by_key(|(in_force, _)| in_force.from);
        for pair in known.windows(2) {
            let [(before, one), (after, other)] = pair else { continue };
            let next = before.to.and_then(|day| day.checked_add(1.day()).ok());
            if next.is_none() || next != after.from {
                wrong.push(format!("{slug}: `{one}` is in force {before:?}, `{other}` {after:?}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_rule_has_a_fixture() {
    let fixtures = rule_fixtures();
    let mut wrong = Vec::new();
    for id in rules() {
        let own: Vec<_> =
            fixtures.iter().filter(|path| rule_of(path) == id).map(|path| expectations(path, &text(path))).collect();
        // What stands beside documents is tested in suppressions.rs.
        if id == "baseline-stale" {
            continue;
        }
        if !own.iter().any(|expectations| expectations.fires(id)) {
            wrong.push(format!("fixtures/rules/{id}.*: nothing that fires"));
        }
        if !own.iter().any(Expectations::protects) {
            wrong.push(format!("fixtures/rules/{id}.*: nothing that is ok"));
        }
    }
    let known = rules();
    let strays = fixtures.iter().map(|path| rule_of(path)).filter(|rule| !known.contains(&rule.as_str()));
    wrong.extend(strays.map(|rule| format!("fixtures/rules/{rule}.*: no such rule")));
    assert_none(&wrong);
}

/// `taushet explain` shows one flow that holds and one that does not, of every norm that permits or requires.
#[test]
fn every_norm_has_an_example_of_both_kinds() {
    let examples: BTreeMap<String, _> = example_files()
        .into_iter()
        .map(|path| (rule_of(&path), check_one(&LAW, &shown(&path), &text(&path), &[])))
        .collect();
    let mut wrong = Vec::new();
    for slug in LAW.bases().collect::<BTreeSet<_>>() {
        let Some(report) = examples.get(slug) else {
            wrong.push(format!("policies/examples/{slug}.yaml is missing"));
            continue;
        };
        for (id, should_hold) in [("holder", true), ("holder-ikke", false)] {
            let Some(flow) = report.flows.iter().find(|flow| flow.flow == id) else {
                wrong.push(format!("policies/examples/{slug}.yaml has no readable flow `{id}`"));
                continue;
            };
            // A channel that holds is not what permits.
            let channel = LAW.norm(slug).is_some_and(|norm| norm.actions.contains(&Action::Convey));
            let holds = flow.verdict.lets_pass() && (channel || flow.by.iter().any(|by| by == slug));
            if holds != should_hold {
                wrong.push(format!("{slug}: `{id}` is {} [{}]", flow.verdict.as_str(), flow.by.join(", ")));
            }
        }
    }
    assert_none(&wrong);
}

/// The law without one rule.
fn without(id: &str) -> Vec<LawFile> {
    let mut files = embedded();
    for file in &mut files {
        if file.path.ends_with(".cedar") {
            file.text = policies(&file.text).filter(|policy| !policy.contains(&format!("@id(\"{id}\")"))).collect();
        } else if file.path.ends_with("findings.yaml") {
            file.text =
                entries(&file.text).into_iter().filter(|entry| !entry.starts_with(&format!("  {id}:"))).collect();
        }
    }
    files
}

/// The policies of a file, each with the comments before it.
fn policies(text: &str) -> impl Iterator<Item = &str> {
    let mut ends = vec![0];
    let (mut in_string, mut in_comment) = (false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '"' => in_string = !in_string,
            '/' if !in_string && text.get(at..).is_some_and(|rest| rest.starts_with("//")) => in_comment = true,
            ';' if !in_string => ends.push(at + 1),
            _ => {}
        }
    }
    ends.push(text.len());
    ends.windows(2).filter_map(|pair| text.get(*pair.first()?..*pair.last()?)).collect::<Vec<_>>().into_iter()
}

/// The lines of a YAML map, each entry with what is indented below it.
fn entries(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        match found.last_mut() {
            Some(last) if line.starts_with("   ") => last.push_str(line),
            _ => found.push(line.to_owned()),
        }
    }
    found
}

#[test]
fn every_rule_is_needed_by_its_fixture() {
    let fixtures = rule_fixtures();
    let mut idle = Vec::new();
    for id in rules() {
        let files = without(id);
        let law = Rulebook::load(&files).unwrap_or_else(|error| panic!("without {id}: {error}"));
        assert!(law.norm(id).is_none() && law.findings().iter().all(|rule| rule.id != id), "{id} was not taken out");
        let own: Vec<_> = fixtures.iter().filter(|path| rule_of(path) == id).collect();
        if !own.is_empty() && own.iter().all(|path| disagreements(&law, path).is_empty()) {
            idle.push(format!("{id}: its fixture passes without it"));
        }
    }
    assert_none(&idle);
}

/// Cedar takes long to read its own schema, so the program reads the JSON form. `cargo test` renews it.
#[test]
fn schema_json_is_that_of_the_schema() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let schema = std::fs::read_to_string(folder.join("schema.cedarschema")).unwrap();
    let fresh = taushet::rulebook::schema_json(&schema).unwrap();
    let stored = std::fs::read_to_string(folder.join("schema.json")).unwrap_or_default();
    if stored != fresh {
        std::fs::write(folder.join("schema.json"), &fresh).unwrap();
    }
    assert!(stored == fresh, "policies/schema.json was stale and has been renewed: commit it and run the tests again");
}

#[test]
fn the_lexicon_compiles() {
    assert_eq!(crate::LAW.lexicon().check(), Ok(()));
    assert_eq!(crate::LAW.routine_lexicon().check(), Ok(()));
}
