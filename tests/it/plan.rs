//! plan.toml: what is accepted, and the exact words and place of every mistake.

use gonogo::plan::{self, Plan};
use gonogo::source::{Diagnostic, Severity, Source};

/// Returns diagnostics as lines: `line:column: error[code]: message / label / help`.
pub fn plainly(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        text += &format!(
            "{}:{}: {severity}[{}]: {} / {}",
            diagnostic.line, diagnostic.column, diagnostic.code, diagnostic.message, diagnostic.label
        );
        if let Some(help) = &diagnostic.help {
            text += &format!(" / {help}");
        }
        text += "\n";
    }
    text
}

const WHOLE: &str = include_str!("../cases/plan.toml");

fn accepted(text: &str) -> Plan {
    match plan::read("checkout", &Source::new("plans/checkout/plan.toml", text)) {
        Ok((plan, warnings)) => {
            assert_eq!(plainly(&warnings), "");
            plan
        }
        Err(mistakes) => panic!("not accepted:\n{}", plainly(&mistakes)),
    }
}

#[test]
fn the_plan_of_the_contract_is_accepted() {
    let plan = accepted(WHOLE);
    println!("{plan:#?}");
}
