//! The flows that messages of a run may say they belong to, read when a message first does.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::part::read_input;
use super::{Input, Run};
use crate::finding::OwnFlow;
use crate::read::{Document, FlowDocument};
use crate::report::Failure;
use crate::rulebook::Rulebook;
use crate::source::Source;

/// Gives the text of an input, or why it cannot be had.
pub type Load<'r> = dyn Fn(Input) -> Result<Cow<'r, Source>, Failure> + Sync + 'r;

/// The flows of a run, by the path of their document and their id.
pub(super) struct Flows<'r> {
    rulebook: &'r Rulebook,
    run: &'r Run,
    load: &'r Load<'r>,
    by_path: OnceLock<BTreeMap<&'r str, Vec<Input>>>,
    read: Mutex<BTreeMap<String, Option<Arc<FlowFile>>>>,
}

/// A file with flows that a message belongs to.
pub(super) struct FlowFile {
    /// Index of its source.
    pub(super) source: usize,
    pub(super) text: Source,
    documents: Vec<FlowDocument>,
}

impl<'r> Flows<'r> {
    pub(super) fn of(rulebook: &'r Rulebook, run: &'r Run, load: &'r Load<'r>) -> Flows<'r> {
        Flows { rulebook, run, load, by_path: OnceLock::new(), read: Mutex::default() }
    }

    /// The file that a document at `path` means by `file#id`, told from where the document lies, and the id.
    pub(super) fn file<'m>(&self, path: &str, reference: &'m str) -> Option<(Arc<FlowFile>, &'m str)> {
        let (file, id) = reference.rsplit_once('#')?;
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in file.split('/') {
            match part {
                ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
                "." | "" => {}
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        // What another thread broke off in is read again, or is there.
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&path) {
            return known.clone().map(|file| (file, id));
        }
        let file = self.read_file(&path).map(Arc::new);
        read.insert(path, file.clone());
        file.map(|file| (file, id))
    }

    fn read_file(&self, path: &str) -> Option<FlowFile> {
        let by_path = self.by_path.get_or_init(|| {
            let mut by_path: BTreeMap<&str, Vec<Input>> = BTreeMap::new();
            for input in &self.run.inputs {
                if let Some(source) = self.run.sources.get(input.source) {
                    by_path.entry(source.path()).or_default().push(*input);
                }
            }
            by_path
        });
        let mut found: Option<FlowFile> = None;
        for input in by_path.get(path)? {
            let Ok(text) = (self.load)(*input) else { continue };
            let documents = read_input(self.rulebook, self.run, *input, &text).documents.into_iter();
            let documents = documents.filter_map(|document| match document {
                Document::Flows(flows) => Some(flows),
                _ => None,
            });
            let documents: Vec<FlowDocument> = documents.collect();
            match &mut found {
                _ if documents.is_empty() => {}
                Some(found) => found.documents.extend(documents),
                None => found = Some(FlowFile { source: input.source, text: text.into_owned(), documents }),
            }
        }
        found
    }

    /// What was read.
    pub(super) fn files(&self) -> Vec<Arc<FlowFile>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).values().flatten().cloned().collect()
    }
}

impl FlowFile {
    /// The flow of an id.
    pub(super) fn flow(&self, id: &str) -> Option<OwnFlow<'_>> {
        self.documents.iter().find_map(|document| {
            let flow = document.flows.iter().find(|flow| flow.id.value == id)?;
            let recipient = document.parties.get(&flow.to.value).map(|party| party.kind.value.as_str())?;
            Some(OwnFlow { flow, recipient, source: self.source })
        })
    }
}
