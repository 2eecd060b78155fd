//! Statistics of repeated timings: medians, paired ratios with bootstrap intervals, geometric means, verdicts.
//!
//! Timings on a shared machine drift, so nothing is compared across rounds: each round runs every variant once, the
//! ratio is taken within the round, and the rounds are what the bootstrap resamples. With few rounds a percentile
//! interval is too narrow (it ignores that the spread itself is estimated), so its percentiles are moved outwards as
//! Student's t asks (Hesterberg's expanded percentile interval). The random numbers have a fixed seed: the same
//! samples always give the same report.

use serde::{Deserialize, Serialize};

const RESAMPLES: usize = 2000;
/// From so many rounds on the least and the greatest of them are a 95 % interval of the median (2 / 2⁶ < 5 %). Resampling fewer cannot reach
/// far enough, whatever percentiles are taken, so there Student's t on the bootstrap's standard error decides where it is wider.
const REACHING: usize = 6;
const SEED: u64 = 0x5EED_0703;

/// A ratio (no unit) with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ratio {
    /// The point estimate.
    pub point: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How many rounds it rests on.
    pub rounds: usize,
}

impl Ratio {
    /// A ratio known exactly, such as that of a variant to itself.
    pub const ONE: Ratio = Ratio { point: 1.0, low: 1.0, high: 1.0, rounds: 0 };

    /// The ratio times a constant.
    pub fn scaled(self, by: f64) -> Ratio {
        Ratio { point: self.point * by, low: self.low * by, high: self.high * by, rounds: self.rounds }
    }

    /// In words: `1.053 (1.041…1.066)`.
    pub fn text(self) -> String {
        if self.rounds == 0 {
            format!("{:.3}", self.point)
        } else if self.rounds == 1 {
            format!("{:.3} (one round)", self.point)
        } else {
            format!("{:.3} ({:.3}…{:.3})", self.point, self.low, self.high)
        }
    }
}

/// What a ratio of times allows to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The interval reaches into the canaries' noise.
    None,
    /// One round, which says nothing of how far the next would lie from it.
    OneRound,
    /// Surely more time than the base.
    Slower,
    /// Surely less time than the base.
    Faster,
    /// Beyond the noise of the machine, but below 5 % and seen in one code layout only.
    OneLayout,
}

impl Verdict {
    /// Whether there is a difference that more rounds would find again.
    pub fn is_sure(self) -> bool {
        !matches!(self, Verdict::None | Verdict::OneRound)
    }

    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::None => "none",
            Verdict::OneRound => "unknown",
            Verdict::Slower => "slower",
            Verdict::Faster => "faster",
            Verdict::OneLayout => "below 5 %, one layout",
        }
    }
}

/// The noise of a machine and of the compiler's code layouts, as a relative difference that means nothing (0.02 = 2 %).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    /// The farthest that a canary was from its equal.
    pub relative: f64,
    /// Whether other code layouts of the same program were among the canaries.
    pub layouts: bool,
    /// Whether there were canaries.
    pub known: bool,
}

impl Noise {
    /// The noise shown by canaries: ratios whose true value is 1.
    pub fn of(canaries: &[Ratio], layouts: bool) -> Noise {
        let farthest = canaries.iter().map(|r| r.point.ln().abs()).fold(0.0, f64::max);
        Noise { relative: farthest.exp() - 1.0, layouts, known: !canaries.is_empty() }
    }

    /// What may be said of a ratio.
    pub fn verdict(self, ratio: Ratio) -> Verdict {
        if ratio.rounds == 1 {
            return Verdict::OneRound;
        }
        let edge = 1.0 + self.relative;
        let verdict = if ratio.low > edge {
            Verdict::Slower
        } else if ratio.high < 1.0 / edge {
            Verdict::Faster
        } else {
            return Verdict::None;
        };
        if !self.layouts && (ratio.point - 1.0).abs() < 0.05 { Verdict::OneLayout } else { verdict }
    }
}

/// The median; `None` of nothing. Values need not be sorted.
pub fn median(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    Some(if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 })
}

/// The value below which a fraction `q` (0…1) of the sorted values lies, interpolated.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let position = q * (sorted.len() - 1) as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (position - below as f64)
}

/// The geometric mean of positive values; `None` of nothing.
pub fn geometric_mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    Some((values.iter().map(|v| v.ln()).sum::<f64>() / values.len() as f64).exp())
}

