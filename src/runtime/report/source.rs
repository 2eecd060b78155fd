//! Source lines for reports: from the file, or from what was registered for texts without one (`<stdin>`, `-c`).

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;

use crate::runtime::Thread;

/// Texts that are in no file, by the name their code has.
#[derive(Default)]
pub struct Sources(Mutex<FxHashMap<String, Arc<str>>>);

impl Sources {
    /// Keeps a text, so that reports can show its lines.
    pub fn register(&self, filename: &str, text: &str) {
        self.0.lock().insert(filename.to_owned(), Arc::from(text));
    }

    /// A text that was registered.
    pub fn get(&self, filename: &str) -> Option<Arc<str>> {
        self.0.lock().get(filename).cloned()
    }
}

/// Bytes of the largest file whose lines are shown.
const LARGEST: u64 = 64 << 20;

/// The files that one report has read.
pub struct Files<'t> {
    t: &'t Thread,
    files: FxHashMap<String, Rc<Vec<String>>>,
}

impl<'t> Files<'t> {
    /// Nothing read yet.
    pub fn new(t: &'t Thread) -> Files<'t> {
        Files { t, files: FxHashMap::default() }
    }

    /// Lines `first..=last` (from 1) of a file, without the blanks at their ends; empty where there are none.
    pub fn lines(&mut self, filename: &str, first: u32, last: u32) -> Vec<String> {
        let file = match self.files.get(filename) {
            Some(file) => file.clone(),
            None => {
                let file = Rc::new(self.read(filename));
                self.files.insert(filename.to_owned(), file.clone());
                file
            }
        };
        if first == 0 || last < first {
            return Vec::new();
        }
        let line = |n: u32| file.get(n as usize - 1).cloned().unwrap_or_default();
        (first..=last.min(file.len() as u32).max(first)).map(line).collect()
    }

    fn read(&self, filename: &str) -> Vec<String> {
        let text: Cow<'_, str> = match self.t.vm().sources.get(filename) {
            Some(text) => Cow::Owned(text.to_string()),
            None if filename.starts_with('<') && filename.ends_with('>') => return Vec::new(),
            None => match read_file(filename) {
                Some(text) => Cow::Owned(text),
                None => return Vec::new(),
            },
        };
        text.split('\n').map(|line| line.trim_end().to_owned()).collect()
    }
}

fn read_file(filename: &str) -> Option<String> {
    let about = std::fs::metadata(filename).ok()?;
    if !about.is_file() || about.len() > LARGEST {
        return None;
    }
    let bytes = std::fs::read(filename).ok()?;
    let text = match rcpy_syntax::decode_source(&bytes) {
        Ok(text) => text.to_string(),
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    };
    Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}
