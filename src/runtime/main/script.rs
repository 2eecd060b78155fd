//! Running a file, a text, a module or standard input as `__main__`.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::options::What;
use super::outcome::{Outcome, uncaught};
use crate::memory::Ref;
use crate::object::exception as ex;
use crate::runtime::compile::{self, Mode, compile_file, compile_source};
use crate::runtime::vm::Options;
use crate::runtime::{PyResult, Thread, import, start};

/// The current folder joined with `path`, as it is written.
fn absolute(path: &str) -> PathBuf {
    let path = Path::new(path);
    if path.is_absolute() {
        return path.to_owned();
    }
    std::env::current_dir().map_or_else(|_| path.to_owned(), |folder| folder.join(path))
}

/// The file to run for a path: the path itself, or the `__main__.py` of a folder.
fn file_of(path: &str) -> PathBuf {
    let full = absolute(path);
    if full.is_dir() { full.join("__main__.py") } else { full }
}

/// Puts the first entry in front of `sys.path`, and checks that a script can be opened.
///
/// # Errors
/// A message and the exit code.
pub fn prepare(options: &mut Options, what: &What) -> Result<(), (String, i32)> {
    let mut first = match what {
        What::Text(_) | What::Stdin | What::Prompt => Some(String::new()),
        What::Module(_) => Some(std::env::current_dir().unwrap_or_default().to_string_lossy().into_owned()),
        What::Path(path) => {
            let full = absolute(path);
            if full.is_dir() {
                if !full.join("__main__.py").is_file() {
                    return Err((format!("rcpy: can't find '__main__' module in '{}'", full.display()), 1));
                }
                Some(full.to_string_lossy().into_owned())
            } else {
                if let Err(error) = std::fs::File::open(&full) {
                    let number = error.raw_os_error().unwrap_or(0);
                    let text = error.to_string();
                    let text = text.split(" (os error").next().unwrap_or_default();
                    return Err((format!("rcpy: can't open file '{}': [Errno {number}] {text}", full.display()), 2));
                }
                // A link's folder is that of the file it leads to.
                let real =
                    std::fs::read_link(&full).map_or_else(|_| full.clone(), |to| full.with_file_name("").join(to));
                let real = real.canonicalize().unwrap_or(real);
                real.parent().map(|folder| folder.to_string_lossy().into_owned())
            }
        }
    };
    let folder_is_script = matches!(what, What::Path(path) if absolute(path).is_dir());
    if options.flags.safe_path && !folder_is_script {
        first = None;
    }
    if let Some(first) = first {
        options.path.insert(0, first);
    }
    Ok(())
}

/// Runs it to its end.
pub fn run(t: &Thread, what: &What) -> Outcome {
    let result = match what {
        What::Path(path) => run_file(t, path),
        What::Text(text) => run_text(t, text),
        What::Module(name) => return run_module(t, name),
        What::Stdin => run_stdin(t),
        What::Prompt => Ok(t.none()),
    };
    match result {
        Ok(_) => Outcome::Done,
        Err(raised) => uncaught(t, raised),
    }
}

fn run_main(t: &Thread, code: &Ref) -> PyResult {
    let globals = start::main_namespace(t)?.into_ref();
    let _held = t.hold(&[code, &globals]);
    t.run_module_code(code, &globals)
}

fn set_main(t: &Thread, name: &str, value: Ref) -> PyResult<()> {
    let globals = start::main_namespace(t)?.into_ref();
    t.dict_set_str(&globals, name, value)
}

fn run_file(t: &Thread, path: &str) -> PyResult {
    let file = file_of(path);
    let shown = file.to_string_lossy().into_owned();
    set_main(t, "__file__", t.str(&shown)?)?;
    set_main(t, "__cached__", t.none())?;
    if absolute(path).is_dir() {
        set_main(t, "__package__", t.str("")?)?;
    }
    let code = if t.vm().options.x_options.iter().any(|x| x == "skip_first_line") {
        let bytes = std::fs::read(&file).map_err(|error| t.os_error(&error, None))?;
        // The line end stays, so that line numbers are those of the file.
        let first = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
        let source = compile::decode(t, &bytes[first..], &shown, rcpy_syntax::Origin::File)?;
        compile_file(t, &source, &shown)?
    } else {
        import::compile_path(t, &file)?
    };
    run_main(t, &code)
}

