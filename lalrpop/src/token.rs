//! Tokens: what logos recognises, and the tokens that only the layout layer makes.
//!
//! A token carries no value: its place says which text it is, and the grammar's actions read names, numbers and
//! strings from there. So a token is one byte, and lexing allocates nothing. Numbers and strings are recognised
//! here by their first characters only; the layout layer finds their ends, because that needs CPython's error
//! messages and, for f-strings, a stack.

use logos::Logos;

/// A token.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
#[logos(skip r"[ \t\x0C]+")]
#[logos(skip(r"#[^\n]*", allow_greedy = true))]
#[logos(skip r"\\\n")]
pub(crate) enum Token {
    #[regex(r"[A-Za-z_][A-Za-z0-9_]*")]
    Name,
    /// The first character or two of a number.
    #[regex(r"[0-9]|\.[0-9]")]
    Number,
    /// The prefix and first quote of a string or bytes literal.
    #[regex(r#"([rR]|[uU]|[bB]|[bB][rR]|[rR][bB])?["']"#)]
    String,
    /// The prefix and first quote of an f-string.
    #[regex(r#"([fF]|[fF][rR]|[rR][fF])["']"#)]
    FStringStart,
    /// Literal text inside an f-string or a format spec.
    FStringMiddle,
    FStringEnd,
    /// `:` between the expression and the format spec of a replacement field.
    FStringColon,
    #[token("\n")]
    Newline,
    Indent,
    Dedent,

    // Which of the three grammars to parse by; the first token of all.
    StartModule,
    StartInteractive,
    StartExpression,

    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,
    /// `match`; the layout layer makes it a `Name` where it opens no match statement.
    #[token("match")]
    Match,
    /// `case`; as `Match`.
    #[token("case")]
    Case,
    /// `type`; as `Match`, for an alias statement.
    #[token("type")]
    Type,

    #[token("(")]
    LeftParen,
    #[token(")")]
    RightParen,
    #[token("[")]
    LeftBracket,
    #[token("]")]
    RightBracket,
    #[token("{")]
    LeftBrace,
    #[token("}")]
    RightBrace,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(";")]
    Semicolon,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("->")]
    Arrow,
    #[token(":=")]
    ColonEqual,
    #[token("=")]
    Equal,
    #[token("!")]
    Exclamation,
    #[token("@")]
    At,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("**")]
    DoubleStar,
    #[token("/")]
    Slash,
    #[token("//")]
    DoubleSlash,
    #[token("%")]
    Percent,
    #[token("|")]
    Bar,
    #[token("&")]
    Ampersand,
    #[token("^")]
    Caret,
    #[token("~")]
    Tilde,
    #[token("<<")]
    LeftShift,
    #[token(">>")]
    RightShift,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("==")]
    EqualEqual,
    #[token("!=")]
    NotEqual,
    #[token("<>")]
    LessGreater,
    #[token("+=")]
    PlusEqual,
    #[token("-=")]
    MinusEqual,
    #[token("*=")]
    StarEqual,
    #[token("/=")]
    SlashEqual,
    #[token("//=")]
    DoubleSlashEqual,
    #[token("%=")]
    PercentEqual,
    #[token("@=")]
    AtEqual,
    #[token("&=")]
    AmpersandEqual,
    #[token("|=")]
    BarEqual,
    #[token("^=")]
    CaretEqual,
    #[token("<<=")]
    LeftShiftEqual,
    #[token(">>=")]
    RightShiftEqual,
    #[token("**=")]
    DoubleStarEqual,
    /// A character Python knows but gives no meaning: `$`, `?`, a backquote.
    Stray,
}

impl Token {
    /// Whether it is a keyword, a reserved one.
    pub fn is_keyword(self) -> bool {
        (Self::False as u8..=Self::Yield as u8).contains(&(self as u8))
    }

    /// Whether it may be the last token of an expression.
    pub fn ends_expression(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Number
                | Self::String
                | Self::FStringEnd
                | Self::False
                | Self::None
                | Self::True
                | Self::Ellipsis
                | Self::RightParen
                | Self::RightBracket
                | Self::RightBrace
        )
    }

    /// Whether it may be the first token of an expression.
    pub fn starts_expression(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Number
                | Self::String
                | Self::FStringStart
                | Self::False
                | Self::None
                | Self::True
                | Self::Ellipsis
                | Self::LeftParen
                | Self::LeftBracket
                | Self::LeftBrace
                | Self::Not
                | Self::Minus
                | Self::Plus
                | Self::Tilde
                | Self::Lambda
                | Self::Await
        )
    }

    /// The augmented assignments.
    pub fn is_augmented_assignment(self) -> bool {
        (Self::PlusEqual as u8..=Self::DoubleStarEqual as u8).contains(&(self as u8))
    }
}
