//! The options of the command line and of the environment.

use crate::config;
use crate::runtime::vm::Options;

const USAGE: &str = "usage: rcpy [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

const HELP: &str = "\
Options:
-b     : accepted (comparisons of bytes with str are silent)
-B     : accepted (no .pyc files are written)
-c cmd : program passed in as string; ends the options
-E     : ignore PYTHON* environment variables
-h     : print this help and exit (also --help)
-i     : go on at a prompt after running the script
-I     : isolated: implies -E, -P and -s
-m mod : run a library module as a script; ends the options
-O     : remove assert statements; -OO: docstrings too
-P     : do not put the script's folder in front of sys.path
-q     : no banner at the prompt
-s, -S : accepted (there is no site module)
-u     : unbuffered standard output and error
-v     : accepted
-V     : print the version and exit (also --version); -VV: how this build manages memory
-W arg : warning filter, action:message:category:module:line
-x     : skip the first line of the source
-X opt : dispatch=match|tail, gil=0|1, heap_limit=BYTES (also 64M, 2G), int_max_str_digits=N; others are kept in sys._xoptions
--audit            : recount the references of every object before collections and at the end; exit code 1 if a count is wrong
                     or something is left alive
--heap-graph FILE  : draw what the script's names refer to at its end, or what has leaked (SVG, or DOT)
--stats            : print figures at the end: collections and their pauses, switches of threads; builds with the feature
                     `stats`: events by kind
--stress-gc=N      : collect garbage after every N allocations
--stress-switch=N  : switch threads after every N safepoints
--timeline FILE    : write what each thread did when: .svg, .html (to zoom into) or .json (for Perfetto)
file   : program read from a script file, or a folder with a __main__.py
-      : program read from standard input (the default; at a terminal, a prompt)
arg ...: arguments in sys.argv[1:]

Environment: PYTHONPATH, PYTHONHASHSEED, PYTHONOPTIMIZE, PYTHONUNBUFFERED, PYTHONINSPECT, PYTHONSAFEPATH,
PYTHONWARNINGS, PYTHONINTMAXSTRDIGITS, PYTHON_GIL, PYTHON_COLORS, NO_COLOR, PYTHONSTARTUP, PYTHON_HISTORY.
";

/// What to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// `-c`.
    Text(String),
    /// `-m`.
    Module(String),
    /// A file or folder.
    Path(String),
    /// Standard input, which is no terminal.
    Stdin,
    /// A prompt.
    Prompt,
}

/// A command line that can be run.
#[derive(Debug)]
pub struct Command {
    /// For the Vm.
    pub options: Options,
    /// What to run.
    pub what: What,
}

/// What the arguments come to.
pub enum Parsed {
    /// Print this and exit with 0.
    Print(String),
    /// Print this to standard error and exit with this code.
    Refuse(String, i32),
    /// Run it.
    Run(Box<Command>),
}

struct Arguments {
    rest: std::collections::VecDeque<String>,
    /// What is left of a cluster like `-Oc`.
    cluster: Option<String>,
}

impl Arguments {
    /// The value of an option: the rest of its cluster, or the next argument.
    fn value(&mut self, option: &str) -> Result<String, Parsed> {
        if let Some(rest) = self.cluster.take().filter(|rest| !rest.is_empty()) {
            return Ok(rest);
        }
        self.rest.pop_front().ok_or_else(|| refuse(format!("Argument expected for the {option} option\n")))
    }
}

fn refuse(message: String) -> Parsed {
    Parsed::Refuse(format!("{message}{USAGE}Try `rcpy -h' for more information.\n"), 2)
}

fn fatal(function: &str, message: &str) -> Parsed {
    Parsed::Refuse(format!("Fatal Python error: {function}: {message}\nPython runtime state: preinitialized\n\n"), 1)
}

fn version(level: u32) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match level {
        1 => "Python 3.13.0\n".to_owned(),
        _ => format!("Python 3.13.0 (rcpy {version}, {}) [Rust]\n", config::describe()),
    }
}

/// Reads arguments (without the program's name) and environment.
pub fn parse(arguments: Vec<String>, environment: impl Fn(&str) -> Option<String>) -> Parsed {
    read(arguments, environment).unwrap_or_else(|parsed| parsed)
}

