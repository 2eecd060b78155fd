//! A page to look into a recording: zoom, tooltips, sums. It refers to nothing outside of itself.

use std::fmt::Write as _;

use super::svg::COLOURS;
use super::{State, Timeline, duration, escape, quoted};

const PAGE: &str = include_str!("viewer.html");

/// The page with the recording in it.
pub fn text(timeline: &Timeline) -> String {
    let colours = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
        COLOURS.iter().enumerate().map(|(i, c)| format!("--s{i}:{};", pick(c))).collect::<String>()
    };
    PAGE.replace("/*LIGHT*/", &colours(|c| c.0))
        .replace("/*DARK*/", &colours(|c| c.1))
        .replace("<!--TITLE-->", &escape(&timeline.title))
        .replace("<!--BUILD-->", &escape(&timeline.build))
        .replace("<!--SUMS-->", &sums(timeline))
        // Last, so that nothing in the data is taken for a place to fill in.
        .replace("/*DATA*/", &data(timeline))
}

/// What the script draws: each lane's changes as start times (tenths of a microsecond, each from the one before) and states.
fn data(timeline: &Timeline) -> String {
    let names: Vec<String> = State::DRAWN.iter().map(|s| quoted(s.name())).collect();
    let mut text = format!("{{\"end\":{},\"states\":[{}],\"lanes\":[", timeline.end / 100, names.join(","));
    for (i, lane) in timeline.lanes.iter().enumerate() {
        let _ = write!(text, "{}{{\"name\":{},\"t\":[", if i > 0 { ",\n" } else { "" }, quoted(&lane.name));
        let mut states = String::new();
        let mut last = 0;
        for (j, span) in lane.spans.iter().enumerate() {
            let start = span.start / 100;
            let _ = write!(text, "{}{}", if j > 0 { "," } else { "" }, start - last);
            last = start;
            let _ = write!(states, "{}", span.state as u8);
        }
        // The end of the last span, so that a thread's end can be seen.
        if let Some(span) = lane.spans.last() {
            let _ = write!(text, ",{}", span.end / 100 - last);
        }
        let _ = write!(text, "],\"s\":\"{states}\"}}");
    }
    text + "]}"
}

/// The table for those who cannot see the lanes.
fn sums(timeline: &Timeline) -> String {
    let states = timeline.states();
    let mut text = String::from("<thead><tr><th scope=\"col\">thread</th>");
    for state in &states {
        let _ = write!(
            text,
            "<th scope=\"col\"><i style=\"background:var(--s{})\"></i>{}</th>",
            *state as u8,
            state.name()
        );
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for lane in &timeline.lanes {
        let _ = write!(text, "<tr><th scope=\"row\">{}</th>", escape(&lane.name));
        let totals = Timeline::totals(lane);
        let all = totals.iter().sum::<u64>().max(1);
        for state in &states {
            let total = totals[*state as usize];
            let percent = 100.0 * total as f64 / all as f64;
            let _ = write!(
                text,
                "<td>{}</td>",
                if total == 0 { "–".into() } else { format!("{} ({percent:.1} %)", duration(total)) }
            );
        }
        text.push_str("</tr>\n");
    }
    text + "</tbody>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_holds_the_recording_and_needs_nothing_else() {
        let page = text(&super::super::tests::example());
        assert!(!page.contains("http"), "it refers to the network");
        assert!(!page.contains("/*DATA*/") && !page.contains("<!--"));
        let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
        let json = script.split("const data = ").nth(1).unwrap().split(";\n").next().unwrap();
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(value["end"], 500_000);
        assert_eq!(value["lanes"][0]["s"], "01052");
        assert_eq!(value["lanes"][0]["t"], serde_json::json!([0, 100_000, 50_000, 150_000, 20_000, 180_000]));
        assert!(page.contains("&lt;/script&gt;"));
    }
}