/// The ratio `other / base` of one workload, from timings paired by round: both slices list the same rounds in order.
/// `None` unless there is at least one round and all timings are positive.
pub fn paired_ratio(base: &[f64], other: &[f64]) -> Option<Ratio> {
    overall_ratio(&[(base.to_vec(), other.to_vec())])
}

/// The geometric mean over workloads of the ratio `other / base`; each pair is one workload's timings, paired by round.
/// Rounds are resampled workload by workload, since each has its own noise.
pub fn overall_ratio(workloads: &[(Vec<f64>, Vec<f64>)]) -> Option<Ratio> {
    let logs: Vec<Vec<f64>> = workloads
        .iter()
        .map(|(base, other)| base.iter().zip(other).map(|(b, o)| (o / b).ln()).collect::<Vec<f64>>())
        .filter(|logs| !logs.is_empty())
        .collect();
    if logs.is_empty() || logs.iter().flatten().any(|l| !l.is_finite()) {
        return None;
    }
    let mean_of_medians = |each: &mut dyn FnMut(&Vec<f64>) -> f64| {
        let sum: f64 = logs.iter().map(each).sum();
        sum / logs.len() as f64
    };
    let point = mean_of_medians(&mut |l| median(l).expect("empty workloads were left out"));
    let rounds = logs.iter().map(Vec::len).min().expect("there is a workload");
    let mut rng = fastrand::Rng::with_seed(SEED);
    let mut drawn = Vec::new();
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            mean_of_medians(&mut |l| {
                drawn.clear();
                drawn.extend((0..l.len()).map(|_| l[rng.usize(..l.len())]));
                median(&drawn).expect("empty workloads were left out")
            })
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let freedom = logs.iter().map(|l| l.len() - 1).sum();
    let tail = expanded_tail(rounds, freedom);
    let (mut low, mut high) = (quantile(&means, tail), quantile(&means, 1.0 - tail));
    if (2..REACHING).contains(&rounds) {
        let half = student_975(freedom) * spread(&means) * (rounds as f64 / (rounds - 1) as f64).sqrt();
        (low, high) = (low.min(point - half), high.max(point + half));
    }
    Some(Ratio { point: point.exp(), low: low.min(point).exp(), high: high.max(point).exp(), rounds })
}

/// The standard deviation of values.
fn spread(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

/// The tail to cut off at each end for a 95 % interval: resampling `n` rounds understates the variance by (n−1)/n, and
/// all workloads together tell the spread with so many degrees of freedom.
fn expanded_tail(n: usize, freedom: usize) -> f64 {
    if n < 2 {
        return 0.0;
    }
    normal_below(-(n as f64 / (n - 1) as f64).sqrt() * student_975(freedom))
}

/// The 97.5 % point of Student's t.
fn student_975(freedom: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];
    match freedom {
        0 => f64::INFINITY,
        1..=30 => TABLE[freedom - 1],
        // The next term of the expansion around the normal distribution; within 0.001 of the true value from here on.
        _ => 1.95996 + 2.3723 / freedom as f64,
    }
}

