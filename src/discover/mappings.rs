//! The configuration's patterns: which entry describes a file, and which files are left alone.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{Unread, normal};
use crate::read::{Config, Format};
use crate::report::Place;

/// Which files the configuration describes or leaves alone.
#[derive(Debug)]
pub struct Mappings {
    pub(super) root: PathBuf,
    patterns: Vec<(usize, GlobMatcher)>,
    /// The `format:` of each entry.
    pub(super) formats: Vec<Option<Format>>,
    ignore: Gitignore,
    /// Patterns that are none. The configuration is the first source of a run.
    pub failures: Vec<Unread>,
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
            failures.push(Unread {
                place: Some(Place { source: 0, span }),
                path: String::new(),
                message: phrase!("pattern-wrong", pattern),
                help: Some(phrase!("pattern-wrong-help")),
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
        let formats = config.iter().flat_map(|config| &config.inputs).map(|input| input.format).collect();
        Mappings { failures, formats, ignore: ignore.build().unwrap_or_else(|_| Gitignore::empty()), root, patterns }
    }

    /// The entry that describes a file.
    pub(super) fn of(&self, path: &Path) -> Option<usize> {
        if self.patterns.is_empty() {
            return None;
        }
        let path = normal(path);
        self.patterns.iter().find(|(_, pattern)| pattern.is_match(&path)).map(|(index, _)| *index)
    }

    pub(super) fn ignored(&self, path: &Path) -> bool {
        if self.ignore.is_empty() {
            return false;
        }
        let path = normal(path);
        path.starts_with(&self.root) && self.ignore.matched_path_or_any_parents(&path, false).is_ignore()
    }
}

/// A pattern below a folder, as a matcher of whole paths.
pub(super) fn glob(root: &Path, pattern: &str) -> Option<GlobMatcher> {
    let whole = normal(&root.join(pattern)).to_string_lossy().replace('\\', "/");
    GlobBuilder::new(&whole).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

/// The folders of a pattern before its first wildcard.
pub(super) fn literal_part(pattern: &Path) -> PathBuf {
    let pattern = normal(pattern);
    let literal =
        pattern.components().take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']));
    literal.collect()
}