fn read(arguments: Vec<String>, environment: impl Fn(&str) -> Option<String>) -> Result<Parsed, Parsed> {
    let mut options = Options { handle_signals: true, ..Options::default() };
    let mut what = None;
    let mut versions = 0;
    let mut own_filters = Vec::new();
    let mut args = Arguments { rest: arguments.into(), cluster: None };
    while what.is_none() {
        let option = match args.cluster.take() {
            Some(mut cluster) if !cluster.is_empty() => {
                let option = cluster.remove(0);
                args.cluster = Some(cluster);
                option
            }
            _ => {
                let Some(next) = args.rest.front() else { break };
                if next == "-" {
                    args.rest.pop_front();
                    what = Some((What::Stdin, "-".to_owned()));
                    break;
                }
                if next == "--" {
                    args.rest.pop_front();
                    break;
                }
                if let Some(long) = next.strip_prefix("--").map(str::to_owned) {
                    args.rest.pop_front();
                    match long_option(&long, &mut args, &mut options)? {
                        Some(parsed) => return Ok(parsed),
                        None => continue,
                    }
                }
                let Some(cluster) = next.strip_prefix('-').map(str::to_owned) else { break };
                args.rest.pop_front();
                args.cluster = Some(cluster);
                continue;
            }
        };
        let flags = &mut options.flags;
        match option {
            'b' => flags.bytes_warning += 1,
            'B' | 'R' | 't' => {}
            'c' => {
                let text = args.value("-c")?;
                what = Some((What::Text(text + "\n"), "-c".to_owned()));
            }
            'd' => flags.debug += 1,
            'E' => flags.ignore_environment = true,
            'h' | '?' => return Ok(Parsed::Print(format!("{USAGE}{HELP}"))),
            'i' => options.inspect = true,
            'I' => {
                flags.isolated = true;
                flags.ignore_environment = true;
                flags.no_user_site = true;
                flags.safe_path = true;
            }
            'm' => {
                let module = args.value("-m")?;
                what = Some((What::Module(module), "-m".to_owned()));
            }
            'O' => options.optimize = (options.optimize + 1).min(2),
            'P' => flags.safe_path = true,
            'q' => flags.quiet = true,
            's' => flags.no_user_site = true,
            'S' => flags.no_site = true,
            'u' => options.unbuffered = true,
            'v' => flags.verbose = flags.verbose.saturating_add(1),
            'V' => versions += 1,
            'W' => own_filters.push(args.value("-W")?),
            'x' => options.x_options.push("skip_first_line".to_owned()),
            'X' => {
                let option = args.value("-X")?;
                x_option(&option, &mut options)?;
                options.x_options.push(option);
            }
            other => return Err(refuse(format!("Unknown option: -{other}\n"))),
        }
    }
    if versions > 0 {
        return Ok(Parsed::Print(version(versions)));
    }
    if !options.flags.ignore_environment {
        from_environment(&environment, &mut options)?;
    }
    options.warnings.append(&mut own_filters);
    let (what, first) = match what {
        Some(found) => found,
        None => match args.rest.pop_front() {
            Some(path) => (What::Path(path.clone()), path),
            // SAFETY: asks about a descriptor only.
            None if options.inspect || unsafe { libc::isatty(0) } == 1 => (What::Prompt, String::new()),
            None => (What::Stdin, String::new()),
        },
    };
    options.argv = std::iter::once(first).chain(args.rest).collect();
    Ok(Parsed::Run(Box::new(Command { options, what })))
}

