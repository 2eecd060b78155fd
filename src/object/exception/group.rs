//! `BaseExceptionGroup` and `ExceptionGroup`, and what `except*` does with them.

use super::raise::{is_exception_class, is_instance};
use super::{BASE_EXCEPTION_GROUP, EXCEPTION, EXCEPTION_GROUP, Exception, Family, allocate, body, fields};
use crate::memory::Ref;
use crate::object::class::Type;
use crate::object::kind;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::typedef::{GetSetDef, READONLY_MEMBER};
use crate::runtime::native::{Args, NativeDef};
use crate::runtime::{PyResult, Thread};

/// `message`.
pub const MESSAGE: usize = 0;
/// `exceptions`, a tuple.
pub const EXCEPTIONS: usize = 1;

/// `BaseExceptionGroup.__new__`.
pub static NEW: NativeDef = NativeDef { signature: "__new__(cls, *args, **kwargs)", call: new, doc: "" };

/// Methods of `BaseExceptionGroup`.
pub const METHODS: &[NativeDef] = crate::natives![
    "derive(self, excs, /)" => derive_default,
    "split(self, matcher_value, /)" => split_method,
    "subgroup(self, matcher_value, /)" => subgroup_method,
    "@class __class_getitem__(cls, item, /)" => class_getitem,
];

/// Attributes of `BaseExceptionGroup`.
pub const GETSET: &[GetSetDef] = &[
    GetSetDef { name: "message", get: fields::get::<MESSAGE>, set: READONLY_MEMBER },
    GetSetDef { name: "exceptions", get: fields::get::<EXCEPTIONS>, set: READONLY_MEMBER },
];

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    create(t, a.get(0), a.rest())
}

