//! The opcode table: the one place that names every instruction.
//!
//! An instruction is a `u32`: the opcode in the low 8 bits, a 24-bit operand above it. Everything that has to know
//! an instruction (the emitter's stack-depth pass, the disassembler, both dispatch drivers, the golden tests) reads
//! this table, so that adding an instruction is one line here and one handler in `vm/ops`.
//!
//! Stack pictures read left to right, top of the stack at the right. `arg` is the unsigned operand.

/// How the 24 operand bits are read; drives the disassembler and the emitter's range checks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// No operand.
    None,
    /// Index of a fast local.
    Local,
    /// Two fast locals: low 8 bits first, next 8 second.
    LocalPair,
    /// Fast local in the low 8 bits, index into `k` in the upper 16.
    LocalConst,
    /// Index into `k` of a constant.
    Const,
    /// Index into `k` of a name; no cache follows.
    Name,
    /// Index into `k` of a name; the two words after it are inline caches.
    NameCache,
    /// Fast local in the low 8 bits, index into `k` of a name (two cache words follow) in the upper 16.
    LocalName,
    /// A number (of items, arguments, a depth …).
    Count,
    /// Signed distance in instructions from the following instruction.
    Jump,
    /// Bit 0: jump when the comparison is this truth value; above it a signed distance as in `Jump`.
    CompareJump,
    /// Local (8 bits), local (8 bits), signed distance (8 bits): as `CompareJump` with sense false.
    LocalPairJump,
    /// Local (8 bits), `k` index (8 bits), signed distance (8 bits): as `CompareJump` with sense false.
    LocalConstJump,
    /// Local (8 bits) and a signed distance in the upper 16.
    LocalJump,
    /// An enumeration of the instruction's own.
    Flags,
}

/// What the table says of one opcode.
pub struct OpInfo {
    /// The name as `dis` prints it.
    pub name: &'static str,
    /// How the operand is read.
    pub operand: Operand,
    /// Change of the stack depth when the instruction falls through; `arg` is the raw operand.
    pub effect: fn(u32) -> i32,
    /// One sentence: what it does.
    pub doc: &'static str,
}

macro_rules! opcodes {
    ($( $name:ident $operand:ident ($effect:expr) $doc:literal; )*) => {
        /// An instruction's opcode. The discriminants are dense from 0.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, missing_docs)]
        pub enum Op { $( $name, )* }

        /// Every opcode, in the order of its discriminant.
        pub const OPS: &[Op] = &[ $( Op::$name, )* ];

        /// The table, indexed by discriminant.
        pub static INFO: &[OpInfo] = &[ $( OpInfo {
            name: stringify!($name), operand: Operand::$operand, effect: $effect, doc: $doc,
        }, )* ];

        /// Calls `$m!` with the list of all opcode names; the dispatch drivers are made from it.
        macro_rules! for_each_opcode { ($m:ident) => { $m! { $( $name )* } }; }
    };
}

