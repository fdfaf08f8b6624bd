"""`aqb completion`: has a shell complete commands, options and names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.cli import _options as option
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import say
from aqb_cli.cli._words import OneOf
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _, visible
from aqb_cli.workspace.files import write_whole

app = App()

SCRIPTS = {
    "bash": r"""_aqb() {
    local IFS=$'\n'
    COMPREPLY=($(_AQB_COMPLETE=bash "$1" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
}
complete -o bashdefault -o default -F _aqb aqb
""",
    "zsh": r"""_aqb() {
    local -a found shown
    local word text
    while IFS=$'\t' read -r word text; do
        found+=("$word")
        shown+=("$word${text:+  $text}")
    done < <(_AQB_COMPLETE=zsh ${words[1]} "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    if (( ! $#found )); then
        _files
        return
    fi
    compset -P '--*='
    compadd -l -d shown -a found
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _aqb aqb
""",
    "fish": r"""function __aqb_complete
    set -l words (commandline -opc)
    set -l found (_AQB_COMPLETE=fish $words (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c aqb -f -a '(__aqb_complete)'
""",
    "powershell": r"""Register-ArgumentCompleter -Native -CommandName aqb -ScriptBlock {
    param($word, $command, $position)
    $words = @($command.CommandElements | Select-Object -Skip 1 | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { "$_" }
    })
    if ($word -eq '') { $words += '' }
    $env:_AQB_COMPLETE = 'powershell'
    try { $found = @(aqb @words) } finally { Remove-Item Env:_AQB_COMPLETE }
    foreach ($line in $found) {
        $value, $about = $line -split "`t", 2
        if (-not $about) { $about = $value }
        $text = if ($value -match '\s') { "'$value'" } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
}
""",
}
"""What each shell has to be told: whom to ask for words."""

SHELL = OneOf({name: Message(name, {}) for name in SCRIPTS}, "`aqb completion`")


@app.command()
def completion(
    shell: Annotated[str, typer.Argument(metavar=SHELL, parser=SHELL.read, help="The shell.")],
    install: Annotated[bool, typer.Option("--install", help="Set it up for this user, for all new shells.")] = False,
    lang: option.Lang = None,
) -> None:
    """Have a shell complete commands, options, and the names of agreements, districts, columns and rules.

    Without --install, print what the shell has to be told.

    \b
    Examples:
      aqb completion bash --install
      aqb completion powershell >> $PROFILE
    """
    if not install:
        print(SCRIPTS[shell], end="")
        return
    if shell == "powershell":
        message = _("Where PowerShell looks for it, only PowerShell knows.")
        raise Problem(message, _("Call there: aqb completion powershell >> $PROFILE"))
    language = language_of(lang)
    try:
        user = Path.home()
    except RuntimeError:
        raise Problem(_("Which folder is yours, the system doesn't say."), _("Set the variable HOME.")) from None
    home = Path(os.environ.get("XDG_CONFIG_HOME") or user / ".config")
    path = home / "fish/completions/aqb.fish" if shell == "fish" else home / "aqb" / f"completion.{shell}"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, SCRIPTS[shell].encode())
    print(visible(str(path)))
    if shell != "fish":
        settings = Path(os.environ.get("ZDOTDIR") or user) / ".zshrc" if shell == "zsh" else user / ".bashrc"
        say(_called_from(settings, path), language)


def _called_from(settings: Path, script: Path) -> Message:
    """Has the shell's settings call the script, once."""
    quoted = "'" + str(script).replace("'", r"'\''") + "'"
    line = f"[ -r {quoted} ] && . {quoted}\n"
    text = settings.read_text(encoding="utf-8", errors="surrogateescape") if settings.is_file() else ""
    if line in text:
        return _("{path} calls it already.", path=visible(str(settings)))
    with settings.open("a", encoding="utf-8") as stream:
        stream.write(("" if not text or text.endswith("\n") else "\n") + line)
    return _("{path} calls it from now on.", path=visible(str(settings)))
