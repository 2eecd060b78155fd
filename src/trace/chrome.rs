//! Chrome's trace event format, which Perfetto and `chrome://tracing` open.

use std::fmt::Write as _;

use super::{State, Timeline, quoted};

/// The colours that `chrome://tracing` knows by name; Perfetto chooses its own.
fn colour(state: State) -> &'static str {
    match state {
        State::Running => "thread_state_running",
        State::WaitingForGil => "terrible",
        State::Blocked | State::Ended => "thread_state_sleeping",
        State::WaitingForObject => "bad",
        State::Stopped => "thread_state_uninterruptible",
        State::Collecting => "yellow",
    }
}

/// One complete event a span; times are microseconds.
pub fn text(timeline: &Timeline) -> String {
    let mut events = vec![format!(
        "{{\"ph\":\"M\",\"pid\":1,\"tid\":0,\"name\":\"process_name\",\"args\":{{\"name\":{}}}}}",
        quoted(&format!("{} ({})", timeline.title, timeline.build))
    )];
    for (i, lane) in timeline.lanes.iter().enumerate() {
        let tid = i + 1;
        let name = quoted(&lane.name);
        events.push(format!(
            "{{\"ph\":\"M\",\"pid\":1,\"tid\":{tid},\"name\":\"thread_name\",\"args\":{{\"name\":{name}}}}}"
        ));
        events.push(format!(
            "{{\"ph\":\"M\",\"pid\":1,\"tid\":{tid},\"name\":\"thread_sort_index\",\"args\":{{\"sort_index\":{i}}}}}"
        ));
        for span in &lane.spans {
            let mut event = String::new();
            let _ = write!(
                event,
                "{{\"ph\":\"X\",\"pid\":1,\"tid\":{tid},\"cat\":\"thread\",\"name\":\"{}\",\"cname\":\"{}\",\"ts\":{:.3},\"dur\":{:.3}}}",
                span.state.name(),
                colour(span.state),
                span.start as f64 / 1e3,
                (span.end - span.start) as f64 / 1e3,
            );
            events.push(event);
        }
    }
    format!("{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{}\n]}}\n", events.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_json_with_one_event_a_span() {
        let timeline = super::super::tests::example();
        let value: serde_json::Value = serde_json::from_str(&text(&timeline)).unwrap();
        let events = value["traceEvents"].as_array().unwrap();
        let complete: Vec<_> = events.iter().filter(|e| e["ph"] == "X").collect();
        assert_eq!(complete.len(), 7);
        assert_eq!(complete[1]["name"], "waiting for the GIL");
        assert_eq!(complete[1]["ts"], 10_000.0);
        assert_eq!(complete[1]["dur"], 5_000.0);
        assert!(events.iter().any(|e| e["args"]["name"] == "</script>\u{2028}"));
    }
}
