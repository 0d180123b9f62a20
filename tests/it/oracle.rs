//! A second, deliberately plain implementation of the verdict, which the engine is held against on many random flows.
//!
//! `oracle/table.yaml` is the law as a decision table, written from the statute and not from `policies/`. Here is only how such a
//! table is read: nothing below knows a provision, and nothing of the engine is used but its answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_yaml::Value;
use taushet::decide::Verdict;

use crate::{DAY, LAW, check_one};

/// A flow, or what is asked of one: key → values. A key that is absent is unknown.
type Keys = BTreeMap<String, Vec<String>>;

struct Table {
    norms: Vec<Row>,
    doubts: Vec<Row>,
    refusals: Vec<Row>,
    /// What takes every permit away.
    permits_fall: Vec<Fall>,
    wider: Vec<Keys>,
    identifies: Vec<String>,
    implied: String,
    not_implied: Keys,
    domain: Keys,
}

#[derive(Default)]
struct Row {
    id: String,
    by: Vec<String>,
    duty: bool,
    last: u64,
    /// What an order for the child means is its own to say.
    child_order: bool,
    claimed: Option<String>,
    when: Keys,
    any: Vec<Keys>,
    unless: Vec<Keys>,
    falls: Vec<Fall>,
    needs: Vec<Need>,
}

struct Fall {
    when: Keys,
    limit: Option<String>,
    doubt: Option<String>,
}

struct Need {
    key: String,
    is: Vec<String>,
    when: Keys,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("oracle/table.yaml")));

// Reading the table.

