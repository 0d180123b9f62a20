//! Relations between runs: what changes nothing, what only moves places, and what may only get better or worse.
//!
//! Each holds for every fixture. A sixth of them are tried in turn, others by each relation; `TAUSHET_METAMORPHIC=all` tries all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use clap::ValueEnum as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_yaml::{Mapping, Value};
use taushet::check::{Run, check};
use taushet::decide::Verdict;
use taushet::render::{Format, render};
use taushet::report::{Report, Text};
use taushet::rulebook::{Language, Rulebook};
use unicode_normalization::UnicodeNormalization as _;

use crate::{DAY, LAW, files, law_in, run, shown, text};

/// A fixture: its text, the same as values, and what is told of it.
struct Fixture {
    name: String,
    text: String,
    /// Nothing when it is several documents, or uses what serde_yaml does not read alike.
    value: Option<Value>,
    told: OnceLock<Vec<String>>,
}

impl Fixture {
    fn told(&self) -> &[String] {
        self.told.get_or_init(|| told(&checked(&self.name, &self.text)))
    }
}

static FIXTURES: LazyLock<Vec<Fixture>> = LazyLock::new(|| {
    let folders = ["fixtures/cases", "fixtures/rules", "policies/examples"];
    let paths = folders
        .iter()
        .flat_map(|folder| files(folder))
        .filter(|path| path.extension().is_some_and(|ext| ext == "yaml"));
    let fixtures = paths.map(|path| {
        let text = text(&path);
        let is_plain = !text.contains("\n---") && !text.contains("<<:");
        let value = serde_yaml::from_str(&text).ok().filter(|_| is_plain);
        Fixture { name: shown(&path), text, value, told: OnceLock::new() }
    });
    fixtures.collect()
});

/// The fixtures that a relation tries.
fn fixtures(relation: usize) -> impl Iterator<Item = &'static Fixture> {
    let (first, step) = if std::env::var("TAUSHET_METAMORPHIC").is_ok() { (0, 1) } else { (relation % 6, 6) };
    FIXTURES.iter().skip(first).step_by(step)
}

/// Those of them whose values can be changed and written anew.
fn values(relation: usize) -> impl Iterator<Item = (&'static Fixture, &'static Value)> {
    fixtures(relation).filter_map(|fixture| Some((fixture, fixture.value.as_ref()?)))
}

/// What people set aside is no part of these relations, but of one. Nothing is masked: a name that one file gives is hidden in all.
fn checked(name: &str, text: &str) -> Report {
    checked_on(&LAW, DAY, &[(name, text)])
}

fn checked_on(law: &Rulebook, day: Date, texts: &[(&str, &str)]) -> Report {
    check(law, Run { no_suppressions: true, shows_personal_data: true, as_of: day, ..run(texts, &[]) })
}

/// What a report tells, without places, in no order.
fn told(report: &Report) -> Vec<String> {
    let findings = report.findings.iter().map(|finding| {
        let (rule, severity) = (&finding.rule, finding.severity);
        format!("{severity}[{rule}] {:?} {:?} {}", finding.document, finding.concept, finding.message)
    });
    let flows = report
        .flows
        .iter()
        .map(|flow| format!("{} {:?} {:?} {:?}", flow.flow, flow.verdict, sorted(&flow.by), flow.missing));
    let failures = report.failures.iter().map(|failure| format!("failure {}", failure.message));
    let mut told: Vec<String> = findings.chain(flows).chain(failures).collect();
    told.sort();
    told
}

fn sorted(names: &[String]) -> BTreeSet<&String> {
    names.iter().collect()
}

/// What differs between two tellings.
fn difference(name: &str, one: &[String], other: &[String]) -> Option<String> {
    let lost = one.iter().find(|line| !other.contains(line));
    let new = other.iter().find(|line| !one.contains(line));
    (one != other).then(|| format!("{name}: {lost:?} became {new:?}"))
}

