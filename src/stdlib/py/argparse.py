"""Command lines: declare arguments, parse them, explain them.

Arguments are parsed from left to right. Runs of words that are no options go to
the positionals that can take them, options take the words after them.
"""

__all__ = [
    "ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction",
    "FileType", "HelpFormatter", "ArgumentDefaultsHelpFormatter",
    "RawDescriptionHelpFormatter", "RawTextHelpFormatter", "MetavarTypeHelpFormatter",
    "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER",
    "SUPPRESS", "ZERO_OR_MORE",
]

import os as _os
import sys as _sys

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."


class ArgumentTypeError(Exception):
    """Raised by a type function whose message is shown to the user."""


class ArgumentError(Exception):
    """A wrong argument."""

    def __init__(self, argument, message):
        self.argument_name = _argument_name(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return self.message
        return f"argument {self.argument_name}: {self.message}"


def _argument_name(action):
    if action is None:
        return None
    if action.option_strings:
        return "/".join(action.option_strings)
    if action.metavar not in (None, SUPPRESS):
        metavar = action.metavar
        if not isinstance(metavar, tuple):
            return metavar
        if action.nargs == ZERO_OR_MORE and len(metavar) == 2:
            return f"{metavar[0]}[, {metavar[1]}]"
        if action.nargs == ONE_OR_MORE:
            return f"{metavar[0]}[, {metavar[1]}]"
        return ", ".join(metavar)
    if action.dest not in (None, SUPPRESS):
        return action.dest
    if action.choices:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return None


class Namespace:
    """The results, as attributes."""

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        if not isinstance(other, Namespace):
            return NotImplemented
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__

    def __repr__(self):
        shown = []
        odd = {}
        for name, value in self.__dict__.items():
            if name.isidentifier():
                shown.append(f"{name}={value!r}")
            else:
                odd[name] = value
        if odd:
            shown.append(f"**{odd!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


def _wrap(text, width):
    # Words in lines of at most width characters; one word may be longer.
    import textwrap

    return textwrap.wrap(" ".join(text.split()), width)


class HelpFormatter:
    """Formats usage and help."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil

            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._width = width
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._indent_increment = indent_increment
        self._indent = 0
        self._longest = 0
        self._parts = []

    # What the parser adds.

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._parts.append(lambda: self._format_text(text))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._parts.append(lambda: self._format_usage(usage, actions, groups, prefix))

    def add_section(self, heading, description, actions):
        visible = [a for a in actions if a.help is not SUPPRESS]
        for action in visible:
            self._measure(action, self._indent_increment)
        self._parts.append(lambda: self._format_section(heading, description, visible))

    def format_help(self):
        text = "".join(part() for part in self._parts)
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        text = text.strip("\n")
        return text + "\n" if text else text

    # Hooks of the variants below.

    def _split_lines(self, text, width):
        return _wrap(text, width)

    def _fill_text(self, text, width, indent):
        return "\n".join(indent + line for line in _wrap(text, width))

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    # Parts.

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        width = max(self._width - self._indent, 11)
        return self._fill_text(text, width, " " * self._indent) + "\n\n"

    def _format_section(self, heading, description, actions):
        self._indent += self._indent_increment
        body = ""
        if description is not SUPPRESS and description is not None:
            body += self._format_text(description)
        for action in actions:
            body += self._format_action(action)
        self._indent -= self._indent_increment
        if not body:
            return ""
        head = f"{' ' * self._indent}{heading}:\n" if heading not in (SUPPRESS, None) else ""
        return "\n" + head + body + "\n"

    def _measure(self, action, indent):
        self._longest = max(self._longest, len(self._invocation(action)) + indent)
        for sub in self._subactions(action):
            self._measure(sub, indent + self._indent_increment)

    def _subactions(self, action):
        get = getattr(action, "_get_subactions", None)
        return get() if get is not None else ()

    def _format_action(self, action):
        position = min(self._longest + 2, self._max_help_position)
        help_width = max(self._width - position, 11)
        room = position - self._indent - 2
        head = self._invocation(action)
        margin = " " * self._indent
        text = ""
        if not action.help:
            text = f"{margin}{head}\n"
        else:
            if len(head) <= room:
                text = f"{margin}{head:<{room}}  "
                first = 0
            else:
                text = f"{margin}{head}\n"
                first = position
            expanded = self._expand_help(action)
            lines = self._split_lines(expanded, help_width) if expanded.strip() else []
            if lines:
                text += " " * first + lines[0] + "\n"
                for line in lines[1:]:
                    text += " " * position + line + "\n"
            elif not text.endswith("\n"):
                text += "\n"
        self._indent += self._indent_increment
        for sub in self._subactions(action):
            text += self._format_action(sub)
        self._indent -= self._indent_increment
        return text

    def _expand_help(self, action):
        params = dict(vars(action), prog=self._prog)
        for name in list(params):
            if params[name] is SUPPRESS:
                del params[name]
            elif hasattr(params[name], "__name__"):
                params[name] = params[name].__name__
        if params.get("choices") is not None:
            params["choices"] = ", ".join(map(str, params["choices"]))
        return self._get_help_string(action) % params

    def _metavars(self, action, default):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = "{" + ",".join(map(str, action.choices)) + "}"
        else:
            result = default
        return lambda count: result if isinstance(result, tuple) else (result,) * count

    def _invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return " ".join(self._metavars(action, default)(1))
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        default = self._get_default_metavar_for_optional(action)
        return ", ".join(action.option_strings) + " " + self._format_args(action, default)

    def _format_args(self, action, default):
        get = self._metavars(action, default)
        nargs = action.nargs
        if nargs is None:
            return get(1)[0]
        if nargs == OPTIONAL:
            return f"[{get(1)[0]}]"
        if nargs == ZERO_OR_MORE:
            names = get(1)
            return f"[{names[0]} [{names[1]} ...]]" if len(names) == 2 else f"[{names[0]} ...]"
        if nargs == ONE_OR_MORE:
            names = get(2)
            return f"{names[0]} [{names[1]} ...]"
        if nargs == REMAINDER:
            return "..."
        if nargs == PARSER:
            return f"{get(1)[0]} ..."
        if nargs == SUPPRESS:
            return ""
        return " ".join(get(nargs))

    def _usage_part(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return self._format_args(action, default), True
        if action.nargs == 0:
            text = action.format_usage()
        else:
            default = self._get_default_metavar_for_optional(action)
            text = f"{action.option_strings[0]} {self._format_args(action, default)}"
        return text, action.required

    def _usage_parts(self, actions, groups):
        parts = []
        inside = {}
        for group in groups:
            members = [a for a in group._group_actions if a.help is not SUPPRESS]
            if members and all(a in actions for a in members):
                for member in members:
                    inside.setdefault(id(member), (group, members))
        done = set()
        for action in actions:
            if action.help is SUPPRESS:
                continue
            if id(action) in inside:
                group, members = inside[id(action)]
                if id(group) in done:
                    continue
                done.add(id(group))
                texts = [self._usage_part(m)[0] for m in members]
                texts = [t[1:-1] if t.startswith("[") and t.endswith("]") and not m.option_strings else t
                         for t, m in zip(texts, members)]
                if len(texts) > 1 or not group.required:
                    texts[0] = ("(" if group.required else "[") + texts[0]
                    texts[-1] += ")" if group.required else "]"
                # A line may end after each alternative.
                parts += [f"{text} |" for text in texts[:-1]]
                parts.append(texts[-1])
                continue
            text, required = self._usage_part(action)
            if text:
                parts.append(text if required else f"[{text}]")
        return parts

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = "usage: "
        if usage is not None:
            return f"{prefix}{usage % {'prog': self._prog}}\n\n"
        prog = self._prog
        optionals = [a for a in actions if a.option_strings]
        positionals = [a for a in actions if not a.option_strings]
        usage = " ".join([prog, *self._usage_parts(optionals + positionals, groups)])
        width = self._width - self._indent
        if len(prefix) + len(usage) > width:
            opt_parts = self._usage_parts(optionals, groups)
            pos_parts = self._usage_parts(positionals, groups)
            usage = "\n".join(self._usage_lines(prog, prefix, opt_parts, pos_parts, width))
        return f"{prefix}{usage}\n\n"

    def _usage_lines(self, prog, prefix, opt_parts, pos_parts, width):
        def lines_of(parts, indent, start=None):
            lines, line = [], []
            length = (start if start is not None else len(indent)) - 1
            for part in parts:
                if line and length + 1 + len(part) > width:
                    lines.append(indent + " ".join(line))
                    line = []
                    length = len(indent) - 1
                line.append(part)
                length += len(part) + 1
            if line:
                lines.append(indent + " ".join(line))
            if start is not None:
                lines[0] = lines[0][len(indent):]
            return lines

        if len(prefix) + len(prog) <= 0.75 * width:
            indent = " " * (len(prefix) + len(prog) + 1)
            if opt_parts:
                lines = lines_of([prog, *opt_parts], indent, len(prefix))
                return lines + lines_of(pos_parts, indent)
            if pos_parts:
                return lines_of([prog, *pos_parts], indent, len(prefix))
            return [prog]
        indent = " " * len(prefix)
        lines = lines_of(opt_parts + pos_parts, indent)
        if len(lines) > 1:
            lines = lines_of(opt_parts, indent) + lines_of(pos_parts, indent)
        return [prog, *lines]


class RawDescriptionHelpFormatter(HelpFormatter):
    """Keeps the layout of descriptions."""

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Keeps the layout of all help."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds default values to the help."""

    def _get_help_string(self, action):
        text = action.help or ""
        if "%(default)" not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the name of the type for arguments."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__


class Action:
    """What happens when an argument is met."""

    def __init__(
        self, option_strings, dest, nargs=None, const=None, default=None, type=None,
        choices=None, required=False, help=None, metavar=None, deprecated=False,
    ):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar
        self.deprecated = deprecated

    def __repr__(self):
        names = (
            "option_strings", "dest", "nargs", "const", "default", "type", "choices",
            "required", "help", "metavar", "deprecated",
        )
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({shown})"

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")


class BooleanOptionalAction(Action):
    """--name and --no-name."""

    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        both = []
        for option in option_strings:
            both.append(option)
            if option.startswith("--"):
                both.append("--no-" + option[2:])
        super().__init__(
            both, dest, nargs=0, default=default, required=required, help=help, deprecated=deprecated
        )

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith("--no-"))

    def format_usage(self):
        return " | ".join(self.option_strings)


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kwargs):
        if nargs == 0:
            raise ValueError(
                "nargs for store actions must be != 0; if you have nothing to store, "
                "actions such as store true or store const may be more appropriate"
            )
        if const is not None and nargs != OPTIONAL:
            raise ValueError(f"nargs must be {OPTIONAL!r} to supply const")
        super().__init__(option_strings, dest, nargs=nargs, const=const, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(
        self, option_strings, dest, const=None, default=None, required=False, help=None,
        metavar=None, deprecated=False,
    ):
        super().__init__(
            option_strings, dest, nargs=0, const=const, default=default, required=required,
            help=help, deprecated=deprecated,
        )

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, True, default, required, help, deprecated=deprecated)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, False, default, required, help, deprecated=deprecated)


