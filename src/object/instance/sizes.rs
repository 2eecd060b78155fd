//! How large the blocks of instances are.

use super::Attributes;
use crate::config;
use crate::memory::slab::{class_of, class_size};
use crate::memory::{Header, Object};
use crate::object::dict::Dict;
use crate::object::list::List;
use crate::runtime::embed::Interpreter;
use crate::runtime::vm::Options;

/// Every way in which a class says how many attributes its instances will have, or does not say it.
const CLASSES: &str = "
class NoSlots: __slots__ = ()
class Slot: __slots__ = ('a',)
class TwoSlots: __slots__ = ('a', 'b')
class ThreeSlots(TwoSlots): __slots__ = ('c',)
class SlotAndDict: __slots__ = ('a', '__dict__')
class Plain: pass
class One:
    def __init__(self): self.a = 1
class Two:
    def __init__(self): self.a, self.b = 1, 2
class Four(Two):
    def __init__(self): super().__init__(); self.c = 3
    def later(self): self.d = self.a = 4
class SlotAndOne(Slot):
    def __init__(self): self.a = self.b = 1
class Computed:
    def __init__(self): self.a = 1
    @property
    def a(self): return self._a
    @a.setter
    def a(self, value): self._a = value
class Hidden(One):
    def __init__(self): self.__a = 1
class HiddenTwice(Hidden):
    def __init__(self): self.__a = 1
class Empty(Plain): pass
class Grown: pass
grown = Grown()
for i in range(9): setattr(grown, 'a%d' % i, i)
class Many: pass
many = Many()
for i in range(70): setattr(many, 'a%d' % i, i)
nonsense = [type('N', (), {'__static_attributes__': what}) for what in (
    5, None, 'abc', ['a'] * 9, ('a', 5), ('a',) * 65, tuple(map(str, range(100_000))), (), type('T', (tuple,), {})('abcdefgh'))]
listed = type('N', (), {'__static_attributes__': ('a', 'b', 'a')})
class ListNoSlots(list): __slots__ = ()
class ListSlot(list): __slots__ = ('a',)
class ListDict(list): pass
class DictSlots(dict): __slots__ = ('a', 'b', 'c')
";

/// Expressions that give instances, and the bytes of their blocks with a header of 16 bytes and with one of 24.
const SIZES: &[(&str, [usize; 2])] = &[
    ("object()", [32, 32]),
    ("NoSlots()", [32, 32]),
    ("Slot()", [32, 48]),
    ("TwoSlots()", [48, 48]),
    ("ThreeSlots()", [48, 64]),
    ("SlotAndDict()", [64, 80]),
    ("Plain()", [64, 64]),
    ("One()", [48, 48]),
    ("Two()", [48, 64]),
    ("Four()", [64, 80]),
    ("SlotAndOne()", [48, 64]),
    ("Computed()", [48, 48]),
    ("Hidden()", [48, 64]),
    ("HiddenTwice()", [64, 64]),
    ("Empty()", [64, 64]),
    ("grown", [64, 64]),
    ("Grown()", [112, 112]),
    ("Many()", [576, 576]),
    ("listed()", [48, 64]),
];

fn block_size(vm: &mut Interpreter, expression: &str) -> usize {
    let size = vm.eval(&format!("object.__sizeof__({expression})")).expect("instances have a size");
    size.parse().expect("a number")
}

#[test]
fn blocks_have_no_room_that_is_not_used() {
    let mut vm = Interpreter::new(Options::default()).expect("a Vm starts");
    vm.run(CLASSES, "classes.py").expect("classes are made");
    let column = if size_of::<Header>() == 16 { 0 } else { 1 };
    assert!(config::BIASED == (column == 1));
    for (expression, sizes) in SIZES {
        assert_eq!(block_size(&mut vm, expression), sizes[column], "{expression}");
    }
    let plain = block_size(&mut vm, "Plain()");
    for i in 0..9 {
        assert_eq!(block_size(&mut vm, &format!("nonsense[{i}]()")), plain, "nonsense {i}");
    }
    let behind = |payload: usize, members: u16, capacity: Option<u16>| {
        class_size(class_of(payload + Attributes::size(members, capacity), true))
    };
    let list = size_of::<Object<List>>();
    assert_eq!(block_size(&mut vm, "ListNoSlots()"), behind(list, 0, None));
    assert_eq!(block_size(&mut vm, "ListSlot()"), behind(list, 1, None));
    assert_eq!(block_size(&mut vm, "ListDict()"), behind(list, 0, Some(0)));
    assert_eq!(block_size(&mut vm, "DictSlots()"), behind(size_of::<Object<Dict>>(), 3, None));
}
