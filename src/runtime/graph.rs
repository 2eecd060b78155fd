//! Pictures of the heap: the references around some objects, as DOT or SVG, so that a leak can be looked at.
//!
//! The walk goes from the roots along references and, a few levels, against them, in breadth, until it has enough nodes. What holds no
//! references itself (numbers, strings) is shown as a line inside its holder. Nothing is changed and no Python code runs; the world is stopped.

mod dot;
mod svg;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::memory::audit::describe;
use crate::memory::collect::trace::{has_references, references};
use crate::memory::header::Header;
use crate::memory::refcount::RefCount;
use crate::memory::{Kind, Object, Ref, Value};
use crate::object::dict::Dict;
use crate::object::kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::tuple::Tuple;
use crate::runtime::Thread;

/// How much of the heap a picture shows.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Steps along references.
    pub forward: usize,
    /// Steps against them.
    pub backward: usize,
    /// Objects in all.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { forward: 3, backward: 2, nodes: 80 }
    }
}

/// What a node is, which decides its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// What the picture was asked for.
    Root,
    /// A list, tuple, dict or set.
    Container,
    /// An instance.
    Instance,
    /// A class, a module, a function, code.
    Program,
    /// A stack, or the interpreter itself.
    Outside,
}

/// An object, or a place outside of the heap that holds some.
#[derive(Clone, Debug)]
pub struct Node {
    /// Type and count.
    pub title: String,
    /// What else is shown: its name, its atoms.
    pub lines: Vec<String>,
    /// See [`Role`].
    pub role: Role,
    /// Steps from the roots; negative against the references.
    pub layer: i32,
}

/// A reference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Index of the holder.
    pub from: usize,
    /// Index of what it refers to.
    pub to: usize,
    /// Index, key or attribute.
    pub label: String,
    /// Not counted.
    pub uncounted: bool,
}

/// Nodes and edges.
#[derive(Clone, Default, Debug)]
pub struct Picture {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// Objects that would have been next when there were enough.
    pub left_out: usize,
}

/// Most characters of a text in a node.
const TEXT: usize = 28;
/// Most atoms listed in a node.
const LINES: usize = 5;

fn shortened(text: &str) -> String {
    if text.chars().count() <= TEXT {
        return text.to_owned();
    }
    text.chars().take(TEXT - 1).chain(['…']).collect()
}

/// Is the value shown inside its holder?
fn is_atom(t: &Thread, value: Value) -> bool {
    value.pointer().is_none_or(|object| {
        // SAFETY: a value found in a live object names a live object.
        !has_references(t.heap(), unsafe { object.as_ref() }.kind())
    })
}

/// The repr of an atom, for those whose repr runs no Python code.
fn atom_text(t: &Thread, value: Value) -> String {
    // SAFETY: as in `is_atom`; the borrow ends here.
    let object = unsafe { Ref::peek(&value) };
    match object.kind() {
        None => {}
        Some(kind::NONE | kind::BOOL | kind::INT | kind::FLOAT | kind::STR | kind::BYTES | kind::ELLIPSIS) => {}
        _ => return t.type_name(object),
    }
    t.repr_text(object).map_or_else(|_| t.type_name(object), |text| shortened(&text))
}

/// What an object refers to, each with the name of the reference.
fn named_references(t: &Thread, object: *mut Header) -> Vec<(String, Value)> {
    let word = Value::counted(object);
    // SAFETY: the object is alive, and the borrow ends with this function.
    let this = unsafe { Ref::peek(&word) };
    let mut found = Vec::new();
    // SAFETY: as above; the payload is that of the kind.
    let layout = unsafe { &*object }.kind().layout();
    match layout {
        kind::LIST => {
            let list = this.downcast::<List>().map(List::snapshot).unwrap_or_default();
            found.extend(list.iter().enumerate().map(|(i, item)| (format!("[{i}]"), item.value())));
        }
        kind::TUPLE => {
            let items = this.downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
            found.extend(items.iter().enumerate().map(|(i, item)| (format!("[{i}]"), item.value())));
        }
        kind::DICT => {
            for (key, value) in this.downcast::<Dict>().map(Dict::entries).unwrap_or_default() {
                let name = if is_atom(t, key.value()) {
                    format!("[{}]", atom_text(t, key.value()))
                } else {
                    found.push(("key".to_owned(), key.value()));
                    format!("[{}]", t.type_name(&key))
                };
                found.push((name, value.value()));
            }
        }
        _ => {}
    }
    if let Some(attributes) = t.attributes_of(this) {
        for (name, value) in attributes.entries(t) {
            found.push((format!(".{}", t.str_of(&name)), value.value()));
        }
    }
    // SAFETY: the object is alive and whole.
    unsafe {
        references(t.heap(), t.hooks, object, &mut |value| {
            if !value.is_null() && !found.iter().any(|(_, known)| known.same(value)) {
                found.push((String::new(), value));
            }
        });
    }
    if layout == kind::DICT {
        // Keys that are atoms stand in the names already.
        found.retain(|(name, value)| !name.is_empty() || !is_atom(t, *value));
    }
    // The class stands in the title. Code and namespaces of functions say little and lead everywhere.
    // SAFETY: as above.
    let class = unsafe { &*object }.type_pointer();
    found.retain(|(name, value)| {
        let kind = value.kind_if_pointer().layout();
        let of_program = layout == kind::FUNCTION && matches!(kind, kind::DICT | kind::CODE);
        !of_program && (!name.is_empty() || value.pointer().is_none_or(|p| p.as_ptr() != class))
    });
    found
}

