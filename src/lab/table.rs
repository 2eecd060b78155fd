//! Tables, as Markdown and as HTML.

/// Rows of text under a head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new(head: &[&str]) -> Table {
        Table { head: head.iter().map(|h| (*h).to_owned()).collect(), rows: Vec::new() }
    }

    /// An empty table whose head is computed.
    pub fn with_head(head: Vec<String>) -> Table {
        Table { head, rows: Vec::new() }
    }

    /// Adds a row; as many cells as the head has.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// In Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|c| c.replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule: Vec<String> = self.head.iter().map(|_| "---".to_owned()).collect();
        line(&self.head) + &line(&rule) + &self.rows.iter().map(|r| line(r)).collect::<String>()
    }

    /// In HTML; the first cell of each row heads it.
    pub fn html(&self) -> String {
        let mut text = String::from("<div class=\"wide\"><table>\n<thead><tr>");
        for cell in &self.head {
            text += &format!("<th scope=\"col\">{}</th>", escape(cell));
        }
        text += "</tr></thead>\n<tbody>\n";
        for row in &self.rows {
            text += "<tr>";
            for (i, cell) in row.iter().enumerate() {
                let cell = escape(cell);
                text += &if i == 0 { format!("<th scope=\"row\">{cell}</th>") } else { format!("<td>{cell}</td>") };
            }
            text += "</tr>\n";
        }
        text + "</tbody>\n</table></div>\n"
    }
}

/// A text in which markup means itself. What XML cannot say is left out.
pub fn escape(text: &str) -> String {
    rcpy_primitives::markup::escape(text, |c| ((c as u32) < 32 && !matches!(c, '\n' | '\t')).then_some(""))
}
