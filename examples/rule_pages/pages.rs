//! The pages of the book, by their path below `src/`: those of `docs/src` with what is made put at its marks, and one page
//! for every rule and norm, in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use taushet::check::{Input, Run, check};
use taushet::law::embedded;
use taushet::render::{Format, render};
use taushet::report::{Finding, Report, Safety};
use taushet::rulebook::{Citation, InForce, Norm, RuleText, Rulebook, Texts, unfilled};
use taushet::source::Source;
use taushet::tree;

#[path = "words.rs"]
pub(crate) mod words;
use words::{GROUPS, LANGUAGES, Words};

/// Where the law's files can be read.
const FILES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/");

/// The group of rules about suppressions, which cannot themselves be suppressed.
const HYGIENE: &str = "hygiene";

/// Every page of the book, by its path below `src/`.
///
/// # Errors
/// A file that cannot be read, a mark that is none, or a law that cannot be used.
pub(crate) fn book(root: &Path) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let fixtures = Fixtures::read(root)?;
    let mut pages = BTreeMap::new();
    let mut made = BTreeMap::new();
    for words in &LANGUAGES {
        let mut law = Rulebook::load(&embedded())?;
        let first = std::mem::replace(&mut law.texts, Texts::new(words.language));
        law.texts = first.in_language(words.language);
        let maker = Maker { law: &law, words, fixtures: &fixtures };
        let code = words.language.code();
        made.insert(format!("sider {code}"), maker.summary());
        made.insert(format!("regler {code}"), maker.index());
        made.insert(format!("tvil {code}"), maker.doubts());
        made.insert(format!("kilder {code}"), maker.sources());
        for id in rules(&law) {
            pages.insert(format!("{}/{id}.md", words.folder), maker.rule(&id));
        }
        for slug in law.bases().collect::<BTreeSet<_>>() {
            pages.insert(format!("{}/{slug}.md", words.folder), maker.norm(slug));
        }
    }
    let source = root.join("docs/src");
    for path in markdown(&source)? {
        let shown = path.strip_prefix(&source)?.to_string_lossy().replace('\\', "/");
        let mut text = String::new();
        for line in fs::read_to_string(&path)?.lines() {
            match line.trim().strip_prefix("<!-- her: ").and_then(|rest| rest.strip_suffix(" -->")) {
                Some(mark) => text += made.get(mark).ok_or(format!("{shown}: `{mark}` is not made"))?,
                None => text += &format!("{line}\n"),
            }
        }
        pages.insert(shown, text);
    }
    Ok(pages)
}

/// The ids of rules, in the order of `taushet rules`.
pub(crate) fn rules(law: &Rulebook) -> Vec<String> {
    GROUPS.iter().flat_map(|group| rules_of(law, group)).collect()
}

fn rules_of(law: &Rulebook, group: &str) -> Vec<String> {
    let found = law.findings().iter().filter(|rule| rule.group == group).map(|rule| rule.id.clone());
    let norms = law.norms().iter().filter(|norm| norm.group == group && norm.severity.is_some());
    found.chain(norms.map(|norm| norm.id.clone())).collect()
}

