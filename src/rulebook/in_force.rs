//! When a rule is in force: `2025-12-18..2026-02-24`, both days included, either end open.

use crate::phrase::Phrase;
use std::str::FromStr;

#[cfg(feature = "prove")]
use jiff::ToSpan as _;
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

    /// The day on which it begins, and the first day after it ends; open when absent.
    #[cfg(feature = "prove")]
    pub(crate) fn bounds(&self) -> [Option<Date>; 2] {
        [self.from, self.to.and_then(|to| to.checked_add(1.day()).ok())]
    }
}

impl FromStr for InForce {
    type Err = Phrase;

    fn from_str(text: &str) -> Result<InForce, Phrase> {
        let (from, to) = text.split_once("..").ok_or_else(|| phrase!("in-force-not-a-period", text))?;
        let day = |part: &str| -> Result<Option<Date>, Phrase> {
            if part.is_empty() {
                return Ok(None);
            }
            part.parse().map(Some).map_err(|_| phrase!("in-force-not-a-date", part))
        };
        Ok(InForce { from: day(from)?, to: day(to)? })
    }
}

impl From<InForce> for Phrase {
    fn from(in_force: InForce) -> Phrase {
        let day = |day: Date| day.to_string();
        match (in_force.from.map(day), in_force.to.map(day)) {
            (None, None) => phrase!("in-force-always"),
            (Some(from), None) => phrase!("in-force-from", from),
            (None, Some(to)) => phrase!("in-force-to", to),
            (Some(from), Some(to)) => phrase!("in-force-between", from, to),
        }
    }
}