opcodes! {
    // --- stack and constants
    NOP None (|_| 0) "Does nothing.";
    POP None (|_| -1) "Drops the top: [x] -> [].";
    COPY Count (|_| 1) "Pushes a copy of the arg-th value from the top (1 = top).";
    SWAP Count (|_| 0) "Swaps the top with the arg-th value from the top (2 = the one below).";
    PUSH_NULL None (|_| 1) "Pushes the word that means `no value`.";
    LOAD_CONST Const (|_| 1) "Pushes constant k[arg].";
    LOAD_FAST Local (|_| 1) "Pushes local arg; the compiler knows that it is bound.";
    LOAD_FAST_CHECK Local (|_| 1) "Pushes local arg, or raises UnboundLocalError.";
    LOAD_FAST_BORROW Local (|_| 1) "Pushes local arg without counting it: the compiler has proved that the local keeps it alive.";
    STORE_FAST Local (|_| -1) "[x] -> []: local arg becomes x.";
    DELETE_FAST Local (|_| 0) "Unbinds local arg, or raises UnboundLocalError.";
    CLEAR_FAST Local (|_| 0) "Unbinds local arg, bound or not: the end of an inlined comprehension.";
    // --- cells
    MAKE_CELL Local (|_| 0) "Local arg becomes a new cell holding what the local held (or nothing).";
    COPY_FREE_VARS Local (|_| 0) "Copies the function's closure cells into the locals from arg on.";
    LOAD_CLOSURE Local (|_| 1) "Pushes the cell in local arg itself.";
    LOAD_DEREF Local (|_| 1) "Pushes the content of the cell in local arg, or raises NameError.";
    STORE_DEREF Local (|_| -1) "[x] -> []: the cell in local arg now holds x.";
    DELETE_DEREF Local (|_| 0) "Empties the cell in local arg, or raises NameError.";
    LOAD_CLASS_DEREF LocalConst (|_| 1) "Looks the name k[hi] up in the class namespace (local 0), then in the cell in local lo.";
    // --- names
    LOAD_GLOBAL NameCache (|_| 1) "Pushes global, else builtin k[arg].";
    STORE_GLOBAL NameCache (|_| -1) "[x] -> []: global k[arg] becomes x.";
    DELETE_GLOBAL Name (|_| 0) "Deletes global k[arg].";
    LOAD_NAME NameCache (|_| 1) "Looks k[arg] up in the namespace (local 0), the globals and the builtins.";
    STORE_NAME NameCache (|_| -1) "[x] -> []: namespace[k[arg]] = x.";
    DELETE_NAME Name (|_| 0) "del namespace[k[arg]].";
    LOAD_LOCALS None (|_| 1) "Pushes the namespace mapping (local 0).";
    LOAD_BUILD_CLASS None (|_| 1) "Pushes builtins.__build_class__.";
    // --- attributes
    LOAD_ATTR NameCache (|_| 0) "[o] -> [o.name].";
    STORE_ATTR NameCache (|_| -2) "[x, o] -> []: o.name = x.";
    DELETE_ATTR Name (|_| -1) "[o] -> []: del o.name.";
    LOAD_METHOD NameCache (|_| 4) "[o] -> [f, ., ., ., self] when o.name is a method, else [o.name, ., ., ., null]: ready for CALL_METHOD.";
    LOAD_SUPER_ATTR NameCache (|_| -2) "[super, class, self] -> [super(class, self).name].";
    LOAD_SUPER_METHOD NameCache (|_| 2) "[super, class, self] -> [f, ., ., ., self or null]: as LOAD_METHOD on super(class, self).";
    // --- unary
    UNARY_NEGATIVE None (|_| 0) "[x] -> [-x].";
    UNARY_POSITIVE None (|_| 0) "[x] -> [+x].";
    UNARY_INVERT None (|_| 0) "[x] -> [~x].";
    UNARY_NOT None (|_| 0) "[x] -> [not x].";
    // --- binary, in the order of `BinaryOp`
    ADD None (|_| -1) "[a, b] -> [a + b].";
    SUB None (|_| -1) "[a, b] -> [a - b].";
    MUL None (|_| -1) "[a, b] -> [a * b].";
    TRUE_DIV None (|_| -1) "[a, b] -> [a / b].";
    FLOOR_DIV None (|_| -1) "[a, b] -> [a // b].";
    MOD None (|_| -1) "[a, b] -> [a % b].";
    POW None (|_| -1) "[a, b] -> [a ** b].";
    LSHIFT None (|_| -1) "[a, b] -> [a << b].";
    RSHIFT None (|_| -1) "[a, b] -> [a >> b].";
    AND None (|_| -1) "[a, b] -> [a & b].";
    OR None (|_| -1) "[a, b] -> [a | b].";
    XOR None (|_| -1) "[a, b] -> [a ^ b].";
    MATMUL None (|_| -1) "[a, b] -> [a @ b].";
    INPLACE Flags (|_| -1) "[a, b] -> [a op= b], arg a `BinaryOp`; the generic form of every augmented assignment.";
    INPLACE_ADD None (|_| -1) "[a, b] -> [a += b]: INPLACE with the integer and float cases in line.";
    INPLACE_SUB None (|_| -1) "[a, b] -> [a -= b].";
    INPLACE_MUL None (|_| -1) "[a, b] -> [a *= b].";
    // --- comparison
    LT None (|_| -1) "[a, b] -> [a < b].";
    LE None (|_| -1) "[a, b] -> [a <= b].";
    EQ None (|_| -1) "[a, b] -> [a == b].";
    NE None (|_| -1) "[a, b] -> [a != b].";
    GT None (|_| -1) "[a, b] -> [a > b].";
    GE None (|_| -1) "[a, b] -> [a >= b].";
    IS Flags (|_| -1) "[a, b] -> [a is b], negated when arg is 1.";
    CONTAINS Flags (|_| -1) "[x, container] -> [x in container], negated when arg is 1.";
    // --- subscripts
    SUBSCR None (|_| -1) "[o, i] -> [o[i]].";
    STORE_SUBSCR None (|_| -3) "[x, o, i] -> []: o[i] = x.";
    DELETE_SUBSCR None (|_| -2) "[o, i] -> []: del o[i].";
    SLICE None (|_| -2) "[o, a, b] -> [o[a:b]].";
    STORE_SLICE None (|_| -4) "[x, o, a, b] -> []: o[a:b] = x.";
    // --- jumps
    JUMP Jump (|_| 0) "Jumps forward.";
    JUMP_BACK Jump (|_| 0) "Jumps backward, with a safepoint poll.";
    POP_JUMP_IF_FALSE Jump (|_| -1) "[x] -> []: jumps when x is false.";
    POP_JUMP_IF_TRUE Jump (|_| -1) "[x] -> []: jumps when x is true.";
    POP_JUMP_IF_NONE Jump (|_| -1) "[x] -> []: jumps when x is None.";
    POP_JUMP_IF_NOT_NONE Jump (|_| -1) "[x] -> []: jumps when x is not None.";
    JUMP_IF_FALSE_OR_POP Jump (|_| -1) "Jumps and keeps the top when it is false, else pops it.";
    JUMP_IF_TRUE_OR_POP Jump (|_| -1) "Jumps and keeps the top when it is true, else pops it.";
    JUMP_LT CompareJump (|_| -2) "[a, b] -> []: jumps when (a < b) is the sense.";
    JUMP_LE CompareJump (|_| -2) "[a, b] -> []: jumps when (a <= b) is the sense.";
    JUMP_EQ CompareJump (|_| -2) "[a, b] -> []: jumps when (a == b) is the sense.";
    JUMP_NE CompareJump (|_| -2) "[a, b] -> []: jumps when (a != b) is the sense.";
    JUMP_GT CompareJump (|_| -2) "[a, b] -> []: jumps when (a > b) is the sense.";
    JUMP_GE CompareJump (|_| -2) "[a, b] -> []: jumps when (a >= b) is the sense.";
    // --- iteration
    GET_ITER None (|_| 0) "[x] -> [iter(x)].";
    FOR_ITER Jump (|_| 1) "[it] -> [it, next(it)], or [] and a jump when the iterator is exhausted.";
    END_FOR None (|_| 0) "Marks where an exhausted FOR_ITER lands; does nothing.";
    // --- building
    BUILD_TUPLE Count (|n| 1 - n as i32) "Makes a tuple of the top arg values.";
    BUILD_LIST Count (|n| 1 - n as i32) "Makes a list of the top arg values.";
    LIST_FOR Count (|_| 1) "[it] -> [[], it]: the list has room for what it is known to give if arg is 1.";
    BUILD_SET Count (|n| 1 - n as i32) "Makes a set of the top arg values.";
    BUILD_MAP Count (|n| 1 - 2 * n as i32) "Makes a dict of the top arg key-value pairs.";
    BUILD_STRING Count (|n| 1 - n as i32) "Joins the top arg strings.";
    BUILD_SLICE Count (|n| 1 - n as i32) "Makes a slice of the top 2 or 3 values.";
    LIST_APPEND Count (|_| -1) "[x] -> []: appends x to the list that is arg-th from the top after the pop.";
    SET_ADD Count (|_| -1) "[x] -> []: adds x to the set that is arg-th from the top after the pop.";
    MAP_ADD Count (|_| -2) "[k, v] -> []: stores into the dict that is arg-th from the top after the pops.";
    LIST_EXTEND Count (|_| -1) "[it] -> []: extends the list arg-th from the top after the pop.";
    SET_UPDATE Count (|_| -1) "[it] -> []: updates the set arg-th from the top after the pop.";
    DICT_UPDATE Count (|_| -1) "[m] -> []: updates the dict arg-th from the top after the pop (`{**m}`).";
    DICT_MERGE Count (|_| -1) "As DICT_UPDATE for `f(**m)`: a repeated key or a non-mapping is a TypeError naming the callable below.";
    LIST_TO_TUPLE None (|_| 0) "[list] -> [tuple].";
    UNPACK_SEQUENCE Count (|n| n as i32 - 1) "[x] -> its arg items, first on top.";
    UNPACK_EX Flags (|n| (n & 0xff) as i32 + (n >> 8) as i32) "[x] -> items; lo8 before the star, the rest after; first on top, the star a list.";
    // --- formatting
    CONVERT_VALUE Flags (|_| 0) "[x] -> [str(x), repr(x) or ascii(x)] for arg 1, 2, 3.";
    FORMAT_SIMPLE None (|_| 0) "[x] -> [format(x, '')].";
    FORMAT_WITH_SPEC None (|_| -1) "[x, spec] -> [format(x, spec)].";
    // --- functions and calls
    PREPARE_CALL None (|_| 3) "[f] -> [f, ., ., .]: reserves the frame words of a call of f.";
    CALL Count (|n| -(n as i32) - 3) "[f, ., ., ., a1 … an] -> [f(a1 … an)].";
    CALL_METHOD Count (|n| -(n as i32) - 4) "[f, ., ., ., self or null, a1 … an] -> [result].";
    CALL_KW Count (|n| -(n as i32) - 5) "[f, ., ., ., self or null, a1 … an, names] -> [result]; the last len(names) arguments are by keyword.";
    CALL_EX Flags (|n| if n & 1 == 1 { -2 } else { -1 }) "[f, iterable of args, (kwargs dict when arg is 1)] -> [f(*args, **kwargs)].";
    MAKE_FUNCTION Flags (|n| -((n & 1) as i32 + (n >> 1 & 1) as i32 + (n >> 2 & 1) as i32 + (n >> 3 & 1) as i32)) "[defaults?, kwdefaults?, annotations?, closure?, code] -> [function]; bits 0..3 tell which are there.";
    RETURN None (|_| -1) "Returns the top.";
    RETURN_CONST Const (|_| 0) "Returns k[arg].";
    // --- generators and coroutines
    RETURN_GENERATOR None (|_| 1) "Comes after MAKE_CELL and COPY_FREE_VARS in a generator, coroutine or async generator: returns the object that holds this frame; the first resumption pushes the value sent.";
    YIELD Flags (|_| 0) "[x] -> [sent]: suspends, handing x out; resumes with the sent value. arg 1: part of a `yield from` or `await` loop, followed by JUMP_BACK to its SEND; a throw() goes to the sub-iterator (below the top) first.";
    ASYNC_GEN_WRAP None (|_| 0) "[x] -> [wrapped x]: marks a value that an async generator yields to its consumer.";
    GET_YIELD_FROM_ITER None (|_| 0) "[x] -> [iterator for `yield from`].";
    GET_AWAITABLE Flags (|_| 0) "[x] -> [awaitable iterator]; arg 1: from __aenter__, 2: from __aexit__.";
    SEND Jump (|_| 0) "[it, v] -> [it, yielded], or [result] in place of both and a jump when the sub-iterator returned.";
    GET_AITER None (|_| 0) "[x] -> [x.__aiter__()].";
    GET_ANEXT None (|_| 1) "[ait] -> [ait, awaitable of ait.__anext__()].";
    END_ASYNC_FOR None (|_| -2) "[ait, exc] -> []: swallows StopAsyncIteration, else re-raises.";
    // --- exceptions
    RAISE Count (|n| -(n as i32)) "arg 0: re-raise the current exception; 1: [exc]; 2: [exc, cause].";
    RERAISE None (|_| -1) "[exc] -> raises exc again with its traceback as it is.";
    PUSH_EXC None (|_| 1) "[exc] -> [previous, exc]: exc becomes the exception being handled.";
    POP_EXC None (|_| -1) "[previous] -> []: ends the handling; previous is current again.";
    CHECK_EXC_MATCH None (|_| 0) "[exc, type] -> [exc, whether exc matches].";
    CHECK_EG_MATCH None (|_| 0) "[exc or None, type] -> [rest or None, match or None]; a match becomes the exception being handled.";
    PREP_RERAISE_STAR None (|_| -1) "[original, list of raised] -> [exception to raise or None].";
    LOAD_ASSERTION_ERROR None (|_| 1) "Pushes AssertionError.";
    BEFORE_WITH None (|_| 1) "[cm] -> [bound __exit__, cm.__enter__()].";
    WITH_EXCEPT_START None (|_| 1) "[exit, previous, exc] -> [exit, previous, exc, exit(type, exc, tb)].";
    BEFORE_ASYNC_WITH None (|_| 1) "[cm] -> [bound __aexit__, cm.__aenter__()].";
    // --- imports
    IMPORT_NAME Name (|_| -1) "[level, fromlist] -> [module].";
    IMPORT_FROM Name (|_| 1) "[module] -> [module, attribute].";
    IMPORT_STAR None (|_| -1) "[module] -> []: copies its public names into the namespace (local 0).";
    // --- classes and annotations
    SETUP_ANNOTATIONS None (|_| 0) "Makes sure that the namespace (local 0) has __annotations__.";
    // --- match
    MATCH_SEQUENCE None (|_| 1) "[x] -> [x, whether it is a sequence for `match`].";
    MATCH_MAPPING None (|_| 1) "[x] -> [x, whether it is a mapping].";
    MATCH_KEYS None (|_| 1) "[x, keys] -> [x, keys, tuple of values or None].";
    MATCH_CLASS Count (|_| -2) "[x, class, keyword names] -> [tuple of attributes or None]; arg positional patterns.";
    GET_LEN None (|_| 1) "[x] -> [x, len(x)].";
    DICT_WITHOUT_KEYS None (|_| -1) "[x, keys] -> [dict(x) without keys]: the `**rest` of a mapping pattern.";
    PRINT_EXPR None (|_| -1) "[x] -> []: sys.displayhook(x).";
    // --- superinstructions, made by `compile::fuse` only
    LOAD_FAST_LOAD_FAST LocalPair (|_| 2) "LOAD_FAST lo; LOAD_FAST hi.";
    LOAD_FAST_LOAD_CONST LocalConst (|_| 2) "LOAD_FAST lo; LOAD_CONST hi.";
    LOAD_FAST_BORROW_LOAD_FAST_BORROW LocalPair (|_| 2) "LOAD_FAST_BORROW lo; LOAD_FAST_BORROW hi.";
    LOAD_FAST_BORROW_LOAD_CONST LocalConst (|_| 2) "LOAD_FAST_BORROW lo; LOAD_CONST hi.";
    STORE_FAST_LOAD_FAST LocalPair (|_| 0) "STORE_FAST lo; LOAD_FAST hi.";
    STORE_FAST_STORE_FAST LocalPair (|_| -2) "STORE_FAST lo; STORE_FAST hi.";
    ADD_FF LocalPair (|_| 1) "Pushes local lo + local hi.";
    SUB_FF LocalPair (|_| 1) "Pushes local lo - local hi.";
    MUL_FF LocalPair (|_| 1) "Pushes local lo * local hi.";
    ADD_FC LocalConst (|_| 1) "Pushes local lo + k[hi].";
    SUB_FC LocalConst (|_| 1) "Pushes local lo - k[hi].";
    MUL_FC LocalConst (|_| 1) "Pushes local lo * k[hi].";
    ADD_C Const (|_| 0) "[a] -> [a + k[arg]].";
    SUB_C Const (|_| 0) "[a] -> [a - k[arg]].";
    ADD_F Local (|_| 0) "[a] -> [a + local arg].";
    SUB_F Local (|_| 0) "[a] -> [a - local arg].";
    MUL_F Local (|_| 0) "[a] -> [a * local arg].";
    ADD_STORE Local (|_| -2) "[a, b] -> []: local arg = a + b.";
    INC_FAST LocalConst (|_| 0) "local lo += k[hi].";
    SUBSCR_FF LocalPair (|_| 1) "Pushes (local lo)[local hi].";
    SUBSCR_F Local (|_| 0) "[o] -> [o[local arg]].";
    SUBSCR_C Const (|_| 0) "[o] -> [o[k[arg]]].";
    LOAD_ATTR_F LocalName (|_| 1) "Pushes (local lo).name.";
    STORE_ATTR_F LocalName (|_| -1) "[x] -> []: (local lo).name = x.";
    LOAD_METHOD_F LocalName (|_| 5) "LOAD_FAST_BORROW lo; LOAD_METHOD hi.";
    LOAD_GLOBAL_CALL NameCache (|_| 4) "LOAD_GLOBAL arg; PREPARE_CALL.";
    FOR_ITER_STORE LocalJump (|_| 0) "FOR_ITER hi; STORE_FAST lo.";
    JUMP_LT_FF LocalPairJump (|_| 0) "Jumps unless local lo < local mid.";
    JUMP_LT_FC LocalConstJump (|_| 0) "Jumps unless local lo < k[mid].";
    JUMP_LE_FF LocalPairJump (|_| 0) "Jumps unless local lo <= local mid.";
    JUMP_LE_FC LocalConstJump (|_| 0) "Jumps unless local lo <= k[mid].";
    JUMP_EQ_FF LocalPairJump (|_| 0) "Jumps unless local lo == local mid.";
    JUMP_EQ_FC LocalConstJump (|_| 0) "Jumps unless local lo == k[mid].";
    JUMP_NE_FC LocalConstJump (|_| 0) "Jumps unless local lo != k[mid].";
    JUMP_GT_FF LocalPairJump (|_| 0) "Jumps unless local lo > local mid.";
    JUMP_GT_FC LocalConstJump (|_| 0) "Jumps unless local lo > k[mid].";
    JUMP_GE_FC LocalConstJump (|_| 0) "Jumps unless local lo >= k[mid].";
    POP_JUMP_IF_FALSE_F LocalJump (|_| 0) "Jumps by hi when local lo is false.";
    RETURN_FAST Local (|_| 0) "Returns local arg.";
    // --- the interpreter's own; never emitted by the compiler
    RAISE_PENDING None (|_| 0) "Where native code that failed continues: unwinds with the thread's pending exception.";
    INIT_DONE None (|_| 0) "Where an `__init__` called for a new instance returns to: [instance, saved ip, result] -> [instance].";
    ITER_DONE None (|_| 0) "Where an `__iter__` called for an iterator returns to: [null, saved ip, result] -> [result].";
    GENERATOR_RETURN None (|_| -1) "RETURN in the frame of a generator.";
    GENERATOR_RETURN_CONST Const (|_| 0) "RETURN_CONST in the frame of a generator.";
    GENERATOR_RETURN_FAST Local (|_| 0) "RETURN_FAST in the frame of a generator.";
    EXIT None (|_| 0) "Ends a run of the interpreter: the result of an entry frame goes back to native code.";
}

