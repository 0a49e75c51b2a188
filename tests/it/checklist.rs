//! checklist.toml: how items stand, who is meant, and ticking one without touching anything else.

use gonogo::checklist::edit::{Edit, EditError, Mark, not_applicable, tick, untick};
use gonogo::checklist::{self, Checklist, Due, Item, ItemState, Lookup, text_hash};
use gonogo::source::{Moment, Source};
use proptest::prelude::*;

fn source(text: &str) -> Source {
    Source::new("plans/checkout/checklist.toml", text)
}

fn read(text: &str) -> Checklist {
    checklist::read(&source(text), None).expect("a checklist").0
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn lin() -> Mark {
    Mark { by: Some("lin".into()), at: at("2026-01-04T10:00:00Z"), evidence: None, note: None }
}

fn changes(edit: &Edit) -> Vec<String> {
    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    let line = |change: &checklist::edit::Change| {
        format!("{}: {} {} -> {}", change.line, change.key, word(&change.old), word(&change.new))
    };
    edit.changes.iter().map(line).collect()
}

const CONTRACT: &str = r#"schema = 1

[[list]]
id = "before-release"
title = "发布前"
before = "full"                      # must be complete to start that phase …

[[list.item]]
id   = "shadow-verified"
text = "Shadow Mode 验证完成"
done = false                         # the one word a person edits by hand
owner = "answers"

[[list.item]]
id   = "rollback-ready"
text = "回滚方案准备就绪"
"#;

#[test]
fn the_checklist_of_the_contract_is_accepted() {
    let text = CONTRACT.replace(
        "done = false  ",
        "done = true\nby   = \"lin\"\nat   = 2026-01-04T10:00:00Z\nevidence = \"https://x.example\"\nnote = \"100+ 样本\"\nrequired = true\ntext_sha256 = \"00\" ",
    );
    let checklist = read(&text);
    let list = &checklist.lists[0];
    assert_eq!((list.title.as_str(), &list.due), ("发布前", &Due::Before("full".into())));
    let item = &list.items[0];
    assert_eq!(item.at, Some(at("2026-01-04T10:00:00Z")));
    assert_eq!(item.line, 8);
    assert_eq!(item.state(at("2026-01-05T00:00:00Z")), ItemState::Changed);
    assert_eq!(item.state(at("2026-01-03T00:00:00Z")), ItemState::Open);
}

#[test]
fn times_with_another_offset_are_the_same_moment() {
    let item = "[[list]]\nid = \"a\"\n[[list.item]]\nid = \"b\"\ntext = \"B\"\ndone = true\n";
    for time in
        ["2026-01-04T18:00:00+08:00", "2026-01-04 10:00:00Z", "2026-01-04T10:00Z", "2026-01-03T23:30:00.000-10:30"]
    {
        let checklist = read(&format!("{item}at = {time}\n"));
        assert_eq!(checklist.lists[0].items[0].at, Some(at("2026-01-04T10:00:00Z")), "{time}");
    }
}

#[test]
fn a_tick_changes_one_word_and_adds_who_and_when() {
    let edit = tick(&source(CONTRACT), "shadow-verified", &lin()).unwrap();
    let hash = text_hash("Shadow Mode 验证完成");
    let expected = CONTRACT.replace(
        "done = false                         # the one word a person edits by hand",
        &format!(
            "done = true                         # the one word a person edits by hand\nby   = \"lin\"\nat   = 2026-01-04T10:00:00Z\ntext_sha256 = \"{hash}\""
        ),
    );
    assert_eq!(edit.text, expected);
    let expected = [
        "11: done false -> true".to_owned(),
        "12: by - -> \"lin\"".to_owned(),
        "13: at - -> 2026-01-04T10:00:00Z".to_owned(),
        format!("14: text_sha256 - -> \"{hash}\""),
    ];
    assert_eq!(changes(&edit), expected);
    let item = &read(&edit.text).lists[0].items[0].clone();
    assert_eq!(item.state(at("2026-01-04T10:00:00Z")), ItemState::Done);
}

#[test]
fn unticking_a_tick_gives_the_same_file_again() {
    for text in [CONTRACT.to_owned(), CONTRACT.replace('\n', "\r\n"), format!("\u{feff}{CONTRACT}")] {
        let edit = tick(&source(&text), "shadow-verified", &lin()).unwrap();
        let undone = untick(&source(&edit.text), "shadow-verified").unwrap();
        assert_eq!(undone.text, text);
        assert_eq!(changes(&undone).len(), 4);
    }
}

#[test]
fn an_item_without_done_gets_one_behind_its_text_and_no_final_newline_stays_none() {
    let text = CONTRACT.trim_end();
    let mark = Mark { evidence: Some("https://x".into()), note: Some("a \"b\"\\c\n".into()), ..lin() };
    let edit = tick(&source(text), "rollback-ready", &mark).unwrap();
    let hash = text_hash("回滚方案准备就绪");
    let expected = format!(
        "{text}\ndone = true\nby   = \"lin\"\nat   = 2026-01-04T10:00:00Z\nevidence = \"https://x\"\nnote = \"a \\\"b\\\"\\\\c\\n\"\ntext_sha256 = \"{hash}\""
    );
    assert_eq!(edit.text, expected);
    let undone = untick(&source(&edit.text), "rollback-ready").unwrap();
    assert_eq!(undone.text, format!("{text}\ndone = false\nnote = \"a \\\"b\\\"\\\\c\\n\""));
}

#[test]
fn what_does_not_apply_says_why() {
    let ticked = tick(&source(CONTRACT), "shadow-verified", &lin()).unwrap();
    let mark = Mark { by: None, ..lin() };
    let edit = not_applicable(&source(&ticked.text), "shadow-verified", "没有影子模式", &mark).unwrap();
    let expected = CONTRACT.replace("by hand\n", "by hand\nna   = \"没有影子模式\"\nat   = 2026-01-04T10:00:00Z\n");
    assert_eq!(edit.text, expected);
    let again = tick(&source(&edit.text), "shadow-verified", &lin()).unwrap();
    assert_eq!(again.text, ticked.text);
}

#[test]
fn indentation_and_spacing_are_copied() {
    let text = "[[list]]\nid='a'\n  [[list.item]]\n\tid='b'\n\ttext='B'\n\tdone=false # no\n";
    let edit = tick(&source(text), "b", &Mark { by: None, ..lin() }).unwrap();
    let added = format!("\tat=2026-01-04T10:00:00Z\n\ttext_sha256=\"{}\"\n", text_hash("B"));
    assert_eq!(edit.text, format!("{}{added}", text.replace("done=false", "done=true")));
}

#[test]
fn inline_items_stay_inline() {
    let text =
        "list = [{ id = \"a\", item = [{ id = \"b\", text = \"B\", done = false }, { id = \"c\", text = \"C\" }] }]\n";
    let edit = tick(&source(text), "b", &lin()).unwrap();
    let added = format!("done = true, by = \"lin\", at = 2026-01-04T10:00:00Z, text_sha256 = \"{}\"", text_hash("B"));
    assert_eq!(edit.text, text.replace("done = false", &added));
    assert_eq!(untick(&source(&edit.text), "b").unwrap().text, text);
    let edit = tick(&source(text), "c", &lin()).unwrap();
    assert!(edit.text.contains("text = \"C\", done = true, by = \"lin\""), "{}", edit.text);
}

#[test]
fn comments_between_inline_keys_survive() {
    let text = "[[list]]\nid = \"a\"\nitem = [\n  { by = \"x\", # who\n    id = \"b\", # , id\n    at = 2026-01-04T10:00:00Z # when\n    , text = \"B\",\n    done = true, # yes\n  },\n]\n";
    let edit = untick(&source(text), "b").unwrap();
    for comment in ["# who", "# , id", "# when", "# yes"] {
        assert!(edit.text.contains(comment), "{}", edit.text);
    }
}

#[test]
fn a_comment_behind_a_key_that_goes_stays() {
    let text = "[[list]]\nid = \"a\"\n[[list.item]]\nid = \"b\"\ntext = \"B\"\ndone = true\nby = \"x\"  # on call\n";
    let edit = untick(&source(text), "b").unwrap();
    let expected = text.replace("done = true", "done = false").replace("by = \"x\"  # on", "# on");
    assert_eq!(edit.text, expected);
}

#[test]
fn a_file_with_mistakes_and_an_unknown_item_are_refused() {
    let mistaken = source("[[list]]\nid = \"a\"\ncolour = 1\n");
    assert!(matches!(tick(&mistaken, "b", &lin()), Err(EditError::Unreadable(told)) if told.len() == 1));
    assert!(matches!(tick(&source(CONTRACT), "b", &lin()), Err(EditError::NoItem(id)) if id == "b"));
}

#[test]
fn an_item_is_found_by_its_id_or_by_words_that_only_it_has() {
    let checklist = read(CONTRACT);
    let id = |lookup: Lookup| match lookup {
        Lookup::Item(item) => item.id.clone(),
        Lookup::Several(items) => items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>().join("|"),
        Lookup::Nothing(near) => format!("near {near:?}"),
    };
    assert_eq!(id(checklist.find("shadow-verified")), "shadow-verified");
    assert_eq!(id(checklist.find("ROLL")), "rollback-ready");
    assert_eq!(id(checklist.find("验证")), "shadow-verified");
    assert_eq!(id(checklist.find("e")), "shadow-verified|rollback-ready");
    assert_eq!(id(checklist.find("rolback-ready")), "near Some(\"rollback-ready\")");
    assert_eq!(id(checklist.find("")), "near None");
}

/// How a generated file is written.
#[derive(Clone, Debug)]
struct Style {
    end: &'static str,
    mark: bool,
    final_newline: bool,
    indent: &'static str,
    inline: bool,
    gap: &'static str,
}

fn styles() -> impl Strategy<Value = Style> {
    let indent = proptest::sample::select(vec!["", "  ", "\t"]);
    let gap = proptest::sample::select(vec!["", " ", "   "]);
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), indent, gap).prop_map(
        |(windows, mark, final_newline, inline, indent, gap)| {
            let end = if windows { "\r\n" } else { "\n" };
            Style { end, mark, final_newline, indent, inline, gap }
        },
    )
}

