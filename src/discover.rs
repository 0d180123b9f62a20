//! The only reader of disk: paths and patterns → the texts of a run.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::check::Input;
use crate::decode::decode;
use crate::read::{Config, Format};
use crate::report::{Failure, Place};
use crate::source::Source;

/// The texts found so far.
#[derive(Debug, Default)]
pub struct Found {
    /// All texts.
    pub sources: Vec<Source>,
    /// The texts to check.
    pub inputs: Vec<Input>,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// Files that are of no kind that holds documents.
    pub left_alone: usize,
    /// Files that are read in pieces, each of whole lines.
    pub streams: Vec<Stream>,
}

/// A file of one record a line that is too large to be held at once.
#[derive(Clone, Debug)]
pub struct Stream {
    path: PathBuf,
    shown: String,
    /// Index of the configuration's entry that describes it.
    pub mapping: usize,
}

impl Stream {
    /// The file's pieces in order.
    ///
    /// # Errors
    /// The failure to tell.
    pub fn pieces(&self) -> Result<Pieces, Failure> {
        let file = fs::File::open(&self.path).map_err(|error| self.failure(&error))?;
        Ok(Pieces { stream: self.clone(), reader: BufReader::with_capacity(BUFFER, file), n_lines: 0 })
    }

    /// What is told when so much of the file cannot be read that the rest is left.
    #[must_use]
    pub fn stopped(&self) -> Failure {
        Failure {
            place: None,
            path: self.shown.clone(),
            message: "for mye i filen kan ikke leses; resten er ikke kontrollert".to_owned(),
            help: Some("kontroller at oppføringen i `inputs` passer til filen".to_owned()),
        }
    }

    fn failure(&self, error: &io::Error) -> Failure {
        let help = Some("sjekk stien og rettighetene".to_owned());
        Failure { place: None, path: self.shown.clone(), message: reason(error), help }
    }
}

/// The pieces of a file, each a source that knows how many lines stand before it.
pub struct Pieces {
    stream: Stream,
    reader: BufReader<fs::File>,
    n_lines: usize,
}

impl Iterator for Pieces {
    type Item = Result<Source, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::with_capacity(PIECE);
        let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let read = (&mut self.reader).take(limit).read_to_end(&mut bytes);
        // The line that the limit cut through belongs to this piece; one longer than any record is no record.
        let rest = read.and_then(|_| match bytes.last() {
            Some(b'\n') | None => Ok(0),
            Some(_) => (&mut self.reader).take(MAX_BYTES).read_until(b'\n', &mut bytes),
        });
        if let Err(error) = rest {
            return Some(Err(self.stream.failure(&error)));
        }
        if bytes.is_empty() {
            return None;
        }
        let n_lines = self.n_lines;
        self.n_lines += bytes.iter().filter(|byte| **byte == b'\n').count();
        let source = decode(self.stream.shown.clone(), bytes).map(|source| source.after_lines(n_lines));
        Some(source.map_err(|error| Failure {
            place: None,
            path: self.stream.shown.clone(),
            message: format!("{} (etter linje {n_lines})", error.message),
            help: Some(error.help),
        }))
    }
}

/// How much of a large file is read at once, in bytes.
const PIECE: usize = 2 * 1024 * 1024;
const BUFFER: usize = 256 * 1024;

/// Files above this size are not read whole.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The name of the configuration.
pub const CONFIG: &str = "taushet.yaml";

/// The nearest configuration, from a folder upwards.
#[must_use]
pub fn find_config(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(CONFIG)).find(|path| path.is_file())
}

/// Reads one file as a source, its path shown relative to `here`.
///
/// # Errors
/// The failure to tell.
pub fn read(path: &Path, here: &Path) -> Result<Source, Failure> {
    let shown = shown(path, here);
    let fail = |message: String, help: &str| Failure {
        place: None,
        path: shown.clone(),
        message,
        help: Some(help.to_owned()),
    };
    let size = fs::metadata(path).map_err(|error| fail(reason(&error), "sjekk stien og rettighetene"))?.len();
    if size > MAX_BYTES {
        return Err(fail(format!("filen er for stor ({size} byte)"), "del den opp; grensen er 256 MiB"));
    }
    let bytes = fs::read(path).map_err(|error| fail(reason(&error), "sjekk stien og rettighetene"))?;
    decode(shown.clone(), bytes).map_err(|error| fail(error.message, &error.help))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "filen finnes ikke".to_owned(),
        io::ErrorKind::PermissionDenied => "filen kan ikke leses: ingen tilgang".to_owned(),
        _ => format!("filen kan ikke leses: {error}"),
    }
}

