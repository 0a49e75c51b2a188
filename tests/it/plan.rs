//! plan.toml: what is accepted, and what it comes to.

use gonogo::plan::{self, Plan};
use gonogo::source::Source;

use crate::mistakes::{WHOLE_PLAN, plainly};

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
    accepted(WHOLE_PLAN);
}