def _copied(namespace, dest):
    items = getattr(namespace, dest, None)
    return [] if items is None else list(items)


class _AppendAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kwargs):
        if nargs == 0:
            raise ValueError(
                "nargs for append actions must be != 0; if arg strings are not supplying the "
                "value to append, the append const action may be more appropriate"
            )
        super().__init__(option_strings, dest, nargs=nargs, const=const, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        items = _copied(namespace, self.dest)
        items.append(values)
        setattr(namespace, self.dest, items)


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _copied(namespace, self.dest)
        items.extend(values)
        setattr(namespace, self.dest, items)


class _AppendConstAction(_StoreConstAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _copied(namespace, self.dest)
        items.append(self.const)
        setattr(namespace, self.dest, items)


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        super().__init__(
            option_strings, dest, nargs=0, default=default, required=required, help=help,
            deprecated=deprecated,
        )

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        super().__init__(option_strings, dest, nargs=0, default=default, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(
        self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False
    ):
        if help is None:
            help = "show program's version number and exit"
        super().__init__(option_strings, dest, nargs=0, default=default, help=help, deprecated=deprecated)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        version = self.version if self.version is not None else parser.version
        formatter = parser._get_formatter()
        formatter.add_text(version)
        parser._print_message(formatter.format_help(), _sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    class _Choice(Action):
        def __init__(self, name, aliases, help):
            metavar = f"{name} ({', '.join(aliases)})" if aliases else name
            super().__init__([], name, help=help, metavar=metavar)

    def __init__(
        self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None
    ):
        self._prog_prefix = prog
        self._parser_class = parser_class
        self._name_parser_map = {}
        self._choices_actions = []
        super().__init__(
            option_strings, dest, nargs=PARSER, choices=self._name_parser_map, required=required,
            help=help, metavar=metavar,
        )

    def add_parser(self, name, *, deprecated=False, **kwargs):
        """Add a subcommand; return its parser."""
        if kwargs.get("prog") is None:
            kwargs["prog"] = f"{self._prog_prefix} {name}"
        aliases = kwargs.pop("aliases", ())
        for each in (name, *aliases):
            if each in self._name_parser_map:
                raise ValueError(f"conflicting subparser{' alias' if each != name else ''}: {each}")
        if "help" in kwargs:
            self._choices_actions.append(self._Choice(name, aliases, kwargs.pop("help")))
        parser = self._parser_class(**kwargs)
        for each in (name, *aliases):
            self._name_parser_map[each] = parser
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, *rest = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self._name_parser_map:
            known = ", ".join(self._name_parser_map)
            raise ArgumentError(self, f"unknown parser {name!r} (choices: {known})")
        result, unknown = self._name_parser_map[name].parse_known_args(rest, None)
        for key, value in vars(result).items():
            setattr(namespace, key, value)
        if unknown:
            vars(namespace).setdefault(_UNRECOGNIZED, []).extend(unknown)


_UNRECOGNIZED = "_unrecognized_args"


class FileType:
    """A type that opens files; "-" is standard input or output."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode = mode
        self._bufsize = bufsize
        self._encoding = encoding
        self._errors = errors

    def __call__(self, string):
        if string == "-":
            if "r" in self._mode:
                return _sys.stdin.buffer if "b" in self._mode else _sys.stdin
            if any(c in self._mode for c in "wax"):
                return _sys.stdout.buffer if "b" in self._mode else _sys.stdout
            raise ValueError(f'argument "-" with mode {self._mode!r}')
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as e:
            raise ArgumentTypeError(f"can't open '{string}': {e}")

    def __repr__(self):
        args = [repr(a) for a in (self._mode, self._bufsize) if a != -1]
        args += [
            f"{k}={v!r}" for k, v in (("encoding", self._encoding), ("errors", self._errors))
            if v is not None
        ]
        return f"{type(self).__name__}({', '.join(args)})"


_ACTIONS = {
    None: _StoreAction, "store": _StoreAction, "store_const": _StoreConstAction,
    "store_true": _StoreTrueAction, "store_false": _StoreFalseAction,
    "append": _AppendAction, "append_const": _AppendConstAction, "count": _CountAction,
    "help": _HelpAction, "version": _VersionAction, "parsers": _SubParsersAction,
    "extend": _ExtendAction,
}


class _Container:
    # What parsers and groups of arguments have in common.

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description = description
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        self._registries = {"action": dict(_ACTIONS), "type": {None: _identity}}
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        try:
            return self._registries[registry_name].get(value, default)
        except TypeError:
            return default

    def set_defaults(self, **kwargs):
        """Set default values by name."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """Return the default value of a name."""
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        """Declare an argument; return its action."""
        chars = self.prefix_chars
        if not args or len(args) == 1 and args[0][:1] not in tuple(chars):
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            kwargs = self._positional_kwargs(*args, **kwargs)
        else:
            kwargs = self._optional_kwargs(*args, **kwargs)
        if "default" not in kwargs:
            dest = kwargs["dest"]
            if dest in self._defaults:
                kwargs["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        name = kwargs.pop("action", None)
        action_class = self._registry_get("action", name, name)
        if not callable(action_class):
            raise ValueError(f"unknown action {action_class!r}")
        action = action_class(**kwargs)
        type_func = self._registry_get("type", action.type, action.type)
        if not callable(type_func):
            raise ValueError(f"{type_func!r} is not callable")
        if type_func is FileType:
            raise TypeError(f"{type_func!r} is a FileType class object, instance of it must be passed")
        return self._add_action(action)

    def _positional_kwargs(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs == 0:
            raise ValueError("nargs for positionals must be != 0")
        kwargs["required"] = nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS)
        if nargs == ZERO_OR_MORE and "default" not in kwargs:
            kwargs["required"] = True
        if kwargs.get("action") in ("store_true", "store_false", "store_const", "append_const", "count",
                                    "help", "version"):
            kwargs.pop("required")
        return dict(kwargs, dest=dest, option_strings=[])

    def _optional_kwargs(self, *args, **kwargs):
        chars = self.prefix_chars
        options, long = [], []
        for option in args:
            if option[:1] not in tuple(chars):
                raise ValueError(
                    f"invalid option string {option!r}: must start with a character {chars!r}"
                )
            options.append(option)
            if len(option) > 1 and option[1] in chars:
                long.append(option)
        dest = kwargs.pop("dest", None)
        if dest is None:
            dest = (long[0] if long else options[0]).lstrip(chars)
            if not dest:
                raise ValueError(f"dest= is required for options like {options[0]!r}")
            dest = dest.replace("-", "_")
        return dict(kwargs, dest=dest, option_strings=options)

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option in action.option_strings:
            self._option_string_actions[option] = action
            if _is_negative_number(option) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _check_conflict(self, action):
        taken = [
            (option, self._option_string_actions[option])
            for option in action.option_strings if option in self._option_string_actions
        ]
        if not taken:
            return
        if self.conflict_handler == "resolve":
            for option, other in taken:
                other.option_strings.remove(option)
                self._option_string_actions.pop(option, None)
                if not other.option_strings:
                    other.container._remove_action(other)
            return
        names = ", ".join(option for option, _ in taken)
        raise ArgumentError(action, f"conflicting option string{'s' if len(taken) > 1 else ''}: {names}")

    def _remove_action(self, action):
        self._actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        """Add a group with a title of its own in the help."""
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        """Add a group of which only one argument may be given."""
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group


def _identity(string):
    return string


def _is_negative_number(text):
    # -1, -.5, -1.5, also with an exponent or underscores.
    if len(text) < 2 or text[0] != "-" or text[1] not in "0123456789.":
        return False
    try:
        float(text)
    except ValueError:
        return False
    return True


class _ArgumentGroup(_Container):
    def __init__(self, container, title=None, description=None, **kwargs):
        super().__init__(
            description,
            kwargs.get("prefix_chars", container.prefix_chars),
            kwargs.get("argument_default", container.argument_default),
            kwargs.get("conflict_handler", container.conflict_handler),
        )
        self.title = title
        self._container = container
        self._group_actions = []
        # Everything but the list of its own members is the container's.
        self._registries = container._registries
        self._actions = container._actions
        self._option_string_actions = container._option_string_actions
        self._defaults = container._defaults
        self._has_negative_number_optionals = container._has_negative_number_optionals
        self._mutually_exclusive_groups = container._mutually_exclusive_groups

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)


class ArgumentParser(_Container):
    """Turns a list of words into a Namespace."""

    def __init__(
        self, prog=None, usage=None, description=None, epilog=None, parents=(),
        formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None,
        argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True,
        exit_on_error=True,
    ):
        super().__init__(description, prefix_chars, argument_default, conflict_handler)
        if prog is None:
            prog = _os.path.basename(_sys.argv[0])
        self.prog = prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        if add_help:
            prefix = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(
                prefix + "h", prefix * 2 + "help", action="help", default=SUPPRESS,
                help="show this help message and exit",
            )
        for parent in parents:
            self._add_parent(parent)

    def __repr__(self):
        names = ("prog", "usage", "description", "formatter_class", "conflict_handler", "add_help")
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({shown})"

    def _add_parent(self, parent):
        if not isinstance(parent, ArgumentParser):
            raise TypeError("parents must be a list of ArgumentParser")
        targets = {}
        for group in parent._action_groups:
            same = [g for g in self._action_groups if g.title == group.title]
            mine = same[0] if same else self.add_argument_group(group.title, group.description)
            for action in group._group_actions:
                targets[id(action)] = mine
        for group in parent._mutually_exclusive_groups:
            mine = self.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                targets[id(action)] = mine
        for action in parent._actions:
            targets.get(id(action), self)._add_action(action)
        self._defaults.update(parent._defaults)

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def add_subparsers(self, **kwargs):
        """Add subcommands; return the object to add them to."""
        if self._subparsers is not None:
            raise ArgumentError(None, "cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        if "title" in kwargs or "description" in kwargs:
            title = kwargs.pop("title", "subcommands")
            self._subparsers = self.add_argument_group(title, kwargs.pop("description", None))
        else:
            self._subparsers = self._positionals
        if kwargs.get("prog") is None:
            formatter = self._get_formatter()
            positionals = [a for a in self._actions if not a.option_strings]
            formatter.add_usage(self.usage, positionals, self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        action_class = self._registry_get("action", kwargs.pop("action", "parsers"), _SubParsersAction)
        action = action_class(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    # Results.

    def parse_args(self, args=None, namespace=None):
        """Parse words (those of the command line by default) into a namespace."""
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            message = f"unrecognized arguments: {' '.join(rest)}"
            if self.exit_on_error:
                self.error(message)
            raise ArgumentError(None, message)
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """As parse_args, but return words that are not understood beside the namespace."""
        args = _sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS:
                if not hasattr(namespace, action.dest):
                    setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if self.exit_on_error:
            try:
                rest = _Run(self, args, namespace).run()
            except ArgumentError as e:
                self.error(str(e))
        else:
            rest = _Run(self, args, namespace).run()
        if hasattr(namespace, _UNRECOGNIZED):
            rest.extend(getattr(namespace, _UNRECOGNIZED))
            delattr(namespace, _UNRECOGNIZED)
        return namespace, rest

    def parse_intermixed_args(self, args=None, namespace=None):
        """parse_args for positionals that are mixed with options."""
        namespace, rest = self.parse_known_intermixed_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return namespace

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """parse_known_args for positionals that are mixed with options."""
        positionals = [a for a in self._actions if not a.option_strings]
        if any(a.nargs in (PARSER, REMAINDER) for a in positionals):
            raise TypeError("parse_intermixed_args: positional arg with nargs=" + positionals[0].nargs)
        saved = [(a, a.nargs, a.default, a.required) for a in positionals]
        try:
            for action in positionals:
                action.nargs, action.default, action.required = SUPPRESS, SUPPRESS, False
            namespace, rest = self.parse_known_args(args, namespace)
        finally:
            for action, nargs, default, required in saved:
                action.nargs, action.default, action.required = nargs, default, required
        optionals = [(a, a.required) for a in self._actions if a.option_strings]
        try:
            for action, _ in optionals:
                action.required = False
            return self.parse_known_args(rest, namespace)
        finally:
            for action, required in optionals:
                action.required = required

    def convert_arg_line_to_args(self, arg_line):
        """Return the words of a line of an argument file."""
        return [arg_line]

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        """Return the usage text."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        """Return the help text."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.add_section(group.title, group.description, group._group_actions)
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            try:
                (file or _sys.stderr).write(message)
            except (AttributeError, OSError):
                pass

    def exit(self, status=0, message=None):
        """Leave the program."""
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        """Print usage and a message to standard error and leave with status 2."""
        self.print_usage(_sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    # Values.

    def _value(self, action, string):
        convert = self._registry_get("type", action.type, action.type)
        try:
            return convert(string)
        except ArgumentTypeError as e:
            raise ArgumentError(action, str(e))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, f"invalid {name} value: {string!r}")

    def _check_value(self, action, value):
        choices = action.choices
        if choices is None:
            return
        if isinstance(choices, str):
            choices = iter(choices)
        if value not in choices:
            shown = ", ".join(map(repr, action.choices))
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {shown})")

    def _values(self, action, strings):
        nargs = action.nargs
        if not strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._value(action, value)
            return value
        if not strings and nargs == ZERO_OR_MORE and not action.option_strings:
            return action.default if action.default is not None else []
        if len(strings) == 1 and nargs in (None, OPTIONAL):
            value = self._value(action, strings[0])
            self._check_value(action, value)
            return value
        if nargs == REMAINDER:
            return [self._value(action, s) for s in strings]
        if nargs == PARSER:
            values = [self._value(action, s) for s in strings]
            self._check_value(action, values[0])
            return values
        if nargs == SUPPRESS:
            return SUPPRESS
        values = [self._value(action, s) for s in strings]
        for value in values:
            self._check_value(action, value)
        return values

    def _match_option(self, word):
        # [(action, option, separator, explicit argument)] for a word that may be an option; None for a positional.
        chars = self.prefix_chars
        if not word or word[0] not in chars:
            return None
        if word in self._option_string_actions:
            return [(self._option_string_actions[word], word, None, None)]
        if len(word) == 1:
            return None
        option, equals, explicit = word.partition("=")
        if equals and option in self._option_string_actions:
            return [(self._option_string_actions[option], option, "=", explicit)]
        found = self._abbreviations(word)
        if found:
            return found
        if _is_negative_number(word) and not self._has_negative_number_optionals:
            return None
        if " " in word:
            return None
        return [(None, word, None, None)]

    def _abbreviations(self, word):
        chars = self.prefix_chars
        table = self._option_string_actions
        found = []
        if word[1] in chars:
            if self.allow_abbrev:
                prefix, equals, explicit = word.partition("=")
                for option, action in table.items():
                    if option.startswith(prefix):
                        found.append((action, option, "=" if equals else None, explicit if equals else None))
            return found
        prefix, equals, explicit = word.partition("=")
        short, rest = word[:2], word[2:]
        for option, action in table.items():
            if option == short:
                if rest.startswith("="):
                    found.append((action, option, "=", rest[1:]))
                else:
                    found.append((action, option, "", rest))
            elif self.allow_abbrev and option.startswith(prefix) and len(option) > 2:
                found.append((action, option, "=" if equals else None, explicit if equals else None))
        return found


def _bounds(action):
    # Fewest and most words that an action takes; None is any number.
    nargs = action.nargs
    if nargs is None:
        return 1, 1
    if nargs == OPTIONAL:
        return 0, 1
    if nargs in (ZERO_OR_MORE, REMAINDER):
        return 0, None
    if nargs in (ONE_OR_MORE, PARSER):
        return 1, None
    if nargs == SUPPRESS:
        return 0, 0
    return nargs, nargs


class _Run:
    # One run of a parser over its words.

    def __init__(self, parser, words, namespace):
        self.parser = parser
        self.namespace = namespace
        if parser.fromfile_prefix_chars is not None:
            words = self.read_files(words)
        self.words = words
        # What each word may be: matches for an option, None for a positional; "--" is the mark.
        self.kinds = []
        only_positionals = False
        for word in words:
            if only_positionals:
                self.kinds.append(None)
            elif word == "--":
                self.kinds.append("--")
                only_positionals = True
            else:
                self.kinds.append(parser._match_option(word))
        self.positionals = [a for a in parser._actions if not a.option_strings]
        self.extras = []
        self.seen = []
        self.seen_with_value = []

    def read_files(self, words):
        out = []
        for word in words:
            if not word or word[0] not in self.parser.fromfile_prefix_chars:
                out.append(word)
                continue
            try:
                with open(word[1:]) as file:
                    lines = []
                    for line in file.read().splitlines():
                        lines.extend(self.parser.convert_arg_line_to_args(line))
            except OSError as e:
                raise ArgumentError(None, str(e))
            out.extend(self.read_files(lines))
        return out

    def is_option(self, i):
        return self.kinds[i] is not None and self.kinds[i] != "--"

    def take(self, action, strings, option=None):
        parser = self.parser
        if action not in self.seen:
            self.seen.append(action)
        values = parser._values(action, strings)
        if values is not action.default:
            if action not in self.seen_with_value:
                self.seen_with_value.append(action)
            for group in parser._mutually_exclusive_groups:
                if action in group._group_actions:
                    for other in group._group_actions:
                        if other is not action and other in self.seen_with_value:
                            raise ArgumentError(action, f"not allowed with argument {_argument_name(other)}")
        if values is not SUPPRESS:
            action(parser, self.namespace, values, option)

    def run(self):
        i = 0
        n = len(self.words)
        while i < n:
            if self.is_option(i):
                i = self.option(i)
                continue
            end = self.positional_run(i)
            if end == i:
                # Nobody takes them.
                while i < n and not self.is_option(i):
                    self.extras.append(self.words[i])
                    i += 1
                continue
            i = end
        self.finish_positionals()
        self.check_required()
        return self.extras

    # Positionals.

    def positional_run(self, start):
        # Gives the words from start to the next option to positionals; returns where it stopped.
        end = start
        n = len(self.words)
        while end < n and not self.is_option(end):
            end += 1
        places = [i for i in range(start, end) if self.kinds[i] != "--"]
        actions = self.positionals
        # As many positionals as can be served at once.
        for count in range(len(actions), 0, -1):
            chosen = actions[:count]
            if sum(_bounds(a)[0] for a in chosen) <= len(places):
                break
        else:
            return start
        taken = 0
        stop = start
        for number, action in enumerate(chosen):
            low, high = _bounds(action)
            later = sum(_bounds(a)[0] for a in chosen[number + 1:])
            room = len(places) - taken - later
            size = room if high is None else min(high, room)
            if action.nargs == REMAINDER or action.nargs == PARSER and size > 0:
                # The rest, options and all.
                first = places[taken] if taken < len(places) else end
                self.positionals.pop(0)
                self.take(action, self.words[first:])
                return n
            self.positionals.pop(0)
            self.take(action, [self.words[i] for i in places[taken:taken + size]])
            taken += size
        if taken == len(places):
            stop = end
        elif taken:
            stop = places[taken]
        elif not places:
            stop = end
        return stop

    def finish_positionals(self):
        # Positionals that do with no words get them.
        while self.positionals and _bounds(self.positionals[0])[0] == 0:
            self.take(self.positionals.pop(0), [])

    # Options.

    def option(self, start):
        matches = self.kinds[start]
        if len(matches) > 1:
            options = ", ".join(option for _, option, _, _ in matches)
            raise ArgumentError(None, f"ambiguous option: {self.words[start]} could match {options}")
        action, option, separator, explicit = matches[0]
        chars = self.parser.prefix_chars
        table = self.parser._option_string_actions
        while True:
            if action is None:
                self.extras.append(self.words[start])
                return start + 1
            low, high = _bounds(action) if action.nargs != 0 else (0, 0)
            if explicit is None:
                break
            if high == 0:
                if option[1] in chars or separator == "=" or explicit == "":
                    raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
                # -abc is -a -b -c.
                self.take(action, [], option)
                option = option[0] + explicit[0]
                action = table.get(option)
                if action is None:
                    self.extras.append(option[0] + explicit)
                    return start + 1
                explicit = explicit[1:] or None
                separator = ""
                if explicit is not None and explicit[0] == "=":
                    separator, explicit = "=", explicit[1:]
                continue
            if low > 1:
                raise ArgumentError(action, self.expected(action))
            self.take(action, [explicit], option)
            return start + 1
        end = start + 1
        strings = []
        n = len(self.words)
        remainder = action.nargs == REMAINDER
        while end < n and (high is None or len(strings) < high):
            if not remainder and self.kinds[end] is not None:
                if self.kinds[end] == "--" and len(strings) < low:
                    end += 1
                    continue
                break
            strings.append(self.words[end])
            end += 1
        if len(strings) < low:
            raise ArgumentError(action, self.expected(action))
        self.take(action, strings, option)
        return end

    def expected(self, action):
        nargs = action.nargs
        if nargs is None:
            return "expected one argument"
        if nargs == OPTIONAL:
            return "expected at most one argument"
        if nargs == ONE_OR_MORE:
            return "expected at least one argument"
        return f"expected {nargs} argument{'' if nargs == 1 else 's'}"

    # The end.

    def check_required(self):
        parser = self.parser
        missing = []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_argument_name(action))
            elif (
                action.default is not None and isinstance(action.default, str)
                and action.dest is not SUPPRESS
                and getattr(self.namespace, action.dest, None) is action.default
                and action.default is not SUPPRESS
            ):
                setattr(self.namespace, action.dest, parser._value(action, action.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(map(str, missing))}")
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(a in self.seen_with_value for a in group._group_actions):
                names = [_argument_name(a) for a in group._group_actions if a.help is not SUPPRESS]
                raise ArgumentError(None, f"one of the arguments {' '.join(names)} is required")
