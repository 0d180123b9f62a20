//! Hits: what the letters of a word say of it, whatever stands around it.

use super::forms::Set;

/// What a word may be to a rule. Kept in few bytes, as many are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    rule: u32,
    /// Places in the text, counted from the word's first byte.
    start: u16,
    end: u16,
    is_released: bool,
    is_compound: bool,
    pub(super) typo: bool,
    /// Of what only says something of the words around it, and stands within a sentence: the concept.
    pub(super) waits: Option<u32>,
    /// Whether it must begin a sentence.
    pub(super) opens: bool,
    /// What its rule asks for around it first, if it does.
    pub(super) asks: Option<Set>,
}

/// What the letters of a word say of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Word {
        start: usize,
        end: usize,
        is_compound: bool,
        typo: bool,
    },
    /// An exception releases the word that starts here.
    Released(usize),
}

impl Hit {
    /// What a rule says of the word at `base`; nothing where it is longer than words are.
    pub(super) fn new(rule: usize, named: Named, base: usize) -> Option<Self> {
        let place = |at: usize| u16::try_from(at.checked_sub(base)?).ok();
        let (start, end, is_compound, typo) = match named {
            Named::Word { start, end, is_compound, typo } => (start, end, is_compound, typo),
            Named::Released(start) => (start, start, false, false),
        };
        let is_released = matches!(named, Named::Released(_));
        let (start, end, rule) = (place(start)?, place(end)?, u32::try_from(rule).ok()?);
        Some(Self { rule, start, end, is_released, is_compound, typo, waits: None, opens: false, asks: None })
    }

    /// The same where its rule asks that it begins a sentence, or for words around it, which do not matter to what is released.
    pub(super) fn asking(self, opens: bool, asks: Option<Set>) -> Self {
        Self { opens, asks: asks.filter(|_| !self.is_released), ..self }
    }

    /// The same where it may wait until it is known whether its sentence names anything.
    pub(super) fn waiting(self, waits: Option<u32>) -> Self {
        Self { waits, ..self }
    }

    #[cfg(test)]
    pub(super) fn released(rule: usize, at: usize) -> Self {
        Self::new(rule, Named::Released(at), 0).unwrap()
    }

    /// Index of the rule.
    pub(super) fn rule(&self) -> usize {
        self.rule as usize
    }

    /// What the word at `base` is to the rule.
    pub(super) fn named(&self, base: usize) -> Named {
        let (start, end) = (base + usize::from(self.start), base + usize::from(self.end));
        if self.is_released {
            Named::Released(start)
        } else {
            Named::Word { start, end, is_compound: self.is_compound, typo: self.typo }
        }
    }
}