/// An option with two dashes.
fn long_option(text: &str, args: &mut Arguments, options: &mut Options) -> Result<Option<Parsed>, Parsed> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (text, None),
    };
    let shown = format!("--{name}");
    let required = |args: &mut Arguments| match &value {
        Some(value) => Ok(value.clone()),
        None => args.value(&shown),
    };
    let number = |text: String| match text.parse::<u32>() {
        Ok(n) if n > 0 => Ok(n),
        _ => Err(refuse(format!("{shown} needs a number from 1 on, not {text:?}\n"))),
    };
    match name {
        "help" | "help-all" | "help-env" | "help-xoptions" => return Ok(Some(Parsed::Print(format!("{USAGE}{HELP}")))),
        "version" => return Ok(Some(Parsed::Print(version(1)))),
        "check-hash-based-pycs" => drop(required(args)?),
        "audit" => options.audit = true,
        "stats" => options.stats = true,
        "heap-graph" => options.heap_graph = Some(required(args)?.into()),
        "stress-gc" => options.stress_gc = Some(number(required(args)?)?),
        "stress-switch" => options.stress_switch = Some(number(required(args)?)?),
        "timeline" => {
            let path = std::path::PathBuf::from(required(args)?);
            if !crate::trace::is_known(&path) {
                return Err(refuse(format!("--timeline needs a file named .json, .html or .svg, not {path:?}\n")));
            }
            options.timeline = Some(path);
        }
        _ => return Err(refuse(format!("unknown option --{name}\n"))),
    }
    Ok(None)
}

/// An option of `-X` that the interpreter itself heeds.
fn x_option(text: &str, options: &mut Options) -> Result<(), Parsed> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    match name {
        "gil" => set_gil(value, options)?,
        "int_max_str_digits" => {
            options.int_max_str_digits = Some(digits(value).ok_or_else(|| bad_digits("-X int_max_str_digits"))?);
        }
        "dispatch" => match value {
            "match" => options.match_dispatch = true,
            "tail" if crate::vm::drive::HAS_TAIL => options.match_dispatch = false,
            "tail" => return Err(refuse("-X dispatch=tail: this build dispatches by a match only\n".to_owned())),
            _ => return Err(refuse(format!("-X dispatch: {value:?} is neither \"match\" nor \"tail\"\n"))),
        },
        "heap_limit" => options.heap_limit = Some(size(value).ok_or_else(|| bad_size("-X heap_limit"))?),
        "dev" => options.flags.dev_mode = true,
        _ => {}
    }
    Ok(())
}

fn set_gil(value: &str, options: &mut Options) -> Result<(), Parsed> {
    match value {
        "1" => options.gil = true,
        "0" if config::NOGIL => options.gil = false,
        "0" => return Err(fatal("config_read_gil", "Disabling the GIL is not supported by this build")),
        _ => return Err(fatal("config_read_gil", "PYTHON_GIL / -X gil must be \"0\" or \"1\"")),
    }
    Ok(())
}