/// Makes a group from its two arguments.
pub fn create(t: &Thread, class: &Ref, args: &[Ref]) -> PyResult {
    let [message, exceptions] = args else {
        let given = args.len();
        return Err(t.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)")));
    };
    if message.value().kind().layout() != kind::STR {
        let kind = t.type_name(message);
        return Err(t.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {kind}")));
    }
    let is_sequence = matches!(exceptions.value().kind().layout(), kind::LIST | kind::TUPLE)
        || t.type_of(exceptions).slots().getitem.is_some()
            && !matches!(exceptions.value().kind().layout(), kind::DICT | kind::TYPE);
    if !is_sequence {
        return Err(t.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = t.collect(exceptions)?;
    if items.is_empty() {
        return Err(t.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut nests_base = false;
    for (i, item) in items.iter().enumerate() {
        if item.downcast::<Exception>().is_none() {
            return Err(t.value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
        }
        nests_base |= !t.is_instance(item, &EXCEPTION);
    }
    let mut class = class.clone();
    let ty = class.downcast::<Type>().expect("a class");
    if ty.def.is_some_and(|def| std::ptr::eq(def, &BASE_EXCEPTION_GROUP)) {
        if !nests_base {
            class = t.class(&EXCEPTION_GROUP);
        }
    } else if nests_base {
        if ty.def.is_some_and(|def| std::ptr::eq(def, &EXCEPTION_GROUP)) {
            return Err(t.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        }
        if t.class(&EXCEPTION).downcast::<Type>().is_some_and(|exception| ty.is_subclass(exception)) {
            return Err(t.type_error(format!("Cannot nest BaseExceptions in '{}'", t.class_name(ty))));
        }
    }
    let group = allocate(t, &class, t.tuple_from(args)?)?;
    let exception = body(&group);
    exception.set_field(MESSAGE, Some(message.clone()));
    exception.set_field(EXCEPTIONS, Some(t.tuple(items)?));
    Ok(group)
}

/// A group of builtin class without a message, from a sequence of exceptions.
fn make(t: &Thread, exceptions: Ref) -> PyResult {
    create(t, &t.class(&BASE_EXCEPTION_GROUP), &[t.empty_str()?, exceptions])
}

/// The members of a group; nothing for other exceptions.
pub fn members(exception: &Ref) -> Option<Vec<Ref>> {
    let exception = exception.downcast::<Exception>().filter(|e| e.family == Family::Group)?;
    let tuple = exception.field(EXCEPTIONS)?;
    Some(tuple.downcast::<Tuple>()?.items().to_vec())
}

/// `message (2 sub-exceptions)`.
pub fn str(t: &Thread, this: &Ref) -> PyResult {
    let message = match body(this).field(MESSAGE) {
        Some(message) => t.to_str(&message)?,
        None => t.empty_str()?,
    };
    let n = members(this).map_or(0, |m| m.len());
    let plural = if n == 1 { "" } else { "s" };
    let mut text = crate::object::string::build::StrBuilder::new(t);
    text.push_ref(&message)?;
    text.push_str(&format!(" ({n} sub-exception{plural})"))?;
    text.finish()
}

/// `group.derive(exceptions)`: a group with the same message, of builtin class.
fn derive_default(t: &Thread, a: Args<'_>) -> PyResult {
    let message = body(a.get(0)).field(MESSAGE).unwrap_or_else(|| t.none());
    create(t, &t.class(&BASE_EXCEPTION_GROUP), &[message, a.get(1).clone()])
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

/// How leaves and groups are chosen.
enum Matcher<'a> {
    /// Instances of a class or of one in a tuple.
    Classes(&'a Ref),
    /// Those for which a function answers true.
    Function(&'a Ref),
    /// These leaves.
    Leaves(&'a [Ref]),
}

impl<'a> Matcher<'a> {
    fn of(t: &Thread, value: &'a Ref) -> PyResult<Matcher<'a>> {
        let is_tuple = value.downcast::<Tuple>().is_some_and(|tuple| tuple.items().iter().all(is_exception_class));
        if is_tuple || is_exception_class(value) {
            return Ok(Matcher::Classes(value));
        }
        if t.is_callable(value) && value.downcast::<Type>().is_none() {
            return Ok(Matcher::Function(value));
        }
        Err(t.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
    }

    fn matches(&self, t: &Thread, exception: &Ref) -> PyResult<bool> {
        match self {
            Matcher::Classes(classes) => match classes.downcast::<Tuple>() {
                Some(tuple) => Ok(tuple.items().iter().any(|class| is_instance(t, exception, class))),
                None => Ok(is_instance(t, exception, classes)),
            },
            Matcher::Function(function) => {
                let answer = t.call(function, std::slice::from_ref(exception))?;
                t.truth(&answer)
            }
            Matcher::Leaves(leaves) => Ok(leaves.iter().any(|leaf| leaf.is(exception))),
        }
    }
}

/// A group made by `group.derive` that has taken over where the group came from.
fn derive(t: &Thread, group: &Ref, exceptions: Vec<Ref>) -> PyResult {
    let derived = t.call_method(group, "derive", &[t.list(exceptions)?])?;
    if derived.downcast::<Exception>().is_none_or(|e| e.family != Family::Group) {
        return Err(t.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    body(&derived).copy_origin(body(group));
    if let Some(notes) = t.getattr_opt(group, "__notes__")?
        && let Some(list) = notes.downcast::<List>()
    {
        // A copy, so that adding a note to one part does not change the others.
        t.setattr(&derived, "__notes__", &t.list(list.snapshot())?)?;
    }
    Ok(derived)
}

/// Splits an exception into what matches and the rest; without `keep_rest` the rest is not made.
fn split(t: &Thread, exception: &Ref, matcher: &Matcher<'_>, keep_rest: bool) -> PyResult<(Option<Ref>, Option<Ref>)> {
    if matcher.matches(t, exception)? {
        return Ok((Some(exception.clone()), None));
    }
    let Some(members) = members(exception) else { return Ok((None, keep_rest.then(|| exception.clone()))) };
    let _depth = t.enter(" in exceptiongroup_split_recursive")?;
    let (mut matched, mut rest) = (Vec::new(), Vec::new());
    for member in &members {
        let (yes, no) = split(t, member, matcher, keep_rest)?;
        matched.extend(yes);
        rest.extend(no);
    }
    let part = |exceptions: Vec<Ref>| -> PyResult<Option<Ref>> {
        if exceptions.is_empty() { Ok(None) } else { derive(t, exception, exceptions).map(Some) }
    };
    let matched = part(matched)?;
    Ok((matched, part(rest)?))
}

fn split_method(t: &Thread, a: Args<'_>) -> PyResult {
    let matcher = Matcher::of(t, a.get(1))?;
    let (matched, rest) = split(t, a.get(0), &matcher, true)?;
    t.pair(matched.unwrap_or_else(|| t.none()), rest.unwrap_or_else(|| t.none()))
}

fn subgroup_method(t: &Thread, a: Args<'_>) -> PyResult {
    let matcher = Matcher::of(t, a.get(1))?;
    Ok(split(t, a.get(0), &matcher, false)?.0.unwrap_or_else(|| t.none()))
}

/// `except* classes:` — what is left of the exception and what matched.
///
/// # Errors
/// `TypeError` for classes that cannot be caught this way, and what `derive` methods raise.
pub fn split_group(t: &Thread, exception: &Ref, classes: &Ref) -> PyResult<(Option<Ref>, Option<Ref>)> {
    let single = std::slice::from_ref(classes);
    let list = classes.downcast::<Tuple>().map_or(single, Tuple::items);
    if !list.iter().all(is_exception_class) {
        return Err(t.type_error("catching classes that do not inherit from BaseException is not allowed"));
    }
    let group = t.class(&BASE_EXCEPTION_GROUP);
    let group = group.downcast::<Type>().expect("a class");
    if list.iter().any(|class| class.downcast::<Type>().is_some_and(|class| class.is_subclass(group))) {
        return Err(t.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    if exception.value().is_none(t) {
        return Ok((None, None));
    }
    let matcher = Matcher::Classes(classes);
    if members(exception).is_none() {
        if !matcher.matches(t, exception)? {
            return Ok((Some(exception.clone()), None));
        }
        // A single exception is handed to the handler as a group of one.
        let wrapped = make(t, t.tuple(vec![exception.clone()])?)?;
        body(&wrapped).set_traceback(body(exception).traceback.get());
        return Ok((None, Some(wrapped)));
    }
    let (matched, rest) = split(t, exception, &matcher, true)?;
    Ok((rest, matched))
}

/// Is `part` a part of the group `whole` that nobody has raised anew?
fn same_origin(t: &Thread, part: &Ref, whole: &Ref) -> PyResult<bool> {
    let (a, b) = (body(part), body(whole));
    if a.family != Family::Group {
        return Ok(false);
    }
    let same = |x: Option<&Ref>, y: Option<&Ref>| match (x, y) {
        (Some(x), Some(y)) => x.is(y),
        (None, None) => true,
        _ => false,
    };
    if !same(a.traceback.peek(), b.traceback.peek())
        || !same(a.cause.peek(), b.cause.peek())
        || !same(a.context.peek(), b.context.peek())
    {
        return Ok(false);
    }
    let notes = |e: &Ref| -> PyResult<Vec<Ref>> {
        let notes = t.getattr_opt(e, "__notes__")?;
        Ok(notes.and_then(|n| n.downcast::<List>().map(List::snapshot)).unwrap_or_default())
    };
    let (x, y) = (notes(part)?, notes(whole)?);
    Ok(x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| x.is(y)))
}

/// The leaves of a group, added to a list.
fn leaves(t: &Thread, exception: &Ref, out: &mut Vec<Ref>) -> PyResult<()> {
    let Some(members) = members(exception) else {
        out.push(exception.clone());
        return Ok(());
    };
    let _depth = t.enter(" in collecting the leaves of an exception group")?;
    members.iter().try_for_each(|member| leaves(t, member, out))
}

/// What a `try` with `except*` raises at its end: from the exception it caught, and a list of what its handlers raised, raised again or
/// left over (with None among them).
pub fn prep_reraise_star(t: &Thread, original: &Ref, list: &Ref) -> PyResult<Option<Ref>> {
    let list = list.downcast::<List>().map(List::snapshot).unwrap_or_default();
    let list: Vec<Ref> = list.into_iter().filter(|e| !e.value().is_none(t)).collect();
    if members(original).is_none() {
        return Ok(list.into_iter().next());
    }
    let mut raised = Vec::new();
    let mut again = Vec::new();
    for exception in list {
        if same_origin(t, &exception, original)? {
            leaves(t, &exception, &mut again)?;
        } else {
            raised.push(exception);
        }
    }
    // What was not handled keeps the nesting it had.
    let unhandled = if again.is_empty() { None } else { split(t, original, &Matcher::Leaves(&again), false)?.0 };
    if raised.is_empty() {
        return Ok(unhandled);
    }
    raised.extend(unhandled);
    match <[Ref; 1]>::try_from(raised) {
        Ok([only]) => Ok(Some(only)),
        Err(several) => make(t, t.list(several)?).map(Some),
    }
}