fn read(text: &str) -> Table {
    let root: Value = serde_yaml::from_str(text).unwrap();
    let sets = &root["sets"];
    let rows = |key: &str| list(&root[key]).iter().map(|value| row(value, sets)).collect();
    Table {
        norms: rows("norms"),
        doubts: rows("doubts"),
        refusals: rows("refusals"),
        permits_fall: list(&root["permits-fall"]).iter().map(|value| fall(value, sets)).collect(),
        wider: list(&root["wider"]).iter().map(|value| keys(value, sets)).collect(),
        identifies: words(&root["identifies"], sets),
        implied: word(&root["implied"]["datum"]),
        not_implied: keys(&root["implied"]["unless"], sets),
        domain: keys(&root["domain"], sets),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

fn word(value: &Value) -> String {
    match value {
        Value::String(word) => word.clone(),
        Value::Bool(truth) => truth.to_string(),
        other => panic!("not a word: {other:?}"),
    }
}

/// The words of a list, those of the sets that it names in their place.
fn words(value: &Value, sets: &Value) -> Vec<String> {
    if let Some(name) = value.as_str().and_then(|word| word.strip_prefix('$')) {
        assert!(sets.get(name).is_some(), "no such set: {name}");
        return words(&sets[name], sets);
    }
    match value {
        Value::Sequence(items) => items.iter().flat_map(|item| words(item, sets)).collect(),
        single => vec![word(single)],
    }
}

fn keys(value: &Value, sets: &Value) -> Keys {
    let entries = value.as_mapping().into_iter().flatten();
    entries.map(|(key, value)| (word(key), words(value, sets))).collect()
}

fn fall(value: &Value, sets: &Value) -> Fall {
    let name = |key: &str| value.get(key).map(word);
    Fall { when: keys(&value["if"], sets), limit: name("limit"), doubt: name("doubt") }
}

fn need(value: &Value, sets: &Value) -> Need {
    let asked = value.as_mapping().unwrap().iter().find(|(key, _)| word(key) != "if").unwrap();
    let (key, is) = (word(asked.0), words(asked.1, sets));
    Need { key, is, when: value.get("if").map(|value| keys(value, sets)).unwrap_or_default() }
}

fn row(value: &Value, sets: &Value) -> Row {
    let known = ["id", "by", "gives", "last", "child-order", "claimed", "when", "any", "unless", "falls", "needs"];
    for key in value.as_mapping().unwrap().keys() {
        assert!(known.contains(&word(key).as_str()), "{key:?} in {:?}", value["id"]);
    }
    let id = word(&value["id"]);
    let each = |key: &str| value.get(key).map(list).unwrap_or_default();
    Row {
        by: value.get("by").map_or_else(|| vec![id.clone()], |by| words(by, sets)),
        duty: value.get("gives").is_some_and(|gives| word(gives) == "required"),
        last: value.get("last").and_then(Value::as_u64).unwrap_or(0),
        child_order: value.get("child-order").is_some(),
        claimed: value.get("claimed").map(word),
        when: value.get("when").map(|value| keys(value, sets)).unwrap_or_default(),
        any: each("any").iter().map(|value| keys(value, sets)).collect(),
        unless: each("unless").iter().map(|value| keys(value, sets)).collect(),
        falls: each("falls").iter().map(|value| fall(value, sets)).collect(),
        needs: each("needs").iter().map(|value| need(value, sets)).collect(),
        id,
    }
}

// Judging.

fn is(flow: &Keys, key: &str, wanted: &[String]) -> bool {
    let unknown = vec!["unknown".to_owned()];
    let values = flow.get(key).unwrap_or(&unknown);
    values.iter().any(|value| wanted.iter().any(|wanted| within(value, wanted)))
}

/// Whether a value is the one wanted, or a day among the days wanted.
fn within(value: &str, wanted: &str) -> bool {
    match wanted.split_once("..") {
        Some((from, to)) => from <= value && (to.is_empty() || value <= to),
        None => value == wanted,
    }
}

fn all(flow: &Keys, wanted: &Keys) -> bool {
    wanted.iter().all(|(key, values)| is(flow, key, values))
}

enum Outcome {
    Holds,
    Lacks(BTreeSet<String>),
    Fell(Option<String>, Option<String>),
    NotAbout,
}

impl Row {
    fn is_about(&self, flow: &Keys) -> bool {
        let has_block = |block: &String| flow.keys().any(|key| key.starts_with(&format!("{block}.")));
        all(flow, &self.when)
            && (self.any.is_empty() || self.any.iter().any(|keys| all(flow, keys)))
            && !self.unless.iter().any(|keys| all(flow, keys))
            && self.claimed.as_ref().is_none_or(|block| has_block(block) || is(flow, "basis", &self.by))
    }

    fn judge(&self, flow: &Keys) -> Outcome {
        if !self.is_about(flow) {
            return Outcome::NotAbout;
        }
        let general = TABLE.permits_fall.iter().filter(|_| !self.duty && !self.child_order);
        if let Some(fall) = self.falls.iter().chain(general).find(|fall| all(flow, &fall.when)) {
            return Outcome::Fell(fall.limit.clone().filter(|limit| limit != "-"), fall.doubt.clone());
        }
        let lacks: BTreeSet<String> = self
            .needs
            .iter()
            .filter(|need| all(flow, &need.when) && !is(flow, &need.key, &need.is))
            .map(|need| path(flow, &need.key))
            .collect();
        if lacks.is_empty() { Outcome::Holds } else { Outcome::Lacks(lacks) }
    }
}

/// What a report calls a key: what is known of a party stands with the party.
fn path(flow: &Keys, key: &str) -> String {
    if key == "municipality" { format!("parties.{}.municipality", party(flow)) } else { key.to_owned() }
}

type Names = BTreeSet<String>;

/// What the table says of one datum.
struct Said {
    verdict: Verdict,
    by: Names,
    /// The norms that nearly held, any of which may be told: what each is called and lacks.
    nearly: Vec<(Names, Names)>,
}

/// How often each row was about a datum, and how it went.
type Reached = BTreeMap<(String, &'static str), usize>;

fn judge_datum(flow: &Keys, datum: &str, reached: &mut Reached) -> Said {
    let mut flow = flow.clone();
    flow.insert("datum".to_owned(), vec![datum.to_owned()]);
    let (mut duties, mut permits, mut limits, mut doubts) = (Names::new(), Names::new(), Names::new(), Names::new());
    let mut lacking: Vec<(&Row, Names)> = Vec::new();
    for row in &TABLE.norms {
        let told = match row.judge(&flow) {
            Outcome::NotAbout => continue,
            Outcome::Holds => {
                if row.duty { &mut duties } else { &mut permits }.extend(row.by.iter().cloned());
                "holds"
            }
            Outcome::Lacks(lacks) => {
                lacking.push((row, lacks));
                "lacks"
            }
            Outcome::Fell(limit, doubt) => {
                limits.extend(limit);
                doubts.extend(doubt);
                "falls"
            }
        };
        *reached.entry((row.id.clone(), told)).or_default() += 1;
    }
    let said = |verdict, by| Said { verdict, by, nearly: Vec::new() };
    if !duties.is_empty() {
        return said(Verdict::Required, &duties | &permits);
    }
    if !permits.is_empty() {
        return said(Verdict::Permitted, permits);
    }
    // A norm that is claimed before others, then one that lacks less.
    let rank = |row: &Row, lacks: &Names| (!is(&flow, "basis", &row.by), row.last, lacks.len());
    if let Some(best) = lacking.iter().map(|(row, lacks)| rank(row, lacks)).min() {
        let nearest = lacking.iter().filter(|(row, lacks)| rank(row, lacks) == best);
        let nearly = nearest.map(|(row, lacks)| (row.by.iter().cloned().collect(), lacks.clone())).collect();
        return Said { nearly, ..said(Verdict::Incomplete, Names::new()) };
    }
    let mut stated = |rows: &[Row], names: &mut Names| {
        for row in rows.iter().filter(|row| row.is_about(&flow)) {
            names.insert(row.id.clone());
            *reached.entry((row.id.clone(), "said")).or_default() += 1;
        }
    };
    stated(&TABLE.doubts, &mut doubts);
    if !doubts.is_empty() {
        return said(Verdict::Judgement, doubts);
    }
    stated(&TABLE.refusals, &mut limits);
    limits.insert("sotjl-44-1".to_owned());
    said(Verdict::Prohibited, limits)
}

/// Every answer that agrees with the table: the verdict, who decided it, what is missing.
fn judge(flow: &Keys, reached: &mut Reached) -> Vec<(Verdict, Names, Names)> {
    let mut flow = flow.clone();
    for (key, value) in
        [("about", "client"), ("form", "named"), ("initiative", "own"), ("collected-for", "social-services")]
    {
        flow.entry(key.to_owned()).or_insert_with(|| vec![value.to_owned()]);
    }
    flow.entry("date".to_owned()).or_insert_with(|| vec![DAY.to_string()]);
    let collected = flow["collected-for"] == flow["purpose"]
        || flow["collected-for"].iter().any(|wide| flow["purpose"].contains(wide))
        || TABLE
            .wider
            .iter()
            .any(|keys| is(&flow, "purpose", &keys["purpose"]) && is(&flow, "collected-for", &keys["collected"]));
    flow.insert("collected".to_owned(), vec![if collected { "yes" } else { "no" }.to_owned()]);
    let mut data = flow["data"].clone();
    flow.insert("any-datum".to_owned(), data.clone());
    if !data.contains(&TABLE.implied) && !all(&flow, &TABLE.not_implied) {
        data.push(TABLE.implied.clone());
    }
    if data.iter().any(|datum| !TABLE.identifies.contains(datum)) {
        data.retain(|datum| !TABLE.identifies.contains(datum));
    }
    let said: Vec<Said> = data.iter().map(|datum| judge_datum(&flow, datum, reached)).collect();
    let worst = said.iter().map(|said| said.verdict).max().unwrap();
    let deciding: Vec<&Said> =
        said.iter().filter(|said| said.verdict == worst || worst <= Verdict::Permitted).collect();
    let mut answers = vec![(worst, Names::new(), Names::new())];
    for said in deciding {
        let ways = if said.nearly.is_empty() { vec![(said.by.clone(), Names::new())] } else { said.nearly.clone() };
        answers = answers
            .iter()
            .flat_map(|(verdict, by, missing)| {
                ways.iter().map(move |(more, lacks)| (*verdict, by | more, missing | lacks))
            })
            .collect();
    }
    answers
}

// Making flows.

/// A row of numbers that choices are made from.
struct Choices(std::vec::IntoIter<u16>);

impl Choices {
    fn below(&mut self, number: usize) -> usize {
        usize::from(self.0.next().unwrap_or(1)) % number.max(1)
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    fn of<'a>(&mut self, values: &'a [String]) -> &'a str {
        &values[self.below(values.len())]
    }

    /// A value that a row asks for, among those that flows are made of.
    fn wanted<'a>(&mut self, key: &str, values: &'a [String]) -> &'a str {
        let Some(domain) = TABLE.domain.get(if key == "datum" || key == "any-datum" { "data" } else { key }) else {
            return self.of(values);
        };
        let known: Vec<&'a String> =
            values.iter().filter(|wanted| domain.iter().any(|value| within(value, wanted))).collect();
        if known.is_empty() { self.of(values) } else { known[self.below(known.len())] }
    }
}

