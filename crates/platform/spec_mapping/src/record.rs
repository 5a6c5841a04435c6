//! A record's values, aligned with its layout.

/// The values of one record in the order of its layout's items. All text stands in one buffer, so that a record costs
/// two allocations however many items it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// An empty record with room for `items` values.
    pub fn with_capacity(items: usize) -> Self {
        Self { text: String::with_capacity(items * 6), ends: Vec::with_capacity(items) }
    }

    /// A record of these values; an empty text is no value.
    pub fn of<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut record = Self::default();
        for value in values {
            record.push(value);
        }
        record
    }

    /// Adds the next item's value; an empty text is no value.
    pub fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.ends.push(self.text.len());
    }

    /// Adds the next item's value as `write` makes it. What `write` has written before it fails is taken back.
    pub(crate) fn push_with<E>(&mut self, write: impl FnOnce(&mut String) -> Result<(), E>) -> Result<(), E> {
        let start = self.text.len();
        let written = write(&mut self.text);
        if written.is_err() {
            self.text.truncate(start);
        }
        self.ends.push(self.text.len());
        written
    }

    /// The value of the item at `index`; `None` if it is empty or there is no such item.
    pub fn get(&self, index: usize) -> Option<&str> {
        Some(self.text(index)).filter(|value| !value.is_empty())
    }

    /// The value of the item at `index`, empty if there is none.
    pub fn text(&self, index: usize) -> &str {
        let end = self.ends.get(index).copied().unwrap_or_default();
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }

    /// How many items have been pushed, empty ones too.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no item has been pushed.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.text(index))
    }
}
