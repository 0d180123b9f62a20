//! Where the formats of a report go: standard output, and files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::ordered::Jobs;
use crate::phrase::Phrase;
use crate::render::{self, Format};
use crate::report::Report;
use crate::rulebook::{Rulebook, Texts};

/// Whether what is written is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// When the output is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The formats that are asked for, each with its file; what has none goes to standard output.
pub(super) fn outputs(formats: &[String]) -> Result<Vec<(Format, Option<PathBuf>)>, Phrase> {
    if formats.is_empty() {
        return Ok(vec![(Format::Human, None)]);
    }
    formats
        .iter()
        .map(|format| {
            let (name, file) = format
                .split_once('=')
                .map_or((format.as_str(), None), |(name, file)| (name, Some(PathBuf::from(file))));
            let known = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known = known.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ");
            Format::from_str(name, false)
                .map(|format| (format, file))
                .map_err(|_| phrase!("cli-unknown-format", name, known))
        })
        .collect()
}

/// Refuses what would mix two reports or could not be written, before anything is checked.
pub(super) fn refuse(outputs: &[(Format, Option<PathBuf>)]) -> Result<(), Phrase> {
    if outputs.iter().filter(|(_, file)| file.is_none()).count() > 1 {
        return Err(phrase!("output-clash"));
    }
    let mut taken: Vec<PathBuf> = Vec::new();
    for file in outputs.iter().filter_map(|(_, file)| file.as_deref()) {
        let shown = file.display().to_string();
        let Some(name) = file.file_name() else { return Err(phrase!("output-no-name", file = shown)) };
        if file.is_dir() {
            return Err(phrase!("output-is-folder", file = shown));
        }
        let folder = folder_of(file);
        let Ok(folder) = folder.canonicalize() else {
            return Err(phrase!("output-no-folder", folder = folder.display().to_string()));
        };
        let file = folder.join(name);
        let file = file.canonicalize().unwrap_or(file);
        if taken.contains(&file) {
            return Err(phrase!("output-twice", file = shown));
        }
        taken.push(file);
    }
    Ok(())
}

/// Refuses a file that the run itself reads. `read` are paths as people are shown them, seen from `here`.
pub(super) fn refuse_inputs<'p>(
    outputs: &[(Format, Option<PathBuf>)],
    read: impl Iterator<Item = &'p str>,
    here: &Path,
) -> Result<(), Phrase> {
    let files = outputs.iter().filter_map(|(_, file)| file.as_deref());
    let files: Vec<(&Path, PathBuf)> = files.filter_map(|file| Some((file, file.canonicalize().ok()?))).collect();
    if files.is_empty() {
        return Ok(());
    }
    for path in read.filter_map(|path| here.join(path).canonicalize().ok()) {
        if let Some((file, _)) = files.iter().find(|(_, file)| *file == path) {
            return Err(phrase!("output-is-input", file = file.display().to_string()));
        }
    }
    Ok(())
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// In bytes: standard output alone would be written line by line.
const BUFFER: usize = 64 * 1024;

/// Where one format is written.
pub(super) enum Sink {
    /// Standard output.
    Standard(BufWriter<StdoutLock<'static>>),
    /// A file.
    File(WholeFile),
}

impl Sink {
    /// Opens a file, else standard output.
    pub(super) fn open(file: Option<&Path>) -> io::Result<Sink> {
        Ok(match file {
            Some(file) => Sink::File(WholeFile::create(file)?),
            None => Sink::Standard(BufWriter::with_capacity(BUFFER, io::stdout().lock())),
        })
    }

    /// Everything has been written.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Sink::Standard(mut out) => out.flush(),
            Sink::File(file) => file.keep(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Standard(out) => out.write(bytes),
            Sink::File(file) => file.out.write(bytes),
        }
    }

    // A report is written in small pieces: the buffers take them in one go.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Standard(out) => out.write_all(bytes),
            Sink::File(file) => file.out.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Standard(out) => out.flush(),
            Sink::File(file) => file.out.flush(),
        }
    }
}

/// A file that has its name first when it is whole: a reader never sees half a report, and a run that is stopped leaves the
/// last one.
pub(super) struct WholeFile {
    out: BufWriter<File>,
    /// The file beside, and the name it shall have; none for what is no ordinary file (`/dev/stdout`, a pipe).
    beside: Option<(PathBuf, PathBuf)>,
}

