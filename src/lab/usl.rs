//! The Universal Scalability Law: throughput of n threads as λn / (1 + σ(n−1) + κn(n−1)).
//!
//! σ is the share of work that is serialised, κ the price of keeping threads' views of shared data in agreement. Two
//! parameters need more points than two cores give, so a fit is made only on machines with at least [`MIN_CORES`].

/// Below this the curve has too few points at which threads do not share a core.
pub const MIN_CORES: usize = 6;

/// A fitted law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Serialised share of the work (0…1).
    pub sigma: f64,
    /// Coherency cost for each pair of threads.
    pub kappa: f64,
}

impl Fit {
    /// Predicted speed-up of `n` threads over one.
    pub fn speed_up(self, n: f64) -> f64 {
        n / (1.0 + self.sigma * (n - 1.0) + self.kappa * n * (n - 1.0))
    }

    /// The number of threads after which more make it slower; `None` if there is no such number.
    pub fn peak(self) -> Option<f64> {
        (self.kappa > 1e-9).then(|| ((1.0 - self.sigma).max(0.0) / self.kappa).sqrt().max(1.0))
    }
}

/// Fits the law to measured (threads, speed-up over one thread). `None` with fewer than four points beyond one thread.
///
/// With y = n/S − 1 the law is linear, y = σ(n−1) + κn(n−1); both parameters are kept at or above zero.
pub fn fit(points: &[(usize, f64)]) -> Option<Fit> {
    let rows: Vec<(f64, f64, f64)> = points
        .iter()
        .filter(|(n, speed_up)| *n > 1 && *speed_up > 0.0)
        .map(|&(n, speed_up)| {
            let n = n as f64;
            (n - 1.0, n * (n - 1.0), n / speed_up - 1.0)
        })
        .collect();
    if rows.len() < 4 {
        return None;
    }
    let sum = |f: &dyn Fn(&(f64, f64, f64)) -> f64| rows.iter().map(f).sum::<f64>();
    let (aa, ab, bb) = (sum(&|r| r.0 * r.0), sum(&|r| r.0 * r.1), sum(&|r| r.1 * r.1));
    let (ay, by) = (sum(&|r| r.0 * r.2), sum(&|r| r.1 * r.2));
    let determinant = aa * bb - ab * ab;
    let (mut sigma, mut kappa) = ((ay * bb - by * ab) / determinant, (by * aa - ay * ab) / determinant);
    if !sigma.is_finite() || !kappa.is_finite() {
        return None;
    }
    if kappa < 0.0 {
        (sigma, kappa) = (ay / aa, 0.0);
    } else if sigma < 0.0 {
        (sigma, kappa) = (0.0, by / bb);
    }
    Some(Fit { sigma: sigma.max(0.0), kappa: kappa.max(0.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_parameters_come_back() {
        let truth = Fit { sigma: 0.05, kappa: 0.002 };
        let points: Vec<_> = (1..=8).map(|n| (n, truth.speed_up(n as f64))).collect();
        let found = fit(&points).unwrap();
        assert!((found.sigma - 0.05).abs() < 1e-9 && (found.kappa - 0.002).abs() < 1e-9);
        assert!((found.peak().unwrap() - (0.95f64 / 0.002).sqrt()).abs() < 1e-6);
    }

    #[test]
    fn perfect_scaling_has_no_peak() {
        let points: Vec<_> = (1..=8).map(|n| (n, n as f64)).collect();
        assert_eq!(fit(&points).unwrap().peak(), None);
        assert_eq!(fit(&points[..3]), None);
    }
}
