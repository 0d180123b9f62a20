//! The documentation is what the program says. In `README.md` and `docs/src`, in the order of each page:
//!
//! - a block named `fil=NAME` is that file in a scratch folder, which has `fixtures/eksempler` too when the page names it;
//! - a ```` ```console ```` block holds commands after `$ ` and what they say, standard output first. `kode=1` is their exit
//!   code, else 0; `linjer=9` shows only so many lines of it, and `…`. `$ cat FILE` shows a file;
//! - in a ```` ```sh ```` block, lines that begin with `taushet ` are run too, and their output is not shown.
//!
//! `DOCS=write cargo test --test it docs` writes what the program says now into the pages.
//! And every link leads somewhere, in the pages by hand and in those that `examples/rule_pages` makes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use taushet::read::config;
use taushet::source::Source;

use crate::cli::{Ran, Scratch, command, ran};
use crate::{LAW, files, root, shown, text};

#[path = "../../examples/rule_pages/pages.rs"]
mod pages;
use pages::words::LANGUAGES;

/// The book as it is published, by path below its `src/`.
static BOOK: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| pages::book(root()).unwrap_or_else(|error| panic!("{error}")));

/// The pages written by hand.
fn by_hand() -> Vec<PathBuf> {
    let book = files("docs/src").into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    std::iter::once(root().join("README.md")).chain(book).collect()
}

/// A page's lines, taken apart by what is fenced.
enum Part {
    Prose(String),
    /// What stands after the fence, and the lines between, the last newline among them.
    Block {
        fence: String,
        info: String,
        body: String,
    },
}

fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let fence: String = line.chars().take_while(|letter| *letter == '`').collect();
        if fence.len() < 3 {
            parts.push(Part::Prose(line.to_owned()));
            continue;
        }
        let info = line.trim_end()[fence.len()..].to_owned();
        let body = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        parts.push(Part::Block { fence, info, body });
    }
    parts
}

/// `key=value` after the language of a block.
fn setting<'i>(info: &'i str, key: &str) -> Option<&'i str> {
    info.split(' ').skip(1).find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
}

/// The words of a command line, as a shell takes them apart.
fn arguments(line: &str) -> Vec<String> {
    let (mut words, mut quote, mut open) = (vec![String::new()], None, false);
    for letter in line.chars() {
        match (quote, letter) {
            (None, '\'' | '"') => (quote, open) = (Some(letter), true),
            (Some(mark), _) if mark == letter => quote = None,
            (None, ' ') if open || words.last().is_some_and(|word| !word.is_empty()) => {
                words.push(String::new());
                open = false;
            }
            (None, ' ') => {}
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

/// What a command of a page says.
fn told(scratch: &Scratch, line: &str, code: i32, page: &str) -> String {
    let words = arguments(line);
    match words[0].as_str() {
        "cat" => scratch.read(&words[1]),
        "taushet" => {
            let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let mut command = command(scratch.path());
            command.env("TAUSHET_LANGUAGE", "nb").env("TAUSHET_AS_OF", "2026-11-22").env("NO_COLOR", "1").args(words);
            let Ran { code: got, out, err } = ran(command, "");
            assert_eq!(got, code, "{page}: `{line}`\n{out}{err}");
            out + &err
        }
        other => panic!("{page}: `{other}` is not run; only `taushet` and `cat` are"),
    }
}

/// A console block as the program fills it.
fn filled(scratch: &Scratch, info: &str, body: &str, page: &str) -> String {
    let code = setting(info, "kode").map_or(0, |code| code.parse().unwrap());
    let n_lines = setting(info, "linjer").map_or(usize::MAX, |lines| lines.parse().unwrap());
    let mut out = String::new();
    for line in body.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let told = told(scratch, line, code, page);
        let lines: Vec<&str> = told.trim_matches('\n').lines().map(str::trim_end).collect();
        let shown = lines.iter().take(n_lines).map(|line| format!("{line}\n")).collect::<String>();
        out.push_str(&format!("$ {line}\n{shown}{}", if lines.len() > n_lines { "…\n" } else { "" }));
    }
    assert!(!out.is_empty(), "{page}: a console block without a command");
    out
}

/// A page with the output of its commands.
fn renewed(page: &str, text: &str) -> String {
    let scratch = Scratch::new(&[]);
    // In a page of its own files they would be checked too.
    for path in files("fixtures/eksempler").iter().filter(|_| text.contains("fixtures/eksempler")) {
        scratch.write(&shown(path), crate::text(path).as_bytes());
    }
    let mut out = String::new();
    for part in parts(text) {
        let (fence, info, body) = match part {
            Part::Prose(line) => {
                out.push_str(&line);
                continue;
            }
            Part::Block { fence, info, body } => (fence, info, body),
        };
        if let Some(name) = setting(&info, "fil") {
            scratch.write(name, body.as_bytes());
        }
        let body = match info.split(' ').next().unwrap() {
            "console" => filled(&scratch, &info, &body, page),
            "sh" => {
                for line in body.lines().filter(|line| line.starts_with("taushet ")) {
                    let code = setting(&info, "kode").map_or(0, |code| code.parse().unwrap());
                    // Where a shell would send the output is not the program's.
                    told(&scratch, line.split(['#', '>']).next().unwrap().trim(), code, page);
                }
                body
            }
            _ => body,
        };
        out.push_str(&format!("{fence}{info}\n{body}{fence}\n"));
    }
    out
}

#[test]
fn commands_say_what_is_shown() {
    let mut stale = Vec::new();
    for path in by_hand() {
        let (page, text) = (shown(&path), text(&path));
        let fresh = renewed(&page, &text);
        if fresh != text && std::env::var_os("DOCS").is_some_and(|value| value == "write") {
            fs::write(&path, &fresh).unwrap();
        } else if fresh != text {
            let differs = fresh.lines().zip(text.lines()).position(|(fresh, shown)| fresh != shown);
            let line = differs.unwrap_or(fresh.lines().count().min(text.lines().count()));
            let of = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
            stale.push(format!(
                "{page}:{}: shows\n  {}\nand the program says\n  {}\n",
                line + 1,
                of(&text),
                of(&fresh)
            ));
        }
    }
    assert!(stale.is_empty(), "\n{}DOCS=write renews the pages", stale.concat());
}

/// An option that a page speaks of is one of the program's, or of a program named here.
#[test]
fn options_exist() {
    let others = "--release --locked --path --example --list --test --spec --only-binary --no-index --rm --network --volume \
                  --check --ignore-missing --repo --features --quick --compare --same --write-docs --only";
    let mut known: BTreeSet<String> = others.split_whitespace().map(str::to_owned).collect();
    for name in ["check", "why", "test", "rules", "explain", "prove", "schema", "init", "completions", "man"] {
        let mut command = command(root());
        command.args([name, "--help"]);
        known.extend(options(&ran(command, "").out));
    }
    let mut wrong = Vec::new();
    for path in by_hand() {
        let spoken_of = options(&text(&path));
        wrong.extend(spoken_of.difference(&known).map(|option| format!("{}: {option}\n", shown(&path))));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.concat());
}

fn options(text: &str) -> BTreeSet<String> {
    let starts = text.match_indices("--").filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|before| before == '`' || before == '[' || before.is_whitespace())
    });
    let named = starts.map(|(at, _)| {
        let rest = &text[at + 2..];
        let end = rest.find(|letter: char| !letter.is_ascii_lowercase() && letter != '-').unwrap_or(rest.len());
        format!("--{}", &rest[..end])
    });
    named.filter(|option| option.chars().nth(2).is_some_and(|letter| letter.is_ascii_lowercase())).collect()
}

