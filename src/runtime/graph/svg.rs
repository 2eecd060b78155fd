//! A picture as SVG, laid out in layers.
//!
//! Each layer is a row: holders above, what they refer to below. Within a row the nodes are ordered by the mean place of their neighbours, a few
//! sweeps down and up, which removes most crossings; then each is moved towards its neighbours as far as the row allows.

use std::fmt::Write as _;

use super::{Edge, Node, Picture, Role};

const CHARACTER: f64 = 6.7;
const LINE: f64 = 15.0;
const PADDING: f64 = 8.0;
const GAP: f64 = 22.0;
const BETWEEN: f64 = 64.0;
const MARGIN: f64 = 24.0;
/// Widest row; what does not fit goes to a further row of the same layer.
const WIDEST: f64 = 1800.0;
const SWEEPS: usize = 8;

/// Where a node lies.
#[derive(Clone, Copy, Default, Debug)]
struct Box {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The fill of a node.
pub fn colour(role: Role) -> &'static str {
    match role {
        Role::Root => "#ffd54f",
        Role::Container => "#e3f2fd",
        Role::Instance => "#e8f5e9",
        Role::Program => "#f3e5f5",
        Role::Outside => "#eceff1",
    }
}

/// A text in which markup means itself. XML has no way to write control characters.
fn escaped(text: &str) -> String {
    rcpy_primitives::markup::escape(text, |c| {
        let unsayable = c < ' ' || ('\u{7f}'..='\u{9f}').contains(&c) || c == '\u{fffe}' || c == '\u{ffff}';
        unsayable.then_some("\u{fffd}")
    })
}

fn size(node: &Node) -> (f64, f64) {
    let longest = node.lines.iter().chain([&node.title]).map(|l| l.chars().count()).max().unwrap_or(0);
    (longest as f64 * CHARACTER + 2.0 * PADDING, (node.lines.len() + 1) as f64 * LINE + PADDING)
}

/// The nodes row by row: one row a layer, or several where it would be too wide.
fn rows(nodes: &[Node]) -> Vec<Vec<usize>> {
    let mut layers: Vec<i32> = nodes.iter().map(|n| n.layer).collect();
    layers.sort_unstable();
    layers.dedup();
    let mut rows = Vec::new();
    for layer in layers {
        let (mut row, mut width) = (Vec::new(), 0.0);
        for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.layer == layer) {
            let w = size(node).0 + GAP;
            if width + w > WIDEST && !row.is_empty() {
                rows.push(std::mem::take(&mut row));
                width = 0.0;
            }
            width += w;
            row.push(i);
        }
        rows.push(row);
    }
    rows
}

