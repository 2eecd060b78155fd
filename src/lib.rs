//! rcpy: a Python-subset interpreter whose memory management is chosen at build time.
//!
//! Layers, each using only those below it: `vm` (the interpreter loop), `stdlib` (native modules), `runtime` (what a thread running Python
//! has at hand) and `object` (builtin types), `compile` and `bytecode`, `memory` (counting, heap, collection), `thread` (gate,
//! locks, safepoints), `trace` (what threads did). `config` picks the techniques.
//!
//! Under `--cfg loom` the crate is empty: `tests/loom` takes the sources that it models by themselves.
#![cfg(not(loom))]

#[macro_use]
pub mod bytecode;
pub mod compile;
pub mod config;
pub mod memory;
pub mod object;
pub mod runtime;
pub mod stdlib;
pub mod thread;
pub mod trace;
pub mod vm;
