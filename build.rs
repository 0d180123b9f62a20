//! Embeds every file of `policies/` in the binary, so that adding a rule needs no list to edit, and compiles the lexicon
//! among them ahead, with the modules that the program itself has for it: what is compiled cannot be of another day.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "the program uses what is left over")]
#[path = "src"]
mod program {
    #[macro_use]
    pub(crate) mod phrase;

    pub(crate) mod lexicon;
    pub(crate) mod lexicon_file;
    pub(crate) mod source;
    pub(crate) mod tree;
}
use lexicon_file::Reader;
use program::{lexicon, lexicon_file, phrase, source, tree};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=policies");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join("policies"), &mut files)?;
    files.sort();
    let mut law = String::new();
    let mut texts = Vec::new();
    for file in &files {
        let shown = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(law, "    ({shown:?}, include_str!({:?})),", file.to_string_lossy());
        let text = fs::read_to_string(file)?;
        if shown.ends_with(".yaml") && text.lines().any(|line| line == format!("taushet: {}", lexicon_file::KIND)) {
            texts.push((shown, text));
        }
    }
    fs::write(out.join("law.rs"), format!("&[\n{law}]\n"))?;
    for (name, reader) in [("messages", Reader::Message), ("routines", Reader::Routine)] {
        let texts: Vec<_> = texts.iter().filter(|(_, text)| lexicon_file::is_for(text, reader)).cloned().collect();
        let paths: String = texts.iter().map(|(path, _)| format!("    {path:?},\n")).collect();
        fs::write(out.join(format!("{name}.rs")), format!("&[\n{paths}]\n"))?;
        match compiled(&texts) {
            Ok(compiled) => {
                fs::write(out.join(format!("{name}-concepts.bin")), compiled.concepts)?;
                fs::write(out.join(format!("{name}-prose.bin")), compiled.prose)?;
                fs::write(out.join(format!("{name}-identifiers.bin")), compiled.identifiers)?;
            }
            Err(problems) => problems.iter().for_each(|problem| println!("cargo::error={problem}")),
        }
    }
    Ok(())
}

/// Compiles the lexicon of these files, given by path, or says everything that is wrong with it.
fn compiled(texts: &[(String, String)]) -> Result<lexicon::Compiled<Vec<u8>>, Vec<String>> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for (path, text) in texts {
        match lexicon_file::read_all(text) {
            Ok(read) => files.extend(read),
            Err(mistakes) => problems.extend(mistakes.iter().map(|mistake| {
                let before = text.get(..mistake.span.start).unwrap_or_default();
                format!("{path}:{}: {}", before.matches('\n').count() + 1, mistake.message)
            })),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let compiled = lexicon_file::build(files).compile();
    compiled.map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if matches!(
            path.extension().and_then(|ext| ext.to_str()),
            Some("cedar" | "cedarschema" | "ftl" | "json" | "yaml")
        ) {
            files.push(path);
        }
    }
    Ok(())
}
