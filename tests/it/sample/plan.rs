//! The made-up plan: four phases, five gates, three roles.

use std::collections::BTreeMap;

use gonogo::metric::value::{Comparison, Field, Literal, Predicate, Unit, UnitKind, Value};
use gonogo::plan::{
    ArmRule, Arms, Bound, Choice, Decision, Dedupe, Gate, Limit, Method, Metric, OnMissing, Phase, Plan, Platform,
    Role, Rollback, Setting, Switch, Watch,
};
use gonogo::source::Locale;

pub fn plan(prose: Locale) -> Plan {
    let say = |english: &str, chinese: &str| match prose {
        Locale::En => english.to_owned(),
        Locale::ZhCn => chinese.to_owned(),
    };
    let metrics = metrics(&say);
    Plan {
        id: "budget-controller".to_owned(),
        title: say("BudgetController rollout", "BudgetController 渐进发布"),
        summary: Some(say(
            "**Synthetic data**: every number here is made up to show the page.\n\nThe controller stops a search early when it has found enough.",
            "**数据为合成数据**：本页所有数字都是为演示而编造的。\n\n控制器在找到足够信息时提前停止检索。",
        )),
        owner: Some("answers".to_owned()),
        locale: prose,
        timezone: jiff::tz::TimeZone::get("Asia/Shanghai").unwrap(),
        timezone_name: "Asia/Shanghai".to_owned(),
        arms: Some(Arms {
            rule: ArmRule {
                field: Some("arm".to_owned()),
                candidate: "candidate".to_owned(),
                baseline: "baseline".to_owned(),
                unit: Some("session_id".to_owned()),
            },
            baseline_phase: Some(0),
        }),
        decision: Decision {
            method: Method::Anytime,
            alpha: 0.05,
            freshness: None,
            recent: None,
            coverage: 0.9,
            dedupe: Dedupe::Row,
            max_age: 86_400,
        },
        traffic_per_day: Some(20_000.0),
        switch: Switch {
            platform: Platform::Railway,
            service: Some("answers-api".to_owned()),
            environment: Some("production".to_owned()),
            settle: 300,
            expected: Some(120),
            expires: Some(259_200),
        },
        rollback: Some(rollback(&say)),
        options: options(&say),
        exports: Vec::new(),
        gates: gates(),
        metrics,
        phases: phases(&say),
        roles: ["sre", "dba", "support"]
            .map(|id| Role {
                id: id.to_owned(),
                title: id.to_uppercase(),
                phases: if id == "support" { vec![3] } else { vec![0, 1, 2, 3] },
            })
            .to_vec(),
        watches: vec![Watch {
            title: say("Errors of the day", "每日错误数量"),
            command: Some("railway logs --filter ERROR".to_owned()),
            look: Some(say("Fewer than 20 lines", "少于 20 行")),
        }],
    }
}

fn rollback(say: &dyn Fn(&str, &str) -> String) -> Rollback {
    let off = Setting::Value("false".to_owned());
    Rollback {
        set: BTreeMap::from([("BUDGET_CONTROLLER_ENABLED".to_owned(), off)]),
        unset: Vec::new(),
        keep: vec!["BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE".to_owned(), "SHADOW_MODE".to_owned()],
        steps: vec!["`railway redeploy -s answers-api -y`".to_owned(), say("Tell #releases", "在 #releases 通知")],
        verify: Some("railway logs --lines 50 --filter BUDGET_CONTROLLER".to_owned()),
        expect: Some("BUDGET_CONTROLLER_ENABLED=false".to_owned()),
        who: Some(say("anyone on call", "任何值班人员")),
        rehearse_within: Some(2_592_000),
        note: Some(say("Answers already sent stay as they are.", "已经发出的回答不会撤回。")),
        line: 30,
    }
}

fn options(say: &dyn Fn(&str, &str) -> String) -> Vec<Choice> {
    vec![
        Choice {
            id: "simple-switch".to_owned(),
            title: say("Plan A: a switch", "方案 A：简单开关"),
            pros: vec![say("simple", "实现简单"), say("fast to undo", "快速回滚")],
            cons: Vec::new(),
            risk: Some(say("reaches everyone at once", "全量发布，影响所有用户")),
            chosen: false,
            why: None,
        },
        Choice {
            id: "percentage".to_owned(),
            title: say("Plan B: a percentage", "方案 B：百分比控制"),
            pros: vec![say("harm stays small", "风险可控")],
            cons: vec![say("needs code", "需要修改代码")],
            risk: None,
            chosen: true,
            why: Some(say("Shadow mode says **nothing** about load.", "影子模式**不能**说明负载。")),
        },
    ]
}

