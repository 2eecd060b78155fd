//! A picture as DOT, for Graphviz.

use std::fmt::Write as _;

use super::{Picture, Role};

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The picture.
pub fn text(picture: &Picture) -> String {
    let mut out = String::from(
        "digraph heap {\n  rankdir=TB;\n  node [shape=box, style=\"rounded,filled\", fontname=\"monospace\", fontsize=10];\n  \
         edge [fontname=\"monospace\", fontsize=9, color=\"#555555\"];\n",
    );
    for (i, node) in picture.nodes.iter().enumerate() {
        let label: Vec<&str> =
            std::iter::once(node.title.as_str()).chain(node.lines.iter().map(String::as_str)).collect();
        let _ = writeln!(
            out,
            "  n{i} [label={}, fillcolor={}{}];",
            quoted(&label.join("\n")),
            quoted(super::svg::colour(node.role)),
            if node.role == Role::Root { ", penwidth=2" } else { "" },
        );
    }
    for edge in &picture.edges {
        let _ = writeln!(
            out,
            "  n{} -> n{} [label={}{}];",
            edge.from,
            edge.to,
            quoted(&edge.label),
            if edge.uncounted { ", style=dashed" } else { "" },
        );
    }
    if picture.left_out > 0 {
        let _ =
            writeln!(out, "  label={};", quoted(&format!("{} references lead out of the picture", picture.left_out)));
    }
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Edge, Node};
    use super::*;

    #[test]
    fn names_are_quoted() {
        let node = |title: &str| Node { title: title.to_owned(), lines: vec![], role: Role::Instance, layer: 0 };
        let picture = Picture {
            nodes: vec![node("a \"b\""), node("c\\d")],
            edges: vec![Edge { from: 0, to: 1, label: "['x\n']".to_owned(), uncounted: true }],
            left_out: 0,
        };
        let text = text(&picture);
        assert!(text.contains(r#"label="a \"b\"""#) && text.contains(r#"label="c\\d""#));
        assert!(text.contains(r#"n0 -> n1 [label="['x\n']", style=dashed];"#));
    }
}