#[track_caller]
fn assert_holds(tried: usize, at_least: usize, wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong, the first are\n{}", wrong.len(), wrong[..wrong.len().min(10)].join("\n"));
    assert!(tried >= at_least, "only {tried} were tried");
}

/// A change of the text that changes nothing of what is told.
#[track_caller]
fn changes_nothing(relation: usize, change: impl Fn(&Fixture) -> (String, String)) {
    let (mut tried, mut wrong) = (0, Vec::new());
    for fixture in fixtures(relation) {
        let (name, text) = change(fixture);
        assert_ne!(text, fixture.text, "{name} is not changed");
        wrong.extend(difference(&fixture.name, fixture.told(), &told(&checked(&name, &text))));
        tried += 1;
    }
    assert_holds(tried, 10, &wrong);
}

/// The same of its values, written as JSON.
#[track_caller]
fn values_change_nothing(relation: usize, at_least: usize, change: impl Fn(&mut Value) -> bool) {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(relation) {
        let mut value = value.clone();
        if change(&mut value) {
            wrong.extend(difference(&fixture.name, fixture.told(), &told(&as_json(&value))));
            tried += 1;
        }
    }
    assert_holds(tried, at_least, &wrong);
}

fn as_json(value: &Value) -> Report {
    checked("a.json", &serde_json::to_string(value).unwrap())
}

// Writing.

#[test]
fn line_ends() {
    changes_nothing(0, |fixture| (fixture.name.clone(), fixture.text.replace('\n', "\r\n")));
}

#[test]
fn a_byte_order_mark() {
    changes_nothing(1, |fixture| (fixture.name.clone(), format!("\u{feff}{}", fixture.text)));
}

#[test]
fn comments_and_blank_lines_between_keys() {
    changes_nothing(2, |fixture| {
        let mut text = String::new();
        for line in fixture.text.split_inclusive('\n') {
            // At the margin no block scalar is open.
            if line.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                text.push_str("\n# en merknad: [med] {tegn} & *mer*\n");
            }
            text.push_str(line);
        }
        (fixture.name.clone(), text + "\n\n# slutt")
    });
}

#[test]
fn json_for_yaml() {
    values_change_nothing(3, 10, |_| true);
}

#[test]
fn block_style_for_flow_style() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(4) {
        let text = serde_yaml::to_string(value).unwrap();
        wrong.extend(difference(&fixture.name, fixture.told(), &told(&checked("a.yaml", &text))));
        tried += 1;
    }
    assert_holds(tried, 10, &wrong);
}

#[test]
fn indented_json() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(5) {
        let text = serde_json::to_string_pretty(value).unwrap().replace('\n', "\r\n");
        wrong.extend(difference(&fixture.name, fixture.told(), &told(&checked("a.json", &text))));
        tried += 1;
    }
    assert_holds(tried, 10, &wrong);
}

/// Letters written as escapes are the letters.
#[test]
fn escaped_letters() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(0) {
        let json = serde_json::to_string(value).unwrap();
        let escaped: String = json
            .chars()
            .map(|letter| if letter.is_ascii() { letter.to_string() } else { format!("\\u{:04x}", u32::from(letter)) })
            .collect();
        // Beyond the basic plane two escapes are one letter.
        if json.chars().all(|letter| u32::from(letter) < 0x1_0000) {
            wrong.extend(difference(&fixture.name, fixture.told(), &told(&checked("a.json", &escaped))));
            tried += 1;
        }
    }
    assert_holds(tried, 10, &wrong);
}

// Order and names.

/// Turns the order of keys, and of what is listed under them, around.
fn reverse(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => {
            let entries: Vec<(Value, Value)> = std::mem::take(mapping).into_iter().collect();
            for (key, mut value) in entries.into_iter().rev() {
                // Which consent is tried first, and which basis is named first, may show.
                if !["consent", "basis"].contains(&key.as_str().unwrap_or_default()) {
                    reverse(&mut value);
                }
                mapping.insert(key, value);
            }
        }
        Value::Sequence(values) => {
            values.iter_mut().for_each(reverse);
            values.reverse();
        }
        _ => {}
    }
}

