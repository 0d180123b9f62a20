//! The only reader of disk: paths and patterns → the texts of a run.
//!
//! Files are found first and read when their turn comes, so that a run holds no more of them than it works on.

mod mappings;
mod pieces;
mod walk;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use crate::check::Input;
use crate::decode::decode;
use crate::phrase::Phrase;
use crate::read::{Config, Format};
use crate::report::{Failure, Place};
use crate::rulebook::Texts;
use crate::source::Source;
use mappings::{glob, literal_part};

pub use mappings::Mappings;
pub use pieces::{Pieces, PiecesOfFile, Sizes, Stream};
pub(crate) use walk::walk;

/// Something that could not be read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Where, in a source of the run; else the path alone is known.
    pub place: Option<Place>,
    /// The file's path.
    pub path: String,
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
}

impl Unread {
    /// As a report tells it.
    #[must_use]
    pub fn tell(&self, texts: &Texts) -> Failure {
        Failure {
            place: self.place,
            path: self.path.clone(),
            message: texts.say(&self.message),
            help: self.help.as_ref().map(|help| texts.say(help)),
            ..Failure::default()
        }
    }
}

impl From<Unread> for Phrase {
    fn from(unread: Unread) -> Phrase {
        phrase!("in-file", path = unread.path, problem = unread.message)
    }
}

/// The texts found so far.
#[derive(Debug, Default)]
pub struct Found {
    /// All texts; of files only their paths, until they are read.
    pub sources: Vec<Source>,
    /// The files of the sources that are not held.
    pub files: Files,
    /// The texts to check.
    pub inputs: Vec<Input>,
    /// What could not be read.
    pub failures: Vec<Unread>,
    /// Files that are of no kind that holds documents.
    pub left_alone: usize,
    /// Files that are read in pieces, each of whole records.
    pub streams: Vec<Stream>,
}

/// Where the texts lie that are read when they are needed: where their paths say, but for some.
#[derive(Debug, Default)]
pub struct Files {
    here: PathBuf,
    /// By the index of their source, those that the path which people are shown does not lead to.
    elsewhere: BTreeMap<usize, PathBuf>,
}

impl Files {
    /// Reads the text of an input whose source does not hold it.
    ///
    /// # Errors
    /// The failure to tell.
    pub fn read(&self, input: Input, source: &Source) -> Option<Result<Source, Unread>> {
        let path = || self.elsewhere.get(&input.source).cloned().unwrap_or_else(|| self.here.join(source.path()));
        (!source.is_held()).then(|| read_as(&path(), source.path().to_owned()))
    }
}

/// What is larger than this, in bytes, is not read whole: a text takes many times its own size when it is read.
const MAX_BYTES: u64 = 256 * MIB;

/// How much text a run holds that goes over it more than once, in bytes. A municipality's routines and templates are a hundredth.
const MAX_HELD: u64 = 1024 * MIB;

const MIB: u64 = 1024 * 1024;

/// The name of the configuration.
pub const CONFIG: &str = "taushet.yaml";

/// The nearest configuration, from a folder upwards to the root of its repository.
#[must_use]
pub fn find_config(from: &Path) -> Option<PathBuf> {
    // A repository does not go by what lies above it.
    let root = from.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(usize::MAX);
    from.ancestors().take(root.saturating_add(1)).map(|folder| folder.join(CONFIG)).find(|path| path.is_file())
}

/// Reads one file as a source, its path shown relative to `here`.
///
/// # Errors
/// The failure to tell.
pub fn read(path: &Path, here: &Path) -> Result<Source, Unread> {
    read_as(path, shown(path, here))
}

fn read_as(path: &Path, shown: String) -> Result<Source, Unread> {
    let fail = |message: Phrase, help: Phrase| Unread { place: None, path: shown.clone(), message, help: Some(help) };
    let unread = |error| fail(reason(&error), phrase!("file-check-path"));
    let about = fs::metadata(path).map_err(unread)?;
    // What is opened without an end, or before somebody writes, would never be done.
    if !about.is_file() {
        return Err(fail(phrase!("file-not-ordinary"), phrase!("file-not-ordinary-help")));
    }
    let bytes = match about.len() {
        ..=MAX_BYTES => fs::File::open(path).and_then(|file| bounded(file, about.len())).map_err(unread)?,
        _ => None,
    };
    let bytes = bytes.ok_or_else(|| fail(too_large(), way_in(&shown)))?;
    decode(shown.clone(), bytes).map_err(|error| fail(error.message, error.help))
}

