# Sourced by the other scripts: one line per step, with the seconds it took.

# step NAME COMMAND...: runs quietly; on failure shows all that the command printed and returns its code.
step() {
  local name=$1 log began=$SECONDS code=0
  shift
  log=$(mktemp)
  printf '%-48s ' "$name"
  "$@" >"$log" 2>&1 || code=$?
  if ((code == 0)); then
    printf '%4d s\n' $((SECONDS - began))
  else
    printf 'failed after %d s\n' $((SECONDS - began))
    cat "$log"
  fi
  rm -f "$log"
  return "$code"
}

# build PRESET TARGET...: configures where needed, then builds; no target means all.
build() {
  local preset=$1
  shift
  # The default of ccache is far more than this project fills.
  export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-2G}
  step "configure $preset" cmake --preset "$preset"
  step "build $preset${*:+: $*}" cmake --build --preset "$preset" --parallel "$(nproc)" ${*:+--target "$@"}
}
