//! Shapes: hidden classes of instances.
//!
//! Instances that got the same attributes in the same order share a shape: a node in a tree whose root belongs to their
//! class. The shape says at which index each attribute's value lies; an instance holds its shape's id and the values. An inline
//! cache that has seen the id can go straight to the index. Ids are never reused (0 means "none": the instance keeps its
//! attributes in a dict, and nothing about it is cached).
//!
//! How many values to reserve inside the object, a class knows from its methods: what they assign through `self`. Where instances come
//! to have more, it learns from them; it then starts a new tree, so that an id also tells the capacity.

use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use rustc_hash::FxHashMap;

use super::boxed::Trace;
use super::class::Type;
use super::class_make::mangle;
use super::instance;
use super::string::Str;
use super::tuple::Tuple;
use crate::memory::{Ref, Value, reclaim};
use crate::runtime::{Thread, Vm};
use crate::thread::mutex::Mutex;

/// Attributes an instance may have before it turns to a dict.
pub const MAX_ATTRIBUTES: u32 = 64;

/// One node of a class's tree.
pub struct Shape {
    /// Its id; unique in the Vm for ever.
    pub id: u32,
    /// Attributes in order of their indices.
    pub names: Box<[Ref]>,
    /// Values that lie inside the object; the others are in the overflow buffer.
    pub capacity: u32,
    /// Index by address of the name, for long shapes.
    index: FxHashMap<usize, u32>,
    /// Shapes with one attribute more.
    next: Mutex<Vec<(usize, *const Shape)>>,
}

// SAFETY: immutable but for `next`, which has a lock; names are kept alive by the class that owns the tree.
unsafe impl Send for Shape {}
// SAFETY: as above.
unsafe impl Sync for Shape {}

const SCAN: usize = 8;

impl Shape {
    /// Number of attributes.
    #[inline]
    pub fn len(&self) -> u32 {
        self.names.len() as u32
    }

    /// Has it no attributes?
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The shape with the attribute `name` more, if an object ever had it.
    pub fn following(&self, name: &Ref) -> Option<&Shape> {
        Shape::among(&self.next.lock(), name)
    }

    fn among<'a>(next: &[(usize, *const Shape)], name: &Ref) -> Option<&'a Shape> {
        let address = name.value().address() as usize;
        // SAFETY: shapes live as long as their class.
        next.iter().find(|(n, _)| *n == address).map(|(_, shape)| unsafe { &**shape })
    }

    /// Index of an interned name.
    #[inline]
    pub fn find(&self, name: &Ref) -> Option<u32> {
        let address = name.value().address() as usize;
        if self.names.len() <= SCAN {
            self.names.iter().position(|n| n.value().address() as usize == address).map(|i| i as u32)
        } else {
            self.index.get(&address).copied()
        }
    }
}

/// The trees of one class.
pub struct Shapes {
    // Boxed, because others hold their addresses.
    #[allow(clippy::vec_box)]
    owned: Mutex<Vec<Box<Shape>>>,
    root: AtomicPtr<Shape>,
    /// Root for objects of fixed size: no values inside.
    bare: AtomicPtr<Shape>,
    /// Attributes that the next root's instances are to have room for, at least: what the class's methods assign, or the most that an
    /// instance has had so far. 0: not asked yet.
    wanted: AtomicU32,
}

/// Values reserved in the first instances of a class whose methods say nothing, at least.
const FIRST_CAPACITY: u32 = 3;

impl Shapes {
    /// No trees yet.
    pub fn new() -> Shapes {
        Shapes {
            owned: Mutex::default(),
            root: AtomicPtr::new(std::ptr::null_mut()),
            bare: AtomicPtr::new(std::ptr::null_mut()),
            wanted: AtomicU32::new(0),
        }
    }

    /// The shape of an instance of `class`, whose trees these are, without attributes.
    #[inline]
    pub fn root(&self, t: &Thread, class: &Type) -> Option<&Shape> {
        let root = self.root.load(Ordering::Acquire);
        if root.is_null() {
            return self.new_root(t, class);
        }
        // SAFETY: shapes live as long as their class.
        Some(unsafe { &*root })
    }