impl Found {
    /// Adds a text to check and gives its index.
    fn add(&mut self, read: Result<Source, Failure>, mapping: Option<usize>, named: bool) {
        match read {
            Ok(source) => {
                self.inputs.push(Input { source: self.sources.len(), mapping, named });
                self.sources.push(source);
            }
            Err(failure) => self.failures.push(failure),
        }
    }

    /// Adds a file, in pieces where it is large and made of lines.
    fn add_file(&mut self, path: &Path, here: &Path, mapping: Option<usize>, named: bool) {
        let is_large = fs::metadata(path).is_ok_and(|about| about.len() > u64::try_from(2 * PIECE).unwrap_or(u64::MAX));
        let is_lines = Format::of(&path.to_string_lossy()) == Some(Format::JsonLines);
        match mapping.filter(|_| is_large && is_lines) {
            Some(mapping) => {
                self.streams.push(Stream { path: path.to_owned(), shown: shown(path, here), mapping });
            }
            None => self.add(read(path, here), mapping, named),
        }
    }

    /// Adds standard input under a name, read as the file of that name would be.
    pub fn stdin(&mut self, name: &str, mappings: &Mappings) {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(MAX_BYTES).read_to_end(&mut bytes).map_err(|error| (reason(&error), None));
        let source = read
            .and_then(|_| decode(name.to_owned(), bytes).map_err(|error| (error.message, Some(error.help))))
            .map_err(|(message, help)| Failure { place: None, path: name.to_owned(), message, help });
        self.add(source, mappings.of(Path::new(name)), true);
    }

    /// Adds what the user named: a file, or everything below a folder.
    pub fn path(&mut self, path: &Path, here: &Path, mappings: &Mappings) {
        if path.is_dir() {
            self.folder(path, here, mappings);
        } else {
            self.add_file(path, here, mappings.of(path), true);
        }
    }

    /// Adds what a program named that knows nothing of documents: a file is left alone where one in a folder would be.
    pub fn path_if_known(&mut self, path: &Path, here: &Path, mappings: &Mappings) {
        if path.is_file() { self.come_upon(path, here, mappings) } else { self.path(path, here, mappings) }
    }

    /// Adds a file that nobody answers for being a document.
    fn come_upon(&mut self, path: &Path, here: &Path, mappings: &Mappings) {
        if mappings.ignored(path) {
            return;
        }
        let mapping = mappings.of(path);
        if mapping.is_some() || may_hold_documents(path) {
            self.add_file(path, here, mapping, false);
        } else {
            self.left_alone += 1;
        }
    }

    fn folder(&mut self, folder: &Path, here: &Path, mappings: &Mappings) {
        for entry in WalkBuilder::new(folder).require_git(false).sort_by_file_path(Path::cmp).build() {
            let path = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => entry.into_path(),
                Ok(_) => continue,
                Err(error) => {
                    self.failures.push(Failure {
                        place: None,
                        path: shown(folder, here),
                        message: error.to_string(),
                        help: None,
                    });
                    continue;
                }
            };
            self.come_upon(&path, here, mappings);
        }
    }

    /// Adds what the configuration's `inputs:` describe. An entry that finds nothing is a failure, not a silence.
    pub fn configured(&mut self, config: &Config, config_source: usize, here: &Path, mappings: &Mappings) {
        for (index, input) in config.inputs.iter().enumerate() {
            let mapping = (!input.marked).then_some(index);
            for pattern in &input.paths {
                let base = literal_part(&mappings.root.join(&pattern.value));
                let before = self.inputs.len() + self.failures.len() + self.streams.len();
                if base.is_file() {
                    self.add_file(&base, here, mapping, true);
                } else if base.is_dir() {
                    let matcher = glob(&mappings.root, &pattern.value);
                    for entry in
                        WalkBuilder::new(&base).require_git(false).sort_by_file_path(Path::cmp).build().flatten()
                    {
                        let path = entry.path();
                        if path.is_file()
                            && matcher.as_ref().is_some_and(|matcher| matcher.is_match(normal(path)))
                            && !mappings.ignored(path)
                        {
                            self.add_file(path, here, mapping, !input.marked);
                        }
                    }
                }
                if self.inputs.len() + self.failures.len() + self.streams.len() == before {
                    self.failures.push(Failure {
                        place: Some(Place { source: config_source, span: pattern.span }),
                        path: String::new(),
                        message: format!("`{}` treffer ingen filer", pattern.value),
                        help: Some("rett mønsteret; det regnes fra mappen der oppsettet ligger".to_owned()),
                    });
                }
            }
        }
    }
}