#[test]
fn the_order_of_keys_messages_and_data() {
    // The first of several alike is the one told, and numbers in a message follow the order of what they name.
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(1) {
        let mut value = value.clone();
        reverse(&mut value);
        let words = |told: &[String]| -> Vec<String> {
            let mut words: Vec<String> = told
                .iter()
                .map(|line| {
                    let mut words: Vec<&str> = line.split([' ', ',', '.']).collect();
                    words.sort_unstable();
                    words.join(" ")
                })
                .collect();
            words.sort();
            words
        };
        wrong.extend(difference(&fixture.name, &words(fixture.told()), &words(&told(&as_json(&value)))));
        tried += 1;
    }
    assert_holds(tried, 10, &wrong);
}

fn flows(value: &Value) -> Option<&Mapping> {
    value.get("flows")?.as_mapping()
}

fn flows_mut(value: &mut Value) -> Option<&mut Mapping> {
    value.get_mut("flows")?.as_mapping_mut()
}

fn renamed(mapping: &Mapping) -> Mapping {
    mapping
        .iter()
        .map(|(key, value)| (format!("qx-{}", key.as_str().unwrap_or_default()).into(), value.clone()))
        .collect()
}

#[test]
fn ids_are_only_names() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(2) {
        let mut value = value.clone();
        let Some(parties) = value.get_mut("parties").and_then(Value::as_mapping_mut) else { continue };
        *parties = renamed(parties);
        let Some(flows) = flows_mut(&mut value) else { continue };
        *flows = renamed(flows);
        for flow in flows.values_mut() {
            for key in ["from", "to"] {
                flow[key] = format!("qx-{}", flow[key].as_str().unwrap_or_default()).into();
            }
        }
        for (_, system) in value.get_mut("systems").and_then(Value::as_mapping_mut).into_iter().flatten() {
            if let Some(processor) = system.get_mut("processor") {
                *processor = format!("qx-{}", processor.as_str().unwrap_or_default()).into();
            }
        }
        let mut told: Vec<String> = told(&as_json(&value)).iter().map(|line| line.replace("qx-", "")).collect();
        told.sort();
        wrong.extend(difference(&fixture.name, fixture.told(), &told));
        tried += 1;
    }
    assert_holds(tried, 5, &wrong);
}

/// What is taken for granted can be said, and what is never read can be anything.
#[test]
fn defaults_and_notes() {
    values_change_nothing(3, 5, |value| {
        let Some(flows) = flows_mut(value) else { return false };
        for flow in flows.values_mut() {
            let Some(flow) = flow.as_mapping_mut() else { return false };
            for (key, default) in
                [("about", "client"), ("form", "named"), ("initiative", "own"), ("collected-for", "social-services")]
            {
                flow.entry(key.into()).or_insert_with(|| {
                    if key == "collected-for" { vec![Value::from(default)].into() } else { default.into() }
                });
            }
            flow.insert("note".into(), "Gjelder sosialhjelp og depositum, haster ikke.".into());
        }
        true
    });
}

#[test]
fn a_title_and_an_unused_party() {
    values_change_nothing(4, 5, |value| {
        let Some(parties) = value.get_mut("parties").and_then(Value::as_mapping_mut) else { return false };
        parties.insert("qx".into(), serde_yaml::from_str("{ kind: media, municipality: '9999' }").unwrap());
        value["title"] = "Sosialhjelp og depositum".into();
        true
    });
}

// Taking apart and putting together.

/// Rules that look at several messages beside each other, or at a whole run.
fn is_about_one(line: &str) -> bool {
    !line.contains("[templates-differ-in-form]")
}

