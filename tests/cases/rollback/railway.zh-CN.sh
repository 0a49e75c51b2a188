#!/bin/sh
# Budget controller：回滚到安全状态 (Railway / answers-api / production)
# 设置：BUDGET_CONTROLLER_ENABLED
# 删除：BUDGET_CONTROLLER_BETA
# 保持原样：BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE SHADOW_MODE
# 预计需要 2 分钟
#
#   sh FILE               询问一次，然后执行每一步
#   sh FILE --yes         不询问
#   DRY_RUN=1 sh FILE     只显示命令，不做任何更改
#
# 遇到第一个错误即停止。每一步都可以重复：请从头再运行一次。
# 值都在单引号中，终端不会对它们作任何解释。
# shellcheck disable=SC1003,SC2016
set -eu

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
dry() { [ "${DRY_RUN:-0}" != 0 ]; }
show() { printf '  $ %s\n' "$1"; }

# Prints a word as it can be typed, after a space.
quoted() {
  case $1 in
    '' | *[!A-Za-z0-9_./:=@%+,-]*) printf " '%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf ' %s' "$1" ;;
  esac
}

# Shows a command and runs it.
run() {
  printf '  $'
  for word in "$@"; do quoted "$word"; done
  printf '\n'
  dry || "$@" </dev/null
}

# Lets a person do the step; --yes leaves it for later.
by_hand() {
  if ! dry && [ "$yes" = yes ]; then
    say '  留待您手动完成'
  else
    confirm
  fi
}

# Waits until a person has done what no command can do.
confirm() {
  if dry; then return 0; fi
  printf '  %s ' '完成后请按回车：'
  read -r _ || stop '没有确认；可用 --yes 把计划中的手动步骤留到以后'
}

# Waits for the next look; false once there were too many.
again() {
  turns=$((turns - 1))
  [ "$turns" -gt 0 ] || return 1
  say '  等待中'
  sleep 5
}
too_long() { stop '耗时过长：' "$1"; }
failed() { stop '部署失败：' "$1"; }
starts_none() { say '  没有新的部署开始：存储的值原本就是这些'; }
unreadable() { stop '平台的回答不符合预期'; }

# True if the list of variables holds the text $1.
holds() {
  case $listed in *"$1"*) return 0 ;; esac
  return 1
}

# Lists the variables, each after a line break.
list() {
  wrong=
  listed="
$(variables)
"
}

# True if a variable is there to be removed.
defined() {
  if dry; then return 0; fi
  list || unreadable
  holds "$1"
}
absent() { say '  不存在，无需删除：' "$1"; }
want() { holds "$2" || wrong="$wrong $1"; }
refuse() { if holds "$2"; then wrong="$wrong $1"; fi; }
unsettled() { stop '与预期不符：'"${wrong:- ?}"; }

# Runs a command for half a minute at most, where that can be had.
within() {
  if command -v timeout >/dev/null 2>&1; then timeout 30 "$@"; else "$@"; fi
}

unverified() {
  say "$output"
  stop '检查没有显示应有的结果'
}

# The newest deployment: its id and its status, each followed by a space.
deployment() {
  railway deployment list --json --limit 1 -s answers-api -e production |
    sed -n -e 's/^ *"id": "\(.*\)",*$/\1/p' -e 's/^ *"status": "\(.*\)",*$/\1/p' |
    head -n 2 | tr '\n' ' '
}

# True once a deployment has begun that was not there before.
begun() {
  now=$(deployment)
  [ -n "${now%% *}" ] && [ "${now%% *}" != "${before%% *}" ]
}

# True once that deployment has succeeded.
live() {
  begun || return 1
  case $now in
    *' SUCCESS ') return 0 ;;
    *' FAILED ' | *' CRASHED ') failed "$now" ;;
  esac
  return 1
}

variables() {
  railway variable list --kv -s answers-api -e production
}

settled() {
  list || return 1
  want BUDGET_CONTROLLER_ENABLED '
BUDGET_CONTROLLER_ENABLED=false
'
  refuse BUDGET_CONTROLLER_BETA '
BUDGET_CONTROLLER_BETA='
  [ -z "$wrong" ]
}

# True once the plan's check shows what it should.
verified() {
  output=$(within sh -c 'flagctl show' </dev/null 2>&1) || true
  case $output in *'UNTOUCHED=as it was'*) return 0 ;; esac
  return 1
}

at=
finish() {
  status=$?
  trap - EXIT
  if [ "$status" -ne 0 ] && [ -n "$at" ]; then
    printf '%s %s\n%s\n' '停在步骤' "$at" '遇到第一个错误即停止。每一步都可以重复：请从头再运行一次。' >&2
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Begins a step: its number, what it does.
step() {
  at="[$1/6] $2"
  say "$at"
}

yes=no
for option in "$@"; do
  case $option in
    -y | --yes) yes=yes ;;
    *) stop '未知的选项：' "$option" ;;
  esac
done

# A dry run tells what is missing; a real one needs it.
missing() {
  say "$*" >&2
  dry || exit 1
}
command -v railway >/dev/null 2>&1 || missing '没有安装：' railway

say 'Budget controller：回滚到安全状态 (Railway / answers-api / production)'
say '设置：BUDGET_CONTROLLER_ENABLED'
say '删除：BUDGET_CONTROLLER_BETA'
say '保持原样：BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE SHADOW_MODE'
say '预计需要 2 分钟'
if ! dry && [ "$yes" = no ]; then
  printf '%s ' '继续吗？[y/N]'
  read -r answer || answer=
  case $answer in
    y | Y | yes | YES | Yes) ;;
    *) stop '没有做任何更改。' ;;
  esac
fi
started=$(date +%s)
dry || before=$(deployment)

step 1 '设置 `BUDGET_CONTROLLER_ENABLED=false`。'
run railway variable set BUDGET_CONTROLLER_ENABLED=false -s answers-api -e production

step 2 '删除 `BUDGET_CONTROLLER_BETA`。'
if defined '
BUDGET_CONTROLLER_BETA='; then
  run railway variable delete BUDGET_CONTROLLER_BETA -s answers-api -e production
else
  absent BUDGET_CONTROLLER_BETA
fi

step 3 'Tell #releases'
by_hand

step 4 '等待最新的部署成功。'
show 'railway deployment list --json --limit 1 -s answers-api -e production'
turns=12
until dry || begun; do
  if ! again; then
    starts_none
    run railway redeploy -s answers-api -e production -y
    break
  fi
done
turns=120
until dry || live; do again || too_long "$(deployment)"; done

step 5 '检查 `BUDGET_CONTROLLER_BETA`、`BUDGET_CONTROLLER_ENABLED` 的存储值。'
show 'railway variable list --kv -s answers-api -e production | grep -E '\''^(BUDGET_CONTROLLER_BETA|BUDGET_CONTROLLER_ENABLED)='\'''
turns=24
until dry || settled; do again || unsettled; done

step 6 '确认已经生效：应看到 `UNTOUCHED=as it was`。'
show 'flagctl show'
turns=24
until dry || verified; do again || unverified; done

at=
if dry; then
  say '没有做任何更改：这是一次演练模式的运行。'
  exit 0
fi
took=$(($(date +%s) - started))
say '完成，用时 '"$took"' 秒。'
say '请记录：'
say '  gonogo rollback budget-controller --record'
say "  gonogo rehearse --minutes $(((took + 59) / 60)) -r "budget-controller '  （如果这是一次演练）'