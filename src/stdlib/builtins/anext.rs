//! What `anext(iterator, default)` gives: an awaitable that turns the end of the iteration into the default.

use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::exception as ex;
use crate::object::iterator::{itself, state};
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

struct AnextAwaitable {
    awaitable: Ref,
    /// The iterator that drives it, once it has started.
    driver: Slot,
    default: Ref,
}

crate::opaque!(AnextAwaitable { awaitable, driver, default });

/// The awaitable of `anext(iterator, default)`.
pub fn with_default(t: &Thread, awaitable: &Ref, default: &Ref) -> PyResult {
    let body = AnextAwaitable { awaitable: awaitable.clone(), driver: Slot::empty(), default: default.clone() };
    t.opaque(&ANEXT_AWAITABLE, body)
}

/// The iterator that drives the wrapped awaitable.
fn driver(t: &Thread, value: &Ref) -> PyResult {
    let this = state::<AnextAwaitable>(value);
    if let Some(driver) = this.driver.get() {
        return Ok(driver);
    }
    let driver = match t.type_of(&this.awaitable).slots().r#await {
        Some(r#await) => r#await(t, &this.awaitable)?,
        None => this.awaitable.clone(),
    };
    drop(this.driver.replace(driver.clone()));
    Ok(driver)
}

/// The end of the iteration becomes the result.
fn finish(t: &Thread, value: &Ref, result: PyResult) -> PyResult {
    match t.catch(result, &ex::STOP_ASYNC_ITERATION)? {
        Some(value) => Ok(value),
        None => Err(t.stop_iteration(Some(state::<AnextAwaitable>(value).default.clone()))),
    }
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let driver = driver(t, value)?;
    let Some(next) = t.type_of(&driver).slots().next else {
        let name = t.type_name(&driver);
        return Err(t.type_error(format!("'{name}' object is not an iterator")));
    };
    let result = next(t, &driver).and_then(|item| item.ok_or_else(|| t.stop_iteration(None)));
    finish(t, value, result).map(Some)
}

fn send(t: &Thread, a: Args<'_>) -> PyResult {
    let driver = driver(t, a.get(0))?;
    finish(t, a.get(0), t.call_method(&driver, "send", std::slice::from_ref(a.get(1))))
}

fn throw(t: &Thread, a: Args<'_>) -> PyResult {
    let driver = driver(t, a.get(0))?;
    finish(t, a.get(0), t.call_method(&driver, "throw", a.rest()))
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(&driver(t, a.get(0))?, "close", &[])
}

/// `anext_awaitable`.
static ANEXT_AWAITABLE: TypeDef = TypeDef {
    name: "anext_awaitable",
    slots: Slots { iter: Some(itself), r#await: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives![
        "send(self, value, /)" => send,
        "throw(self, /, *args)" => throw,
        "close(self, /)" => close,
    ],
    ..TypeDef::EMPTY
};
