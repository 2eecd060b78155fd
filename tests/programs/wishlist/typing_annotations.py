# what annotations need: generics, Optional, Union, Any, TypeVar, NamedTuple, TypedDict, Protocol, cast, get_type_hints
import typing
from typing import *
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


T = TypeVar("T")
show('''
List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, None], Union[int], Tuple[int, ...], Tuple[()], Callable[[int], str], Callable[..., Any], Any, Type[int], Set[str], Iterable[T], Literal["a", 1], ClassVar[int], Final[int], Annotated[int, "meta"]
Union[int, str, int], Optional[Union[int, str]], Union[int, Union[str, float]], List[List[int]], Dict[str, List[Optional[int]]], Union[int, str] == Union[str, int], List[int] == List[int], Optional[None]
T, repr(T), T.__name__, TypeVar("B", bound=int).__bound__, TypeVar("C", int, str).__constraints__, NewType("UserId", int)(5), cast(int, "x"), TYPE_CHECKING
get_origin(List[int]), get_args(Dict[str, int]), get_origin(int), get_args(int), get_origin(Union[int, str]), get_args(Callable[[int, str], float]), get_origin(list[int]), get_args(int | None), get_origin(int | str)
int | str, int | None, list[int] | None, (int | str).__args__, int | str == str | int, None | int, isinstance(5, int | str), repr(list[int | None]), dict[str, list[int]].__args__, type(int | str).__name__, type(list[int]).__name__, list[int]([1]), tuple[int, ...], list["Fwd"]
List[int]()
Union[()]
int | 5
Optional[int, str]
List[int, str]
isinstance([], List[int])
isinstance([], List)
Any()
''')
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
class Pair(Generic[T, (K := TypeVar("K"))]): pass
print(Box(5).get(), Box[int](6).get(), Box[int], Box.__parameters__, Pair[int, str], Box.__orig_bases__)
class NT(NamedTuple):
    x: int
    y: str = "d"
    def m(self): return self.x * 2
print(NT(1), NT(1, "a").y, NT._fields, NT(3).m(), NT._field_defaults, NT.__annotations__)
class TD(TypedDict, total=False):
    a: int
    b: str
print(TD(a=1), TD.__annotations__, TD.__total__, type(TD(a=1)).__name__)
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
class Plain(Protocol):
    def run(self): ...
print(isinstance([], HasLen), isinstance(5, HasLen))
for f in (lambda: isinstance(5, Plain), lambda: Plain(), lambda: NT(), lambda: Box[int, str]):
    try: print(f())
    except TypeError as e: print(e)
def fn(a: int, b: "str" = "", *c: List[int], d: Optional[int] = None) -> "Box": pass
print(get_type_hints(fn))
class H:
    a: int
    b: "list[H]"
print(get_type_hints(H)["b"], H.__annotations__)
@overload
def ov(x: int) -> int: ...
@overload
def ov(x: str) -> str: ...
def ov(x): return x
@final
class Fin: pass
@no_type_check
def ntc(x: "bad syntax here"): return x
print(ov(5), Fin.__final__, ntc(1), NoReturn, Never, Self if hasattr(typing, "Self") else "", assert_type(5, int))
try: assert_never(5)
except AssertionError as e: print(e)