/// All that a reader gives; nothing when that is too much.
/// `expected` is how much that most likely is: a buffer that has to grow is held twice while it does.
fn bounded(reader: impl io::Read, expected: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(MAX_BYTES)).unwrap_or_default() + 1);
    let n_read = reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok((n_read as u64 <= MAX_BYTES).then_some(bytes))
}

fn too_large() -> Phrase {
    phrase!("file-too-large", mib = (MAX_BYTES / MIB).to_string())
}

/// What to do with a file that is too large to be read whole.
fn way_in(shown: &str) -> Phrase {
    // What a shell takes for more than a name stands between quotes.
    let is_plain = |letter: char| letter.is_alphanumeric() || "._-/".contains(letter);
    let file =
        if shown.chars().all(is_plain) { shown.to_owned() } else { format!("'{}'", shown.replace('\'', r"'\''")) };
    match Format::of(shown) {
        Some(format) if format.is_of_records() => phrase!("file-too-large-records"),
        Some(Format::Json) => phrase!("file-too-large-json", file),
        Some(Format::Text) if !shown.to_ascii_lowercase().ends_with(".docx") => phrase!("file-too-large-text", file),
        _ => phrase!("file-too-large-help"),
    }
}

/// What is told of a folder that cannot be gone through.
#[must_use]
pub fn unwalked(error: &ignore::Error, folder: &Path, here: &Path) -> Unread {
    let mut at = folder;
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path, err } => (at, inner) = (path, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            _ => break,
        }
    }
    let message = match inner {
        ignore::Error::Io(error) => reason(error),
        ignore::Error::Loop { .. } => phrase!("file-links-loop"),
        error => phrase!("verbatim", said = error.to_string()),
    };
    Unread { place: None, path: shown(at, here), message, help: Some(phrase!("file-check-path")) }
}

/// Why a file or folder cannot be read. What is not usual the system says in its own language.
#[must_use]
pub fn reason(error: &io::Error) -> Phrase {
    match error.kind() {
        io::ErrorKind::NotFound => phrase!("file-not-there"),
        io::ErrorKind::PermissionDenied => phrase!("file-denied"),
        io::ErrorKind::IsADirectory => phrase!("file-is-folder"),
        io::ErrorKind::NotADirectory => phrase!("file-in-file"),
        io::ErrorKind::InvalidFilename => phrase!("file-name-too-long"),
        io::ErrorKind::StaleNetworkFileHandle | io::ErrorKind::TimedOut => phrase!("file-out-of-reach"),
        io::ErrorKind::ResourceBusy => phrase!("file-busy"),
        _ if is_loop(error) => phrase!("file-links-loop"),
        _ => phrase!("file-unreadable", error = error.to_string()),
    }
}

