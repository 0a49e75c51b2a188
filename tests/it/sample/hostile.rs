//! A report in which every word that a person can write is an attack.

use gonogo::plan::Setting;
use gonogo::report::Report;
use gonogo::verdict::Detail;

/// Tags, ends of attributes, comments and CDATA, a script link, an override of the writing direction, a control character.
pub const HOSTILE: &str = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>]]>--> \
     [x](javascript:alert(3)) ![y](https://evil.example/z.png) <https://evil.example> {name} \u{202e}\u{7} &amp;\n\nnew line";

pub fn poison(report: &mut Report) {
    let bad = || HOSTILE.to_owned();
    let some = || Some(HOSTILE.to_owned());
    let plan = &mut report.plan;
    (plan.title, plan.summary, plan.owner) = (bad(), some(), some());
    if let Some(rollback) = &mut plan.rollback {
        rollback.set.insert("FLAG".to_owned(), Setting::Value(bad()));
        rollback.steps = vec![bad(), format!("`{HOSTILE}`")];
        (rollback.verify, rollback.expect) = (some(), some());
        (rollback.who, rollback.note) = (some(), some());
    }
    for option in &mut plan.options {
        (option.title, option.risk, option.why) = (bad(), some(), some());
        (option.pros, option.cons) = (vec![bad()], vec![bad()]);
    }
    for metric in &mut plan.metrics {
        (metric.title, metric.value_text, metric.filter_text) = (bad(), bad(), some());
        metric.unit.text = bad();
    }
    for gate in &mut plan.gates {
        gate.by = some();
        gate.segments = gate.segments.iter().map(|_| bad()).collect();
        gate.target.text = bad();
    }
    for phase in &mut plan.phases {
        (phase.title, phase.goal, phase.steps) = (bad(), some(), vec![bad()]);
    }
    plan.roles.iter_mut().for_each(|role| role.title = bad());
    for watch in &mut plan.watches {
        (watch.title, watch.command, watch.look) = (bad(), some(), some());
    }
    for list in &mut report.checklist.lists {
        list.title = bad();
        for item in &mut list.items {
            item.text = bad();
            (item.by, item.evidence, item.note) = (some(), some(), some());
            (item.owner, item.na) = (some(), item.na.is_some().then(bad));
        }
    }
    for entry in &mut report.journal.entries {
        (entry.by, entry.note, entry.reason) = (some(), some(), some());
    }
    let judgement = &mut report.judgement;
    for gate in &mut judgement.gates {
        if let Some((_, segment)) = &mut gate.segment {
            *segment = bad();
        }
    }
    judgement.unplanned.iter_mut().for_each(|one| one.segment = bad());
    for excluded in &mut judgement.excluded {
        (excluded.note, excluded.by) = (bad(), some());
    }
    for answer in judgement.roles.iter_mut().filter_map(|role| role.answer.as_mut()) {
        (answer.by, answer.note) = (some(), some());
    }
    for reason in &mut judgement.reasons {
        reason.detail = Detail::Export { code: "cut-line", path: bad(), line: None, detail: bad() };
    }
    report.inputs.iter_mut().for_each(|input| input.path = bad());
    for finding in &mut report.findings {
        (finding.path, finding.detail) = (bad(), bad());
    }
}