/// Bytes: a number, with K, M or G behind it for powers of 1024.
fn size(text: &str) -> Option<u64> {
    let (number, unit) = match text.char_indices().last()? {
        (i, 'k' | 'K') => (&text[..i], 1 << 10),
        (i, 'm' | 'M') => (&text[..i], 1 << 20),
        (i, 'g' | 'G') => (&text[..i], 1 << 30),
        _ => (text, 1),
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

fn bad_size(source: &str) -> Parsed {
    fatal("config_init_heap_limit", &format!("{source}: a number of bytes is expected, with K, M or G behind it"))
}

fn digits(text: &str) -> Option<usize> {
    text.parse::<usize>().ok().filter(|n| *n == 0 || *n >= 640)
}

fn bad_digits(source: &str) -> Parsed {
    let message = format!("{source}: invalid limit; must be >= 640 or 0 for unlimited.");
    fatal("config_init_int_max_str_digits", &message)
}

fn from_environment(environment: &impl Fn(&str) -> Option<String>, options: &mut Options) -> Result<(), Parsed> {
    let set = |name: &str| environment(name).filter(|value| !value.is_empty());
    let level = |name: &str| set(name).map_or(0, |value| value.parse::<u8>().unwrap_or(1).max(1));
    options.optimize = options.optimize.max(level("PYTHONOPTIMIZE")).min(2);
    options.unbuffered |= set("PYTHONUNBUFFERED").is_some();
    options.flags.safe_path |= set("PYTHONSAFEPATH").is_some();
    options.flags.verbose = options.flags.verbose.max(level("PYTHONVERBOSE"));
    if let Some(path) = set("PYTHONPATH") {
        options.path.extend(path.split(':').map(str::to_owned));
    }
    if let Some(filters) = set("PYTHONWARNINGS") {
        options.warnings.extend(filters.split(',').map(str::to_owned));
    }
    if let Some(seed) = set("PYTHONHASHSEED")
        && seed != "random"
    {
        let message = "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]";
        options.hash_seed = Some(seed.parse().map_err(|_| fatal("config_init_hash_seed", message))?);
    }
    if let Some(gil) = set("PYTHON_GIL")
        && !options.x_options.iter().any(|x| x.starts_with("gil="))
    {
        set_gil(&gil, options)?;
    }
    if let Some(limit) = set("RCPY_HEAP_LIMIT")
        && options.heap_limit.is_none()
    {
        options.heap_limit = Some(size(&limit).ok_or_else(|| bad_size("RCPY_HEAP_LIMIT"))?);
    }
    if let Some(limit) = set("PYTHONINTMAXSTRDIGITS")
        && options.int_max_str_digits.is_none()
    {
        options.int_max_str_digits = Some(digits(&limit).ok_or_else(|| bad_digits("PYTHONINTMAXSTRDIGITS"))?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(arguments: &[&str]) -> Command {
        match parse(arguments.iter().map(|a| (*a).to_owned()).collect(), |_| None) {
            Parsed::Run(command) => *command,
            Parsed::Print(text) | Parsed::Refuse(text, _) => panic!("{text}"),
        }
    }

    fn refused(arguments: &[&str]) -> (String, i32) {
        match parse(arguments.iter().map(|a| (*a).to_owned()).collect(), |_| None) {
            Parsed::Refuse(text, code) => (text, code),
            _ => panic!("accepted"),
        }
    }

    #[test]
    fn reads_clusters_and_values() {
        let command = run(&["-OOuc", "print(1)", "a", "-b"]);
        assert_eq!(command.what, What::Text("print(1)\n".into()));
        assert_eq!(command.options.argv, ["-c", "a", "-b"]);
        assert_eq!(command.options.optimize, 2);
        assert!(command.options.unbuffered);
        assert_eq!(run(&["-cpass"]).what, What::Text("pass\n".into()));
        assert_eq!(run(&["-mtimeit", "-s", "x"]).options.argv, ["-m", "-s", "x"]);
    }

    #[test]
    fn stops_at_the_script() {
        let command = run(&["-B", "a.py", "-c", "--audit"]);
        assert_eq!(command.what, What::Path("a.py".into()));
        assert_eq!(command.options.argv, ["a.py", "-c", "--audit"]);
        assert!(!command.options.audit);
        assert_eq!(run(&["-", "x"]).options.argv, ["-", "x"]);
    }

    #[test]
    fn reads_long_options() {
        let command = run(&["--audit", "--stress-gc=3", "a.py"]);
        assert!(command.options.audit);
        assert_eq!(command.options.stress_gc, Some(3));
        assert!(refused(&["--timeline", "t.txt", "a.py"]).0.contains(".json, .html or .svg"));
        assert!(run(&["--timeline", "t.json", "a.py"]).options.timeline.is_some());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(refused(&["-Z"]).0.starts_with("Unknown option: -Z\nusage:"));
        assert!(refused(&["-c"]).0.starts_with("Argument expected for the -c option"));
        assert_eq!(refused(&["--stress-gc=x", "a.py"]).1, 2);
        assert_eq!(refused(&["-X", "gil=2"]).1, 1);
        assert_eq!(refused(&["-X", "heap_limit=many"]).1, 1);
        assert_eq!(run(&["-X", "heap_limit=64M", "x.py"]).options.heap_limit, Some(64 << 20));
        assert_eq!(refused(&["-X", "int_max_str_digits=5"]).1, 1);
    }

    #[test]
    fn reads_the_environment_unless_told_not_to() {
        let environment = |name: &str| match name {
            "PYTHONPATH" => Some("/a:/b".to_owned()),
            "PYTHONHASHSEED" => Some("7".to_owned()),
            _ => None,
        };
        let Parsed::Run(command) = parse(vec!["x.py".into()], environment) else { panic!("refused") };
        assert_eq!((command.options.path.len(), command.options.hash_seed), (2, Some(7)));
        let Parsed::Run(command) = parse(vec!["-I".into(), "x.py".into()], environment) else { panic!("refused") };
        assert_eq!((command.options.path.len(), command.options.hash_seed), (0, None));
    }
}
