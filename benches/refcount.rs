//! Filled in shortly.
fn main() {}
