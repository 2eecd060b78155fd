//! The runtime: what a thread running Python code has at hand, and the protocols of the language (calling, attributes,
//! operators, iteration, conversion) over objects of any type. The interpreter loop in `vm` plugs in through `Interpreter`.

pub mod attribute;
pub mod caches;
pub mod call;
pub mod compile;
pub mod convert;
pub mod embed;
pub mod error;
pub mod finish;
pub mod graph;
pub mod import;
pub mod iterate;
pub mod kept;
pub mod long;
pub mod main;
pub mod names;
pub mod native;
pub mod operate;
pub mod recursion;
pub mod registry;
pub mod report;
pub mod signature;
pub mod start;
pub mod thread;
pub mod types;
pub mod vm;

pub use error::{PyResult, Raised};
pub use native::{Args, CallArgs};
pub use thread::Thread;
pub use vm::Vm;
