//! Threads: their state, the gate they pass to run Python code, object locks, safepoints.

pub mod baton;
pub mod births;
pub mod gate;
pub mod heat;
pub mod lock;
pub mod mutex;
pub mod pause;
pub mod private;
pub mod safepoint;
pub mod state;