impl WholeFile {
    fn create(file: &Path) -> io::Result<WholeFile> {
        const TRIES: u32 = 100;
        let known = fs::metadata(file);
        if known.as_ref().is_ok_and(|known| !known.is_file()) {
            let out = BufWriter::new(File::options().write(true).open(file)?);
            return Ok(WholeFile { out, beside: None });
        }
        // A link keeps pointing at what it points at.
        let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for nth in 0..TRIES {
            let beside = folder_of(&target).join(format!(".{name}.{}-{nth}", std::process::id()));
            match File::create_new(&beside) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(out) => {
                    let file = WholeFile { out: BufWriter::new(out), beside: Some((beside, target)) };
                    if let (Ok(known), Some((beside, _))) = (known, &file.beside) {
                        keep_owner(&known, beside);
                        fs::set_permissions(beside, known.permissions())?;
                    }
                    return Ok(file);
                }
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    fn keep(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some((beside, target)) = &self.beside {
            self.out.get_ref().sync_all()?;
            fs::rename(beside, target)?;
            self.beside = None;
        }
        Ok(())
    }
}

/// Gives a file the owner of the one that it takes the place of, where that is allowed: who runs as root mends others' files.
#[cfg(unix)]
fn keep_owner(known: &fs::Metadata, file: &Path) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    // Who may not give files away has them from the same owner already, or is allowed to take them over.
    let _ = chown(file, Some(known.uid()), Some(known.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::Metadata, _: &Path) {}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.beside {
            // What is left behind is told by the error that stopped the run.
            let _ = fs::remove_file(beside);
        }
    }
}

/// Writes a file whole or not at all.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), Phrase> {
    let written =
        Sink::open(Some(path)).and_then(|mut sink| sink.write_all(text.as_bytes()).and_then(|()| sink.finish()));
    written.map_err(|error| not_written(&path.display().to_string(), &error))
}

/// Writes a report in every format that was asked for. On standard output stands what was found; what could not be checked
/// goes to standard error, but in formats that programs read, which have all in one.
pub(super) fn write<'o>(
    report: &mut Report,
    outputs: impl Iterator<Item = &'o (Format, Option<PathBuf>)>,
    color: Color,
    jobs: Jobs,
    rulebook: &Rulebook,
) -> Result<(), Phrase> {
    let texts = &rulebook.texts;
    for (format, file) in outputs {
        let is_apart = file.is_none() && format.is_for_people();
        let write = |report: &Report| {
            Sink::open(file.as_deref()).and_then(|mut sink| {
                render::write(report, *format, texts, file.is_none() && wants_color(color), jobs, &mut sink)?;
                sink.finish()
            })
        };
        if is_apart {
            tell_failures(report, *format, color, texts);
        }
        let written = if is_apart { report.without_failures(write) } else { write(report) };
        let name = || match file {
            Some(file) => file.display().to_string(),
            None => texts.say(&phrase!("standard-output")),
        };
        written.or_else(|error| told(&name(), &error))?;
        if is_apart {
            tell_unread(report, *format, texts);
        }
    }
    Ok(())
}

/// Tells on standard error what could not be checked.
pub(super) fn tell_failures(report: &Report, format: Format, color: Color, texts: &Texts) {
    let mut err = BufWriter::new(io::stderr().lock());
    let color = wants_color_on(color, &io::stderr());
    // There is nowhere to tell that standard error is closed.
    let _ = render::write_failures(report, format, texts, color, &mut err).and_then(|()| err.flush());
}

/// Tells on standard error how much was not read, of a format that does not.
pub(super) fn tell_unread(report: &Report, format: Format, texts: &Texts) {
    let unread = render::unread(report, texts);
    if format == Format::Short && !unread.is_empty() {
        super::complain_of(&unread);
    }
}

/// A reader that has seen enough is nobody's problem.
pub(super) fn told(name: &str, error: &io::Error) -> Result<(), Phrase> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(not_written(name, error)),
    }
}

/// Whether standard output is coloured.
pub(super) fn wants_color(color: Color) -> bool {
    wants_color_on(color, &io::stdout())
}

fn wants_color_on(color: Color, stream: &impl io::IsTerminal) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if is_set("NO_COLOR") => false,
        Color::Auto if std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0" && !value.is_empty()) => {
            true
        }
        Color::Auto => stream.is_terminal(),
    }
}

/// A file or stream that a report could not be written to.
pub(super) fn not_written(name: &str, error: &io::Error) -> Phrase {
    phrase!("cannot-write", path = name, why = why_not_written(error))
}

/// The same of a path.
pub(super) fn not_written_at(path: &Path, error: &io::Error) -> Phrase {
    not_written(&path.display().to_string(), error)
}

/// Why something cannot be written. What is not usual the system says in its own language.
pub(super) fn why_not_written(error: &io::Error) -> Phrase {
    match error.kind() {
        io::ErrorKind::PermissionDenied => phrase!("cannot-write-denied"),
        io::ErrorKind::ReadOnlyFilesystem => phrase!("cannot-write-read-only"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => phrase!("cannot-write-full"),
        io::ErrorKind::FileTooLarge => phrase!("cannot-write-too-large"),
        io::ErrorKind::NotFound => phrase!("cannot-write-no-path"),
        io::ErrorKind::IsADirectory => phrase!("cannot-write-folder"),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => phrase!("cannot-write-not-folder"),
        _ => phrase!("verbatim", said = error.to_string()),
    }
}
