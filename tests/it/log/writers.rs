//! Many writers, writers that are killed, and hands that edit meanwhile: nothing is lost, nothing is half.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::Duration;

use super::kit::Scratch;

#[test]
fn fifty_writers_at_once_lose_nothing() {
    let scratch = Scratch::new();
    let writers: Vec<_> = (0..50)
        .map(|number| {
            let text = format!("note {number}");
            let mut command = scratch.command(&["note", &text, "--by", "lin", "--at", "2026-01-05T01:00:00Z", "-q"]);
            command.spawn().unwrap()
        })
        .collect();
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    let notes: BTreeSet<_> = scratch.entries().into_iter().filter_map(|entry| entry.note).collect();
    assert_eq!(notes.len(), 50);
}

#[test]
fn two_starts_at_once_are_one_start() {
    let scratch = Scratch::new();
    let start =
        || scratch.command(&["start", "canary", "--at", "2026-01-05T01:00:00Z", "-q"]).stderr(Stdio::null()).spawn();
    let mut starts = [start().unwrap(), start().unwrap(), start().unwrap()];
    let codes: Vec<_> = starts.iter_mut().map(|start| start.wait().unwrap().code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Some(4)).count(), 2, "{codes:?}");
    assert_eq!(scratch.entries().len(), 1);
}

#[test]
fn a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let scratch = Scratch::new();
    scratch.do_at("01:00", "note first");
    for turn in 0..30 {
        let before = scratch.log();
        let mut writer = scratch.command(&["note", "next", "--at", "2026-01-05T02:00:00Z", "-q"]).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(1500 * turn));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let after = scratch.log();
        assert!(after == before || after.starts_with(&before), "{after}");
        let more = scratch.entries().len();
        assert!(after == before || more >= 2);
    }
    // The lock of a killed writer holds nobody up.
    scratch.do_at("03:00", "note last");
}

#[test]
fn a_file_that_changed_since_it_was_read_is_read_again() {
    let scratch = Scratch::new();
    scratch.write("log.toml", "a");
    let path = scratch.path("log.toml");
    let meddled = Cell::new(0);
    let edited = gonogo::disk::edit(&path, false, |text| {
        if meddled.get() < 3 {
            meddled.set(meddled.get() + 1);
            std::fs::write(&path, format!("{text}b")).unwrap();
        }
        Ok::<_, gonogo::disk::Error>((format!("{text}c"), ()))
    });
    assert_eq!(edited.unwrap().before, "abbb");
    assert_eq!(scratch.read("log.toml"), "abbbc");
}

#[test]
fn a_file_that_never_rests_is_left_alone() {
    let scratch = Scratch::new();
    scratch.write("log.toml", "");
    let path = scratch.path("log.toml");
    let edited = gonogo::disk::edit(&path, false, |text| {
        std::fs::write(&path, format!("{text}b")).unwrap();
        Ok::<_, gonogo::disk::Error>((format!("{text}c"), ()))
    });
    assert!(edited.is_err());
    assert!(!scratch.read("log.toml").contains('c'));
}
