//! Recall and precision by rule on the labelled routines and messages of `fixtures/routines`, as today's labels say:
//! `cargo run --release --example routines`. That the labels hold is a test.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;

/// Faults found and missed, and false alarms.
#[derive(Default)]
struct Counts {
    found: usize,
    missed: usize,
    also: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/routines");
    let mut by_rule: BTreeMap<String, Counts> = BTreeMap::new();
    let mut n_texts = 0;
    for entry in std::fs::read_dir(folder)? {
        let items: Vec<Value> = serde_yaml::from_str(&std::fs::read_to_string(entry?.path())?)?;
        for item in &items {
            n_texts += 1;
            let words = |key: &str| -> Vec<String> {
                let list = item.get(key).and_then(Value::as_array).into_iter().flatten();
                list.filter_map(Value::as_str).map(str::to_owned).collect()
            };
            let missed = words("missed");
            for rule in words("rules") {
                let is_missed = missed.contains(&rule);
                let counts = by_rule.entry(rule).or_default();
                if is_missed { counts.missed += 1 } else { counts.found += 1 }
            }
            for rule in words("also") {
                by_rule.entry(rule).or_default().also += 1;
            }
        }
    }
    let mut out =
        format!("{n_texts} labelled texts\n\n| rule | faults | recall | precision |\n| --- | --- | --- | --- |\n");
    let mut all = Counts::default();
    for (rule, counts) in &by_rule {
        out.push_str(&row(rule, counts));
        all.found += counts.found;
        all.missed += counts.missed;
        all.also += counts.also;
    }
    out.push_str(&row("all", &all));
    std::io::stdout().lock().write_all(out.as_bytes())?;
    Ok(())
}

fn row(rule: &str, counts: &Counts) -> String {
    let share = |part: usize, other: usize| match part + other {
        0 => "–".to_owned(),
        // A share of some hundreds needs no more digits than a float has.
        whole => {
            format!("{:.2}", f64::from(u32::try_from(part).unwrap_or(0)) / f64::from(u32::try_from(whole).unwrap_or(1)))
        }
    };
    let Counts { found, missed, also } = counts;
    format!("| {rule} | {} | {} | {} |\n", found + missed, share(*found, *missed), share(*found, *also))
}