/// Which files the configuration describes or leaves alone.
#[derive(Debug)]
pub struct Mappings {
    root: PathBuf,
    patterns: Vec<(usize, GlobMatcher)>,
    ignore: Gitignore,
    /// Patterns that are none. The configuration is the first source of a run.
    pub failures: Vec<Failure>,
}

impl Mappings {
    /// The mappings of a configuration that lies in `root`.
    #[must_use]
    pub fn new(config: Option<&Config>, root: &Path) -> Mappings {
        let root = normal(root);
        let mut patterns = Vec::new();
        let mut ignore = GitignoreBuilder::new(&root);
        for (index, input) in config.iter().flat_map(|config| config.inputs.iter().enumerate()) {
            if !input.marked {
                patterns.extend(input.paths.iter().filter_map(|pattern| Some((index, glob(&root, &pattern.value)?))));
            }
        }
        let mut failures = Vec::new();
        let mut refuse = |span, pattern: &str| {
            failures.push(Failure {
                place: Some(Place { source: 0, span }),
                path: String::new(),
                message: format!("`{pattern}` er ikke et gyldig mønster"),
                help: Some("skriv en sti, eventuelt med `*`, `**` og `?`".to_owned()),
            });
        };
        for pattern in config.iter().flat_map(|config| &config.ignore) {
            if ignore.add_line(None, &pattern.value).is_err() {
                refuse(pattern.span, &pattern.value);
            }
        }
        for pattern in config.iter().flat_map(|config| config.inputs.iter().flat_map(|input| &input.paths)) {
            if glob(&root, &pattern.value).is_none() {
                refuse(pattern.span, &pattern.value);
            }
        }
        Mappings { failures, ignore: ignore.build().unwrap_or_else(|_| Gitignore::empty()), root, patterns }
    }

    /// The entry that describes a file.
    fn of(&self, path: &Path) -> Option<usize> {
        let path = normal(path);
        self.patterns.iter().find(|(_, pattern)| pattern.is_match(&path)).map(|(index, _)| *index)
    }

    fn ignored(&self, path: &Path) -> bool {
        let path = normal(path);
        path.starts_with(&self.root) && self.ignore.matched_path_or_any_parents(&path, false).is_ignore()
    }
}

/// A pattern below a folder, as a matcher of whole paths.
fn glob(root: &Path, pattern: &str) -> Option<GlobMatcher> {
    let whole = normal(&root.join(pattern)).to_string_lossy().replace('\\', "/");
    GlobBuilder::new(&whole).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

/// The folders of a pattern before its first wildcard.
fn literal_part(pattern: &Path) -> PathBuf {
    let pattern = normal(pattern);
    let literal =
        pattern.components().take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']));
    literal.collect()
}

/// The absolute path without `.` and `..`, by its words alone.
fn normal(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// A path as people are shown it: relative to where they are, `/` between folders.
fn shown(path: &Path, here: &Path) -> String {
    let (path, here) = (normal(path), normal(here));
    let text = match path.strip_prefix(&here) {
        Ok(below) => below.to_string_lossy().into_owned(),
        Err(_) => {
            let ups = here.ancestors().position(|above| path.starts_with(above)).unwrap_or(0);
            let above = here.ancestors().nth(ups).unwrap_or(Path::new("/"));
            match path.strip_prefix(above) {
                Ok(below) if above != Path::new("/") => format!("{}{}", "../".repeat(ups), below.to_string_lossy()),
                _ => path.to_string_lossy().into_owned(),
            }
        }
    };
    text.replace('\\', "/")
}

fn may_hold_documents(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    matches!(extension.as_deref(), Some("yaml" | "yml" | "json" | "md" | "markdown" | "txt"))
}
