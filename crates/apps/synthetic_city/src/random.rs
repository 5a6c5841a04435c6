//! Draws that depend on nothing but a seed, a purpose and a number: SplitMix64, so that any household can be made
//! alone and an earlier one never shifts a later one.

/// What a stream of draws is for; two purposes of one household never share their draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Composition,
    Names,
    History,
    Addresses,
    Allowance,
    Protection,
    Dirt,
    Numbers,
}

/// A stream of draws.
#[derive(Debug, Clone)]
pub(crate) struct Draws {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(value: u64) -> u64 {
    let first = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let second = (first ^ (first >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    second ^ (second >> 31)
}

impl Draws {
    /// The stream of `purpose` for the household `index` of the city `seed`.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let purpose_number = match purpose {
            Purpose::Composition => 1_u64,
            Purpose::Names => 2,
            Purpose::History => 3,
            Purpose::Addresses => 4,
            Purpose::Allowance => 5,
            Purpose::Protection => 6,
            Purpose::Dirt => 7,
            Purpose::Numbers => 8,
        };
        let purposed = mix(seed.wrapping_add(GOLDEN.wrapping_mul(purpose_number)));
        Self { state: mix(purposed.wrapping_add(GOLDEN.wrapping_mul(index.wrapping_add(1)))) }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A number below `bound`; 0 if the bound is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.next()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number in `from..=through`.
    pub(crate) fn between(&mut self, from: u64, through: u64) -> u64 {
        from + self.below(through.saturating_sub(from) + 1)
    }

    /// True `share` times in 100,000.
    pub(crate) fn chance(&mut self, share: u64) -> bool {
        self.below(100_000) < share
    }

    /// One of the items, the default if there is none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let position = self.below(u64::try_from(items.len()).unwrap_or(0));
        usize::try_from(position).ok().and_then(|position| items.get(position)).copied().unwrap_or_default()
    }

    /// Roughly normal: the sum of four even draws, with this mean and this standard deviation.
    pub(crate) fn bell(&mut self, mean: i64, deviation: i64) -> i64 {
        let sum: u64 = (0..4).map(|_| self.below(1001)).sum();
        let centred = i64::try_from(sum).unwrap_or(2000) - 2000;
        mean + centred * deviation / 577
    }
}

/// A list to draw from by weight.
#[derive(Debug, Clone)]
pub(crate) struct Weighted<T> {
    items: Vec<(u64, T)>,
    last: T,
    total: u64,
}

impl<T: Copy> Weighted<T> {
    /// `None` if there is nothing to draw or all weights are 0.
    pub(crate) fn new(weights: impl IntoIterator<Item = (u64, T)>) -> Option<Self> {
        let mut total = 0;
        let items: Vec<(u64, T)> = weights
            .into_iter()
            .filter(|(weight, _)| *weight > 0)
            .map(|(weight, item)| {
                total += weight;
                (total, item)
            })
            .collect();
        let last = items.last()?.1;
        Some(Self { items, last, total })
    }

    /// One item.
    pub(crate) fn draw(&self, draws: &mut Draws) -> T {
        let point = draws.below(self.total);
        let position = self.items.partition_point(|(through, _)| *through <= point);
        self.items.get(position).map_or(self.last, |(_, item)| *item)
    }
}