fn put(flow: &mut Keys, key: &str, value: &str) {
    match key {
        "datum" | "any-datum" => flow.entry("data".to_owned()).or_default().push(value.to_owned()),
        "collected" | "data" => {}
        _ if value == "unknown" => drop(flow.remove(key)),
        _ => drop(flow.insert(key.to_owned(), vec![first_day(value).to_owned()])),
    }
}

fn first_day(value: &str) -> &str {
    match value.split_once("..") {
        Some(("", to)) => to,
        Some((from, _)) => from,
        None => value,
    }
}

/// Every truth that a row asks for.
fn truths() -> Vec<String> {
    let rows = || TABLE.norms.iter().chain(&TABLE.doubts).chain(&TABLE.refusals);
    let needs = rows().flat_map(|row| &row.needs).flat_map(|need| need.when.keys().chain([&need.key]));
    let falls = rows().flat_map(|row| &row.falls).chain(&TABLE.permits_fall).flat_map(|fall| fall.when.keys());
    let truths: BTreeSet<&String> = needs.chain(falls).filter(|key| !TABLE.domain.contains_key(*key)).collect();
    truths.into_iter().filter(|key| key.contains('.') || *key == "child-order").cloned().collect()
}

/// The flow of a number, near a row of the table: what the row asks for, mostly, and something else, sometimes.
fn flow(number: usize, numbers: Vec<u16>, truths: &[String]) -> Keys {
    let mut choose = Choices(numbers.into_iter());
    let domain = &TABLE.domain;
    let rows: Vec<&Row> = TABLE.norms.iter().chain(&TABLE.doubts).chain(&TABLE.refusals).collect();
    let row = rows[number % rows.len()];
    let mut flow = Keys::new();
    for key in ["to", "purpose"] {
        put(&mut flow, key, choose.of(&domain[key]));
    }
    for (key, values) in &row.when {
        put(&mut flow, key, choose.wanted(key, values));
    }
    if !row.any.is_empty() {
        for (key, values) in &row.any[choose.below(row.any.len())] {
            put(&mut flow, key, choose.wanted(key, values));
        }
    }
    let is_kept = choose.one_in(2);
    for need in &row.needs {
        if !is_kept && choose.one_in(4) {
            for (key, values) in &need.when {
                put(&mut flow, key, choose.wanted(key, values));
            }
        }
        match choose.below(if is_kept { 80 } else { 4 }) {
            0 if need.is.iter().any(|value| value == "unknown") => put(&mut flow, &need.key, "false"),
            0 => put(&mut flow, &need.key, "unknown"),
            1 if domain.contains_key(&need.key) => put(&mut flow, &need.key, choose.of(&domain[&need.key])),
            1 => put(&mut flow, &need.key, if choose.one_in(2) { "true" } else { "false" }),
            _ if need.is.is_empty() => {}
            _ => put(&mut flow, &need.key, choose.of(&need.is)),
        }
    }
    for fall in &row.falls {
        if choose.one_in(if is_kept { 80 } else { 4 }) {
            for (key, values) in &fall.when {
                put(&mut flow, key, choose.wanted(key, values));
            }
        }
    }
    if !flow.contains_key("data") || choose.one_in(4) {
        for _ in 0..=choose.below(2) {
            put(&mut flow, "datum", choose.of(&domain["data"]));
        }
    }
    if choose.one_in(4) {
        put(&mut flow, "basis", &row.by[0]);
    }
    // Noise.
    let keys: Vec<&String> = domain.keys().filter(|key| *key != "data" && *key != "to").collect();
    while choose.one_in(2) {
        if choose.one_in(2) {
            let key = keys[choose.below(keys.len())];
            put(&mut flow, key, choose.of(&domain[key]));
        } else {
            put(&mut flow, choose.of(truths), if choose.one_in(2) { "true" } else { "false" });
        }
    }
    if choose.one_in(20) {
        put(&mut flow, "to", choose.of(&domain["to"]));
    }
    let data = flow.get_mut("data").unwrap();
    data.sort();
    data.dedup();
    flow
}

