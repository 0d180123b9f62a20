//! `--fix` and `--diff`: the fixes of a run made in its files, or shown.

use std::path::Path;

use similar::TextDiff;

use crate::check::Run;
use crate::discover::reason;
use crate::fix::Mended;
use crate::mask::Mask;
use crate::phrase::Phrase;
use crate::source::Source;

/// Which fixes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Level {
    /// What does not change what a text says.
    Safe,
    /// Rewordings too.
    Suggested,
}

/// The changes as a unified diff. Personal data is masked, so that a line which holds some cannot be applied.
pub(super) fn diff(run: &Run, mended: &Mended, mask: &Mask) -> String {
    let mut out = String::new();
    for (index, text) in &mended.texts {
        let Some(source) = run.sources.get(*index) else { continue };
        let (path, before, after) = (mask.mask(source.path()), mask.mask(source.text()), mask.mask(text));
        let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
        let header = (format!("a/{path}"), format!("b/{path}"));
        out.push_str(&diff.unified_diff().header(&header.0, &header.1).to_string());
    }
    out
}

/// Writes the changed texts. A file that is no longer what was checked is left.
pub(super) fn write(here: &Path, run: &Run, mended: &Mended) -> Result<(), Phrase> {
    for (index, text) in &mended.texts {
        let Some(path) = run.sources.get(*index).map(Source::path) else { continue };
        let file = here.join(path);
        let bytes = std::fs::read(&file).map_err(|error| phrase!("in-file", path, problem = reason(&error)))?;
        if run.sources.get(*index).is_none_or(|source| source.text().as_bytes() != bytes) {
            return Err(phrase!("fix-of-changed", path));
        }
        super::output::write_whole(&file, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;
    use tempfile::TempDir;

    use super::write;
    use crate::check::Run;
    use crate::fix::Mended;
    use crate::source::Source;

    /// What somebody has written since, or taken away, is not written over.
    #[test]
    fn a_file_that_has_changed_since_is_left() {
        let folder = TempDir::new().unwrap();
        let source = Source::new("a.yaml".to_owned(), "lest".to_owned());
        let run = Run::new(vec![source], Vec::new(), date(2026, 11, 22));
        let mended = Mended { texts: [(0, "rettet".to_owned())].into(), made: 1, left: 0 };
        let path = folder.path().join("a.yaml");
        assert!(write(folder.path(), &run, &mended).is_err());
        assert!(!path.exists());
        fs::write(&path, "skrevet av en annen").unwrap();
        assert!(write(folder.path(), &run, &mended).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "skrevet av en annen");
        fs::write(&path, "lest").unwrap();
        assert!(write(folder.path(), &run, &mended).is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), "rettet");
    }
}
