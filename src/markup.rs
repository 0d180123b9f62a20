//! HTML and XML texts as the one spanned tree.
//!
//! Apart from [`crate::tree`], which the build needs without the crates that read these.

mod html;
mod references;
mod xml;

pub use html::{html_comments, parse_html};
pub use xml::{parse_xml, xml_comments};
