//! Ticking through the program: one item and nothing else, whoever else ticks at the same time.

use super::sandbox::{AT, Sandbox, bytes};

const PLAN: &str = "schema = 1\ntitle = \"Checkout\"\n\n[[phase]]\nid = \"everybody\"\ntraffic = \"100%\"\n";

/// A checklist of twenty items, with a remark on each.
fn twenty() -> String {
    let item = |number| {
        format!(
            "\n[[list.item]]\nid   = \"item-{number}\"  # remark {number}\ntext = \"Point {number}\"\ndone = false\n"
        )
    };
    let items: String = (1..=20).map(item).collect();
    format!("schema = 1\n\n[[list]]\nid = \"before\"\ntitle = \"Before\"\nbefore = \"everybody\"\n{items}")
}

fn sandbox() -> Sandbox {
    Sandbox::checkout(&[("plan.toml", PLAN), ("checklist.toml", &twenty())])
}

const CHECKLIST: &str = "plans/checkout/checklist.toml";

#[test]
fn a_tick_changes_one_item_and_nothing_else() {
    let sandbox = sandbox();
    let ran = sandbox.run(&["tick", "item-7", "--by", "lin", "--at", AT, "--note", "seen"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (before, after) = (twenty(), sandbox.read(CHECKLIST));
    let (head, tail) = before.split_at(before.find("text = \"Point 7\"").expect("item 7 is there") + 16);
    let (_, tail) = tail.split_at(tail.find("\n[[").expect("item 8 follows"));
    assert!(after.starts_with(head) && after.ends_with(tail), "{after}");
    let ticked = &after[head.len()..after.len() - tail.len()];
    for key in ["done = true", "by = \"lin\"", "note = \"seen\"", "text_sha256 = "] {
        assert!(ticked.replace("  ", "").contains(key), "{key} in:{ticked}");
    }
    assert!(ran.out.contains("checklist.toml:") && ran.out.contains("done = false -> true"), "{}", ran.out);
}

#[test]
fn an_untick_takes_a_tick_back_to_the_byte() {
    let sandbox = sandbox();
    assert_eq!(sandbox.run(&["tick", "item-7", "--by", "lin"]).code, 0);
    assert_ne!(sandbox.read(CHECKLIST), twenty());
    assert_eq!(sandbox.run(&["untick", "item-7"]).code, 0);
    assert_eq!(sandbox.read(CHECKLIST), twenty());
}

#[test]
fn what_does_not_apply_needs_a_reason_and_is_settled() {
    let sandbox = sandbox();
    assert_eq!(sandbox.run(&["na", "item-7"]).code, 2);
    assert_eq!(sandbox.run(&["na", "item-7", "--reason", " "]).code, 2);
    assert_eq!(sandbox.read(CHECKLIST), twenty());
    assert_eq!(sandbox.run(&["na", "item-7", "--reason", "no such part"]).code, 0);
    let value = sandbox.run(&["check", "--format", "json"]).json();
    let items = value["rollouts"][0]["items"].as_array().expect("there are items").clone();
    let item = items.iter().find(|item| item["id"] == "item-7").expect("item 7 is there");
    assert_eq!(item["status"], "go");
}

#[test]
fn twenty_at_once_lose_nothing() {
    let sandbox = sandbox();
    let spawn = |number: i32| {
        let item = format!("item-{number}");
        sandbox.command(&["tick", &item, "--by", "lin"]).spawn().expect("the program can be started")
    };
    let children: Vec<_> = (1..=20).map(spawn).collect();
    for child in children {
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = sandbox.read(CHECKLIST);
    assert_eq!(text.matches("done = true").count(), 20, "{text}");
    assert!((1..=20).all(|number| text.contains(&format!("# remark {number}\n"))));
}

#[test]
fn several_items_are_ticked_or_none() {
    let sandbox = sandbox();
    let ran = sandbox.run(&["tick", "item-3", "itm-4"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no item named `itm-4`") && ran.err.contains("did you mean `item-4`?"), "{}", ran.err);
    assert_eq!(sandbox.read(CHECKLIST), twenty());
    assert_eq!(sandbox.run(&["tick", "item-3", "item-4"]).code, 0);
    assert_eq!(sandbox.read(CHECKLIST).matches("done = true").count(), 2);
}

#[test]
fn a_word_that_means_several_items_is_refused_with_their_names() {
    let ran = sandbox().run(&["tick", "Point 1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("item-1 (checkout)") && ran.err.contains("item-19 (checkout)"), "{}", ran.err);
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let sandbox = sandbox();
    let before = sandbox.tree("");
    for words in [&["tick", "item-7"][..], &["na", "item-7", "--reason", "x"], &["build", "-o", "out"]] {
        let ran = sandbox.run(&[words, &["-n"]].concat());
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
        assert!(!ran.out.is_empty(), "{words:?}");
    }
    assert_eq!(sandbox.tree(""), before);
    assert!(!sandbox.path("out").exists());
}

#[test]
fn where_nothing_can_be_written_the_error_says_so_and_the_file_is_as_it_was() {
    let sandbox = sandbox();
    sandbox.write("plans/checkout/.gonogo", "in the way of the lock");
    let before = bytes(sandbox.tree(""));
    let ran = sandbox.run(&["tick", "item-7"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("error: cannot") && ran.err.contains(".gonogo") && ran.err.contains("cause:"),
        "{}",
        ran.err
    );
    assert_eq!(bytes(sandbox.tree("")), before);
}

#[test]
fn a_checklist_with_mistakes_is_never_written_to() {
    let sandbox = sandbox();
    sandbox.write(CHECKLIST, &twenty().replace("\"Point 9\"", "9"));
    let before = sandbox.read(CHECKLIST);
    let ran = sandbox.run(&["tick", "item-7"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("nothing was changed"), "{}", ran.err);
    assert_eq!(sandbox.read(CHECKLIST), before);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_not_followed() {
    let sandbox = sandbox();
    sandbox.write("elsewhere.toml", &twenty());
    std::fs::remove_file(sandbox.path(CHECKLIST)).expect("a file can be removed");
    std::os::unix::fs::symlink(sandbox.path("elsewhere.toml"), sandbox.path(CHECKLIST)).expect("a link can be made");
    let ran = sandbox.run(&["tick", "item-7"]);
    assert_ne!(ran.code, 0);
    assert!(ran.err.contains("leads out of the rollout's folder"), "{}", ran.err);
    assert_eq!(sandbox.read("elsewhere.toml"), twenty());
}
