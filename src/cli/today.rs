//! Which day it is where the program runs.

use std::fs;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Where Unix keeps the machine's time zone.
const LOCAL: &str = "/etc/localtime";

/// The day it is. A time zone that is known by its name is looked up among all there are, which takes jiff as long as to
/// check a file; what most machines say of themselves is the zone itself.
pub(super) fn today() -> Date {
    let is_named = std::env::var_os("TZ").is_some();
    let local = if is_named { None } else { fs::read(LOCAL).ok().and_then(|zone| TimeZone::tzif(LOCAL, &zone).ok()) };
    local.map_or_else(Zoned::now, |zone| Timestamp::now().to_zoned(zone)).date()
}
