//! When a rule is in force: `2025-12-18..2026-02-24`, both days included, either end open.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

/// The days on which a rule is in force; all days by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// First day; open when absent.
    pub from: Option<Date>,
    /// Last day; open when absent.
    pub to: Option<Date>,
}

impl InForce {
    /// Whether the rule is in force on the day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The days on which it begins, and the first day after it ends.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Date> + use<> {
        let after = self.to.and_then(|to| to.checked_add(1.day()).ok());
        self.from.into_iter().chain(after)
    }
}

impl FromStr for InForce {
    type Err = String;

    fn from_str(text: &str) -> Result<InForce, String> {
        let (from, to) = text.split_once("..").ok_or_else(|| format!("`{text}` er ikke et tidsrom `fra..til`"))?;
        let day = |part: &str| -> Result<Option<Date>, String> {
            if part.is_empty() {
                return Ok(None);
            }
            part.parse().map(Some).map_err(|_| format!("`{part}` er ikke en dato ÅÅÅÅ-MM-DD"))
        };
        Ok(InForce { from: day(from)?, to: day(to)? })
    }
}

impl fmt::Display for InForce {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (None, None) => out.write_str("uten tidsgrense"),
            (Some(from), None) => write!(out, "fra {from}"),
            (None, Some(to)) => write!(out, "til og med {to}"),
            (Some(from), Some(to)) => write!(out, "{from} til og med {to}"),
        }
    }
}