fn party(flow: &Keys) -> String {
    let place = flow.get("municipality").map_or("unknown", |place| place[0].as_str());
    format!("{}-{place}", flow["to"][0])
}

/// The flows as a document.
fn document(flows: &[Keys]) -> String {
    let mut text = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office, municipality: \"3403\" }\n".to_owned();
    for kind in &TABLE.domain["to"] {
        writeln!(text, "  {kind}-same: {{ kind: {kind}, municipality: \"3403\" }}").unwrap();
        writeln!(text, "  {kind}-other: {{ kind: {kind}, municipality: \"3405\" }}").unwrap();
        writeln!(text, "  {kind}-unknown: {{ kind: {kind} }}").unwrap();
    }
    text.push_str("flows:\n");
    for (number, flow) in flows.iter().enumerate() {
        let mut blocks: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut keys = vec!["from: nav".to_owned(), format!("to: {}", party(flow))];
        for (key, values) in flow {
            match key.split_once('.') {
                Some((block, key)) => blocks.entry(block).or_default().push(format!("{key}: {}", values[0])),
                None if ["to", "municipality"].contains(&key.as_str()) => {}
                None if ["data", "collected-for", "basis"].contains(&key.as_str()) => {
                    keys.push(format!("{key}: [{}]", values.join(", ")))
                }
                None => keys.push(format!("{key}: {}", values[0])),
            }
        }
        keys.extend(blocks.iter().map(|(block, facts)| format!("{block}: {{ {} }}", facts.join(", "))));
        writeln!(text, "  f{number}: {{ {} }}", keys.join(", ")).unwrap();
    }
    text
}

