//! Going through a folder as git sees it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// Everything below a folder but what git leaves alone, in a repository or not.
pub(crate) fn walk(folder: &Path) -> WalkBuilder {
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).git_global(may_leave_more_alone());
    walk
}

/// What names a file of git's own settings that says what to leave alone.
const EXCLUDES: &[u8] = b"excludesfile";

/// Whether git's settings, which lie outside the folder, may say what to leave alone. `ignore` compiles an expression to look
/// into them, which takes as long as to read the law; most name no file of that kind.
fn may_leave_more_alone() -> bool {
    let given = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = env::home_dir();
    let own = given("XDG_CONFIG_HOME").or_else(|| Some(home.as_ref()?.join(".config")));
    let settings = [
        given("GIT_CONFIG_GLOBAL"),
        home.map(|home| home.join(".gitconfig")),
        own.as_ref().map(|own| own.join("git/config")),
        Some(given("GIT_CONFIG_SYSTEM").unwrap_or_else(|| PathBuf::from("/etc/gitconfig"))),
    ];
    let names = |path: PathBuf| {
        fs::read(path).is_ok_and(|text| text.to_ascii_lowercase().windows(EXCLUDES.len()).any(|part| part == EXCLUDES))
    };
    own.is_some_and(|own| own.join("git/ignore").exists()) || settings.into_iter().flatten().any(names)
}