/// The binary operators, in the order of their opcodes from `Op::ADD` on; operand of `Op::INPLACE`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    MatMul,
}

/// The comparison operators, in the order of their opcodes from `Op::LT` (and `Op::JUMP_LT`) on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl Op {
    /// The table's entry.
    #[inline]
    pub fn info(self) -> &'static OpInfo {
        &INFO[self as usize]
    }
    /// Change of the stack depth when the instruction jumps; equals `effect` where jumping makes no difference.
    pub fn jump_effect(self, arg: u32) -> i32 {
        match self {
            Op::FOR_ITER | Op::FOR_ITER_STORE | Op::SEND => -1,
            Op::JUMP_IF_FALSE_OR_POP | Op::JUMP_IF_TRUE_OR_POP => 0,
            _ => (self.info().effect)(arg),
        }
    }
    /// Whether control never passes to the following instruction.
    pub fn is_terminator(self) -> bool {
        matches!(
            self,
            Op::JUMP
                | Op::JUMP_BACK
                | Op::RETURN
                | Op::RETURN_CONST
                | Op::RETURN_FAST
                | Op::RERAISE
                | Op::RAISE
                | Op::RAISE_PENDING
                | Op::EXIT
        )
    }
    /// The opcode with this discriminant.
    #[inline]
    pub fn from_u8(byte: u8) -> Option<Op> {
        OPS.get(byte as usize).copied()
    }
}

