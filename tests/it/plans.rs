//! The rollouts that are shipped under `plans/`.

use std::fs;
use std::path::PathBuf;

fn shipped(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("plans").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What the first plan of this project said, line by line where it is more than a heading.
const SEED: [&str; 62] = [
    "采用**环境变量控制的渐进发布**，确保可以快速回滚。",
    "同时运行 WITH 和 WITHOUT BudgetController",
    "记录对比数据到日志",
    "返回 WITHOUT 结果（baseline）给用户",
    "所有验证指标通过",
    "状态：完成",
    "对少量真实用户启用 BudgetController，监控稳定性",
    "BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE = \"10\"",
    "BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE = \"50\"",
    "BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE = \"100\"",
    "SHADOW_MODE = \"true\"",
    "SHADOW_MODE = \"disabled\"",
    "需要添加百分比控制逻辑",
    "错误率（目标 < 5%）",
    "响应时间（目标：无显著增加）",
    "≥ 90% 的 confidence ≥ 0.7",
    "用户反馈（目标：无负面反馈）",
    "持续时间：24–48 小时",
    "错误率 > 10%",
    "大量用户投诉",
    "confidence < 0.7 的比例 > 20%",
    "前提条件：Phase 2 无严重问题",
    "监控指标：同 Phase 2",
    "额外关注：不同查询类型的性能",
    "持续时间：48–72 小时",
    "前提条件：Phase 3 稳定运行",
    "移除 `BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE`",
    "持续监控上述指标",
    "方案 A：简单开关（推荐，快速）",
    "实现简单",
    "立即生效",
    "快速回滚",
    "SHADOW_MODE=removed  # 或直接删除这个变量",
    "无需修改，现有代码已支持",
    "全量发布，如果出问题影响所有用户",
    "方案 B：百分比控制（更安全，需要开发）",
    "渐进式发布",
    "风险可控",
    "AB 测试能力",
    "def process(self, ctx: HandlerContext) -> AnswerSynthesisResult:",
    "需要修改代码",
    "增加复杂度",
    "需要测试",
    "Shadow Mode 已经充分验证（100+ 样本）",
    "所有指标通过（效率 60%，稳定性 100%）",
    "代码已经稳定运行",
    "可以立即回滚（改一个环境变量）",
    "删除环境变量 `SHADOW_MODE`",
    "没有更多 `SHADOW_METRICS`（shadow mode 已禁用）",
    "回滚时间约 2 分钟",
    "grep ERROR <logs> | wc -l",
    "awk -F'=' '{print $2}' | sort -n | uniq -c",
    "logger.warning(f\"📊 BC_METRICS: facts_used={len(mined_hrs)+len(mined_swings)}, \
     confidence={final_confidence:.2f}, stopped_early={stopped_early}\")",
    "P50 响应时间、P95 响应时间、错误率",
    "删除 `SHADOW_MODE` 环境变量说明",
    "更新代码注释（标记 Shadow Mode 已完成）",
    "添加生产监控日志",
    "创建回滚脚本",
    "在 Railway Dashboard 删除 `SHADOW_MODE` 变量",
    "等待 2–3 分钟",
    "运行测试查询验证",
    "你想采用哪个方案？",
];

#[test]
fn nothing_of_the_first_plan_is_lost() {
    let plan = shipped("budget-controller/plan.toml");
    let lost: Vec<_> = SEED.iter().filter(|phrase| !plan.contains(**phrase)).collect();
    assert!(lost.is_empty(), "not in plan.toml: {lost:#?}");
}

#[test]
fn both_checklists_are_there_and_the_first_two_items_are_done() {
    let checklist = shipped("budget-controller/checklist.toml");
    let items: Vec<_> = checklist
        .lines()
        .filter_map(|line| line.strip_prefix("text = ").or_else(|| line.strip_prefix("done = ")))
        .collect();
    let expected = [
        ("\"Shadow Mode 验证完成\"", "true"),
        ("\"所有指标通过\"", "true"),
        ("\"回滚方案准备就绪\"", "false"),
        ("\"监控方案就绪\"", "false"),
        ("\"禁用 SHADOW_MODE\"", "false"),
        ("\"启用 BUDGET_CONTROLLER_ENABLED\"", "false"),
        ("\"验证功能正常\"", "false"),
        ("\"监控错误日志\"", "false"),
        ("\"监控 performance\"", "false"),
        ("\"收集用户反馈\"", "false"),
    ];
    let expected: Vec<_> = expected.iter().flat_map(|(text, done)| [*text, *done]).collect();
    assert_eq!(items, expected);
}

#[test]
fn synthetic_metrics_are_labelled_first_thing() {
    assert!(shipped("budget-controller/plan.toml").contains("summary = '''\n**合成数据："));
    assert!(shipped("answer-cache/plan.toml").contains("summary = '''\n**Synthetic data:"));
}
