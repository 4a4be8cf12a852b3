# What the commands of the documents find: this program, the AWS CLI with AWS on loopback, and the files of the repository in a
# folder of their own. What does not run here (npm itself, CDK, git, Terraform) is written to $NOTED, one line a command.

note() { printf '%s\n' "$*" >>"$NOTED"; }

# `sandbox` serves until it is told to stop.
auditor() {
  if [ "${1:-}" = sandbox ]; then
    timeout 3 "$NODE" "$ROOT/src/cli/main.ts" "$@" || [ $? = 124 ]
  else
    "$NODE" "$ROOT/src/cli/main.ts" "$@"
  fi
}

npm() {
  case "$*" in
    'run --silent auditor') auditor --help ;;
    'run --silent auditor -- '*) shift 4 && auditor "$@" ;;
    *) note npm "$@" ;;
  esac
}

npx() {
  case "$1" in
    vpc-path-auditor) shift && auditor "${@:---help}" ;;
    *) note npx "$@" ;;
  esac
}

vpc-path-auditor() { auditor "$@"; }
git() { note git "$@"; }
terraform() { note terraform "$@"; }

# Options of version 2 that version 1 does not know.
aws_arguments() {
  arguments=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --cli-binary-format) shift ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
}

result() { "$NODE" "$ROOT/src/cli/main.ts" scan --snapshot "$ROOT/src/sandbox/organization" --format json 2>/dev/null; }

# Every command is read by the AWS CLI. What AWS on loopback does not have, a function and the objects it left, is answered here.
aws() {
  aws_arguments "$@"
  local code=0
  command aws "${arguments[@]}" 2>"$SCRATCH/aws.txt" >"$SCRATCH/aws.out" || code=$?
  if grep -qE '^usage:|Unknown options|Invalid choice|Parameter validation failed|Unable to load paramfile|Invalid template path' "$SCRATCH/aws.txt"; then
    tail -n 3 "$SCRATCH/aws.txt" >&2
    return 252
  fi
  case "$1 $2" in
    'lambda invoke') if [ "${!#}" = /dev/stdout ]; then result; else result >"${!#}"; fi ;;
    's3 cp') result | gzip ;;
    'cloudformation deploy') ;;
    *) cat "$SCRATCH/aws.out" "$SCRATCH/aws.txt" && return $code ;;
  esac
}