    #[cold]
    fn new_root(&self, t: &Thread, class: &Type) -> Option<&Shape> {
        let wanted = match self.wanted.load(Ordering::Relaxed) {
            0 => expected(t, class).unwrap_or(FIRST_CAPACITY),
            wanted => wanted,
        };
        let capacity = instance::capacity_for(class.member_count, wanted);
        self.wanted.fetch_max(capacity, Ordering::Relaxed);
        let shape = self.add(t.vm(), Box::default(), capacity)?;
        self.root.store(std::ptr::from_ref(shape).cast_mut(), Ordering::Release);
        Some(shape)
    }

    /// The root for objects of fixed size, which keep all values in the overflow buffer.
    pub fn bare_root(&self, vm: &Vm) -> Option<&Shape> {
        let bare = self.bare.load(Ordering::Acquire);
        if !bare.is_null() {
            // SAFETY: shapes live as long as their class.
            return Some(unsafe { &*bare });
        }
        let shape = self.add(vm, Box::default(), 0)?;
        self.bare.store(std::ptr::from_ref(shape).cast_mut(), Ordering::Release);
        Some(shape)
    }

    fn add(&self, vm: &Vm, names: Box<[Ref]>, capacity: u32) -> Option<&Shape> {
        let index = if names.len() > SCAN {
            names.iter().enumerate().map(|(i, n)| (n.value().address() as usize, i as u32)).collect()
        } else {
            FxHashMap::default()
        };
        let mut shape = Box::new(Shape { id: 0, names, capacity, index, next: Mutex::default() });
        shape.id = vm.shapes.register(&shape)?;
        let pointer: *const Shape = &*shape;
        self.owned.lock().push(shape);
        // SAFETY: boxed, and kept until the class dies.
        Some(unsafe { &*pointer })
    }

    /// The shape that `from` becomes when it gets the attribute `name`; `None` when ids or indices are exhausted.
    pub fn with_attribute(&self, vm: &Vm, from: &Shape, name: &Ref) -> Option<&Shape> {
        let mut next = from.next.lock();
        if let Some(shape) = Shape::among(&next, name) {
            return Some(shape);
        }
        if from.len() >= MAX_ATTRIBUTES || next.len() >= 64 {
            return None;
        }
        let mut names = from.names.to_vec();
        names.push(name.clone());
        let shape = self.add(vm, names.into(), from.capacity)?;
        next.push((name.value().address() as usize, shape));
        // Objects of fixed size have no room to begin with.
        let has_room = from.capacity != 0;
        if has_room && self.wanted.fetch_max(shape.len(), Ordering::Relaxed) < shape.len() {
            // Instances outgrow their room: later ones start from a root with more.
            self.root.store(std::ptr::null_mut(), Ordering::Release);
        }
        Some(shape)
    }

    /// Does any instance shape have this attribute?
    pub fn any_has(&self, name: &Ref) -> bool {
        self.owned.lock().iter().any(|shape| shape.find(name).is_some())
    }

    /// Calls back with the names held.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for shape in self.owned.lock().iter() {
            shape.names.trace(visit);
        }
    }
}

impl Default for Shapes {
    fn default() -> Self {
        Shapes::new()
    }
}