fn metrics(say: &dyn Fn(&str, &str) -> String) -> Vec<Metric> {
    let metric = |id: &str, title: String, value: Value, text: &str, unit: Unit| Metric {
        id: id.to_owned(),
        title,
        exports: vec![0],
        value,
        value_text: text.to_owned(),
        filter: None,
        filter_text: None,
        unit,
        line: 1,
    };
    let compare = |field: &str, op, number| Predicate::Compare(Field(field.to_owned()), op, Literal::Number(number));
    let percent = Unit { text: "%".to_owned(), kind: UnitKind::Percent };
    let failed = Value::Share(compare("status", Comparison::GreaterEqual, 500.0));
    let sure = Value::Share(compare("confidence", Comparison::GreaterEqual, 0.7));
    let slow = Value::Quantile(Field("latency_ms".to_owned()), 0.95);
    let ms = Unit { text: "ms".to_owned(), kind: UnitKind::Time(0.001) };
    let tokens = Unit { text: "tokens".to_owned(), kind: UnitKind::Other };
    let gauge = Value::Points(Field("tokens".to_owned()));
    vec![
        metric("error_rate", say("Error rate", "错误率"), failed, "share(status >= 500)", percent.clone()),
        metric("p95", say("P95 latency", "P95 响应时间"), slow, "p95(latency_ms)", ms),
        metric("confident", say("Confident answers", "高置信度回答占比"), sure, "share(confidence >= 0.7)", percent),
        metric("complaints", say("Complaints", "用户投诉"), Value::Reading, "reading", Unit::default()),
        metric("tokens", say("Tokens per answer", "每次回答的用量"), gauge, "points(tokens)", tokens),
    ]
}

fn gates() -> Vec<Gate> {
    let bound = |op: Comparison, limit, text: &str| Bound { op, limit, text: text.to_owned() };
    let gate = |metric: usize, id: &str, target: Bound, rollback: Option<Bound>| Gate {
        id: id.to_owned(),
        metric,
        phases: vec![1, 2, 3],
        by: None,
        segments: Vec::new(),
        target,
        rollback,
        stretch: None,
        required: true,
        on_missing: OnMissing::Hold,
        line: 1,
    };
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual};
    vec![
        Gate {
            by: Some("query_type".to_owned()),
            segments: vec!["stats".to_owned(), "compare".to_owned(), "list".to_owned()],
            stretch: Some(300),
            ..gate(
                0,
                "error_rate",
                bound(Less, Limit::Fixed(0.05), "< 5%"),
                Some(bound(Greater, Limit::Fixed(0.1), "> 10%")),
            )
        },
        gate(
            1,
            "p95",
            bound(LessEqual, Limit::Times(1.1), "<= 1.10 x baseline"),
            Some(bound(Greater, Limit::Times(1.5), "> 1.5 x baseline")),
        ),
        gate(
            2,
            "confident",
            bound(GreaterEqual, Limit::Fixed(0.9), ">= 90%"),
            Some(bound(Less, Limit::Fixed(0.8), "< 80%")),
        ),
        gate(3, "complaints", bound(Equal, Limit::Fixed(0.0), "== 0"), None),
        Gate { required: false, ..gate(4, "tokens", bound(Less, Limit::Fixed(4000.0), "< 4000"), None) },
    ]
}

fn phases(say: &dyn Fn(&str, &str) -> String) -> Vec<Phase> {
    let phase = |id: &str, title: String, traffic: f64, after: Vec<usize>| Phase {
        id: id.to_owned(),
        title,
        goal: None,
        traffic: Some(traffic),
        soak_least: 86_400,
        soak_most: Some(172_800),
        set: BTreeMap::from([
            ("BUDGET_CONTROLLER_ENABLED".to_owned(), Setting::Value("true".to_owned())),
            ("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE".to_owned(), Setting::Value(format!("{:.0}", traffic * 100.0))),
        ]),
        unset: vec!["SHADOW_MODE".to_owned()],
        after,
        steps: vec![say("Tell #releases that it starts", "在 #releases 通知开始")],
        line: 1,
    };
    vec![
        phase("shadow", say("Shadow", "影子阶段"), 0.0, Vec::new()),
        Phase {
            goal: Some(say(
                "Switch it on for *some* real users and watch stability.",
                "对少量真实用户启用，监控稳定性。",
            )),
            ..phase("canary", say("Canary 10 %", "灰度阶段 10%"), 0.1, vec![0])
        },
        phase("half", say("Half", "扩大阶段 50%"), 0.5, vec![1]),
        phase("full", say("Everyone", "全量发布"), 1.0, vec![2]),
    ]
}
