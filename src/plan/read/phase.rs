//! `[[phase]]`: ids, traffic, soak, variables, and which waits for which.

use super::{prose, proses, variables};
use crate::plan::model::Phase;
use crate::source::{Diagnostics, Names, Placed, Table};

/// The soak of a phase that does not say.
const SOAK: i64 = 86_400;

/// The phases as read.
#[derive(Debug)]
pub(super) struct Phases {
    pub(super) names: Names,
    pub(super) phases: Vec<Phase>,
    /// The variables that phases set or unset, with the place of their first mention.
    pub(super) touched: Vec<Placed<String>>,
}

/// Reads every `[[phase]]`.
pub(super) fn read(root: &mut Table, found: &mut Diagnostics) -> Phases {
    let before = found.found.len();
    let tables = root.get("phase").tables("[[phase]]", found);
    if tables.is_empty() && found.found.len() == before {
        found
            .error("toml::missing-key", root.span(), "the plan needs a phase")
            .label("no [[phase]] here")
            .help("write `[[phase]]` and under it `id = \"canary\"`");
    }
    let mut phases =
        Phases { names: Names::new("phase", "[[phase]]", "plan::phase"), phases: Vec::new(), touched: Vec::new() };
    let mut waits = Vec::new();
    for mut table in tables {
        let phase = phase(&mut table, &mut phases, found);
        waits.push(table.get("after").one_or_list(found));
        phases.phases.push(phase);
        table.finish(found);
    }
    for (index, after) in waits.iter().enumerate() {
        phases.phases[index].after = match after {
            Some(after) => phases.names.find_all(&after.value, found),
            None => index.checked_sub(1).into_iter().collect(),
        };
    }
    refuse_circles(&phases, &waits, found);
    phases
}

fn phase(table: &mut Table, phases: &mut Phases, found: &mut Diagnostics) -> Phase {
    let id = phases.names.identify(table, found);
    let title = table.get("title").word(found).map_or_else(|| id.clone(), |title| title.value);
    let goal = prose(table, "goal", found);
    let traffic = table.get("traffic").fraction(found).map(|traffic| traffic.value);
    let soak = table.get("soak").range(found).map_or((SOAK, None), |soak| soak.value);
    let variables = variables::read(table, found);
    for name in variables.named {
        if phases.touched.iter().all(|other| other.value != name.value) {
            phases.touched.push(name);
        }
    }
    Phase {
        id,
        title,
        goal,
        traffic,
        soak_least: soak.0,
        soak_most: soak.1,
        set: variables.set,
        unset: variables.unset,
        after: Vec::new(),
        steps: proses(table, "steps", found),
        line: table.line(found),
    }
}

/// Adds an error for every circle of phases that wait for each other.
fn refuse_circles(phases: &Phases, waits: &[Option<Placed<Vec<Placed<String>>>>], found: &mut Diagnostics) {
    let mut done = vec![false; phases.phases.len()];
    for start in 0..phases.phases.len() {
        let Some(circle) = circle_from(start, phases, &mut done) else { continue };
        let names: Vec<String> = circle.iter().map(|index| format!("`{}`", phases.names.name(*index))).collect();
        let place = circle.iter().find_map(|index| waits[*index].as_ref());
        let Some(place) = place else { continue };
        found
            .error("plan::phase", place.span.clone(), format!("phases wait for each other: {}", names.join(" after ")))
            .label("none of them could ever start")
            .help("a phase without `after` waits for the one before it in the file; `after = []` waits for none");
    }
}

/// Returns a circle that is reached from a phase, first phase repeated at its end; marks what was walked.
fn circle_from(start: usize, phases: &Phases, done: &mut [bool]) -> Option<Vec<usize>> {
    let mut path: Vec<(usize, usize)> = vec![(start, 0)];
    while let Some((phase, next)) = path.last_mut() {
        let phase = *phase;
        let Some(before) = phases.phases[phase].after.get(*next).copied() else {
            done[phase] = true;
            path.pop();
            continue;
        };
        *next += 1;
        if let Some(first) = path.iter().position(|(on_path, _)| *on_path == before) {
            let mut circle: Vec<usize> = path[first..].iter().map(|(phase, _)| *phase).collect();
            circle.push(before);
            path.iter().for_each(|(walked, _)| done[*walked] = true);
            return Some(circle);
        }
        if !done[before] {
            path.push((before, 0));
        }
    }
    None
}