/// What the engine says of each flow.
fn asked(flows: &[Keys]) -> Vec<(Verdict, Names, Names)> {
    let report = check_one(&LAW, "a.yaml", &document(flows), &["none"]);
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    assert_eq!(report.flows.len(), flows.len());
    let verdicts = report.flows.into_iter();
    verdicts.map(|flow| (flow.verdict, flow.by.into_iter().collect(), flow.missing.into_iter().collect())).collect()
}

/// What the engine says of many flows, on both processors.
fn asked_at_once(flows: &[Keys]) -> Vec<(Verdict, Names, Names)> {
    let ask = |flows: &[Keys]| flows.chunks(500).flat_map(asked).collect::<Vec<_>>();
    let (first, second) = flows.split_at(flows.len() / 2);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| ask(first));
        let second = ask(second);
        first.join().unwrap().into_iter().chain(second).collect()
    })
}

/// Whether the engine's answer is one that the table gives. Reasons for a no that the table does not know may stand beside its own.
fn agree(engine: &(Verdict, Names, Names), table: &[(Verdict, Names, Names)]) -> bool {
    table.iter().any(|(verdict, by, missing)| {
        *verdict == engine.0
            && *missing == engine.2
            && if *verdict == Verdict::Prohibited { by.is_subset(&engine.1) } else { *by == engine.1 }
    })
}

