# What the stand-ins share: $STORE/stored and $STORE/live hold one file per variable, $STORE/calls what was called.
# $STORE/fail, if it is there, holds a text: a call that contains it fails.

tool=${0##*/}
printf '%s\n' "$tool $*" >>"$STORE/calls"
if [ -f "$STORE/fail" ]; then
  case "$tool $*" in *"$(cat "$STORE/fail")"*)
    echo "$tool: it does not work today" >&2
    exit 7
    ;;
  esac
fi

put() { printf '%s' "$2" >"$STORE/stored/$1"; }

# Stores NAME=VALUE.
pair() { put "${1%%=*}" "${1#*=}"; }

# Removes a variable; one that is not there is an error.
drop() {
  if [ ! -f "$STORE/stored/$1" ]; then
    echo "$tool: no variable $1" >&2
    return 1
  fi
  rm "$STORE/stored/$1"
}

# Makes what is stored live.
deploy() {
  rm -rf "$STORE/live"
  cp -R "$STORE/stored" "$STORE/live"
  echo $(($(cat "$STORE/deployment") + 1)) >"$STORE/deployment"
  echo 2 >"$STORE/building"
}

# Prints NAME=VALUE of every variable in a folder of the store.
lines() {
  for file in "$STORE/$1"/*; do
    [ -f "$file" ] && printf '%s=%s\n' "${file##*/}" "$(cat "$file")"
  done
}

# Prints the variables of a folder of the store as one JSON object.
object() {
  folder=$STORE/$1
  set --
  for file in "$folder"/*; do
    [ -f "$file" ] && set -- "$@" --rawfile "${file##*/}" "$file"
  done
  jq -n "$@" '$ARGS.named'
}

unknown() {
  echo "$tool: what is this? $*" >&2
  exit 64
}
