//! `taushet why`: the reasoning for one flow, as a person would write it, and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::visible;
use crate::decide::Verdict;
use crate::rulebook::{InForce, Texts};
use crate::why::{DatumWhy, NormWhy, Why};

/// The reasoning in words.
#[must_use]
pub fn text(why: &Why, texts: &Texts) -> String {
    let mut out = String::new();
    let mut say = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", visible(&line));
    };
    let term = |kind: &str, id: &str| texts.term(kind, id).to_owned();
    say(format!("{}: {} ({})", why.flow, term("Verdict", why.outcome.verdict.as_str()), why.outcome.verdict.as_str()));
    say(format!("\n{}", texts.say(&phrase!("why-facts"))));
    let via = why
        .via
        .as_ref()
        .map(|via| texts.say(&phrase!("why-via", system = texts.term("System", via))))
        .unwrap_or_default();
    say(format!(
        "  {}",
        texts.say(&phrase!(
            "why-who",
            from = term("PartyKind", &why.from),
            to = term("PartyKind", &why.to),
            via,
            day = why.day.to_string()
        ))
    ));
    recorded(why).into_iter().for_each(&mut say);
    for (path, value) in &why.assumed {
        say(format!("  {path}: {value} {}", texts.say(&phrase!("why-assumed"))));
    }
    for datum in &why.follow {
        let (id, term) = (&datum.id, texts.term("Data", &datum.id));
        let is_listed = datum.span.is_some();
        let follows =
            if is_listed { phrase!("why-follows", datum = term, id) } else { phrase!("why-implied", datum = term, id) };
        say(format!("  {}", texts.say(&follows)));
    }
    for datum in &why.data {
        say(format!("\n{}", heading(datum, texts)));
        if datum.norms.is_empty() {
            say(format!("  {}", texts.say(&phrase!("why-no-norm"))));
        }
        for rule in &datum.forbidden {
            let title = texts.rule(rule).map_or("", |text| text.title.as_str());
            say(format!("  {}", texts.say(&phrase!("why-forbidden", rule, title))));
        }
        for norm in &datum.norms {
            norm_lines(norm, &why.recorded, texts).into_iter().for_each(&mut say);
        }
    }
    say(String::new());
    channel_lines(why, texts).into_iter().for_each(&mut say);
    say(format!("\n{}", texts.say(&phrase!("why-decided"))));
    for slug in &why.outcome.by {
        let title = texts
            .rule(slug)
            .map(|text| text.title.clone())
            .or_else(|| texts.citation(slug).map(|citation| citation.title.clone()));
        say(format!("  {} ({slug}): {}", texts.law(slug), title.unwrap_or_default()));
        if let Some(asks) = texts.citation(slug).and_then(|citation| citation.asks.as_ref()) {
            say(format!("    {}", texts.say(&phrase!("why-asks", asks))));
        }
    }
    let ways = why.ways_out();
    if !ways.is_empty() || !why.outcome.missing.is_empty() {
        say(format!("\n{}", texts.say(&phrase!("why-change"))));
        for (slug, lacks) in &ways {
            let lacks = lacks.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
            say(format!("  {}", texts.say(&phrase!("why-way", law = texts.law(slug), lacks))));
        }
        for path in why.outcome.missing.iter().filter(|path| !ways.iter().any(|(_, lacks)| lacks.contains(path))) {
            say(format!("  `{path}`"));
        }
    } else if !why.outcome.verdict.lets_pass() {
        say(format!("\n{}\n  {}", texts.say(&phrase!("why-change")), texts.say(&phrase!("why-nothing"))));
    }
    out
}

/// The recorded facts, those of one block on one line.
fn recorded(why: &Why) -> Vec<String> {
    let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
    for (path, value) in &why.recorded {
        let (block, said) = match path.rsplit_once('.') {
            Some((block, key)) => (block.to_owned(), format!("{key}: {value}")),
            None => (path.clone(), value.clone()),
        };
        match blocks.iter_mut().find(|(known, _)| *known == block) {
            Some((_, all)) => all.push(said),
            None => blocks.push((block, vec![said])),
        }
    }
    blocks.into_iter().map(|(block, said)| format!("  {block}: {}", said.join(", "))).collect()
}

fn heading(datum: &DatumWhy, texts: &Texts) -> String {
    let verdict = texts.term("Verdict", datum.verdict.as_str());
    let data = datum.data.iter().map(|datum| {
        let implied =
            if datum.span.is_none() { format!(" {}", texts.say(&phrase!("why-unlisted"))) } else { String::new() };
        format!("{} ({}){implied}", texts.term("Data", &datum.id), datum.id)
    });
    format!("{}: {verdict}", data.collect::<Vec<_>>().join(", "))
}