fn run_text(t: &Thread, text: &str) -> PyResult {
    t.vm().sources.register("<string>", text);
    let code = compile_source(t, text, "<string>", Mode::Exec, 0, -1)?;
    run_main(t, &code)
}

fn run_stdin(t: &Thread) -> PyResult {
    let mut bytes = Vec::new();
    let read = t.blocking(|| std::io::stdin().lock().read_to_end(&mut bytes));
    read.map_err(|error| t.os_error(&error, None))?;
    let source = compile::decode(t, &bytes, "<stdin>", rcpy_syntax::Origin::File)?;
    let code = compile_source(t, &source, "<stdin>", Mode::Exec, 0, -1)?;
    run_main(t, &code)
}

/// `-m name`: finds the module without importing it (its package is imported), and runs it as `__main__`.
fn run_module(t: &Thread, name: &str) -> Outcome {
    match find_module(t, name) {
        Ok(Ok(module)) => match start_module(t, module) {
            Ok(_) => Outcome::Done,
            Err(raised) => uncaught(t, raised),
        },
        Ok(Err(message)) => {
            eprintln!("rcpy: {message}");
            Outcome::Failed
        }
        Err(raised) => uncaught(t, raised),
    }
}

/// A module that `-m` runs.
struct Runnable {
    /// Its full name, `package.__main__` for a package.
    name: String,
    /// The file it is in, or what stands for one.
    file: String,
    code: Ref,
}

fn find_module(t: &Thread, name: &str) -> PyResult<Result<Runnable, String>> {
    let search = |name: &str| -> PyResult<Result<Option<import::Source>, String>> {
        match import::find_source(t, name) {
            Ok(found) => Ok(Ok(found)),
            Err(raised) if t.raised_is(&raised, &ex::IMPORT_ERROR) => {
                let text = t.to_str(&raised.0)?;
                let hint = match name.strip_suffix(".py") {
                    Some(stem) => format!(". Try using '{stem}' instead of '{name}' as the module name."),
                    None => String::new(),
                };
                let class = t.type_name(&raised.0);
                let text = t.str_of(&text);
                Ok(Err(format!("Error while finding module specification for '{name}' ({class}: {text}){hint}")))
            }
            Err(raised) => Err(raised),
        }
    };
    let mut full = name.to_owned();
    let mut found = match search(&full)? {
        Ok(found) => found,
        Err(message) => return Ok(Err(message)),
    };
    if matches!(found, Some(import::Source::Package)) {
        full.push_str(".__main__");
        found = match search(&full)? {
            Ok(found) => found,
            Err(message) => return Ok(Err(message)),
        };
        if found.is_none() {
            let message = format!("No module named {full}; '{name}' is a package and cannot be directly executed");
            return Ok(Err(message));
        }
    }
    match found {
        Some(import::Source::Text { file, code }) => Ok(Ok(Runnable { name: full, file, code: code(t)? })),
        Some(import::Source::Native) => Ok(Err(format!("No code object available for {full}"))),
        Some(import::Source::Package) => {
            Ok(Err(format!("No module named {full}; '{full}' is a package and cannot be directly executed")))
        }
        None => Ok(Err(format!("No module named {full}"))),
    }
}

fn start_module(t: &Thread, module: Runnable) -> PyResult {
    let main =
        t.dict_get(&t.vm().modules.get().ok_or_else(|| t.runtime_error("lost sys.modules"))?, &t.names().__main__)?;
    let Some(main) = main else { return Err(t.runtime_error("lost __main__")) };
    import::set_spec(t, &main, &module.name, Some(&module.file), None)?;
    set_main(t, "__file__", t.str(&module.file)?)?;
    set_main(t, "__cached__", t.none())?;
    drop(main);
    if let Some(argv) = t.sys_attribute("argv") {
        t.setitem(&argv, &t.int(0)?, &t.str(&module.file)?)?;
    }
    run_main(t, &module.code)
}