/// Whether a flow's sender has what it sends from another flow.
fn passes_on(value: &Value) -> bool {
    let of = |key: &str| -> BTreeSet<String> {
        let flows = flows(value).into_iter().flatten();
        flows.map(|(_, flow)| flow[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    !of("from").is_disjoint(&of("to"))
}

#[test]
fn a_document_is_its_flows_and_messages() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(5) {
        if passes_on(value) {
            continue;
        }
        let mut apart = Vec::new();
        for id in flows(value).into_iter().flat_map(Mapping::keys) {
            let mut part = value.clone();
            flows_mut(&mut part).unwrap().retain(|key, _| key == id);
            apart.push(part);
        }
        for message in value.get("messages").and_then(Value::as_sequence).into_iter().flatten() {
            let mut part = value.clone();
            part["messages"] = vec![message.clone()].into();
            apart.push(part);
        }
        let systems = value.get("systems").is_some();
        if apart.len() < 2 || systems {
            continue;
        }
        let mut parts: Vec<String> =
            apart.iter().flat_map(|part| told(&as_json(part))).filter(|line| is_about_one(line)).collect();
        parts.sort();
        let whole: Vec<String> = fixture.told().iter().filter(|line| is_about_one(line)).cloned().collect();
        wrong.extend(difference(&fixture.name, &whole, &parts));
        tried += 1;
    }
    assert_holds(tried, 5, &wrong);
}

#[test]
fn a_folder_is_its_files() {
    let fixtures: Vec<&Fixture> = fixtures(0).filter(|fixture| !fixture.text.contains("flow: ")).collect();
    let texts: Vec<(&str, &str)> =
        fixtures.iter().map(|fixture| (fixture.name.as_str(), fixture.text.as_str())).collect();
    let together: Vec<String> =
        told(&checked_on(&LAW, DAY, &texts)).into_iter().filter(|line| is_about_one(line)).collect();
    let mut alone: Vec<String> =
        fixtures.iter().flat_map(|fixture| fixture.told()).filter(|line| is_about_one(line)).cloned().collect();
    alone.sort();
    let wrong: Vec<String> = difference("together", &alone, &together).into_iter().collect();
    assert_holds(fixtures.len(), 10, &wrong);
}

#[test]
fn a_selected_rule_is_that_rule_of_all() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for fixture in fixtures(1) {
        let whole = checked(&fixture.name, &fixture.text);
        let rules: BTreeSet<&str> = whole.findings.iter().map(|finding| finding.rule.as_str()).collect();
        for rule in rules {
            let chosen = check(&LAW, Run { no_suppressions: true, ..run(&[(&fixture.name, &fixture.text)], &[rule]) });
            let of = |report: &Report| -> Vec<String> {
                report
                    .findings
                    .iter()
                    .filter(|finding| finding.rule == *rule)
                    .map(|finding| format!("{:?} {}", finding.place, finding.message))
                    .collect()
            };
            if chosen.findings.iter().any(|finding| finding.rule != *rule) {
                wrong.push(format!("{}: more than {rule}", fixture.name));
            }
            wrong.extend(difference(&fixture.name, &of(&whole), &of(&chosen)));
            tried += 1;
        }
    }
    assert_holds(tried, 10, &wrong);
}

#[test]
fn the_same_twice_is_told_twice() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for fixture in fixtures(2).filter(|fixture| !fixture.text.contains("flow: ")) {
        let twice = told(&checked_on(&LAW, DAY, &[(&fixture.name, &fixture.text), ("igjen.yaml", &fixture.text)]));
        let mut doubled: Vec<String> =
            fixture.told().iter().chain(fixture.told()).filter(|line| is_about_one(line)).cloned().collect();
        doubled.sort();
        let twice: Vec<String> = twice.into_iter().filter(|line| is_about_one(line)).collect();
        wrong.extend(difference(&fixture.name, &doubled, &twice));
        tried += 1;
    }
    assert_holds(tried, 10, &wrong);
}