/// Keys and values of an item besides its id, in any order, some with a comment.
fn items() -> impl Strategy<Value = Vec<(&'static str, &'static str, &'static str)>> {
    let keys = vec![
        ("done", "true"),
        ("done", "false"),
        ("by", "'x'"),
        ("at", "2026-01-01T00:00:00+08:00"),
        ("evidence", "\"\"\"a\n'b' # no comment\"\"\""),
        ("note", "\"注, # no comment\""),
        ("owner", "\"o\""),
        ("required", "false"),
        ("na", "\"因为\""),
        ("text_sha256", "\"00\""),
    ];
    let comment = proptest::sample::select(vec!["", "", "# c, § = 1", "#§"]);
    let text = proptest::sample::select(vec!["\"T\"", "'''多行\n文字'''", "\"\\u0041\\\"\""]);
    let chosen = proptest::sample::subsequence(keys, 0..10).prop_shuffle();
    (chosen, text, proptest::collection::vec(comment, 12)).prop_map(|(mut keys, text, comments)| {
        keys.push(("text", text));
        let mut seen = Vec::new();
        keys.retain(|(key, _)| {
            !seen.contains(key) && {
                seen.push(*key);
                true
            }
        });
        keys.iter().zip(comments).map(|((key, value), comment)| (*key, *value, comment)).collect()
    })
}

