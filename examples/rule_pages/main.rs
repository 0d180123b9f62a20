//! Writes the book as mdBook reads it: `cargo run --example rule_pages -- OUT_DIR`, then `mdbook build OUT_DIR`.
//! Pages written by hand come from `docs/`; a page for every rule and norm is made of the law as shipped and its fixtures.

mod pages;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::args_os().nth(1).map(PathBuf::from).ok_or("usage: cargo run --example rule_pages -- OUT_DIR")?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, text) in pages::book(root)? {
        let path = out.join("src").join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)?;
    }
    fs::copy(root.join("docs/book.toml"), out.join("book.toml"))?;
    Ok(())
}