/// A message in YAML and the same message as front matter over its text.
#[test]
fn front_matter_for_yaml() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(3) {
        for message in value.get("messages").and_then(Value::as_sequence).into_iter().flatten() {
            let (Some(text), Some(keys)) = (message["text"].as_str(), message.as_mapping()) else { continue };
            // Markdown marks are no letters of a text; a line of dashes ends the front matter.
            if text.contains(['*', '_', '#', '<', '>', '`', '[', '&', '\\', '~', '|', '{']) || text.contains("--") {
                continue;
            }
            let mut keys = keys.clone();
            keys.remove("text");
            let id = keys.remove("id");
            keys.insert("taushet".into(), "messages/v1".into());
            let page = format!("---\n{}---\n{text}\n", serde_yaml::to_string(&keys).unwrap());
            let mut yaml = keys.clone();
            yaml.remove("taushet");
            yaml.extend(id.map(|id| ("id".into(), id)));
            yaml.insert("text".into(), text.into());
            let mut document = Mapping::new();
            document.insert("taushet".into(), "messages/v1".into());
            document.insert("messages".into(), vec![Value::from(yaml)].into());
            let wording = |report: &Report| -> Vec<String> {
                let mut wording: Vec<String> = report
                    .findings
                    .iter()
                    .map(|finding| {
                        format!("{}[{}] {:?} {}", finding.severity, finding.rule, finding.concept, finding.message)
                    })
                    .collect();
                wording.sort();
                wording
            };
            let one = wording(&as_json(&document.into()));
            wrong.extend(difference(&fixture.name, &one, &wording(&checked("a.md", &page))));
            tried += 1;
        }
    }
    assert_holds(tried, 10, &wrong);
}

// Wordings.

/// Places in messages where something is told openly: by what, and how often.
fn direct(report: &Report) -> BTreeMap<(Option<Text>, Option<Text>), usize> {
    let mut found = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.level.as_deref() == Some("direct")) {
        *found.entry((finding.document.clone(), finding.concept.clone())).or_default() += 1;
    }
    found
}

/// Labelled messages, and those of the fixtures, some of them.
fn messages(relation: usize) -> Vec<Value> {
    let labelled =
        files("fixtures/language").into_iter().filter_map(|path| serde_yaml::from_str::<Value>(&text(&path)).ok());
    let all = labelled.chain(FIXTURES.iter().filter_map(|fixture| fixture.value.clone()));
    all.filter_map(|document| document.get("messages")?.as_sequence().cloned())
        .flatten()
        .filter(|message| message["text"].is_string())
        .skip(relation)
        .step_by(if std::env::var("TAUSHET_METAMORPHIC").is_ok() { 1 } else { 4 })
        .enumerate()
        .map(|(number, mut message)| {
            message["id"] = format!("m{number}").into();
            message.as_mapping_mut().unwrap().remove("flow");
            message
        })
        .collect()
}

/// A change of every text that hides nothing that is told openly.
#[track_caller]
fn hides_nothing(relation: usize, change: impl Fn(&str) -> String) {
    let messages = messages(relation);
    let document = |change: &dyn Fn(&str) -> String| {
        let changed = messages.iter().cloned().map(|mut message| {
            message["text"] = change(message["text"].as_str().unwrap()).into();
            message
        });
        let mut document = Mapping::new();
        document.insert("taushet".into(), "messages/v1".into());
        document.insert("messages".into(), changed.collect::<Vec<Value>>().into());
        direct(&as_json(&document.into()))
    };
    let (before, after) = (document(&str::to_owned), document(&change));
    let lost = before.iter().filter(|(key, _)| !after.contains_key(*key));
    let wrong: Vec<String> = lost
        .map(|((id, concept), _)| {
            let message = messages.iter().find(|message| message["id"].as_str() == id.as_deref());
            let text = message.and_then(|message| message["text"].as_str()).unwrap_or_default();
            format!("{concept:?} is lost in «{}»", change(text))
        })
        .collect();
    assert_holds(before.len(), 10, &wrong);
}

#[test]
fn a_neutral_sentence_after() {
    hides_nothing(0, |text| format!("{} Kontoret er åpent til klokka tre.", text.trim_end()));
}

#[test]
fn a_neutral_sentence_before() {
    hides_nothing(1, |text| format!("Kontoret er åpent til klokka tre. {text}"));
}

