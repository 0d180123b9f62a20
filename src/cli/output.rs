//! Where the formats of a report go: standard output, and files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use crate::phrase::Phrase;
use crate::render::Format;

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

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where one format is written.
pub(super) enum Sink {
    /// Standard output.
    Standard(StdoutLock<'static>),
    /// A file.
    File(WholeFile),
}

impl Sink {
    /// Opens a file, else standard output.
    pub(super) fn open(file: Option<&Path>) -> io::Result<Sink> {
        Ok(match file {
            Some(file) => Sink::File(WholeFile::create(file)?),
            None => Sink::Standard(io::stdout().lock()),
        })
    }

    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        match self {
            Sink::Standard(out) => out.write_all(text.as_bytes()),
            Sink::File(file) => file.out.write_all(text.as_bytes()),
        }
    }

    /// Everything has been written.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Sink::Standard(mut out) => out.flush(),
            Sink::File(file) => file.keep(),
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

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.beside {
            // What is left behind is told by the error that stopped the run.
            let _ = fs::remove_file(beside);
        }
    }
}
