//! `taushet rules` and `taushet explain`: the law as people read it.

use std::fmt::Write as _;

use crate::law;
use crate::phrase::Phrase;
use crate::rulebook::{Action, Norm, Rulebook, unfilled};
use crate::tree;
use crate::vocabulary::nearest;

/// All rules and norms, by group.
pub(super) fn rules(rulebook: &Rulebook) -> String {
    let mut out = String::new();
    let line = |out: &mut String, id: &str, severity: &str| {
        let title = rulebook.texts.rule(id).map_or(String::new(), |text| unfilled(&text.title));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {id:<30} {severity:<22} {title}");
    };
    for (heading, group) in [
        (phrase!("rules-disclosure"), "disclosure"),
        (phrase!("rules-wording"), "wording"),
        (phrase!("rules-metadata"), "metadata"),
        (phrase!("rules-clarity"), "clarity"),
        (phrase!("rules-routine"), "routine"),
        (phrase!("rules-privacy"), "privacy"),
        (phrase!("rules-hygiene"), "hygiene"),
    ] {
        let _ = writeln!(out, "{} ({group})", rulebook.texts.say(&heading));
        for rule in rulebook.findings().iter().filter(|rule| rule.group == group) {
            line(&mut out, &rule.id, rule.severity.as_str());
        }
        for norm in rulebook.norms().iter().filter(|norm| norm.group == group) {
            line(&mut out, &norm.id, &severity(norm));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}", rulebook.texts.say(&phrase!("rules-bases")));
    let mut slugs: Vec<&str> = rulebook.bases().collect();
    slugs.sort_unstable();
    slugs.dedup();
    for slug in slugs {
        let law = rulebook.texts.law(slug);
        let title = rulebook.texts.rule(slug).map_or("", |text| text.title.as_str());
        let _ = writeln!(out, "  {slug:<30} {law}: {title}");
    }
    out
}

fn severity(norm: &Norm) -> String {
    norm.severity.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// Whether an id is that of a finding.
pub(super) fn is_rule(rulebook: &Rulebook, id: &str) -> bool {
    rulebook.findings().iter().any(|rule| rule.id == id)
        || rulebook.norm(id).is_some_and(|norm| norm.severity.is_some())
}

/// The complaint about an id that is none.
pub(super) fn unknown(rulebook: &Rulebook, id: &str) -> Phrase {
    let known = rulebook
        .findings()
        .iter()
        .map(|rule| rule.id.as_str())
        .chain(rulebook.norms().iter().map(|norm| norm.id.as_str()))
        .chain(rulebook.bases());
    match nearest(id, known) {
        Some(near) => phrase!("unknown-rule-near", id, near),
        None => phrase!("unknown-rule", id),
    }
}

/// One rule or norm: provision, quote, time in force, conditions, and what to do.
pub(super) fn explain(rulebook: &Rulebook, id: &str) -> Result<String, Phrase> {
    let norms: Vec<&Norm> =
        rulebook.norms().iter().filter(|norm| norm.id == id || norm.slugs.iter().any(|slug| slug == id)).collect();
    let finding = rulebook.findings().iter().find(|rule| rule.id == id);
    let citation = rulebook.texts.citation(id);
    if norms.is_empty() && finding.is_none() && citation.is_none() {
        return Err(unknown(rulebook, id));
    }
    let texts = &rulebook.texts;
    let mut out = String::new();
    let mut say = |line: &str| {
        let _ = writeln!(out, "{line}");
    };
    say(id);
    if let Some(text) = rulebook.texts.rule(id) {
        // What a reader infers, first in a finding's reasons, differs from finding to finding.
        let why = unfilled(&text.why);
        say(&format!("\n{}\n\n{}", unfilled(&text.title), why.trim_start_matches("… ")));
        let help = unfilled(&text.help);
        if !help.trim_matches(['…', ' ']).is_empty() {
            say(&format!("\n{} {help}", texts.say(&phrase!("footer-do"))));
        }
    }
    let mut keys: Vec<&str> = citation.map(|_| id).into_iter().collect();
    let laws = norms
        .iter()
        .filter(|norm| norm.id == id)
        .flat_map(|norm| &norm.law)
        .chain(finding.iter().flat_map(|rule| &rule.law));
    for key in laws {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    for key in keys {
        let Some(citation) = rulebook.texts.citation(key) else { continue };
        say(&format!("\n{} {} – {}", texts.say(&phrase!("footer-law")), citation.law, citation.title));
        if !citation.statute.is_empty() {
            say(&format!("  {}", citation.statute));
        }
        if let Some(quote) = &citation.quote {
            say(&format!("  «{quote}»"));
        }
        if let Some(source) = &citation.source {
            say(&format!("  {}", texts.say(&phrase!("explain-source", source))));
        }
        if let Some(url) = &citation.url {
            say(&format!("  {url}"));
        }
        if let Some(asks) = &citation.asks {
            say(&format!("  {}", texts.say(&phrase!("explain-asks", asks))));
        }
    }
    for norm in norms {
        let in_force: Phrase = norm.in_force.into();
        say(&format!("\n{}", texts.say(&phrase!("explain-rule", id = &norm.id, file = &norm.file, in_force))));
        if let Some(severity) = &norm.severity {
            say(&format!("  {}", texts.say(&phrase!("explain-severity", severity = severity.to_string()))));
        }
        let judged = norm
            .actions
            .iter()
            .any(|action| matches!(action, Action::Disclose | Action::DiscloseByDuty | Action::Convey));
        if judged {
            for condition in &rulebook.clauses(norm).conditions {
                let label = rulebook
                    .texts
                    .condition(&condition.path)
                    .map_or(condition.path.as_str(), |text| text.label.as_str());
                say(&format!("  {}", texts.say(&phrase!("explain-condition", label, path = &condition.path))));
            }
            let mut told = Vec::new();
            for (limit, clause) in norm.limits.iter().zip(&rulebook.clauses(norm).limits) {
                let condition = rulebook.texts.condition(&clause.path).map(|text| text.failed.as_str());
                let rule = rulebook.texts.rule(limit).map(|text| text.title.as_str());
                let citation = rulebook.texts.citation(limit).map(|citation| citation.title.as_str());
                // The edge of a norm has no name of its own, and what it looks at says what it is.
                let said = condition.or(rule).or(citation).unwrap_or(limit);
                let line = format!("  {}", texts.say(&phrase!("explain-limit", said, path = &clause.path)));
                if clause.path != "data" && said != "-" && !told.contains(&line) {
                    say(&line);
                    told.push(line);
                }
            }
        }
    }
    for (heading, example) in examples(id) {
        let _ = write!(out, "\n{}\n{example}", texts.say(&heading));
    }
    Ok(out)
}

/// The examples of a norm, as `policies/examples` has them: one that holds, and one that does not. Tests run them.
fn examples(id: &str) -> Vec<(Phrase, String)> {
    let path = format!("policies/examples/{id}.yaml");
    let Some(file) = law::embedded().into_iter().find(|file| file.path == path) else { return Vec::new() };
    let (documents, _) = tree::parse(&file.text, 0);
    let root = documents.into_iter().find_map(|document| document.root);
    let flows =
        root.as_ref().and_then(|root| root.get("flows")).and_then(|flows| flows.value.as_map()).unwrap_or_default();
    [(phrase!("explain-example-holds"), "holder"), (phrase!("explain-example-lacks"), "holder-ikke")]
        .into_iter()
        .filter_map(|(heading, flow)| {
            let entry = flows.iter().find(|entry| entry.key() == flow)?;
            let text = file.text.get(entry.key.span.start..entry.value.span.end)?;
            let lines = text.lines().map(|line| format!("  {}\n", line.strip_prefix("  ").unwrap_or(line)));
            Some((heading, lines.collect()))
        })
        .collect()
}