/// Is the walk to end at the object? Modules, classes and code lead to everything.
fn is_leaf(object: *mut Header) -> bool {
    // SAFETY: the object is alive; the world is stopped.
    let layout = unsafe { &*object }.kind().layout();
    matches!(layout, kind::TYPE | kind::MODULE | kind::CODE | kind::NATIVE)
}

fn role_of(kind: Kind) -> Role {
    match kind.layout() {
        kind::LIST | kind::TUPLE | kind::DICT | kind::SET | kind::FROZENSET => Role::Container,
        kind::TYPE | kind::MODULE | kind::FUNCTION | kind::CODE | kind::NATIVE | kind::CELL => Role::Program,
        _ => Role::Instance,
    }
}

/// Makes a picture.
struct Painter<'a> {
    t: &'a Thread,
    limits: Limits,
    picture: Picture,
    places: HashMap<usize, usize>,
}

impl Painter<'_> {
    /// The node of an object; `None` when there are enough.
    fn node(&mut self, object: *mut Header, layer: i32, root: bool) -> Option<usize> {
        if let Some(&known) = self.places.get(&(object as usize)) {
            return Some(known);
        }
        if self.picture.nodes.len() >= self.limits.nodes && !root {
            self.picture.left_out += 1;
            return None;
        }
        // SAFETY: the object is alive; the world is stopped.
        let header = unsafe { &*object };
        let (class, text) = describe(self.t, object);
        let count = if header.is_immortal() { "immortal".to_owned() } else { format!("{} refs", header.count.count()) };
        let mut lines = Vec::new();
        if !text.is_empty() {
            lines.push(shortened(text.trim_matches('"')));
        }
        if header.kind().layout() == kind::MODULE {
            // SAFETY: the kind says what the payload is.
            let module = unsafe { Object::<Module>::body_of(object) };
            let name = module.dict.get().and_then(|d| self.t.dict_get_str(&d, "__name__").ok().flatten());
            lines.extend(name.map(|name| atom_text(self.t, name.value())));
        }
        let role = if root { Role::Root } else { role_of(header.kind()) };
        self.picture.nodes.push(Node { title: format!("{class} · {count}"), lines, role, layer });
        let place = self.picture.nodes.len() - 1;
        self.places.insert(object as usize, place);
        Some(place)
    }

    fn edge(&mut self, from: usize, to: usize, label: String, uncounted: bool) {
        let edge = Edge { from, to, label, uncounted };
        if !self.picture.edges.contains(&edge) {
            self.picture.edges.push(edge);
        }
    }

    fn forward(&mut self, roots: &[*mut Header]) {
        let mut frontier = roots.to_vec();
        for step in 0..=self.limits.forward {
            let mut next = Vec::new();
            for object in frontier {
                if step > 0 && is_leaf(object) {
                    continue;
                }
                let from = self.places[&(object as usize)];
                let mut atoms = Vec::new();
                for (name, value) in named_references(self.t, object) {
                    if is_atom(self.t, value) {
                        if !name.is_empty() {
                            atoms.push(format!("{} = {}", name.trim_start_matches('.'), atom_text(self.t, value)));
                        }
                        continue;
                    }
                    let target = value.address();
                    let known = self.places.contains_key(&(target as usize));
                    if !known && step == self.limits.forward {
                        continue;
                    }
                    if let Some(to) = self.node(target, step as i32 + 1, false) {
                        self.edge(from, to, name, !value.is_counted());
                        if !known {
                            next.push(target);
                        }
                    }
                }
                let more = atoms.len().saturating_sub(LINES);
                let lines = &mut self.picture.nodes[from].lines;
                lines.extend(atoms.into_iter().take(LINES));
                if more > 0 {
                    lines.push(format!("… {more} more"));
                }
            }
            frontier = next;
        }
    }

    fn backward(&mut self, roots: &[*mut Header]) {
        let mut frontier: Vec<*mut Header> = roots.to_vec();
        for step in 1..=self.limits.backward {
            let wanted: HashSet<usize> = frontier.iter().map(|o| *o as usize).collect();
            let mut holders = Vec::new();
            let t = self.t;
            t.heap().for_each_object(|object| {
                // SAFETY: the walk passes live blocks; those with count zero are being destroyed and are not looked into.
                unsafe {
                    let header = &*object;
                    if has_references(t.heap(), header.kind()) && (header.is_immortal() || header.count.count() > 0) {
                        let mut refers = false;
                        references(t.heap(), t.hooks, object, &mut |value| {
                            refers |= value.is_pointer() && wanted.contains(&(value.address() as usize));
                        });
                        if refers {
                            holders.push(object);
                        }
                    }
                }
            });
            let mut next = Vec::new();
            for object in holders {
                let known = self.places.contains_key(&(object as usize));
                let named = named_references(t, object);
                let leads_in = |value: &Value| value.is_pointer() && wanted.contains(&(value.address() as usize));
                if !named.iter().any(|(_, value)| leads_in(value)) {
                    continue;
                }
                let Some(from) = self.node(object, -(step as i32), false) else { continue };
                for (name, value) in named {
                    if value.is_pointer()
                        && let Some(&to) = self.places.get(&(value.address() as usize))
                    {
                        self.edge(from, to, name, !value.is_counted());
                    }
                }
                if !known {
                    next.push(object);
                }
            }
            frontier = next;
        }
        self.outside();
    }

    /// Stacks and the interpreter itself, where they hold something in the picture.
    fn outside(&mut self) {
        let mut found: Vec<(String, usize, bool)> = Vec::new();
        let places = &self.places;
        let t = self.t;
        let Some(space) = crate::memory::collect::whole_space(t) else { return };
        t.vm().threads.for_each(|ident, thread| {
            crate::memory::collect::for_each_stack_word(&space, thread, |value, object| {
                if let Some(&to) = places.get(&(object as usize)) {
                    found.push((format!("stack of thread {ident}"), to, !value.is_counted()));
                }
            });
        });
        t.vm().trace(&mut |value| {
            if let Some(object) = value.pointer()
                && let Some(&to) = places.get(&(object.as_ptr() as usize))
            {
                found.push(("the interpreter".to_owned(), to, false));
            }
        });
        let mut nodes: HashMap<String, usize> = HashMap::new();
        for (name, to, uncounted) in found {
            let layer = -(self.limits.backward as i32) - 1;
            let from = *nodes.entry(name.clone()).or_insert_with(|| {
                self.picture.nodes.push(Node { title: name, lines: Vec::new(), role: Role::Outside, layer });
                self.picture.nodes.len() - 1
            });
            self.edge(from, to, String::new(), uncounted);
        }
    }
}

/// The references around some live objects.
#[allow(clippy::not_unsafe_ptr_arg_deref)] // the caller holds the objects
pub fn around(t: &Thread, roots: &[*mut Header], limits: Limits) -> Picture {
    let mut painter = Painter { t, limits, picture: Picture::default(), places: HashMap::new() };
    for &root in roots {
        painter.node(root, 0, true);
    }
    painter.forward(roots);
    painter.backward(roots);
    painter.picture
}

/// Draws the references around some live objects into a file.
///
/// # Errors
/// Those of writing.
pub fn draw(t: &Thread, roots: &[*mut Header], limits: Limits, path: &Path) -> std::io::Result<()> {
    let text = text(&around(t, roots, limits), path);
    std::fs::write(path, text)
}

/// The picture as text: SVG for a name that ends so, DOT for any other.
pub fn text(picture: &Picture, path: &Path) -> String {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("svg")) {
        svg::text(picture)
    } else {
        dot::text(picture)
    }
}