/// How many attributes instances of `class` will have, as far as its methods and those of its bases tell: the compiler lists in
/// `__static_attributes__` what they assign through `self`. Members and what else takes assignments in the class needs no room in the instance.
/// A class may have anything under that name: what is no such list, or is longer than instances may have attributes, says nothing. At most
/// `MAX_ATTRIBUTES`.
fn expected(t: &Thread, class: &Type) -> Option<u32> {
    let mro = class.mro.peek()?.downcast::<Tuple>()?;
    let mut names: Vec<Ref> = Vec::new();
    // Whoever makes an instance borrows from the class, so no object may die here, though another thread may take it out of the class.
    let mut held: Vec<Ref> = Vec::new();
    for class in mro.items().iter().filter_map(|class| class.downcast::<Type>()) {
        let Some(listed) = class.dict.get_interned(&t.names().__static_attributes__) else { continue };
        for name in listed_names(&listed) {
            if names.len() == MAX_ATTRIBUTES as usize {
                break;
            }
            let text = t.str_of(name);
            let private = text.starts_with("__");
            let name = if private { t.intern(&mangle(&t.class_name(class), &text)) } else { t.intern_ref(name) };
            if !names.iter().any(|known| known.is(&name)) {
                names.push(name);
            }
        }
        held.push(listed);
    }
    let mut count = 0;
    for name in &names {
        match class.lookup(name) {
            Some(attribute) => {
                count += u32::from(t.type_of(&attribute).slots().descr_set.is_none());
                held.push(attribute);
            }
            None => count += 1,
        }
    }
    held.append(&mut names);
    reclaim::retire_thing(&t.base, held);
    (count != 0).then_some(count)
}

/// The names in a `__static_attributes__` as the compiler makes them.
fn listed_names(listed: &Ref) -> &[Ref] {
    let names = listed.downcast_exact::<Tuple>().map_or(&[][..], Tuple::items);
    let sound = names.len() <= MAX_ATTRIBUTES as usize && names.iter().all(|n| n.downcast_exact::<Str>().is_some());
    if sound { names } else { &[] }
}

const CHUNK: usize = 4096;
const CHUNKS: usize = 1024;

/// Shapes of a Vm by id: an append-only table that is read without a lock. Entries of dead classes are null.
pub struct ShapeTable {
    chunks: Box<[AtomicPtr<Chunk>]>,
    next: AtomicU32,
}

type Chunk = [AtomicPtr<Shape>; CHUNK];

impl ShapeTable {
    /// An empty table. Id 0 is never given out.
    pub fn new() -> ShapeTable {
        ShapeTable {
            chunks: (0..CHUNKS).map(|_| AtomicPtr::new(std::ptr::null_mut())).collect(),
            next: AtomicU32::new(1),
        }
    }

    fn register(&self, shape: &Shape) -> Option<u32> {
        // Relaxed: only uniqueness matters.
        let id = self
            .next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| ((n as usize) < CHUNK * CHUNKS).then_some(n + 1))
            .ok()?;
        let place = &self.chunks[id as usize / CHUNK];
        if place.load(Ordering::Acquire).is_null() {
            let fresh: Box<Chunk> = Box::new([const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNK]);
            let fresh = Box::into_raw(fresh);
            if place.compare_exchange(std::ptr::null_mut(), fresh, Ordering::AcqRel, Ordering::Acquire).is_err() {
                // SAFETY: another thread was first; ours was never shown.
                drop(unsafe { Box::from_raw(fresh) });
            }
        }
        // SAFETY: the chunk is there and is never freed while the table lives.
        let chunk = unsafe { &*place.load(Ordering::Acquire) };
        // Release: whoever finds the shape by its id sees it whole.
        chunk[id as usize % CHUNK].store(std::ptr::from_ref(shape).cast_mut(), Ordering::Release);
        Some(id)
    }

    /// The shape with this id, which an instance has.
    #[inline]
    pub fn get(&self, id: u32) -> Option<&Shape> {
        if id == 0 {
            return None;
        }
        let chunk = self.chunks[id as usize / CHUNK].load(Ordering::Acquire);
        // SAFETY: ids come from `register`, so the chunk exists; the instance keeps its class, which keeps the shape.
        unsafe { (*chunk)[id as usize % CHUNK].load(Ordering::Acquire).as_ref() }
    }
}

impl Default for ShapeTable {
    fn default() -> Self {
        ShapeTable::new()
    }
}

impl Drop for ShapeTable {
    fn drop(&mut self) {
        for chunk in &mut self.chunks {
            let chunk = *chunk.get_mut();
            if !chunk.is_null() {
                // SAFETY: made by `register`, freed once.
                drop(unsafe { Box::from_raw(chunk) });
            }
        }
    }
}