/// Orders each row by the mean of its neighbours' places in the rows before it.
fn untangle(rows: &mut [Vec<usize>], nodes: usize, edges: &[Edge]) {
    let mut neighbours = vec![Vec::new(); nodes];
    for edge in edges.iter().filter(|e| e.from != e.to) {
        neighbours[edge.from].push(edge.to);
        neighbours[edge.to].push(edge.from);
    }
    let mut place = vec![0.0; nodes];
    let note = |row: &[usize], place: &mut [f64]| {
        for (i, &node) in row.iter().enumerate() {
            place[node] = (i as f64 + 0.5) / row.len() as f64;
        }
    };
    rows.iter().for_each(|row| note(row, &mut place));
    for sweep in 0..SWEEPS {
        let order: Vec<usize> =
            if sweep % 2 == 0 { (0..rows.len()).collect() } else { (0..rows.len()).rev().collect() };
        for r in order {
            let mean = |node: usize| {
                let all = &neighbours[node];
                if all.is_empty() { place[node] } else { all.iter().map(|n| place[*n]).sum::<f64>() / all.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = rows[r].iter().map(|&n| (mean(n), n)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            rows[r] = keyed.into_iter().map(|(_, n)| n).collect();
            note(&rows[r], &mut place);
        }
    }
}

fn lay_out(picture: &Picture) -> (Vec<Box>, f64, f64) {
    let mut rows = rows(&picture.nodes);
    untangle(&mut rows, picture.nodes.len(), &picture.edges);
    let mut boxes = vec![Box::default(); picture.nodes.len()];
    let width_of = |row: &[usize]| row.iter().map(|&n| size(&picture.nodes[n]).0 + GAP).sum::<f64>() - GAP;
    let width = rows.iter().map(|row| width_of(row)).fold(0.0, f64::max);
    let mut y = MARGIN;
    for row in &rows {
        let mut x = MARGIN + (width - width_of(row)) / 2.0;
        let mut tallest: f64 = 0.0;
        for &node in row {
            let (w, h) = size(&picture.nodes[node]);
            boxes[node] = Box { x, y, width: w, height: h };
            x += w + GAP;
            tallest = tallest.max(h);
        }
        y += tallest + BETWEEN;
    }
    (boxes, width + 2.0 * MARGIN, y - BETWEEN + MARGIN)
}

/// The way of an edge, and the middle of it.
fn path(from: Box, to: Box) -> (String, f64, f64) {
    let middle = |b: Box| b.x + b.width / 2.0;
    if to.y > from.y {
        let (x1, y1, x2, y2) = (middle(from), from.y + from.height, middle(to), to.y);
        let bend = (y2 - y1) / 2.0;
        let d = format!("M{x1:.1} {y1:.1} C{x1:.1} {:.1} {x2:.1} {:.1} {x2:.1} {y2:.1}", y1 + bend, y2 - bend);
        return (d, (x1 + x2) / 2.0, (y1 + y2) / 2.0);
    }
    // Upwards, sideways or to itself: out at the right and in at the right.
    let (x1, y1) = (from.x + from.width, from.y + from.height / 2.0 + 4.0);
    let (x2, y2) = (to.x + to.width, to.y + to.height / 2.0 - 4.0);
    let out = x1.max(x2) + 28.0;
    (format!("M{x1:.1} {y1:.1} C{out:.1} {y1:.1} {out:.1} {y2:.1} {x2:.1} {y2:.1}"), out - 8.0, (y1 + y2) / 2.0)
}

/// The picture.
pub fn text(picture: &Picture) -> String {
    let (boxes, width, height) = lay_out(picture);
    let (width, height) = (width.max(240.0) + 40.0, height + 20.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace, monospace\" font-size=\"11\">\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
         markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#607d8b\"/></marker></defs>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for edge in &picture.edges {
        let dashes = if edge.uncounted { " stroke-dasharray=\"5 3\"" } else { "" };
        let (d, _, _) = path(boxes[edge.from], boxes[edge.to]);
        let _ = writeln!(
            out,
            "<path d=\"{d}\" fill=\"none\" stroke=\"#607d8b\" stroke-width=\"1.1\" marker-end=\"url(#tip)\"{dashes}/>"
        );
    }
    for (node, b) in picture.nodes.iter().zip(&boxes) {
        let edge = if node.role == Role::Root { "stroke=\"#e65100\" stroke-width=\"2\"" } else { "stroke=\"#90a4ae\"" };
        let _ = writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"5\" fill=\"{}\" {edge}/>",
            b.x,
            b.y,
            b.width,
            b.height,
            colour(node.role)
        );
        for (i, line) in std::iter::once(&node.title).chain(&node.lines).enumerate() {
            let weight = if i == 0 { " font-weight=\"bold\"" } else { "" };
            let (x, y) = (b.x + PADDING, b.y + (i + 1) as f64 * LINE);
            let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\"{weight}>{}</text>", escaped(line));
        }
    }
    // Labels last, with a white rim, so that lines do not cross them out.
    for edge in picture.edges.iter().filter(|e| !e.label.is_empty()) {
        let (_, x, y) = path(boxes[edge.from], boxes[edge.to]);
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" font-size=\"10\" fill=\"#37474f\" stroke=\"white\" \
             stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
            escaped(&edge.label)
        );
    }
    if picture.left_out > 0 {
        let _ = writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"{:.1}\" fill=\"#b71c1c\">{} references lead out of the picture</text>",
            height - 8.0,
            picture.left_out
        );
    }
    out.push_str("</svg>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(title: &str, layer: i32) -> Node {
        Node { title: title.to_owned(), lines: vec!["x = '<&>'".to_owned()], role: Role::Container, layer }
    }

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, label: "[0]".to_owned(), uncounted: false }
    }

    #[test]
    fn boxes_do_not_overlap() {
        let nodes: Vec<Node> = (0..60).map(|i| node(&format!("list {i}"), i % 4)).collect();
        let edges: Vec<Edge> = (0..59).map(|i| edge(i, (i * 7 + 1) % 60)).collect();
        let (boxes, ..) = lay_out(&Picture { nodes, edges, left_out: 0 });
        for (i, a) in boxes.iter().enumerate() {
            for b in &boxes[..i] {
                let apart =
                    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn crossings_are_removed() {
        // Two parents, whose children stand the wrong way round at first.
        let nodes = vec![node("root", 0), node("a", 1), node("b", 1), node("of b", 2), node("of a", 2)];
        let edges = vec![edge(0, 1), edge(0, 2), edge(2, 3), edge(1, 4)];
        let (boxes, ..) = lay_out(&Picture { nodes, edges, left_out: 0 });
        assert_eq!(boxes[1].x < boxes[2].x, boxes[4].x < boxes[3].x);
    }

    #[test]
    fn the_text_is_xml() {
        let picture = Picture {
            nodes: vec![node("dict \u{1}", 0), node("a", 1)],
            edges: vec![edge(0, 1), edge(1, 0), edge(0, 0)],
            left_out: 3,
        };
        let text = text(&picture);
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        assert_eq!(document.descendants().filter(|n| n.has_tag_name("rect")).count(), 3);
        assert_eq!(
            document.descendants().filter(|n| n.has_tag_name("path") && n.has_attribute("marker-end")).count(),
            3
        );
    }
}
