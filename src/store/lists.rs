//! Long lists of which a run asks for little: rows of numbers that stay where they are stored, and lists read by the page.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::{Later, Stored};

/// Numbers that stay where they are stored, as bytes: taking them in costs nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row<T> {
    bytes: Cow<'static, [u8]>,
    number: PhantomData<T>,
}

macro_rules! row {
    ($name:ident) => {
        impl Row<$name> {
            /// The number at an index.
            #[inline]
            pub(crate) fn get(&self, index: usize) -> Option<$name> {
                let first = self.bytes.get(index * size_of::<$name>()..)?.first_chunk()?;
                Some($name::from_le_bytes(*first))
            }

            /// How many there are.
            pub(crate) fn len(&self) -> usize {
                self.bytes.len() / size_of::<$name>()
            }
        }

        impl FromIterator<$name> for Row<$name> {
            fn from_iter<I: IntoIterator<Item = $name>>(numbers: I) -> Self {
                let bytes: Vec<u8> = numbers.into_iter().flat_map($name::to_le_bytes).collect();
                Row { bytes: bytes.into(), number: PhantomData }
            }
        }

        impl Stored for Row<$name> {
            fn write(&self, out: &mut Vec<u8>) {
                self.len().write(out);
                out.extend_from_slice(&self.bytes);
            }

            fn read(bytes: &mut &'static [u8]) -> Option<Self> {
                let len = usize::read(bytes)?;
                let (own, rest) = bytes.split_at_checked(len.checked_mul(size_of::<$name>())?)?;
                *bytes = rest;
                Some(Row { bytes: own.into(), number: PhantomData })
            }
        }
    };
}

row!(u32);
row!(u64);

/// A list of which a page is read when something on it is first asked for: most of a long one never is.
#[derive(Clone, Debug)]
pub(crate) struct Pages<T: Stored + fmt::Debug>(Vec<Later<Vec<T>>>);

/// How many entries a page has; the last may have fewer.
const PAGE: usize = 64;

impl<T: Stored + fmt::Debug> Pages<T> {
    /// The entry at an index.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        self.0.get(index / PAGE)?.get(index % PAGE)
    }

    /// All entries, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flat_map(|page| page.iter())
    }
}

impl<T: Stored + fmt::Debug> Default for Pages<T> {
    fn default() -> Self {
        Pages(Vec::new())
    }
}

impl<T: Stored + fmt::Debug> FromIterator<T> for Pages<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut entries = entries.into_iter();
        let pages = std::iter::from_fn(|| {
            let page: Vec<T> = entries.by_ref().take(PAGE).collect();
            (!page.is_empty()).then(|| Later::from(page))
        });
        Pages(pages.collect())
    }
}

impl<T: Stored + fmt::Debug> Stored for Pages<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Stored::read(bytes).map(Pages)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_bytes, to_bytes};
    use super::{PAGE, Pages, Row};

    #[test]
    fn pages_and_rows_are_the_lists_that_they_were_made_of() {
        for n in [0, 1, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE] {
            let list: Vec<u32> = (0..n).map(|entry| entry as u32 * 70_000).collect();
            let stored = (list.iter().copied().collect::<Pages<u32>>(), list.iter().copied().collect::<Row<u32>>());
            let (pages, row): (Pages<u32>, Row<u32>) = from_bytes(to_bytes(&stored).leak()).unwrap();
            assert_eq!(pages.iter().copied().collect::<Vec<_>>(), list);
            assert_eq!(row.len(), n);
            for index in 0..n + 2 {
                assert_eq!(pages.get(index), list.get(index));
                assert_eq!(row.get(index), list.get(index).copied());
            }
        }
    }
}