fn write(items: &[Vec<(&str, &str, &str)>], style: &Style) -> String {
    let mut lines = vec!["# §".to_owned(), "[[list]]".to_owned(), "id = 'l'".to_owned()];
    for (index, keys) in items.iter().enumerate() {
        let id = ("id", format!("'i{index}'"), "# §");
        let keys = keys.iter().map(|(key, value, comment)| (*key, (*value).to_owned(), *comment));
        let keys = std::iter::once(id).chain(keys);
        if style.inline {
            let open = if index == 0 { "item = [" } else { "" };
            let close = if index + 1 == items.len() { "]" } else { "" };
            let pairs = keys.map(|(key, value, comment)| match comment {
                "" => format!("{key}{0}={0}{value},", style.gap),
                comment => format!("{key}{0}={0}{value}, {comment}\n", style.gap),
            });
            lines.push(format!("{open}{{ {} }},{close}", pairs.collect::<Vec<_>>().join(" ")));
        } else {
            lines.push("".to_owned());
            lines.push(format!("{}[[list.item]] # §", style.indent));
            lines.extend(
                keys.map(|(key, value, comment)| format!("{}{key}{1}={1}{value} {comment}", style.indent, style.gap)),
            );
        }
    }
    let mut text = lines.join("\n");
    if style.final_newline {
        text.push('\n');
    }
    let text = text.replace('\n', style.end);
    if style.mark { format!("\u{feff}{text}") } else { text }
}

/// Returns the items without what may move, and without the one that may change.
fn others(checklist: &Checklist, id: &str) -> Vec<Item> {
    let items = checklist.items().filter(|item| item.id != id);
    items.map(|item| Item { line: 0, ..item.clone() }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn ticking_changes_one_item_and_nothing_else(
        items in proptest::collection::vec(items(), 1..4),
        style in styles(),
        which in any::<proptest::sample::Index>(),
        note in proptest::option::of("[a-z\"'\\\\#=,\\n注]{0,8}x"),
    ) {
        let text = write(&items, &style);
        let id = format!("i{}", which.index(items.len()));
        let before = read(&text);
        let mark = Mark { note: note.clone(), ..lin() };
        let edits = [
            tick(&source(&text), &id, &mark),
            untick(&source(&text), &id),
            not_applicable(&source(&text), &id, "why", &mark),
        ];
        for (index, edit) in edits.into_iter().enumerate() {
            let edit = match edit {
                Ok(edit) => edit,
                Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
            };
            let after = read(&edit.text);
            prop_assert_eq!(others(&before, &id), others(&after, &id));
            let item = after.items().find(|item| item.id == id).unwrap();
            prop_assert_eq!(item.done, index == 0);
            prop_assert_eq!(item.na.as_deref(), (index == 2).then_some("why"));
            prop_assert_eq!(edit.text.starts_with('\u{feff}'), style.mark);
            prop_assert_eq!(edit.text.ends_with('\n'), text.ends_with('\n'));
            prop_assert_eq!(edit.text.matches('§').count(), text.matches('§').count());
            let bare = edit.text.replace("\r\n", "");
            prop_assert!(style.end == "\n" || !bare.contains('\n'), "{}", edit.text);
        }
    }
}
