//! What runs, how far it is, and how long it will take, on standard error.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often a line is written where it cannot be overwritten.
const PLAIN_INTERVAL: Duration = Duration::from_secs(20);

/// A counter of steps whose number is known, or estimated and corrected later.
pub struct Progress {
    started: Instant,
    /// Steps done in this run.
    done: usize,
    /// Steps that took no time, since an earlier run had done them: they would spoil the estimate.
    skipped: usize,
    total: usize,
    terminal: bool,
    last_line: Option<Instant>,
}

impl Progress {
    /// Nothing done of `total` steps.
    pub fn new(total: usize) -> Progress {
        Progress {
            started: Instant::now(),
            done: 0,
            skipped: 0,
            total,
            terminal: std::io::stderr().is_terminal(),
            last_line: None,
        }
    }

    /// Corrects the number of steps.
    pub fn set_total(&mut self, total: usize) {
        self.total = total;
    }

    /// One step done.
    pub fn step(&mut self) {
        self.done += 1;
    }

    /// One step that need not be done.
    pub fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Says what runs now.
    pub fn show(&mut self, what: &str) {
        let line = self.line(what, self.started.elapsed());
        let mut out = std::io::stderr().lock();
        // Progress is a courtesy: a closed standard error is no reason to stop measuring.
        if self.terminal {
            let _ = write!(out, "\r\x1b[K{}", line.chars().take(110).collect::<String>());
            let _ = out.flush();
        } else if self.last_line.is_none_or(|at| at.elapsed() >= PLAIN_INTERVAL) {
            self.last_line = Some(Instant::now());
            let _ = writeln!(out, "{line}");
        }
    }

    /// Ends the line.
    pub fn finish(&mut self) {
        if self.terminal {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    fn line(&self, what: &str, elapsed: Duration) -> String {
        let past = (self.done + self.skipped).min(self.total);
        let percent = 100 * past / self.total.max(1);
        let left = if self.done == 0 {
            String::new()
        } else {
            let each = elapsed.as_secs_f64() / self.done as f64;
            format!(", {} left", duration(each * (self.total - past) as f64))
        };
        format!("{percent:3} %{left}: {what}")
    }
}

/// Seconds in words: `42 s`, `3 min 05 s`, `2 h 10 min`.
pub fn duration(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    match whole {
        0..=59 => format!("{whole} s"),
        60..=3599 => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{} h {:02} min", whole / 3600, whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_follows_from_the_time_taken() {
        let mut progress = Progress::new(10);
        assert_eq!(progress.line("x", Duration::ZERO), "  0 %: x");
        progress.step();
        progress.step();
        assert_eq!(progress.line("x", Duration::from_secs(20)), " 20 %, 1 min 20 s left: x");
        for _ in 0..4 {
            progress.skip();
        }
        assert_eq!(progress.line("x", Duration::from_secs(20)), " 60 %, 40 s left: x");
        assert_eq!(duration(7800.0), "2 h 10 min");
    }
}