/// The Markdown files below a folder.
fn markdown(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(markdown(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The files of `fixtures/rules`, by rule: what each is called, and its text.
struct Fixtures(BTreeMap<String, Vec<(String, String)>>);

impl Fixtures {
    fn read(root: &Path) -> Result<Fixtures, Box<dyn Error>> {
        let mut fixtures: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for entry in fs::read_dir(root.join("fixtures/rules"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let rule = name.split('.').next().unwrap_or_default().to_owned();
            fixtures.entry(rule).or_default().push((name, fs::read_to_string(&path)?));
        }
        fixtures.values_mut().for_each(|files| files.sort_by(|one, other| other.cmp(one)));
        Ok(Fixtures(fixtures))
    }

    fn of(&self, rule: &str) -> &[(String, String)] {
        self.0.get(rule).map_or(&[], Vec::as_slice)
    }
}

/// Makes the pages of one language.
struct Maker<'a> {
    law: &'a Rulebook,
    words: &'a Words,
    fixtures: &'a Fixtures,
}

impl Maker<'_> {
    fn texts(&self, id: &str) -> RuleText {
        self.law.texts.rule(id).cloned().unwrap_or_default()
    }

    fn title(&self, id: &str) -> String {
        plain(&self.texts(id).title)
    }

    /// The slugs that a flow may name as its basis.
    fn slugs(&self) -> BTreeSet<&str> {
        self.law.bases().collect()
    }

    /// The lines of the table of contents.
    fn summary(&self) -> String {
        let mut out = String::new();
        for (group, heading) in GROUPS.iter().zip(self.words.groups) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  - [{heading}]()");
            for id in rules_of(self.law, group) {
                let _ = writeln!(out, "    - [{id}]({}/{id}.md)", self.words.folder);
            }
        }
        let _ = writeln!(out, "  - [{}]()", self.words.norms);
        for slug in self.slugs() {
            let _ = writeln!(out, "    - [{slug}]({}/{slug}.md)", self.words.folder);
        }
        out
    }

    /// Every rule and norm, by group. Stands on a page beside the folder.
    fn index(&self) -> String {
        let folder = self.words.folder.rsplit('/').next().unwrap_or_default();
        let mut out = String::new();
        for (group, heading) in GROUPS.iter().zip(self.words.groups) {
            let _ = writeln!(out, "## {heading} (`{group}`)\n");
            for id in rules_of(self.law, group) {
                let _ = writeln!(
                    out,
                    "- [`{id}`]({folder}/{id}.md) ({}): {}",
                    self.severities(&self.severity(&id)),
                    self.title(&id)
                );
            }
            out.push('\n');
        }
        let _ = writeln!(out, "## {}\n", self.words.norms);
        for slug in self.slugs() {
            let law = self.law.texts.law(slug);
            let _ = writeln!(out, "- [`{slug}`]({folder}/{slug}.md), {law}: {}", self.title(slug));
        }
        out
    }

    /// The questions that the law leaves to a human.
    fn doubts(&self) -> String {
        let citations = self.law.texts.citations();
        let mut doubts: Vec<(&str, &Citation)> = citations.filter(|(_, citation)| citation.asks.is_some()).collect();
        doubts.sort_by_key(|(key, _)| (key.trim_start_matches(char::is_alphabetic).parse().unwrap_or(u32::MAX), *key));
        let line = |(key, citation): (&str, &Citation)| {
            let asks = citation.asks.as_deref().unwrap_or_default();
            format!("- **{key}** {} ({}). *{}*\n", line_of(&citation.title), citation.law, line_of(asks))
        };
        doubts.into_iter().map(line).collect()
    }

    /// What rules cite, with where and when it was read.
    fn sources(&self) -> String {
        let mut out = String::new();
        for (key, citation) in self.law.texts.citations().filter(|(_, citation)| citation.asks.is_none()) {
            let _ = writeln!(out, "## `{key}`\n");
            self.cite(citation, &mut out);
        }
        out
    }

    fn severity(&self, id: &str) -> String {
        let finding = self.law.findings().iter().find(|rule| rule.id == id).map(|rule| rule.severity.to_string());
        let norm = || self.law.norm(id)?.severity.as_ref().map(ToString::to_string);
        finding.or_else(norm).unwrap_or_default()
    }

    /// `K0: error, K1: warning` in words.
    fn severities(&self, written: &str) -> String {
        let word = |known: &str| {
            self.words
                .severities
                .iter()
                .find(|(id, _)| *id == known)
                .map_or(known.to_owned(), |(_, word)| (*word).to_owned())
        };
        let parts = written.split(", ").map(|part| match part.split_once(": ") {
            Some((class, severity)) => format!("{} {} {class}", word(severity), self.words.within),
            None => word(part),
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    fn in_force(&self, days: InForce) -> String {
        let from = days.from.map(|day| format!("{} {day}", self.words.from));
        let to = days.to.map(|day| format!("{} {day}", self.words.to));
        let both: Vec<String> = from.into_iter().chain(to).collect();
        if both.is_empty() { self.words.always.to_owned() } else { both.join(" ") }
    }

    /// The page of a rule.
    fn rule(&self, id: &str) -> String {
        let words = self.words;
        let finding = self.law.findings().iter().find(|rule| rule.id == id);
        let norm = self.law.norm(id);
        let group =
            finding.map(|rule| rule.group.as_str()).or(norm.map(|norm| norm.group.as_str())).unwrap_or_default();
        let at = GROUPS.iter().position(|known| *known == group).unwrap_or_default();
        let is_statutory = self.law.known_rule(id).is_some_and(|rule| rule.statutory);
        let reports: Vec<Report> = self.fixtures.of(id).iter().map(|(name, text)| self.run(id, name, text)).collect();
        let findings: Vec<&Finding> =
            reports.iter().flat_map(|report| &report.findings).filter(|finding| finding.rule == id).collect();
        let fixed = match findings.iter().find_map(|finding| finding.fix.as_ref()).map(|fix| fix.safety) {
            Some(Safety::Safe) => words.safe_fix,
            Some(Safety::Suggested) => words.suggested_fix,
            None => words.no_fix,
        };
        let suppressed = match (group, is_statutory) {
            (HYGIENE, _) => words.never_suppressed,
            (_, true) => words.statutory_suppressed,
            _ => words.ordinary_suppressed,
        };
        let file = norm.map_or("policies/findings.yaml", |norm| norm.file.as_str());
        let rows = [
            (words.group, format!("{} (`{group}`)", words.groups.get(at).unwrap_or(&""))),
            (words.severity, self.severities(&self.severity(id))),
            (words.in_force, self.in_force(norm.map(|norm| norm.in_force).unwrap_or_default())),
            (words.lowered, if is_statutory { words.statutory_lowered } else { words.yes }.to_owned()),
            (words.suppressed, suppressed.to_owned()),
            (words.fixed, fixed.to_owned()),
            (words.stands, format!("[`{file}`]({FILES}{file})")),
        ];
        let text = self.texts(id);
        let mut out = format!("# `{id}`\n\n{}\n\n| | |\n| --- | --- |\n", sentence(&plain(&text.title)));
        for (name, value) in rows {
            let _ = writeln!(out, "| {name} | {value} |");
        }
        let why = plain(&text.why);
        let _ = writeln!(out, "\n## {}\n\n{}\n", words.why, why.trim_start_matches("… "));
        let _ = writeln!(out, "## {}\n\n{}\n", words.help, self.help(&text, &findings));
        let keys: Vec<&String> =
            norm.iter().flat_map(|norm| &norm.law).chain(finding.iter().flat_map(|rule| &rule.law)).collect();
        let _ = writeln!(out, "## {}\n", words.law);
        let citations: Vec<&Citation> = keys.into_iter().filter_map(|key| self.law.texts.citation(key)).collect();
        if citations.is_empty() {
            let _ = writeln!(out, "{}\n", words.no_law);
        }
        citations.into_iter().for_each(|citation| self.cite(citation, &mut out));
        let _ = writeln!(out, "## {}\n\n{}\n", words.works_how, words.works.get(at).unwrap_or(&""));
        if let Some(norm) = norm {
            self.policy(norm, &mut out);
        }
        let _ = writeln!(out, "## {}\n", words.example);
        if self.fixtures.of(id).is_empty() {
            let _ = writeln!(out, "{} [For IT]({}{}).", words.no_fixture, words.up, words.elsewhere);
            return out;
        }
        let _ = writeln!(out, "{}\n", words.marks);
        for ((name, text), report) in self.fixtures.of(id).iter().zip(&reports) {
            let language = if name.ends_with(".md") { "markdown" } else { "yaml" };
            let told = render(report, Format::Short, &self.law.texts, false);
            let _ = writeln!(
                out,
                "````{language}\n{}\n````\n\n{}\n\n```text\n{}\n```\n",
                text.trim_end(),
                words.then,
                told.trim_end()
            );
        }
        out
    }

    /// What to do: the rule's own words, and those of the first finding where they depend on it.
    fn help(&self, text: &RuleText, findings: &[&Finding]) -> String {
        let plainly = plain(&text.help);
        if !plainly.contains('…') {
            return plainly;
        }
        match findings.iter().find_map(|finding| finding.help.as_deref()) {
            Some(help) => format!("{} {}", self.words.for_example, line_of(help)),
            None => self.words.help_varies.to_owned(),
        }
    }

    /// The page of a norm that permits or requires.
    fn norm(&self, slug: &str) -> String {
        let words = self.words;
        let text = self.texts(slug);
        let mut out = format!("# `{slug}`\n\n{}\n\n| | |\n| --- | --- |\n", sentence(&plain(&text.title)));
        let _ = writeln!(out, "| {} | {} |", words.cited, self.law.texts.law(slug));
        let _ = writeln!(out, "| {} | `basis: {slug}` |", words.written);
        let _ = writeln!(out, "\n## {}\n\n{}\n", words.why, plain(&text.why));
        let _ = writeln!(out, "## {}\n\n{}\n", words.help, plain(&text.help));
        let _ = writeln!(out, "## {}\n", words.law);
        match self.law.texts.citation(slug) {
            Some(citation) => self.cite(citation, &mut out),
            None => drop(writeln!(out, "{}\n", words.no_law)),
        }
        let _ = writeln!(out, "## {}\n\n{}\n", words.works_how, words.works.first().unwrap_or(&""));
        let belongs = |norm: &&Norm| norm.id == slug || norm.slugs.iter().any(|known| known == slug);
        for norm in self.law.norms().iter().filter(belongs) {
            let _ = writeln!(
                out,
                "### `{}`\n\n{}: {}. {}: [`{file}`]({FILES}{file}).\n",
                norm.id,
                words.in_force,
                self.in_force(norm.in_force),
                words.stands,
                file = norm.file
            );
            self.policy(norm, &mut out);
        }
        for (heading, example) in [(words.holds, "holder"), (words.lacks, "holder-ikke")] {
            if let Some(example) = example_of(slug, example) {
                let _ = writeln!(out, "## {heading}\n\n```yaml\n{example}\n```\n");
            }
        }
        out
    }

    /// A policy: what it looks at, in words, and itself.
    fn policy(&self, norm: &Norm, out: &mut String) {
        let written = norm.text();
        let asked: Vec<String> = facts(written)
            .into_iter()
            .filter_map(|path| {
                let condition = self.law.texts.condition(&path)?;
                (condition.label != "-").then(|| format!("- {} (`{path}`)\n", condition.label))
            })
            .collect();
        if !asked.is_empty() {
            let _ = writeln!(out, "{}:\n\n{}", self.words.looks_at, asked.concat());
        }
        let _ = writeln!(
            out,
            "<details><summary>{}</summary>\n\n```cedar\n{}\n```\n\n</details>\n",
            self.words.as_written,
            written.trim_end()
        );
    }

    fn cite(&self, citation: &Citation, out: &mut String) {
        let law = match &citation.url {
            Some(url) => format!("[{}]({url})", citation.law),
            None => citation.law.clone(),
        };
        let _ = writeln!(out, "**{law}**: {}. {}\n", citation.title, sentence(&citation.statute));
        if let Some(quote) = &citation.quote {
            let _ = writeln!(out, "> {}\n", line_of(quote));
        }
        if let Some(source) = &citation.source {
            let _ = writeln!(out, "{} {source}.\n", self.words.source);
        }
        if let Some(asks) = &citation.asks {
            let _ = writeln!(out, "*{}*\n", line_of(asks));
        }
    }

    /// Checks a fixture with one rule, as the tests do.
    fn run(&self, rule: &str, name: &str, text: &str) -> Report {
        check(
            self.law,
            Run {
                select: vec![rule.to_owned()],
                ..Run::new(
                    vec![Source::new(name.to_owned(), text.to_owned())],
                    vec![Input { source: 0, mapping: None, named: true }],
                    date(2026, 11, 22),
                )
            },
        )
    }
}

/// A flow of a norm's examples.
fn example_of(slug: &str, flow: &str) -> Option<String> {
    let path = format!("policies/examples/{slug}.yaml");
    let file = embedded().into_iter().find(|file| file.path == path)?;
    let (documents, _) = tree::parse(&file.text, 0);
    let root = documents.into_iter().find_map(|document| document.root)?;
    let entry = root.get("flows")?.value.get(flow)?;
    let text = file.text.get(entry.key.span.start..entry.value.span.end)?;
    Some(text.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n"))
}

/// The facts that a policy names, as a document's paths, in the order written: `context.assessment has individual` and
/// `context.assessment.individual` are `assessment.individual`.
fn facts(policy: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for after in policy.split("context.").skip(1) {
        let names = after.split(['.', ' ']).filter(|name| *name != "has").take(2);
        let names = names.map(|name| name.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let kebab = |name: &str| {
            name.chars().fold(String::new(), |mut out, letter| {
                if letter.is_uppercase() {
                    out.push('-');
                }
                out.extend(letter.to_lowercase());
                out
            })
        };
        let names: Vec<String> = names.map(kebab).collect();
        for path in [names.join("."), names.first().cloned().unwrap_or_default()] {
            if !found.contains(&path) {
                found.push(path);
            }
        }
    }
    found
}

/// A text as it stands when nothing is filled in, on one line.
fn plain(text: &str) -> String {
    line_of(&unfilled(text))
}

/// On one line.
fn line_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// With a capital first and a full stop last.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let text: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if text.is_empty() || text.ends_with(['.', '?', '…']) { text } else { text + "." }
}