/// The configurations that pages show are taken as they stand.
#[test]
fn configurations_are_read() {
    let mut n_read = 0;
    for path in by_hand() {
        for part in parts(&text(&path)) {
            let Part::Block { info, body, .. } = part else { continue };
            if info.starts_with("yaml") && body.starts_with("taushet: config/v1") {
                let source = Source::new("taushet.yaml".to_owned(), body.clone());
                assert_eq!(config::read(&source, 0, &LAW.vocabulary).1, [], "{}:\n{body}", shown(&path));
                n_read += 1;
            }
        }
    }
    assert!(n_read >= 3, "{n_read}");
}

/// The links of a page that lead to files, with what stands after `#`.
fn links(page: &str) -> Vec<(String, Option<String>)> {
    let prose = parts(page).into_iter().filter_map(|part| match part {
        Part::Prose(line) => Some(line),
        Part::Block { .. } => None,
    });
    let prose: String = prose.collect();
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let local = targets.filter(|target| !target.is_empty() && !target.contains("://"));
    local
        .map(|target| match target.split_once('#') {
            Some((path, anchor)) => (path.to_owned(), Some(anchor.to_owned())),
            None => (target.to_owned(), None),
        })
        .collect()
}

/// The anchors of a page's headings, as GitHub and mdBook make them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = parts(page).into_iter().filter_map(|part| match part {
        Part::Prose(line) if line.starts_with('#') => Some(line.trim_start_matches('#').trim().to_lowercase()),
        _ => None,
    });
    let anchor = |heading: String| -> String {
        heading
            .chars()
            .filter(|letter| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter))
            .map(|letter| if letter == ' ' { '-' } else { letter })
            .collect()
    };
    headings.map(anchor).collect()
}