/// The flow with nothing in it that is not needed for the disagreement.
fn smallest(mut flow: Keys) -> Keys {
    let disagrees = |flow: &Keys| !agree(&asked(std::slice::from_ref(flow))[0], &judge(flow, &mut Reached::new()));
    loop {
        let without = |key: &String| {
            let mut less = flow.clone();
            less.remove(key);
            less
        };
        let keys = flow.keys().filter(|key| !["to", "purpose", "data"].contains(&key.as_str()));
        let Some(less) = keys.map(without).find(disagrees) else { return flow };
        flow = less;
    }
}

/// The first flows of a row that is the same every time.
fn flows(number: usize) -> Vec<Keys> {
    let config = Config { rng_seed: RngSeed::Fixed(20_261_126), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let (truths, numbers) = (truths(), vec(any::<u16>(), 64));
    (0..number).map(|number| flow(number, numbers.new_tree(&mut runner).unwrap().current(), &truths)).collect()
}

/// `TAUSHET_ORACLE=100000 cargo test --release --test it oracle` compares more.
#[test]
fn the_engine_agrees_with_the_table() {
    let number = std::env::var("TAUSHET_ORACLE").map_or(4_000, |number| number.parse().unwrap());
    let flows = flows(number);
    let mut wrong: BTreeMap<String, Vec<Keys>> = BTreeMap::new();
    for (flow, engine) in flows.iter().zip(asked_at_once(&flows)) {
        let table = judge(flow, &mut Reached::new());
        if !agree(&engine, &table) {
            wrong.entry(format!("engine {engine:?}, table {table:?}")).or_default().push(flow.clone());
        }
    }
    let mut told = String::new();
    for flows in wrong.values().take(20) {
        let flow = smallest(flows[0].clone());
        let engine = &asked(std::slice::from_ref(&flow))[0];
        let table = judge(&flow, &mut Reached::new());
        writeln!(
            told,
            "{} like\n{}\n  engine {engine:?}\n  table  {table:?}",
            flows.len(),
            document(&[flow]).lines().last().unwrap_or_default()
        )
        .unwrap();
    }
    assert!(wrong.is_empty(), "{} kinds of disagreement:\n{told}", wrong.len());
}

/// Else the comparison says nothing of a row: each is about some flows, and holds or, where something can be lacking, does not.
#[test]
fn every_row_decides() {
    let mut reached = Reached::new();
    for flow in flows(4_000) {
        judge(&flow, &mut reached);
    }
    let times = |row: &Row, how| reached.get(&(row.id.clone(), how)).copied().unwrap_or(0);
    let rare = |row: &&Row| {
        times(row, "holds") < 5
            || !(row.needs.is_empty() && row.falls.is_empty()) && times(row, "lacks") + times(row, "falls") < 5
    };
    let mut seldom: Vec<&str> = TABLE.norms.iter().filter(rare).map(|row| row.id.as_str()).collect();
    let stated = TABLE.doubts.iter().chain(&TABLE.refusals);
    seldom.extend(stated.filter(|row| times(row, "said") < 5).map(|row| row.id.as_str()));
    assert!(seldom.is_empty(), "seldom reached: {seldom:?}\n{reached:?}");
}