fn norm_lines(norm: &NormWhy, recorded: &[(String, String)], texts: &Texts) -> Vec<String> {
    let slug = norm.slugs.first().map_or("", String::as_str);
    let outcome = match &norm.limit {
        Some(_) => phrase!("why-fell-away"),
        None if norm.holds() => phrase!("why-holds"),
        None => phrase!("why-lacks"),
    };
    let statements = norm.slugs.iter().skip(1).map(|slug| texts.law(slug).to_owned()).collect::<Vec<_>>();
    let with = if statements.is_empty() { String::new() } else { format!(", {}", statements.join(", ")) };
    let since = match norm.in_force == InForce::default() {
        true => String::new(),
        false => format!(" [{}]", texts.say(&norm.in_force.into())),
    };
    let mut lines = vec![format!("  {} {}{with} ({slug}){since}", texts.say(&outcome), texts.law(slug))];
    if let Some((limit, path)) = &norm.limit {
        if let Some(condition) = texts.condition(path).filter(|_| recorded.iter().any(|(known, _)| known == path)) {
            lines.push(format!("      {}", texts.say(&phrase!("why-because", said = &condition.failed, path))));
        } else if limit != "-" {
            let title = texts.rule(limit).map(|rule| rule.title.clone());
            let title =
                title.or_else(|| texts.citation(limit).map(|citation| citation.title.clone())).unwrap_or_default();
            lines.push(format!("      {}", texts.say(&phrase!("why-limit", limit, title))));
        }
        return lines;
    }
    for condition in &norm.conditions {
        let label = texts.condition(&condition.path).map_or(condition.path.as_str(), |text| text.label.as_str());
        let met = match (condition.met, condition.recorded || condition.path == "data") {
            (true, true) => phrase!("why-met"),
            (true, false) => phrase!("why-not-held"),
            (false, true) => phrase!("why-failed"),
            (false, false) => phrase!("why-unknown"),
        };
        lines.push(format!("      {} {label} (`{}`)", texts.say(&met), condition.path));
    }
    lines
}

fn channel_lines(why: &Why, texts: &Texts) -> Vec<String> {
    let Some(channel) = &why.channel else { return vec![texts.say(&phrase!("why-no-channel"))] };
    let system = why.via.as_deref().unwrap_or_default();
    let system = texts.term("System", system);
    let verdict = match channel.verdict {
        Verdict::Prohibited => phrase!("why-channel-prohibited", system),
        Verdict::Incomplete => phrase!("why-channel-incomplete", system),
        _ => phrase!("why-channel-holds", system),
    };
    let mut lines = vec![texts.say(&verdict)];
    for (reader, data) in &channel.others {
        let data = data.iter().map(|id| texts.term("Data", id)).collect::<Vec<_>>().join(", ");
        lines.push(format!("  {}", texts.say(&phrase!("why-reader", reader = texts.term("PartyKind", reader), data))));
    }
    for slug in &channel.by {
        lines.push(format!("  {} ({slug})", texts.law(slug)));
    }
    for path in &channel.missing {
        lines.push(format!("  {} `{path}`", texts.say(&phrase!("why-unknown"))));
    }
    lines
}

/// The reasoning as JSON, `taushet/why/v1`.
#[must_use]
pub fn json(why: &Why) -> String {
    let norm = |norm: &NormWhy| {
        json!({
            "policy": norm.id,
            "norms": norm.slugs,
            "inForce": { "from": norm.in_force.from.map(|day| day.to_string()), "to": norm.in_force.to.map(|day| day.to_string()) },
            "holds": norm.holds(),
            "limit": norm.limit.as_ref().map(|(limit, path)| json!({ "norm": limit, "path": path })),
            "conditions": norm.conditions.iter().map(|condition| json!({ "path": condition.path, "met": condition.met, "recorded": condition.recorded })).collect::<Vec<Value>>(),
        })
    };
    let datum = |datum: &DatumWhy| {
        json!({
            "data": datum.data.iter().map(|datum| json!({ "datum": datum.id, "listed": datum.span.is_some() })).collect::<Vec<Value>>(),
            "verdict": datum.verdict.as_str(),
            "by": datum.by,
            "forbidden": datum.forbidden,
            "norms": datum.norms.iter().map(norm).collect::<Vec<Value>>(),
        })
    };
    let value = json!({
        "schema": "taushet/why/v1",
        "flow": why.flow,
        "asOf": why.day.to_string(),
        "from": why.from,
        "to": why.to,
        "via": why.via,
        "verdict": why.outcome.verdict.as_str(),
        "by": why.outcome.by,
        "missing": why.outcome.missing,
        "recorded": why.recorded.iter().map(|(path, value)| json!({ "path": path, "value": value })).collect::<Vec<Value>>(),
        "assumed": why.assumed.iter().map(|(path, value)| json!({ "path": path, "value": value })).collect::<Vec<Value>>(),
        "data": why.data.iter().map(datum).collect::<Vec<Value>>(),
        "follow": why.follow.iter().map(|datum| json!({ "datum": datum.id, "listed": datum.span.is_some() })).collect::<Vec<Value>>(),
        "channel": why.channel.as_ref().map(|channel| json!({
            "verdict": channel.verdict.as_str(),
            "by": channel.by,
            "missing": channel.missing,
            "readers": channel.others.iter().map(|(reader, data)| json!({ "reader": reader, "data": data })).collect::<Vec<Value>>(),
        })),
        "waysOut": why.ways_out().iter().map(|(slug, lacks)| json!({ "norm": slug, "missing": lacks })).collect::<Vec<Value>>(),
    });
    format!("{value:#}\n")
}