#[test]
fn decomposed_letters() {
    hides_nothing(2, |text| text.nfd().collect());
}

#[test]
fn upper_case() {
    // Names of characters (`&oslash;`) are other names in capitals.
    hides_nothing(3, |text| if text.contains('&') { text.to_owned() } else { text.to_uppercase() });
}

#[test]
fn letters_without_width() {
    hides_nothing(0, |text| {
        let mut shown = String::new();
        let mut letters = 0;
        for letter in text.chars() {
            if letter.is_alphabetic() && letters > 0 && letters % 3 == 0 {
                shown.push(['\u{200b}', '\u{ad}', '\u{200d}', '\u{2060}', '\u{feff}'][letters / 3 % 5]);
            }
            letters = if letter.is_alphabetic() { letters + 1 } else { 0 };
            shown.push(letter);
        }
        shown
    });
}

#[test]
fn other_spaces_between_words() {
    hides_nothing(1, |text| text.replace(' ', "\u{a0}"));
}

// Verdicts.

fn verdicts(value: &Value) -> BTreeMap<String, Verdict> {
    as_json(value).flows.into_iter().map(|flow| (flow.flow, flow.verdict)).collect()
}

/// The document with each of its flows as many: one for each way to change it. The way's name, the flow's id, and the new id.
fn varied(value: &Value, ways: impl Fn(&Mapping) -> Vec<(String, Mapping)>) -> (Value, Vec<(String, String, String)>) {
    let (mut document, mut names) = (value.clone(), Vec::new());
    let Some(all) = flows_mut(&mut document) else { return (document, names) };
    for (id, flow) in flows(value).into_iter().flatten() {
        let Some(flow) = flow.as_mapping() else { continue };
        for (number, (way, changed)) in ways(flow).into_iter().enumerate() {
            let (id, new) =
                (id.as_str().unwrap_or_default().to_owned(), format!("qx{number}-{}", id.as_str().unwrap_or_default()));
            all.insert(new.clone().into(), changed.into());
            names.push((way, id, new));
        }
    }
    (document, names)
}

/// Blocks whose truths speak for sharing, but for these.
const FOR_SHARING: [&str; 4] = ["assessment", "loan", "consent", "request"];
const AGAINST: [&str; 2] = ["sold", "withdrawn"];

fn truths() -> Vec<(String, String)> {
    let blocks = LAW.vocabulary.record("Facts").iter().filter(|field| FOR_SHARING.contains(&field.key.as_str()));
    blocks
        .flat_map(|block| {
            let taushet::vocabulary::Shape::Record(fields) = &block.shape else { return Vec::new() };
            let truths = fields.iter().filter(|field| {
                field.shape == taushet::vocabulary::Shape::Bool && !AGAINST.contains(&field.key.as_str())
            });
            truths.map(|field| (block.key.clone(), field.key.clone())).collect()
        })
        .collect()
}

#[test]
fn one_more_favourable_fact_never_stops_a_flow() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(4) {
        let (document, names) = varied(value, |flow| {
            let unsaid = truths().into_iter().skip(flow.len() % 3).step_by(3).filter(|(block, key)| {
                let block = flow.get(block.as_str());
                block.is_none_or(|block| block.as_mapping().is_some_and(|block| !block.contains_key(key.as_str())))
            });
            let ways = unsaid.map(|(block, key)| {
                let mut flow = flow.clone();
                flow.entry(block.as_str().into()).or_insert_with(|| Mapping::new().into())[key.as_str()] = true.into();
                (format!("{block}.{key}: true"), flow)
            });
            ways.collect()
        });
        let verdicts = verdicts(&document);
        for (way, old, new) in names {
            tried += 1;
            if verdicts[&old].lets_pass() && !verdicts[&new].lets_pass() {
                wrong.push(format!("{}: {old} is {:?}, with {way} {:?}", fixture.name, verdicts[&old], verdicts[&new]));
            }
        }
    }
    assert_holds(tried, 50, &wrong);
}

