//! One measured process: wall time, processor time, peak memory, and what it printed.

use std::collections::BTreeMap;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::Failure;

/// The most of a process' output that is kept, bytes.
const KEPT: usize = 4 << 20;

/// What was measured of a process that ended well.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// From before its start until its end was noticed, seconds.
    pub wall: f64,
    /// Processor time in user mode, all threads, seconds.
    pub user: f64,
    /// Processor time in the kernel, seconds.
    pub system: f64,
    /// Peak resident memory, bytes.
    pub peak: u64,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Measured {
    /// The words after `checksum`; without such a line a hash of the whole output.
    pub fn checksum(&self) -> String {
        match self.out.lines().rev().find_map(|l| l.strip_prefix("checksum ")) {
            Some(words) => words.trim().to_owned(),
            None => format!("output {:016x}", fnv(self.out.as_bytes())),
        }
    }

    /// The ends of both outputs.
    pub fn tails(&self) -> String {
        tail(&self.out) + &tail(&self.err)
    }

    /// The numbers of `metric NAME NUMBER` lines.
    pub fn metrics(&self) -> BTreeMap<String, f64> {
        let lines = self.out.lines().filter_map(|l| l.strip_prefix("metric "));
        lines
            .filter_map(|l| {
                let (name, number) = l.trim().rsplit_once(' ')?;
                Some((name.to_owned(), number.parse::<f64>().ok().filter(|n| n.is_finite())?))
            })
            .collect()
    }
}

/// The 64-bit FNV-1a hash: equal outputs are told apart from different ones, nothing more is asked of it.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether the user asked this program to stop.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// The process that is being measured; 0 if there is none.
static MEASURED: AtomicI32 = AtomicI32::new(0);

/// From now on an interrupt (Ctrl-C), a request to end or a closed terminal ends the measured process and not this one, which
/// then has the time to keep what it has. A second one ends it at once.
pub fn heed_interrupts() {
    extern "C" fn noted(_: libc::c_int) {
        INTERRUPTED.store(true, Ordering::SeqCst);
        kill_group(MEASURED.load(Ordering::SeqCst));
    }
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        // SAFETY: a sigaction is plain data, for which zero is a value; the pointers are to live local variables; the handler only
        // uses atomics and `kill`, which a signal handler may.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(signal, std::ptr::null(), &mut action) != 0 || action.sa_sigaction == libc::SIG_IGN {
                // Started with `nohup`, or in a shell's background.
                continue;
            }
            action = std::mem::zeroed();
            action.sa_sigaction = noted as extern "C" fn(libc::c_int) as libc::sighandler_t;
            action.sa_flags = libc::SA_RESETHAND | libc::SA_RESTART;
            libc::sigaction(signal, &action, std::ptr::null_mut());
        }
    }
}

/// Whether the user asked this program to stop.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Ends a process and what it has started.
fn kill_group(pid: libc::pid_t) {
    if pid > 0 {
        // SAFETY: the process leads a group of its own and is our child. It has not been waited for, so its id is not given to another:
        // whoever calls this does so before `MEASURED` is cleared and the watchdog is told of the end.
        unsafe { libc::kill(-pid, libc::SIGKILL) };
    }
}

/// Runs a command in a fresh process.
///
/// # Errors
/// When it cannot be started, fails, or takes longer than `timeout` seconds; the message holds the end of its output.
pub fn measure(words: &[String], environment: &[(String, String)], timeout: f64) -> Result<Measured, Failure> {
    let (program, arguments) = words.split_first().ok_or("an empty command")?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Hash randomisation would make each process a different program.
    command.env("PYTHONHASHSEED", "0").env("PYTHONDONTWRITEBYTECODE", "1").envs(environment.iter().cloned());
    // A group of its own, so that what it starts ends with it.
    command.process_group(0);
    let started = Instant::now();
    let mut child = command.spawn().map_err(|e| format!("{program}: {e}"))?;
    let pid = child.id() as libc::pid_t;
    MEASURED.store(pid, Ordering::SeqCst);
    if interrupted() {
        // The interrupt came before the id was known.
        kill_group(pid);
    }
    let out = reader(child.stdout.take().expect("it is piped"));
    let err = reader(child.stderr.take().expect("it is piped"));
    let (ended, watch) = mpsc::channel::<()>();
    let watchdog = std::thread::spawn(move || {
        let late = watch.recv_timeout(Duration::from_secs_f64(timeout)) == Err(mpsc::RecvTimeoutError::Timeout);
        if late {
            kill_group(pid);
        }
        late
    });
    wait_for_end(pid)?;
    let wall = started.elapsed().as_secs_f64();
    drop(ended);
    let late = watchdog.join().unwrap_or(false);
    // What it left behind would disturb the next measurement, and holds the pipes.
    kill_group(pid);
    MEASURED.store(0, Ordering::SeqCst);
    let (status, usage) = wait(pid)?;
    let measured = Measured {
        wall,
        user: seconds(usage.ru_utime),
        system: seconds(usage.ru_stime),
        peak: usage.ru_maxrss as u64 * 1024,
        out: out.join().unwrap_or_default(),
        err: err.join().unwrap_or_default(),
    };
    let complaint = if interrupted() {
        "was interrupted".into()
    } else if late {
        format!("took longer than {timeout} s")
    } else if libc::WIFSIGNALED(status) {
        format!("was killed by signal {}", libc::WTERMSIG(status))
    } else if libc::WEXITSTATUS(status) != 0 {
        format!("ended with code {}", libc::WEXITSTATUS(status))
    } else {
        return Ok(measured);
    };
    Err(format!("`{}` {complaint}\n{}", words.join(" "), measured.tails()))
}

