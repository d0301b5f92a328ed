/**
 * What each shell reads: it asks `tieline complete -- WORDS…` and shows the answer. Nothing that stands on the command line
 * is evaluated, and what is offered is inserted quoted. Offers stand for what follows a `=` of the word.
 */

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

export function isShell(word: string): word is Shell {
  return shells.some((shell) => shell === word);
}

/**
 * Needs no bash-completion, and nothing that bash 3.2 (macOS) does not have; tried with 5.2. A word that bash cuts at `=`
 * and `:` is put together.
 */
const bash = String.raw`# bash completion of tieline: source <(tieline completion bash)
_tieline() {
  local IFS=$' \t\n' word line last='' cut='' open='' i
  local -a words=()
  COMPREPLY=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${"$"}{COMP_WORDS[i]}
    if ((i > 1)) && [[ $word == [=:] || $last == [=:] ]] && ((${"$"}{#words[@]} > 0)); then
      words[${"$"}{#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    last=$word
  done
  [[ $word == [\"\']* ]] && open=${"$"}{word:0:1}
  words=("${"$"}{words[@]//[\"\'\\]/}")
  word=${"$"}{words[${"$"}{#words[@]} - 1]}
  if [[ $COMP_WORDBREAKS == *:* && $word == *:* ]]; then cut=${"$"}{word%"${"$"}{word##*:}"}; fi
  if [[ $COMP_WORDBREAKS != *=* && $word == -*=* ]]; then last=${"$"}{word%%=*}=; else last=''; fi
  while IFS= read -r line; do
    case $line in
      :files) return 0 ;;
      :*) ;;
      *)
        line=$last${"$"}{line%%$'\t'*}
        line=${"$"}{line#"$cut"}
        # Bash inserts it as it is, and what the name of a file holds must not be run.
        if [[ -z $open ]]; then
          printf -v line %q "$line"
        elif [[ $line == *[\"\'\\\`\$]* ]]; then
          continue
        fi
        COMPREPLY+=("$line")
        ;;
    esac
  done < <(tieline complete -- "${"$"}{words[@]}" 2>/dev/null)
  if type compopt >/dev/null 2>&1; then
    compopt +o default
    if ((${"$"}{#COMPREPLY[@]} == 1)) && [[ ${"$"}{COMPREPLY[0]} == *[/=] ]]; then compopt -o nospace; fi
  fi
}
complete -o default -F _tieline tieline
`;

const zsh = String.raw`#compdef tieline
# zsh completion of tieline: source <(tieline completion zsh), or as a file _tieline in a folder of $fpath
_tieline() {
  local line value
  local -a lines goes_on ends
  lines=("${"$"}{(@f)$(tieline complete -- "${"$"}{(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  [[ $PREFIX == -*=* ]] && compset -P '*='
  if [[ ${"$"}{lines[-1]} == ':files' ]]; then
    _files || { compset -P '*=' && _files }
    return
  fi
  for line in "${"$"}{(@)lines[1,-2]}"; do
    value="${"$"}{${"$"}{line%%$'\t'*}//:/\\:}"
    line="${"$"}{line#*$'\t'}"
    if [[ $value == *[/=] ]]; then
      goes_on+=("$value${"$"}{line:+:$line}")
    else
      ends+=("$value${"$"}{line:+:$line}")
    fi
  done
  _describe -t tieline 'tieline' goes_on -S '' -- ends
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _tieline "$@"
else
  compdef _tieline tieline
fi
`;

const fish = String.raw`# fish completion of tieline: tieline completion fish > ~/.config/fish/completions/tieline.fish
function __tieline_complete
    set -l typed (commandline -ct | string unescape)
    set -l before (commandline -opc)
    set -l lines (tieline complete -- $before[2..-1] "$typed" 2>/dev/null)
    if test "$lines[-1]" = ":files"
        set -l prefix (string match -r -- '^(?:-[^=]*=)?(?:[a-z]+=)?' "$typed")
        set -l path (string replace -- "$prefix" '' "$typed")
        printf '%s\n' "$prefix"(__fish_complete_path "$path")
        return
    end
    set -l prefix (string match -r -- '^-[^=]*=' "$typed")
    for line in $lines[1..-2]
        printf '%s%s\n' "$prefix" "$line"
    end
end
complete -c tieline -e
complete -c tieline -f -a '(__tieline_complete)'
`;

export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
