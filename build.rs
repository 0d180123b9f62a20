//! Embeds every file of `policies/` in the binary, so that adding a rule needs no list to edit, and compiles the lexicon and
//! the vocabulary among them ahead, with the modules that the program itself has for it: what is compiled cannot be of
//! another day.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "the program uses what is left over")]
#[path = "src"]
mod program {
    #[macro_use]
    pub(crate) mod phrase;

    pub(crate) mod bytes;
    pub(crate) mod lexicon;
    pub(crate) mod lexicon_file;
    pub(crate) mod ordered;
    pub(crate) mod rulebook {
        pub(crate) mod entries;
        pub(crate) mod kind;
    }
    pub(crate) mod source;
    pub(crate) mod store;
    pub(crate) mod tree;
    pub(crate) mod vocabulary;
}
use lexicon_file::Reader;
use program::rulebook::entries;
use program::rulebook::kind::{self, kind};
use program::{bytes, lexicon, lexicon_file, ordered, phrase, source, store, tree, vocabulary};
use vocabulary::Vocabulary;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=policies");
    // At a fixed place the program needs no 27,000 addresses put right before it starts: a tenth of a small run.
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
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
        texts.push((shown, fs::read_to_string(file)?));
    }
    fs::write(out.join("law.rs"), format!("&[\n{law}]\n"))?;
    let is = |(path, text): &&(String, String), kinds: &[&str]| {
        path.ends_with(".yaml") && kind(text).is_some_and(|kind| kinds.contains(&kind))
    };
    for (name, reader) in [("messages", Reader::Message), ("routines", Reader::Routine)] {
        let texts =
            texts.iter().filter(|file| is(file, &[lexicon_file::KIND]) && lexicon_file::is_for(&file.1, reader));
        let texts: Vec<_> = texts.collect();
        fs::write(out.join(format!("{name}.rs")), paths(&texts))?;
        match compiled(&texts) {
            Ok(compiled) => {
                fs::write(out.join(format!("{name}-concepts.bin")), compiled.concepts)?;
                fs::write(out.join(format!("{name}-prose.bin")), compiled.prose)?;
                fs::write(out.join(format!("{name}-identifiers.bin")), compiled.identifiers)?;
            }
            Err(problems) => complain(&problems),
        }
    }
    let of_vocabulary =
        |file: &&(String, String)| file.0.ends_with(".json") || is(file, &[kind::ENTITIES, kind::FORMATS]);
    let of_vocabulary: Vec<_> = texts.iter().filter(of_vocabulary).collect();
    fs::write(out.join("vocabulary.rs"), paths(&of_vocabulary))?;
    match vocabulary(&of_vocabulary) {
        Ok(vocabulary) => fs::write(out.join("vocabulary.bin"), store::to_bytes(&vocabulary))?,
        Err(problems) => complain(&problems),
    }
    let each = |name: &str, kinds: &[&str], stored: &dyn Fn(&[tree::Node]) -> Vec<u8>| {
        let mut list = String::new();
        for (path, text) in texts.iter().filter(|file| is(file, kinds)) {
            let file = out.join(format!("{}.bin", path.replace('/', "-")));
            fs::write(&file, stored(&roots(text)))?;
            let _ = writeln!(list, "    ({path:?}, include_bytes!({:?})),", file.to_string_lossy());
        }
        fs::write(out.join(name), format!("&[\n{list}]\n"))
    };
    each("trees.rs", &[kind::FINDINGS, kind::PERSONAL_DATA], &|roots| store::to_bytes(&roots.to_vec()))?;
    each("texts.rs", &[kind::TEXTS, kind::CITATIONS], &|roots| store::to_bytes(&entries::sections(roots)))
}

/// A list of the files' paths.
fn paths(files: &[&(String, String)]) -> String {
    let paths: String = files.iter().map(|(path, _)| format!("    {path:?},\n")).collect();
    format!("&[\n{paths}]\n")
}

fn complain(problems: &[String]) {
    problems.iter().for_each(|problem| println!("cargo::error={problem}"));
}

fn roots(text: &str) -> Vec<tree::Node> {
    tree::parse(text, 0).0.into_iter().filter_map(|document| document.root).collect()
}

/// The vocabulary of these files, given by path, or everything that is wrong with it.
fn vocabulary(files: &[&(String, String)]) -> Result<Vocabulary, Vec<String>> {
    let mut vocabulary = Vocabulary::default();
    let mut problems = Vec::new();
    // The schema first, as the program has it.
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".json")) {
        match serde_json::from_str(text) {
            Ok(schema) => vocabulary.add_schema(&schema),
            Err(error) => problems.push(format!("{path}: {error}")),
        }
    }
    let mut told = |result: Result<(), Vec<source::Problem>>, path: &str| {
        let mistakes = result.err().unwrap_or_default();
        problems.extend(mistakes.iter().map(|mistake| format!("{path}: {}", mistake.message)));
    };
    for (path, text) in files.iter().filter(|(path, _)| !path.ends_with(".json")) {
        for root in roots(text) {
            match kind(text) {
                Some(kind::FORMATS) => vocabulary.add_formats(&root),
                _ => told(vocabulary.add_entities(&root), path),
            }
        }
    }
    told(vocabulary.close(), "policies/entities");
    if problems.is_empty() { Ok(vocabulary) } else { Err(problems) }
}

/// Compiles the lexicon of these files, given by path, or says everything that is wrong with it.
fn compiled(texts: &[&(String, String)]) -> Result<lexicon::Compiled<Vec<u8>>, Vec<String>> {
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
