"""Wrap and fill paragraphs, and change their indentation."""

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_whitespace = "\t\n\x0b\x0c\r "
_to_spaces = {ord(c): " " for c in _whitespace}


def _is_letter(c):
    return c.isalpha()


def _is_word(c):
    return c.isalnum() or c == "_" or c in "!\"'&.,?"


class TextWrapper:
    """Wraps text to a width; the attributes say how."""

    def __init__(
        self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
        replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
        drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
        placeholder=" [...]",
    ):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_to_spaces)
        return text

    def _split(self, text):
        # Runs of whitespace, and words broken after hyphens.
        chunks = []
        i = 0
        n = len(text)
        while i < n:
            space = text[i] in _whitespace
            j = i + 1
            while j < n and (text[j] in _whitespace) == space:
                j += 1
            if space or not self.break_on_hyphens:
                chunks.append(text[i:j])
            else:
                chunks.extend(_split_hyphens(text[i:j]))
            i = j
        return chunks

    def _fix_sentence_endings(self, chunks):
        i = 0
        while i < len(chunks) - 1:
            if chunks[i + 1] == " " and _ends_sentence(chunks[i]):
                chunks[i + 1] = "  "
                i += 2
            else:
                i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        space_left = 1 if width < 1 else width - cur_len
        if self.break_long_words:
            end = space_left
            chunk = reversed_chunks[-1]
            if self.break_on_hyphens and len(chunk) > space_left:
                hyphen = chunk.rfind("-", 0, space_left)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        while chunks:
            cur_line = []
            cur_len = 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == "" and lines:
                del chunks[-1]
            while chunks:
                length = len(chunks[-1])
                if cur_len + length > width:
                    break
                cur_line.append(chunks.pop())
                cur_len += length
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, cur_line, cur_len, width)
                cur_len = sum(map(len, cur_line))
            if self.drop_whitespace and cur_line and cur_line[-1].strip() == "":
                cur_len -= len(cur_line[-1])
                del cur_line[-1]
            if not cur_line:
                continue
            if (
                self.max_lines is None
                or len(lines) + 1 < self.max_lines
                or (
                    not chunks
                    or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
                ) and cur_len <= width
            ):
                lines.append(indent + "".join(cur_line))
                continue
            # The last line allowed: end it with the placeholder.
            while cur_line:
                if cur_line[-1].strip() and cur_len + len(self.placeholder) <= width:
                    cur_line.append(self.placeholder)
                    lines.append(indent + "".join(cur_line))
                    break
                cur_len -= len(cur_line[-1])
                del cur_line[-1]
            else:
                if lines:
                    prev_line = lines[-1].rstrip()
                    if len(prev_line) + len(self.placeholder) <= self.width:
                        lines[-1] = prev_line + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """Return the lines, without newlines."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """Return the wrapped text as one string."""
        return "\n".join(self.wrap(text))


def _ends_sentence(chunk):
    end = len(chunk)
    if end and chunk[end - 1] in "\"'":
        end -= 1
    return end >= 2 and chunk[end - 1] in ".!?" and "a" <= chunk[end - 2] <= "z"


def _split_hyphens(word):
    # Parts of a word that may go on different lines: after a hyphen between
    # letters, and around dashes of two or more hyphens between words.
    parts = []
    start = 0
    i = 0
    n = len(word)
    while i < n:
        if word[i] != "-":
            i += 1
            continue
        j = i
        while j < n and word[j] == "-":
            j += 1
        if j - i >= 2:
            if i > start and _is_word(word[i - 1]) and j < n and (word[j].isalnum() or word[j] == "_"):
                parts.append(word[start:i])
                parts.append(word[i:j])
                start = j
            i = j
            continue
        # One hyphen: two letters (or a letter and a hyphen) must be on each side.
        before = i >= 2 and _is_letter(word[i - 1]) and (
            _is_letter(word[i - 2]) or (word[i - 2] == "-" and i >= 3 and _is_letter(word[i - 3]))
        )
        after = j + 1 < n and _is_letter(word[j]) and (
            _is_letter(word[j + 1]) or word[j + 1] == "-"
        )
        if before and after and i > start:
            parts.append(word[start:j])
            start = j
        i = j
    if start < n:
        parts.append(word[start:])
    return parts


def wrap(text, width=70, **kwargs):
    """Wrap one paragraph; return the list of lines."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Wrap one paragraph; return it as one string."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapse whitespace and cut the text to fit the width."""
    w = TextWrapper(width=width, max_lines=1, **kwargs)
    return w.fill(" ".join(text.strip().split()))


def dedent(text):
    """Remove the whitespace that all lines begin with."""
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        stripped = line.lstrip(" \t")
        if not stripped:
            lines[i] = ""
            continue
        indent = line[: len(line) - len(stripped)]
        if margin is None:
            margin = indent
        else:
            n = 0
            for a, b in zip(margin, indent):
                if a != b:
                    break
                n += 1
            margin = margin[:n]
    if margin:
        n = len(margin)
        lines = [line[n:] if line else line for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """Put prefix before the lines that are not blank (or satisfy predicate)."""
    out = []
    for line in text.splitlines(True):
        if line.strip() if predicate is None else predicate(line):
            out.append(prefix)
        out.append(line)
    return "".join(out)
