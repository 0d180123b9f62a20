//! A document's lines → the expectations in its comments.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::{Expectations, Expected, Mistake, Reason, What};

struct Grammar {
    comment: Regex,
    html: Regex,
    finding: Regex,
    verdict: Regex,
    failure: Regex,
    misspelt: Regex,
    id: Regex,
    key: Regex,
}

/// That the patterns compile is a test; without them every document is a mistake, never a silence.
static GRAMMAR: LazyLock<Option<Grammar>> = LazyLock::new(|| Grammar::new().ok());

impl Grammar {
    fn new() -> Result<Grammar, regex::Error> {
        let comment =
            r"(?:^|\s)#\s*(?:(\^+)\s*)?((?:todo:\s*)?(?:error|warning|info|ok|verdict|failure|expectations):\s.*)$";
        let html = r"<!--\s*(?:(\^+)\s*)?((?:todo:\s*)?(?:error|warning|info|ok|failure|expectations):\s.*?)\s*-->";
        Ok(Grammar {
            comment: Regex::new(comment)?,
            html: Regex::new(html)?,
            finding: Regex::new(r#"^(error|warning|info): \[([a-z0-9-]+)\](?: "([^"]*)")?(?: «([^»]*)»)?$"#)?,
            verdict: Regex::new(r"^verdict: ([a-z]+)(?: \[([^\]]*)\])?(?: missing: (.*))?$")?,
            failure: Regex::new(r#"^failure: "([^"]*)"$"#)?,
            misspelt: Regex::new(r"#\s*\^*\s*([A-Za-z]+):\s*\[[a-z0-9-]+\]")?,
            id: Regex::new(r##"^\s*(?:- )?\{?\s*"?id"?:\s*"?([^\s"#,}]+)"##)?,
            key: Regex::new(r##"^  "?([^\s"#:]+)"?:(?:\s|$)"##)?,
        })
    }

    /// One expectation without its `todo:`; nothing when it is none.
    fn what(&self, plain: &str) -> Option<What> {
        if plain.starts_with("ok:") {
            return Some(What::Ok);
        }
        if let Some(found) = self.finding.captures(plain) {
            let text = |index: usize| found.get(index).map(|text| text.as_str().to_owned());
            return Some(What::Finding {
                severity: text(1)?.parse().ok()?,
                rule: text(2)?,
                part: text(3),
                underlined: text(4),
            });
        }
        if let Some(found) = self.verdict.captures(plain) {
            let list = |index: usize| {
                let items = found.get(index)?.as_str().split(',').map(str::trim).filter(|item| !item.is_empty());
                Some(items.map(str::to_owned).collect::<Vec<_>>())
            };
            let mut missing = list(3);
            if let Some(missing) = &mut missing {
                missing.sort();
            }
            let verdict = found.get(1)?.as_str().to_owned();
            return Some(What::Verdict { verdict, by: list(2).unwrap_or_default(), missing });
        }
        let part = self.failure.captures(plain)?.get(1)?.as_str().to_owned();
        Some(What::Failure { part })
    }
}

/// Reads the expectations of a document; `beside` is the text of its `.expect` file, when it has one.
#[must_use]
pub fn read(path: &str, text: &str, beside: Option<&str>) -> Expectations {
    let mut found = Expectations::default();
    let Some(grammar) = &*GRAMMAR else {
        found.mistakes.push(Mistake { line: 1, written: path.to_owned(), reason: Reason::NoGrammar });
        return found;
    };
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_prose = matches!(ending, "md" | "markdown" | "txt");
    let is_json = ending == "json";
    let mut in_front_matter = false;
    let mut in_flows = false;
    let mut above = 0;
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        if is_prose && line.trim_end() == "---" {
            in_front_matter = number == 1;
        }
        if !line.starts_with([' ', '#']) && !line.trim().is_empty() {
            in_flows = line.starts_with("flows:");
        }
        let key = grammar.key.captures(line).filter(|_| in_flows);
        if let Some(id) = grammar.id.captures(line).or(key).and_then(|found| found.get(1)) {
            found.opens.push((number, id.as_str().to_owned()));
        }
        if is_json {
            continue;
        }
        let syntax = if is_prose && !in_front_matter { &grammar.html } else { &grammar.comment };
        for comment in syntax.captures_iter(line) {
            let before = |end: usize| line.get(..end).unwrap_or_default();
            let columns = comment.get(1).map(|carets| {
                let start = before(carets.start()).chars().count() + 1;
                (start, start + carets.len())
            });
            let alone = comment.get(0).is_some_and(|whole| before(whole.start()).trim().is_empty());
            let written = comment.get(2).map_or("", |written| written.as_str());
            if alone && columns.is_none() && written != "expectations: all" && !is_prose {
                found.mistakes.push(Mistake { line: number, written: written.to_owned(), reason: Reason::Alone });
                continue;
            }
            found.add(grammar, if alone { above } else { number }, columns, written, number);
        }
        let misspelt = grammar.misspelt.captures(line).filter(|_| !syntax.is_match(line));
        if let Some(kind) = misspelt.and_then(|misspelt| misspelt.get(1)) {
            let written = kind.as_str().to_owned();
            found.mistakes.push(Mistake { line: number, written, reason: Reason::UnknownKind });
        }
        let is_comment = line.trim_start().starts_with('#') && !is_prose || line.trim_start().starts_with("<!--");
        if !is_comment && !line.trim().is_empty() {
            above = number;
        }
    }
    if let Some(beside) = beside.filter(|_| is_json) {
        for (number, line) in beside.lines().enumerate().map(|(index, line)| (index + 1, line)) {
            match line.split_once('#').map(|(about, written)| (about.trim().parse(), written)) {
                Some((Ok(about), written)) => found.add(grammar, about, None, written.trim(), about),
                _ if line.trim().is_empty() => {}
                _ => {
                    found.mistakes.push(Mistake { line: number, written: line.to_owned(), reason: Reason::Unreadable })
                }
            }
        }
    }
    found
}

impl Expectations {
    fn add(
        &mut self,
        grammar: &Grammar,
        line: usize,
        columns: Option<(usize, usize)>,
        written: &str,
        stands_on: usize,
    ) {
        for part in written.split(" # ").map(str::trim) {
            let plain = part.strip_prefix("todo:").map_or(part, str::trim_start);
            if plain == "expectations: all" {
                self.complete = true;
                continue;
            }
            let kinds = ["error:", "warning:", "info:", "verdict:", "failure:"];
            match grammar.what(plain) {
                Some(what) => self.all.push(Expected { line, columns, written: part.to_owned(), what }),
                None if kinds.iter().any(|kind| plain.starts_with(kind)) => {
                    let written = part.to_owned();
                    self.mistakes.push(Mistake { line: stands_on, written, reason: Reason::Unreadable });
                }
                // Other comments may follow an expectation.
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reason, read};

    #[track_caller]
    fn check(path: &str, text: &str, expected: usize, mistakes: &[Reason]) {
        let found = read(path, text, None);
        assert_eq!(found.all.len(), expected, "{found:#?}");
        assert_eq!(found.mistakes.iter().map(|mistake| mistake.reason).collect::<Vec<_>>(), mistakes);
    }

    #[test]
    fn comments_of_each_kind_of_document() {
        check("a.yaml", "flows:\n  a: # verdict: permitted [x] # ok: fordi\n", 2, &[]);
        check("a.yaml", "a: b # error: [x] \"del\" «ord»\n#  ^^ warning: [y]\n", 2, &[]);
        check(
            "a.md",
            "---\na: b # info: [x]\n---\ntekst <!-- error: [y] -->\n# error: [z]\n",
            2,
            &[Reason::UnknownKind],
        );
        check("a.json", "{ \"a\": \"# error: [x]\" }", 0, &[]);
        assert_eq!(read("a.json", "{}", Some("1 # error: [x]\n")).all.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_no_silence() {
        check("a.yaml", "a: b # error: x\n", 0, &[Reason::Unreadable]);
        check("a.yaml", "# error: [x]\n", 0, &[Reason::Alone]);
        check("a.yaml", "a: b # eror: [x]\n", 0, &[Reason::UnknownKind]);
        assert_eq!(read("a.json", "{}", Some("en # error: [x]\n")).mistakes.len(), 1);
    }
}