#[test]
fn forgetting_a_favourable_fact_never_lets_a_flow_pass() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(5) {
        let (document, names) = varied(value, |flow| {
            let mut ways = Vec::new();
            for (block, key) in truths() {
                let mut flow = flow.clone();
                let Some(inner) = flow.get_mut(block.as_str()).and_then(Value::as_mapping_mut) else { continue };
                if inner.get(key.as_str()).and_then(Value::as_bool) == Some(true) {
                    inner.remove(key.as_str());
                    ways.push((format!("{block}.{key}"), flow));
                }
            }
            ways
        });
        let verdicts = verdicts(&document);
        for (way, old, new) in names {
            tried += 1;
            if !verdicts[&old].lets_pass() && verdicts[&new].lets_pass() {
                wrong.push(format!(
                    "{}: {old} is {:?}, without {way} {:?}",
                    fixture.name, verdicts[&old], verdicts[&new]
                ));
            }
        }
    }
    assert_holds(tried, 10, &wrong);
}

/// Many data: the worst counts. What a loan is told with is judged together (verdicts.md rule 9), and what only identifies follows.
#[test]
fn a_flow_is_the_worst_of_its_data() {
    let identifies = ["name", "national-id", "client-relationship"];
    let (mut tried, mut wrong) = (0, Vec::new());
    for (fixture, value) in values(0) {
        let (document, names) = varied(value, |flow| {
            let data: Vec<&str> =
                flow.get("data").and_then(Value::as_sequence).into_iter().flatten().filter_map(Value::as_str).collect();
            let judged: Vec<&str> = data.iter().copied().filter(|datum| !identifies.contains(datum)).collect();
            if judged.len() < 2 || data.iter().any(|datum| datum.starts_with("loan")) || flow.contains_key("via") {
                return Vec::new();
            }
            let ways = judged.into_iter().map(|datum| {
                let mut flow = flow.clone();
                flow.insert("data".into(), vec![Value::from(datum)].into());
                (datum.to_owned(), flow)
            });
            ways.collect()
        });
        let verdicts = verdicts(&document);
        let mut worst: BTreeMap<&str, Verdict> = BTreeMap::new();
        for (_, old, new) in &names {
            let known = worst.entry(old).or_insert(verdicts[new]);
            *known = verdicts[new].max(*known);
        }
        for (old, worst) in worst {
            tried += 1;
            if verdicts[old] != worst {
                wrong.push(format!("{}: {old} is {:?}, its data {worst:?}", fixture.name, verdicts[old]));
            }
        }
    }
    assert_holds(tried, 5, &wrong);
}

/// Between the days on which some norm changes, no day is like another for nothing.
#[test]
fn only_the_days_of_the_law_change_a_verdict() {
    let first = "2021-01-01".parse::<Date>().unwrap();
    let mut days: BTreeSet<Date> = BTreeSet::from([first]);
    for norm in LAW.norms() {
        days.extend(norm.in_force.from);
        days.extend(norm.in_force.to.map(|day| day.saturating_add(1.day())));
    }
    let days: Vec<Date> = days.into_iter().filter(|day| *day >= first).collect();
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut changes = 0;
    for fixture in fixtures(1).filter(|fixture| fixture.text.contains("flows/v1")) {
        // Days of a flow's own are facts.
        if ["date:", "due-on", "noticed-on", "in-force", "repealed"].iter().any(|key| fixture.text.contains(key)) {
            continue;
        }
        let on = |day: Date| {
            let report = checked_on(&LAW, day, &[(&fixture.name, &fixture.text)]);
            report
                .flows
                .into_iter()
                .map(|flow| format!("{} {:?} {:?}", flow.flow, flow.verdict, flow.by))
                .collect::<Vec<String>>()
        };
        let mut last = Vec::new();
        for pair in days.windows(2) {
            let (one, other) = (on(pair[0]), on(pair[1].saturating_sub(1.day())));
            wrong.extend(difference(&format!("{} from {}", fixture.name, pair[0]), &one, &other));
            changes += usize::from(!last.is_empty() && last != one);
            last = other;
            tried += 1;
        }
    }
    assert!(changes > 0, "no day changed anything");
    assert_holds(tried, 10, &wrong);
}