/// A path that a page links to, from the page's own.
fn resolved(page: &str, target: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for name in target.split('/') {
        match name {
            ".." => drop(folders.pop()),
            "." => {}
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// What does not resolve of a page's links, where `find` gives the text of a file that is there.
fn broken_links(page: &str, text: &str, find: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut broken = Vec::new();
    for (target, anchor) in links(text) {
        let path = if target.is_empty() { page.to_owned() } else { resolved(page, &target) };
        match find(&path) {
            Some(linked) if anchor.as_ref().is_some_and(|anchor| !anchors(&linked).contains(anchor)) => {
                broken.push(format!("{page}: {target}#{} is no heading\n", anchor.unwrap()));
            }
            Some(_) => {}
            None => broken.push(format!("{page}: {target} is not there\n")),
        }
    }
    broken
}

#[test]
fn links_lead_somewhere() {
    let on_disk = |path: &str| {
        let path = root().join(path);
        if path.is_dir() {
            Some(String::new())
        } else {
            fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        }
    };
    let in_book = |path: &str| BOOK.get(path).cloned();
    let mut broken = Vec::new();
    for path in by_hand() {
        broken.extend(broken_links(&shown(&path), &text(&path), on_disk));
    }
    for (page, text) in BOOK.iter() {
        broken.extend(broken_links(page, text, in_book));
    }
    assert!(broken.is_empty(), "\n{}", broken.concat());
}

#[test]
fn measurements_have_their_place() {
    // Whoever measures writes between the marks: `bench/run --write-docs`, and by hand from `examples/measure.rs`.
    for (page, name) in [("ytelse.md", "ytelse"), ("treff.md", "maaling")] {
        let text = text(&root().join("docs/src").join(page));
        let marks = [format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->\n")];
        let places = marks.map(|mark| text.match_indices(&mark).map(|(place, _)| place).collect::<Vec<_>>());
        assert!(
            matches!(&places, [begin, end] if begin.len() == 1 && end.len() == 1 && begin < end),
            "{page}: {places:?}"
        );
    }
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let listed: BTreeSet<String> = links(&BOOK["SUMMARY.md"]).into_iter().map(|(path, _)| path).collect();
    let pages: BTreeSet<String> = BOOK.keys().filter(|page| *page != "SUMMARY.md").cloned().collect();
    let missing: Vec<_> = pages.difference(&listed).collect();
    assert!(missing.is_empty(), "not in SUMMARY.md: {missing:?}");
}

/// A page for every rule and norm in every language, each section with something in it and nothing left to fill in.
#[test]
fn every_rule_has_a_whole_page() {
    let rules = pages::rules(&LAW);
    assert_eq!(rules.iter().collect::<BTreeSet<_>>().len(), rules.len());
    let with_severity = LAW.norms().iter().filter(|norm| norm.severity.is_some()).count();
    assert_eq!(rules.len(), LAW.findings().len() + with_severity, "a group that has no pages");
    let mut wrong = Vec::new();
    for words in &LANGUAGES {
        let ids =
            rules.iter().map(|id| (id.as_str(), words.example)).chain(LAW.bases().map(|slug| (slug, words.holds)));
        for (id, example) in ids {
            let path = format!("{}/{id}.md", words.folder);
            let Some(page) = BOOK.get(&path) else {
                wrong.push(format!("{path} is not made\n"));
                continue;
            };
            for heading in [words.why, words.help, words.law, words.works_how, example] {
                if !page.contains(&format!("\n## {heading}\n")) {
                    wrong.push(format!("{path}: no «{heading}»\n"));
                }
            }
            wrong
                .extend(empty_sections(page).into_iter().map(|heading| format!("{path}: nothing under «{heading}»\n")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.concat());
}

/// Headings that nothing stands under.
fn empty_sections(page: &str) -> Vec<String> {
    let mut empty = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let end = Part::Prose("# ".to_owned());
    for part in parts(page).into_iter().chain([end]) {
        match part {
            Part::Prose(line) if line.trim().is_empty() => {}
            Part::Prose(line) if line.starts_with('#') => {
                let level = line.chars().take_while(|letter| *letter == '#').count();
                // A heading may open with one below it.
                empty.extend(open.take().filter(|(above, _)| level <= *above).map(|(_, heading)| heading));
                open = Some((level, line.trim().to_owned()));
            }
            Part::Block { body, .. } if body.trim().is_empty() => {}
            _ => open = None,
        }
    }
    empty
}

/// The harness itself: what it runs, what it leaves, and how it takes a command apart.
#[test]
fn blocks_and_words() {
    let page = "```yaml fil=a.yaml\ntaushet: flows/v1\n```\n\n```console kode=1 linjer=2\n$ cat a.yaml\nold\n```\n";
    assert!(renewed("test", page).ends_with("$ cat a.yaml\ntaushet: flows/v1\n```\n"));
    assert_eq!(arguments("check --by \"to ord\" 'a b'"), ["check", "--by", "to ord", "a b"]);
    assert_eq!(
        options("`--fix=suggested`, a--b and --- [--config FIL]"),
        BTreeSet::from(["--fix".to_owned(), "--config".to_owned()])
    );
    assert_eq!(empty_sections("# a\n\n## b\n\n## c\n\ntext\n"), ["## b"]);
}