/// The probability that a standard normal variable lies below `x`, to about 1e-7 (Abramowitz and Stegun 26.2.17).
fn normal_below(x: f64) -> f64 {
    if x > 0.0 {
        return 1.0 - normal_below(-x);
    }
    let t = 1.0 / (1.0 - 0.231_641_9 * x);
    let series = [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530];
    let polynomial = series.iter().fold(0.0, |sum, c| (sum + c) * t);
    (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * polynomial
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A timing of true length 1 with relative noise of about `spread`, now and then disturbed by something else.
    fn timing(rng: &mut fastrand::Rng, spread: f64) -> f64 {
        let normal: f64 = (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0;
        let disturbed = if rng.f64() < 0.05 { 1.3 } else { 1.0 };
        (spread * normal).exp() * disturbed
    }

    fn rounds(rng: &mut fastrand::Rng, n: usize, spread: f64, factor: f64) -> (Vec<f64>, Vec<f64>) {
        (0..n)
            .map(|_| {
                // Drift of the machine is common to the variants of a round.
                let drift = 1.0 + rng.f64();
                (drift * timing(rng, spread), drift * factor * timing(rng, spread))
            })
            .unzip()
    }

    #[test]
    fn medians_and_means_of_known_values() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert!((geometric_mean(&[1.0, 4.0]).unwrap() - 2.0).abs() < 1e-12);
        assert_eq!(geometric_mean(&[]), None);
        assert!((normal_below(-1.959_964) - 0.025).abs() < 1e-6);
        assert!((normal_below(1.0) - 0.841_344_7).abs() < 1e-6);
        assert!((student_975(40) - 2.021).abs() < 2e-3);
    }

    #[test]
    fn exact_ratios_have_exact_intervals() {
        let base = [1.0, 2.0, 3.0];
        let twice = [2.0, 4.0, 6.0];
        let ratio = paired_ratio(&base, &twice).unwrap();
        assert!(
            (ratio.point - 2.0).abs() < 1e-12 && (ratio.low - 2.0).abs() < 1e-12 && (ratio.high - 2.0).abs() < 1e-12
        );
        assert_eq!(paired_ratio(&[], &[]), None);
        assert_eq!(paired_ratio(&[1.0], &[0.0]), None);
    }

    #[test]
    fn intervals_cover_the_truth_about_as_often_as_they_say() {
        for n in [2, 3, 4, 5, 7, 10, 20] {
            let mut rng = fastrand::Rng::with_seed(n as u64);
            let tries = 300;
            let covered = (0..tries)
                .filter(|_| {
                    let (base, other) = rounds(&mut rng, n, 0.02, 1.1);
                    let ratio = paired_ratio(&base, &other).unwrap();
                    ratio.low <= 1.1 && 1.1 <= ratio.high
                })
                .count();
            let share = covered as f64 / tries as f64;
            assert!((0.91..=0.995).contains(&share), "{n} rounds: {share}");
        }
    }

    #[test]
    fn means_over_workloads_cover_the_truth_too() {
        let mut rng = fastrand::Rng::with_seed(11);
        let tries = 200;
        let covered = (0..tries)
            .filter(|_| {
                let many: Vec<_> = (0..8).map(|_| rounds(&mut rng, 7, 0.02, 0.9)).collect();
                let ratio = overall_ratio(&many).unwrap();
                ratio.low <= 0.9 && 0.9 <= ratio.high
            })
            .count();
        let share = covered as f64 / f64::from(tries);
        assert!((0.92..=1.0).contains(&share), "{share}");
    }

    #[test]
    fn equal_variants_are_called_equal() {
        let mut rng = fastrand::Rng::with_seed(1);
        let mut false_alarms = 0;
        for _ in 0..200 {
            let (base, canary) = rounds(&mut rng, 10, 0.02, 1.0);
            let (base2, other) = rounds(&mut rng, 10, 0.02, 1.0);
            let noise = Noise::of(&[paired_ratio(&base, &canary).unwrap()], true);
            if noise.verdict(paired_ratio(&base2, &other).unwrap()) != Verdict::None {
                false_alarms += 1;
            }
        }
        assert!(false_alarms <= 6, "{false_alarms} of 200");
    }

    #[test]
    fn five_per_cent_over_several_workloads_are_found() {
        let mut rng = fastrand::Rng::with_seed(2);
        let mut found = 0;
        for _ in 0..100 {
            let canary: Vec<_> = (0..10).map(|_| rounds(&mut rng, 9, 0.02, 1.0)).collect();
            let slow: Vec<_> = (0..10).map(|_| rounds(&mut rng, 9, 0.02, 1.05)).collect();
            let noise = Noise::of(&[overall_ratio(&canary).unwrap()], true);
            if noise.verdict(overall_ratio(&slow).unwrap()) == Verdict::Slower {
                found += 1;
            }
        }
        assert!(found >= 95, "{found} of 100");
    }

    #[test]
    fn small_claims_need_layouts() {
        let ratio = Ratio { point: 1.03, low: 1.02, high: 1.04, rounds: 9 };
        let faster = Ratio { point: 0.97, low: 0.96, high: 0.98, rounds: 9 };
        assert_eq!(Noise { relative: 0.005, layouts: false, known: true }.verdict(ratio), Verdict::OneLayout);
        assert_eq!(Noise { relative: 0.005, layouts: true, known: true }.verdict(ratio), Verdict::Slower);
        assert_eq!(Noise { relative: 0.03, layouts: true, known: true }.verdict(ratio), Verdict::None);
        assert_eq!(Noise { relative: 0.005, layouts: true, known: true }.verdict(faster), Verdict::Faster);
    }

    #[test]
    fn one_round_is_no_evidence() {
        let ratio = paired_ratio(&[1.0], &[1.9]).unwrap();
        assert_eq!(Noise::of(&[], false).verdict(ratio), Verdict::OneRound);
        assert_eq!(ratio.text(), "1.900 (one round)");
    }
}
