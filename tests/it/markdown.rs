//! Markdown of the user's files.

use gonogo::report::markdown::{first_paragraph, to_html, to_html_inline, to_text};

#[test]
fn raw_html_is_text() {
    assert_eq!(to_html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    assert_eq!(to_html("<div>\nx\n</div>"), "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>");
}

#[test]
fn only_links_that_run_nothing_stay_links() {
    assert_eq!(to_html("[a](https://x.example)"), "<p><a href=\"https://x.example\">a</a></p>");
    assert_eq!(to_html("[a](../notes.html#b)"), "<p><a href=\"../notes.html#b\">a</a></p>");
    assert_eq!(to_html("[a](mailto:x@y.example)"), "<p><a href=\"mailto:x@y.example\">a</a></p>");
    for bad in ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.example", "vbscript:x"] {
        assert_eq!(to_html(&format!("[a]({bad})")), "<p>a</p>", "{bad}");
    }
    assert_eq!(to_html("[a](<java\tscript:x>)"), "<p>a</p>");
}

#[test]
fn an_image_becomes_a_link() {
    assert_eq!(
        to_html("![a chart](https://x.example/y.png)"),
        "<p><a href=\"https://x.example/y.png\">a chart</a></p>"
    );
    assert_eq!(to_html("![x](javascript:y) [z](https://z.example)"), "<p>x <a href=\"https://z.example\">z</a></p>");
    assert_eq!(to_html("[![i](https://i.example)](https://l.example)"), "<p><a href=\"https://l.example\">i</a></p>");
}

#[test]
fn headings_go_below_those_of_the_page() {
    assert_eq!(to_html("# a"), "<h3>a</h3>");
    assert_eq!(to_html("#### a"), "<h6>a</h6>");
}

#[test]
fn tables_and_task_lists_are_drawn() {
    assert!(to_html("| a |\n|---|\n| b |").contains("<td>b</td>"));
    assert!(to_html("- [x] a").contains("type=\"checkbox\""));
    assert_eq!(to_html("~~a~~"), "<p><del>a</del></p>");
}

#[test]
fn one_line_has_no_paragraph_around_it() {
    assert_eq!(to_html_inline("`a` b"), "<code>a</code> b");
    assert_eq!(to_html_inline("a\n\nb"), "<p>a</p>\n<p>b</p>");
    assert_eq!(to_text("**a** `b` [c](d)\n\ne"), "a b c e");
}

#[test]
fn the_first_paragraph_is_apart_from_the_rest() {
    let (first, rest) = first_paragraph("**a** b\nc\n\n- d\n");
    assert_eq!((first.trim(), rest.trim()), ("**a** b\nc", "- d"));
    assert_eq!(first_paragraph("# a\n\nb"), ("", "# a\n\nb"));
    assert_eq!(first_paragraph(""), ("", ""));
}
