//! Code with the namespaces it runs in: what a function, a frame and an entry of a traceback keep of it.

use super::boxed::Trace;
use super::code::{Code, K_BUILTINS, K_CODE, K_GLOBALS};
use super::dict::Dict;
use crate::memory::refcount::OwnerId;
use crate::memory::{Edge, Header, Object, Ref, Value};

/// See the module's documentation.
pub struct Scope {
    /// A code object.
    pub code: Edge,
    /// A dict.
    pub globals: Edge,
    /// The builtins in force, a dict.
    pub builtins: Edge,
}

impl Scope {
    /// That of a running frame.
    ///
    /// # Safety
    /// `k` belongs to an instance of a live code object whose namespaces are alive.
    pub unsafe fn of(k: *const u64) -> Scope {
        // SAFETY: the caller's; these words are the objects' addresses.
        let edge = |i: usize| unsafe { Edge::to(Value::of(*k.add(i) as *mut Header)) };
        Scope { code: edge(K_CODE), globals: edge(K_GLOBALS), builtins: edge(K_BUILTINS) }
    }

    /// The code's payload.
    #[inline(always)]
    pub fn code(&self) -> &Code {
        // SAFETY: the edge always leads to a code object.
        unsafe { Object::<Code>::body_of(self.code.load().address()) }
    }

    /// The globals' payload.
    #[inline(always)]
    pub fn globals(&self) -> &Dict {
        // SAFETY: the edge always leads to a dict.
        unsafe { Object::<Dict>::body_of(self.globals.load().address()) }
    }

    /// Settles the edges.
    ///
    /// # Safety
    /// As [`Edge::settle`].
    pub unsafe fn settle(&self, me: OwnerId) {
        // SAFETY: the caller's.
        self.edges().into_iter().for_each(|edge| unsafe { edge.settle(me) });
    }

    fn edges(&self) -> [&Edge; 3] {
        [&self.code, &self.globals, &self.builtins]
    }
}

impl Clone for Scope {
    fn clone(&self) -> Scope {
        let [code, globals, builtins] = self.edges().map(|edge| Edge::new(edge.get()));
        Scope { code, globals, builtins }
    }
}

impl Trace for Scope {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.edges().into_iter().for_each(|edge| edge.trace(visit));
    }
}

impl From<[Ref; 3]> for Scope {
    /// Of code, globals and builtins.
    fn from(parts: [Ref; 3]) -> Scope {
        let [code, globals, builtins] = parts.map(Edge::new);
        Scope { code, globals, builtins }
    }
}