// Telling.

/// What somebody set aside comes back when nothing is set aside.
#[test]
fn setting_aside_and_taking_back() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for fixture in FIXTURES.iter().filter(|fixture| fixture.text.contains("taushet: allow[")) {
        let all: Vec<String> = fixture
            .text
            .lines()
            .map(|line| {
                let mark = line.find("# taushet: allow[");
                mark.map_or_else(
                    || line.to_owned(),
                    |at| format!("{}# {}", &line[..at], "x".repeat(line.len() - at - 2)),
                )
            })
            .collect();
        let without = check(&LAW, run(&[(&fixture.name, &(all.join("\n") + "\n"))], &[]));
        wrong.extend(difference(&fixture.name, fixture.told(), &told(&without)));
        let with = check(&LAW, run(&[(&fixture.name, &fixture.text)], &[]));
        let mut both: Vec<String> = with
            .findings
            .iter()
            .chain(with.suppressed.iter().map(|suppressed| &suppressed.finding))
            .filter(|finding| finding.group != "hygiene")
            .map(|finding| finding.message.to_string())
            .collect();
        let mut every: Vec<String> = without
            .findings
            .iter()
            .filter(|finding| finding.group != "hygiene")
            .map(|finding| finding.message.to_string())
            .collect();
        both.sort();
        every.sort();
        wrong.extend(difference(&fixture.name, &every, &both));
        tried += 1;
    }
    assert_holds(tried, 1, &wrong);
}

#[test]
fn every_language_tells_of_the_same() {
    let laws = [law_in(Language::Nn), law_in(Language::En)];
    let (mut tried, mut wrong) = (0, Vec::new());
    for fixture in fixtures(2) {
        let places = |law: &Rulebook| -> Vec<String> {
            let report = checked_on(law, DAY, &[(&fixture.name, &fixture.text)]);
            report
                .findings
                .iter()
                .map(|finding| format!("{} {} {:?}", finding.rule, finding.severity, finding.place))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect()
        };
        for law in &laws {
            wrong.extend(difference(&fixture.name, &places(&LAW), &places(law)));
            tried += 1;
        }
    }
    assert_holds(tried, 10, &wrong);
}

/// How often a format tells of a rule. Nothing for the formats that do not name rules everywhere.
fn named(format: Format, shown: &str, rule: &str) -> Option<usize> {
    let mark = match format {
        // Other lines tell how to set the rule aside.
        Format::Human => {
            let heads = shown.lines().filter(|line| !line.starts_with(' ') && line.ends_with(&format!("[{rule}]")));
            return Some(heads.count());
        }
        Format::Short => format!("[{rule}] "),
        Format::Json => format!("\"rule\":\"{rule}\""),
        Format::Sarif => format!("\"ruleId\":\"{rule}\""),
        Format::Gitlab => format!("\"check_name\":\"{rule}\""),
        Format::Github => format!("title={rule}::"),
        _ => return None,
    };
    Some(shown.replace("\": ", "\":").matches(&mark).count())
}

#[test]
fn every_format_tells_of_the_same() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for fixture in fixtures(3) {
        let report = checked(&fixture.name, &fixture.text);
        let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &report.findings {
            *expected.entry(&finding.rule).or_default() += 1;
        }
        for format in Format::value_variants() {
            let shown = render(&report, *format, &LAW.texts, false);
            for (rule, number) in &expected {
                let Some(named) = named(*format, &shown, rule) else { continue };
                tried += 1;
                if named != *number {
                    wrong.push(format!("{}: {format:?} tells {named} of {rule}, not {number}", fixture.name));
                }
            }
        }
    }
    assert_holds(tried, 10, &wrong);
}
