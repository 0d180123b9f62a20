//! Which format a file has, and its records as one kind of tree.
//!
//! A source comes in; one record after another comes out, read as they are asked for. The name of the file says which
//! format it has, unless the configuration's `format:` does.

use crate::markup;
use crate::source::Source;
use crate::tree::{self, Record};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown: the whole file, front matter aside.
    Text,
    /// YAML; each of its documents is a record.
    Yaml,
    /// Strict JSON.
    Json,
    /// A JSON value on each line; each is a record.
    JsonLines,
    /// A header and rows; each row is a record.
    Csv,
    /// Java's keys and texts.
    Properties,
    /// A catalogue in JavaScript or TypeScript.
    Script,
    /// What is shown of an HTML page.
    Html,
    /// XML.
    Xml,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 9] = [
        Format::Text,
        Format::Yaml,
        Format::Json,
        Format::JsonLines,
        Format::Csv,
        Format::Properties,
        Format::Script,
        Format::Html,
        Format::Xml,
    ];

    /// The format as `format:` names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Yaml => "yaml",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Properties => "properties",
            Format::Script => "ts",
            Format::Html => "html",
            Format::Xml => "xml",
        }
    }

    /// The format that a file's ending says; nothing when the ending is none that is known.
    #[must_use]
    pub fn of(path: &str) -> Option<Format> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            // A Word document has become text when it was decoded.
            "md" | "markdown" | "txt" | "docx" => Format::Text,
            "yaml" | "yml" => Format::Yaml,
            "json" => Format::Json,
            "jsonl" | "ndjson" => Format::JsonLines,
            "csv" | "tsv" => Format::Csv,
            "properties" => Format::Properties,
            "ts" | "js" | "mts" | "mjs" | "cts" | "cjs" => Format::Script,
            "html" | "htm" | "xhtml" => Format::Html,
            "xml" => Format::Xml,
            _ => return None,
        })
    }

    /// Whether each line or row is a record of its own, about whomever it may be, so that such a file is read in pieces when
    /// it is large.
    #[must_use]
    pub fn is_of_records(self) -> bool {
        matches!(self, Format::JsonLines | Format::Csv)
    }

    /// The records of a source. The whole text is one where the format has no records of its own.
    pub fn records(self, source: &Source) -> Box<dyn Iterator<Item = Record> + '_> {
        let text = source.text();
        let documents = |(documents, problems): (Vec<tree::Document>, _)| {
            let roots = documents.into_iter().map(|document| Record { root: document.root, problems: Vec::new() });
            Box::new(std::iter::once(Record { root: None, problems }).chain(roots))
        };
        match self {
            Format::Text | Format::Yaml => documents(tree::parse(text, 0)),
            Format::Json => documents(tree::parse_json(text, 0)),
            Format::JsonLines => Box::new(tree::json_lines(text)),
            Format::Csv => Box::new(tree::rows(text)),
            Format::Properties => Box::new(std::iter::once(tree::parse_properties(text))),
            Format::Script => Box::new(std::iter::once(tree::parse_script(text))),
            Format::Html => Box::new(std::iter::once(markup::parse_html(text))),
            Format::Xml => Box::new(std::iter::once(markup::parse_xml(text))),
        }
    }
}
