"""The supported shells: the script each one runs, and the format of its words and suggestions."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from botoxlog.commands.shared.completion import Offer


class Shell(StrEnum):
    """The supported shells."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


SCRIPTS: Mapping[Shell, str] = {
    Shell.BASH: r"""
# bash splits words at "=": join what was typed, and return only what follows the "=".
_botoxlog() {
    local words=() word joined=
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ ${#words[@]} -gt 0 && ( $word == = || $joined == = ) ]]; then
            words[${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
        joined=$word
    done
    local IFS=$'\n' last=${words[${#words[@]}-1]}
    COMPREPLY=($(botoxlog completion bash -- "${words[@]}" 2>/dev/null))
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    if [[ $last == *=* && $COMP_WORDBREAKS == *=* ]]; then
        COMPREPLY=("${COMPREPLY[@]#*=}")
    fi
}
complete -o default -F _botoxlog botoxlog
""",
    Shell.ZSH: r"""
#compdef botoxlog
_botoxlog() {
    local -a offers whole open
    local offer word about
    offers=("${(@f)$(botoxlog completion zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    for offer in $offers; do
        word=${offer%%$'\t'*}
        about=${offer#*$'\t'}
        if [[ $word == *= ]]; then
            open+=("${word//:/\\:}:$about")
        else
            whole+=("${word//:/\\:}:$about")
        fi
    done
    (( $#whole + $#open )) || { _files; return }
    (( $#whole )) && _describe botoxlog whole
    (( $#open )) && _describe botoxlog open -S ''
}
if [[ $funcstack[1] == _botoxlog ]]; then
    _botoxlog "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _botoxlog botoxlog
fi
""",
    Shell.FISH: r"""
function __botoxlog_offers
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    set -l offers (botoxlog completion fish -- $before[2..-1] "$typed" 2>/dev/null)
    if test (count $offers) -gt 0
        printf '%s\n' $offers
    else
        __fish_complete_path "$typed"
    end
end
complete -c botoxlog -f -a '(__botoxlog_offers)'
""",
    Shell.POWERSHELL: r"""
# PowerShell drops empty words, so each word is passed with a "+" in front.
Register-ArgumentCompleter -Native -CommandName botoxlog -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "+$_" })
    if ($wordToComplete -eq '') { $words += '+' }
    botoxlog completion powershell -- @words 2>$null | ForEach-Object {
        $word, $about = $_ -split "`t", 2
        $shown = if ($about) { $about } else { $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $shown)
    }
}
""",
}
"""The script each shell runs once, so that it asks botoxlog at every Tab."""


def words_of(shell: Shell, words: Sequence[str]) -> list[str]:
    """Return the typed words, without the mark that the shell's script adds."""
    return [word.removeprefix("+") for word in words] if shell is Shell.POWERSHELL else list(words)


def answer(shell: Shell, found: Sequence[Offer]) -> str:
    """Return the suggestions in the format of that shell's script, one per line."""
    if shell is Shell.BASH:
        return "".join(f"{offer.word}\n" for offer in found)
    return "".join(f"{offer.word}\t{offer.about or offer.word}\n" for offer in found)
