//! `taushet` finds where a Norwegian social service's duty of confidentiality (taushetsplikt) would be broken, before
//! it happens: in descriptions of data flows, in messages and templates, and in service routines.
//!
//! # Architecture
//!
//! One way through the program: discover → decode (bytes to texts) → read (spans kept) → facts → decide (Cedar) → findings → render.
//! A module imports only from those above it in the list of `mod` lines below.
//! The law is data in `policies/`: Cedar policies decide, a lexicon finds wordings, texts say it in Norwegian.
//! Rust is the mechanism and knows no paragraph, no term and no category of data.
//!
//! # Invariants
//!
//! - The core does no input or output: only [`discover`] and [`cli`] touch disk, clock, environment and terminal; and `prove`,
//!   when it is built in, starts a solver.
//! - Reading never fails: a reader returns what it could read and every problem.
//! - No law in Rust: nothing in `src/` names a provision, a concept or a value of an enumeration.
//! - Every finding has exactly one primary place, inside the text of its source.
//! - No silent pass: a policy that errs, a file that cannot be read, a named file of no known kind is a failure, exit 2.
//! - Same input, same bytes out.
//! - Types of the core are not serialised: each format owns its own.
//! - `cedar_policy` is named only in [`facts`], [`rulebook`], [`decide`] and `prove`.
//! - Personal data is masked in one place before any format sees the report.

#[macro_use]
pub mod phrase;

mod bytes;
pub mod check;
pub mod cli;
pub mod decide;
pub mod decode;
pub mod discover;
pub mod document_schema;
pub mod expect;
pub mod facts;
pub mod finding;
mod fingerprint;
pub mod fix;
pub mod law;
pub mod lexicon;
mod lexicon_file;
pub mod markup;
pub mod mask;
pub mod ordered;
mod personal_data;
#[cfg(feature = "prove")]
pub mod prove;
pub mod read;
pub mod render;
pub mod report;
pub mod rulebook;
pub mod source;
mod store;
pub mod suppression;
pub mod tree;
pub mod vocabulary;
pub mod why;