impl BinaryOp {
    /// All operators in order.
    pub const ALL: [BinaryOp; 13] = [
        BinaryOp::Add,
        BinaryOp::Sub,
        BinaryOp::Mul,
        BinaryOp::TrueDiv,
        BinaryOp::FloorDiv,
        BinaryOp::Mod,
        BinaryOp::Pow,
        BinaryOp::LShift,
        BinaryOp::RShift,
        BinaryOp::And,
        BinaryOp::Or,
        BinaryOp::Xor,
        BinaryOp::MatMul,
    ];
    /// The instruction that applies it to the two topmost values.
    pub fn instruction(self) -> Op {
        OPS[Op::ADD as usize + self as usize]
    }
    /// The operator as it is written in source.
    pub fn symbol(self) -> &'static str {
        ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"][self as usize]
    }
}

impl CompareOp {
    /// All comparisons in order.
    pub const ALL: [CompareOp; 6] =
        [CompareOp::Lt, CompareOp::Le, CompareOp::Eq, CompareOp::Ne, CompareOp::Gt, CompareOp::Ge];
    /// The operator as it is written in source.
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    /// The instruction that jumps on it.
    pub fn jump(self) -> Op {
        OPS[Op::JUMP_LT as usize + self as usize]
    }
    /// The comparison that holds with its operands exchanged.
    pub fn reflected(self) -> CompareOp {
        [CompareOp::Gt, CompareOp::Ge, CompareOp::Eq, CompareOp::Ne, CompareOp::Lt, CompareOp::Le][self as usize]
    }
}

/// One instruction word: opcode in the low byte, operand above.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instr(pub u32);

/// The largest operand, and so the largest `k` index, local index and count.
pub const MAX_OPERAND: u32 = 0xff_ffff;

impl Instr {
    /// Joins an opcode and an operand of at most 24 bits.
    #[inline]
    pub fn new(op: Op, arg: u32) -> Instr {
        debug_assert!(arg <= MAX_OPERAND);
        Instr(op as u32 | arg << 8)
    }
    /// The opcode.
    #[inline]
    pub fn op(self) -> Op {
        OPS[(self.0 & 0xff) as usize]
    }
    /// The unsigned 24-bit operand.
    #[inline]
    pub fn arg(self) -> u32 {
        self.0 >> 8
    }
}
