//! The flows that messages of a run may say they belong to.

use std::collections::BTreeMap;

use super::{Input, Run};
use crate::finding::OwnFlow;
use crate::read::{Document, FlowDocument, Reading};

/// The flows of a run, by the path of their document and their id.
pub(super) struct Flows<'r> {
    by_path: BTreeMap<&'r str, (usize, Vec<&'r FlowDocument>)>,
}

impl<'r> Flows<'r> {
    pub(super) fn of(run: &'r Run, readings: &'r [(Input, Reading)]) -> Flows<'r> {
        let mut by_path: BTreeMap<&str, (usize, Vec<&FlowDocument>)> = BTreeMap::new();
        for (input, reading) in readings {
            let Some(source) = run.sources.get(input.source) else { continue };
            for document in &reading.documents {
                if let Document::Flows(flows) = document {
                    by_path.entry(source.path()).or_insert_with(|| (input.source, Vec::new())).1.push(flows);
                }
            }
        }
        Flows { by_path }
    }

    /// The flow that a document at `path` means by `file#id`, its file told from where the document lies.
    pub(super) fn find(&self, path: &str, reference: &str) -> Option<OwnFlow<'r>> {
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
        let (source, documents) = self.by_path.get(parts.join("/").as_str())?;
        documents.iter().find_map(|document| {
            let flow = document.flows.iter().find(|flow| flow.id.value == id)?;
            let recipient = document.parties.get(&flow.to.value).map(|party| party.kind.value.as_str())?;
            Some(OwnFlow { flow, recipient, source: *source })
        })
    }
}