/// Whether links lead to one another without an end (`ELOOP`), for which there is no stable kind of error.
fn is_loop(error: &io::Error) -> bool {
    let code = if cfg!(target_os = "linux") { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(code)
}

impl Found {
    /// Adds a text to check.
    fn add(&mut self, source: Source, mapping: Option<usize>, named: bool) {
        self.inputs.push(Input { source: self.sources.len(), mapping, named });
        self.sources.push(source);
    }

    /// Leaves out the files that cannot be read, and tells why.
    pub fn leave_unreadable(&mut self) {
        let (sources, files, failures) = (&self.sources, &self.files, &mut self.failures);
        self.inputs.retain(|input| match sources.get(input.source).and_then(|source| files.read(*input, source)) {
            Some(Err(failure)) => {
                failures.push(failure);
                false
            }
            Some(Ok(_)) | None => true,
        });
    }

    /// Reads all files at once, for what goes over them more than once.
    pub fn hold(&mut self) {
        self.hold_within(MAX_HELD);
    }

    fn hold_within(&mut self, mut room: u64) {
        let (sources, files, failures) = (&mut self.sources, &self.files, &mut self.failures);
        self.inputs.retain(|input| {
            let Some(source) = sources.get_mut(input.source) else { return false };
            match files.read(*input, source).unwrap_or_else(|| Ok(source.clone())) {
                Ok(text) => match room.checked_sub(text.text().len() as u64) {
                    Some(left) => {
                        room = left;
                        *source = text;
                        return true;
                    }
                    None => failures.push(Unread {
                        place: None,
                        path: source.path().to_owned(),
                        message: phrase!("run-too-large", mib = (MAX_HELD / MIB).to_string()),
                        help: Some(phrase!("run-too-large-help")),
                    }),
                },
                Err(failure) => failures.push(failure),
            }
            false
        });
    }

    /// Adds a file, in pieces where it is large and made of records.
    fn add_file(&mut self, path: &Path, here: &Path, mapping: Option<usize>, named: bool, mappings: &Mappings) {
        let described = mapping.map(|mapping| (mapping, mappings.formats.get(mapping).copied().flatten()));
        match described.and_then(|(mapping, format)| Stream::of(path, shown(path, here), mapping, format)) {
            Some(stream) => self.streams.push(stream),
            None => {
                let source = Source::unread(shown(path, here));
                if here.join(source.path()) != here.join(path) {
                    self.files.elsewhere.insert(self.sources.len(), here.join(path));
                } else if self.files.here != here {
                    self.files.here = here.to_owned();
                }
                self.add(source, mapping, named);
            }
        }
    }

    /// Adds standard input under a name, read as the file of that name would be.
    pub fn stdin(&mut self, name: &str, mappings: &Mappings) {
        let read = bounded(io::stdin().lock(), 0).map_err(|error| (reason(&error), None));
        let source = read
            .and_then(|bytes| bytes.ok_or_else(|| (too_large(), Some(phrase!("stdin-too-large-help")))))
            .and_then(|bytes| decode(name.to_owned(), bytes).map_err(|error| (error.message, Some(error.help))))
            .map_err(|(message, help)| Unread { place: None, path: name.to_owned(), message, help });
        match source {
            Ok(source) => self.add(source, mappings.of(Path::new(name)), true),
            Err(failure) => self.failures.push(failure),
        }
    }

    /// Adds what the user named: a file, or everything below a folder.
    pub fn path(&mut self, path: &Path, here: &Path, mappings: &Mappings) {
        if path.is_dir() {
            self.folder(path, here, mappings);
        } else {
            self.add_file(path, here, mappings.of(path), true, mappings);
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
            self.add_file(path, here, mapping, false, mappings);
        } else {
            self.left_alone += 1;
        }
    }

    fn folder(&mut self, folder: &Path, here: &Path, mappings: &Mappings) {
        for entry in walk(folder).sort_by_file_name(OsStr::cmp).build() {
            let path = match entry {
                Ok(entry) => match entry.file_type() {
                    Some(kind) if kind.is_file() => entry.into_path(),
                    Some(kind) if kind.is_dir() => continue,
                    // A link may lead out of what was named, or around in it; a pipe is no file.
                    _ => {
                        self.left_alone += 1;
                        continue;
                    }
                },
                Err(error) => {
                    self.failures.push(unwalked(&error, folder, here));
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
                    self.add_file(&base, here, mapping, true, mappings);
                } else if base.is_dir() {
                    let matcher = glob(&mappings.root, &pattern.value);
                    for entry in walk(&base).sort_by_file_name(OsStr::cmp).build() {
                        let entry = match entry {
                            Ok(entry) => entry,
                            Err(error) => {
                                self.failures.push(unwalked(&error, &base, here));
                                continue;
                            }
                        };
                        let path = entry.path();
                        if path.is_file()
                            && matcher.as_ref().is_some_and(|matcher| matcher.is_match(normal(path)))
                            && !mappings.ignored(path)
                        {
                            self.add_file(path, here, mapping, !input.marked, mappings);
                        }
                    }
                }
                if self.inputs.len() + self.failures.len() + self.streams.len() == before {
                    self.failures.push(Unread {
                        place: Some(Place { source: config_source, span: pattern.span }),
                        path: String::new(),
                        message: phrase!("pattern-finds-nothing", pattern = &pattern.value),
                        help: Some(phrase!("pattern-finds-nothing-help")),
                    });
                }
            }
        }
    }
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
#[must_use]
pub fn shown(path: &Path, here: &Path) -> String {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tempfile::TempDir;

    use super::{Found, Mappings, Source};

    #[test]
    fn what_there_is_no_room_for_is_told_and_what_is_smaller_goes_on() {
        let folder = TempDir::new().unwrap();
        let mut found = Found::default();
        for (path, len) in [("a", 6), ("b", 5), ("c", 4), ("d", 1)] {
            let path = folder.path().join(path);
            std::fs::write(&path, "x".repeat(len)).unwrap();
            found.path(&path, folder.path(), &Mappings::new(None, Path::new("/")));
        }
        found.hold_within(10);
        let held = |input: &super::Input| found.sources.get(input.source).map(Source::path).unwrap();
        let read: Vec<&str> = found.inputs.iter().map(held).collect();
        let left: Vec<&str> = found.failures.iter().map(|failure| failure.path.as_str()).collect();
        assert_eq!((read, left), (vec!["a", "c"], vec!["b", "d"]));
    }
}