/// Waits for a child's end, after which its id is still its own.
fn wait_for_end(pid: libc::pid_t) -> Result<(), Failure> {
    loop {
        // SAFETY: a siginfo_t is plain data, for which zero is a value.
        let mut information: libc::siginfo_t = unsafe { std::mem::zeroed() };
        // SAFETY: the pointer is to a live local variable of the right type.
        if unsafe { libc::waitid(libc::P_PID, pid as libc::id_t, &mut information, libc::WEXITED | libc::WNOWAIT) } == 0
        {
            return Ok(());
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(format!("waitid: {error}"));
        }
    }
}

/// What became of a child that has ended.
fn wait(pid: libc::pid_t) -> Result<(libc::c_int, libc::rusage), Failure> {
    loop {
        let mut status = 0;
        // SAFETY: an rusage is plain numbers, for which zero is a value.
        let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
        // SAFETY: both pointers are to live local variables of the right types.
        let waited = unsafe { libc::wait4(pid, &mut status, 0, &mut usage) };
        if waited == pid {
            return Ok((status, usage));
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(format!("wait4: {error}"));
        }
    }
}

fn seconds(time: libc::timeval) -> f64 {
    time.tv_sec as f64 + time.tv_usec as f64 * 1e-6
}

/// Reads a pipe to its end, keeping the first part.
fn reader(mut pipe: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        let mut block = [0; 1 << 14];
        while let Ok(n @ 1..) = pipe.read(&mut block) {
            kept.extend_from_slice(&block[..n.min(KEPT.saturating_sub(kept.len()))]);
        }
        String::from_utf8_lossy(&kept).into_owned()
    })
}

/// The last lines of an output.
pub fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(40);
    lines[from..].iter().map(|l| format!("    {l}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, timeout: f64) -> Result<Measured, Failure> {
        measure(&["sh".into(), "-c".into(), script.into()], &[("X".into(), "7".into())], timeout)
    }

    #[test]
    fn output_and_usage_of_a_process() {
        let measured = shell("echo metric speed $X; echo checksum 1 2; echo oops >&2", 20.0).unwrap();
        assert_eq!(measured.checksum(), "1 2");
        assert_eq!(measured.metrics()["speed"], 7.0);
        assert_eq!(measured.err, "oops\n");
        assert!(measured.wall > 0.0 && measured.peak > 100_000);
    }

    #[test]
    fn failures_show_what_was_printed() {
        let failure = shell("echo before; exit 3", 20.0).unwrap_err();
        assert!(failure.contains("code 3") && failure.contains("before"), "{failure}");
        assert!(shell("kill -9 $$", 20.0).unwrap_err().contains("signal 9"));
        assert!(shell("exec sleep 20", 0.2).unwrap_err().contains("longer than"));
        assert!(measure(&["/nonexistent/x".into()], &[], 1.0).is_err());
    }

    #[test]
    fn what_a_process_leaves_behind_ends_with_it() {
        let started = Instant::now();
        assert_eq!(shell("sleep 20 & echo done", 10.0).unwrap().out, "done\n");
        assert!(shell("sleep 20; echo late", 0.2).unwrap_err().contains("longer than"));
        assert!(started.elapsed().as_secs_f64() < 10.0, "it waited for what nobody measures");
    }
}
