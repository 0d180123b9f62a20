//! Labelled routines and messages: each breaks the rules that it is labelled with, but for what is known to be missed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{LAW, check_one, files, shown, text};

/// The rules that the labels speak of: all but wording and metadata, which `fixtures/language` is for.
fn is_labelled(group: &str, rule: &str) -> bool {
    ["routine", "clarity", "privacy"].contains(&group) || rule == "open-slot"
}

fn words<'v>(item: &'v Value, key: &str) -> BTreeSet<&'v str> {
    item[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn labelled_routines_and_messages() {
    let mut wrong = Vec::new();
    let mut n_items = 0;
    for path in files("fixtures/routines") {
        let items: Vec<Value> = serde_yaml::from_str(&text(&path)).unwrap();
        for item in &items {
            n_items += 1;
            let report = check_one(&LAW, "rutine.md", item["text"].as_str().unwrap(), &[]);
            assert!(report.failures.is_empty(), "{}: {:?}", item["id"], report.failures);
            let found: BTreeSet<&str> = report
                .findings
                .iter()
                .filter(|finding| is_labelled(&finding.group, &finding.rule) && !is_unlabelled(&finding.rule))
                .map(|finding| finding.rule.as_str())
                .collect();
            let (rules, missed, also) = (words(item, "rules"), words(item, "missed"), words(item, "also"));
            let expected: BTreeSet<&str> = rules.difference(&missed).copied().chain(also).collect();
            if found != expected {
                wrong.push(format!("{} {}: {found:?}, expected {expected:?}", shown(&path), item["id"]));
            }
        }
    }
    assert!(n_items > 200, "only {n_items} labelled texts");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Rules that nobody was asked to label.
fn is_unlabelled(rule: &str) -> bool {
    [
        "power-of-attorney-open",
        "next-step-missing",
        "review-overdue",
        "office-information-incomplete",
        "office-information-old",
        "duty-telephone-missing",
        "duty-telephone-hours",
        "identifying-text-message",
        "haste-without-deadline",
        "templates-differ-in-form",
    ]
    .contains(&rule)
}
