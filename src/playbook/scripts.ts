import type { Template } from '../language/template.ts';

/** An argument that a program reads as a script, and what to do instead of writing a value in it. */
export interface Script {
  /** Its place in the argv. */
  readonly argument: number;
  readonly hint: string;
  /** What follows is for the script: the program itself takes no option any more. */
  readonly isLast: boolean;
}

interface Reader {
  /** The program's name without its folder. */
  readonly named: RegExp;
  /** Which of its arguments are script, by their places. */
  readonly scripts: (args: readonly string[]) => number[];
  readonly hint: string;
  /** Whether its options end with the script. */
  readonly isLast?: true;
}

const asArgument = 'Pass it as an argument of its own after the script, and read it there, as `"$1"` in a shell.';
const asInput = 'Write the value to its standard input, or use a program that takes it as an argument.';
const hostHint = `ssh hands all that follows the host to a shell there. ${asInput}`;
const sqlHint = "Pass it with `--set=name=…`, and write `:'name'` in a script on standard input.";

/** Programs that read some of their arguments as a script. */
const readers: readonly Reader[] = [
  {
    named: /^(?:a|ba|c|da|fi|k|mk|tc|z)?sh$/,
    scripts: afterFlag({
      flag: /^(?:-[A-Za-z]*c[A-Za-z]*$|--command(?:=|$))/,
      valued: /^(?:[-+][A-Za-z]*[oO]|--rcfile|--init-file)$/,
      optionsBetween: true,
    }),
    hint: asArgument,
    isLast: true,
  },
  {
    named: /^(?:python|pypy)[\d.]*$/,
    scripts: afterFlag({ flag: /^-[A-Za-z]*?c/, valued: /^-[A-Za-z]*[WX]$/ }),
    hint: asArgument,
    isLast: true,
  },
  {
    named: /^(?:node|nodejs|bun|tsx)$/,
    scripts: afterFlag({
      flag: /^(?:-[a-z]*[ep]|--eval|--print)(?:=|$)/,
      valued: /^(?:-r|-C|--require|--import|--loader|--conditions|--env-file)$/,
    }),
    hint: asArgument,
  },
  { named: /^deno$/, scripts: afterFlag({ flag: /^eval$/ }), hint: asArgument },
  {
    named: /^(?:perl|ruby)[\d.]*$/,
    scripts: afterFlag({ flag: /^-[A-Za-z0-9]*?[eE]/, valued: /^-[Ir]$/ }),
    hint: asArgument,
  },
  {
    named: /^(?:lua|Rscript|julia|osascript|elixir|groovy)[\d.]*$/,
    scripts: afterFlag({ flag: /^-e/ }),
    hint: asArgument,
  },
  {
    named: /^php[\d.]*$/,
    scripts: afterFlag({ flag: /^(?:-[rBRE]|--run(?:=|$))/, valued: /^-[dc]$/ }),
    hint: asArgument,
  },
  {
    named: /^(?:su|runuser|script|flock)$/,
    scripts: afterFlag({ flag: /^(?:-[a-z]*c|--(?:session-)?command(?:=|$))/, anywhere: true }),
    hint: asArgument,
  },
  {
    named: /^env$/,
    scripts: afterFlag({ flag: /^(?:-[a-z]*S|--split-string(?:=|$))/, valued: /^-[uC]$/ }),
    hint: 'Write each argument by itself, without that option.',
  },
  { named: /^(?:pwsh|powershell)(?:\.exe)?$/i, scripts: restAfter(/^[-/]c(?:o[a-z]*)?$/i), hint: asInput },
  { named: /^cmd(?:\.exe)?$/i, scripts: restAfter(/^\/[ckr]/i), hint: asInput },
  { named: /^(?:watch|parallel)$/, scripts: (args) => args.map((_, at) => at), hint: asInput },
  { named: /^ssh$/, scripts: afterHost(/^-[0-9A-Za-z]*[BbcDEeFIiJLlmOopQRSWw]$/), hint: hostHint },
  {
    named: /^psql$/,
    scripts: afterFlag({ flag: /^(?:-[A-Za-z]*?c|--command(?:=|$))/, anywhere: true }),
    hint: sqlHint,
  },
  {
    named: /^(?:mysql|mariadb|mongosh?)$/,
    scripts: afterFlag({ flag: /^(?:-e|--(?:execute|eval)(?:=|$))/, anywhere: true }),
    hint: asInput,
  },
  {
    named: /^(?:[gmn]?awk|sed)$/,
    scripts: afterFlag({
      flag: /^(?:-[A-Za-z]*e|--(?:expression|source)(?:=|$))/,
      valued: /^(?:-[A-Za-z]*[vFfl]|--(?:file|assign|field-separator))$/,
      firstOperand: true,
    }),
    hint: asInput,
  },
];

/**
 * The arguments of a command that some program in it reads as a script. A program is looked for anywhere, since `env`,
 * `sudo`, `xargs` or `docker exec` have one among their arguments.
 */
export function scriptsIn(argv: readonly Template[]): Script[] {
  const leads = argv.map(leadOf);
  const found = new Map<number, Script>();
  leads.forEach((lead, at) => {
    const name = nameOf(lead);
    const reader = readers.find(({ named }) => named.test(name));
    for (const place of reader?.scripts(leads.slice(at + 1)) ?? []) {
      const argument = at + 1 + place;
      if (!reader || found.has(argument)) continue;
      found.set(argument, { argument, hint: reader.hint, isLast: reader.isLast === true });
    }
  });
  return [...found.values()];
}

/** Shells and interpreters that read a script from their standard input where they are given none. */
const fromInput =
  /^(?:(?:a|ba|c|da|fi|k|mk|tc|z)?sh|(?:python|pypy|perl|ruby|lua|php)[\d.]*|node|psql|mysql|mariadb|mongosh?)$/;

/**
 * Whether what comes on a command's standard input is read as a script: by a shell or an interpreter that is given none as an
 * argument, be it at the end of an ssh.
 */
export function readsScriptFromInput(argv: readonly Template[]): boolean {
  const leads = argv.map(leadOf);
  const at = leads.findIndex((lead) => fromInput.test(nameOf(lead)));
  if (at === -1) return false;
  const rest = leads.slice(at + 1);
  const name = nameOf(leads[at] ?? '');
  if (readers.some(({ named, scripts }) => named.test(name) && scripts(rest).length > 0)) return false;
  if (/sql|maria|mongo/.test(name)) return !rest.some((lead) => /^(?:-f|--file)/.test(lead));
  return rest.every(isOption) || rest.some((lead) => lead === '-s' || lead === '-');
}

function nameOf(argument: string): string {
  return argument.split(/[/\\]/).at(-1) ?? '';
}

/** What an argument starts with, up to its first expression, which reads as a sign that no option has. */
function leadOf({ pieces }: Template): string {
  const [first = ''] = pieces;
  if (typeof first !== 'string') return VALUE;
  return pieces.length > 1 ? first + VALUE : first;
}

const VALUE = '\u{fffc}';

interface Flagged {
  /** The option that a script follows, or is written to. */
  readonly flag: RegExp;
  /** Options whose value is an argument of its own. */
  readonly valued?: RegExp;
  /** Options may stand between the flag and its script, as in `sh -c -e '…'`. */
  readonly optionsBetween?: true;
  /** Options may stand behind operands. */
  readonly anywhere?: true;
  /** Without the flag, the first operand is the script. */
  readonly firstOperand?: true;
}

function afterFlag({ flag, valued, optionsBetween, anywhere, firstOperand }: Flagged): Reader['scripts'] {
  return (args) => {
    const scripts: number[] = [];
    for (let at = 0; at < args.length; at++) {
      const argument = args[at] ?? '';
      const length = flag.exec(argument)?.[0].length;
      if (length !== undefined) {
        scripts.push(at);
        if (argument.length > length) continue;
        at += 1;
        while (optionsBetween && isOption(args[at])) at += valued?.test(args[at] ?? '') ? 2 : 1;
        scripts.push(at);
      } else if (valued?.test(argument)) at += 1;
      else if (!isOption(argument) && !anywhere) return firstOperand && scripts.length === 0 ? [at] : scripts;
    }
    return scripts;
  };
}

function restAfter(flag: RegExp): Reader['scripts'] {
  return (args) => {
    const from = args.findIndex((argument) => flag.test(argument));
    return from === -1 ? [] : args.map((_, at) => at).slice(from);
  };
}

/** All that follows the host; and what an option names as a command of its own. */
function afterHost(valued: RegExp): Reader['scripts'] {
  return (args) => {
    let host = 0;
    while (isOption(args[host])) host += valued.test(args[host] ?? '') ? 2 : 1;
    return args.flatMap((argument, at) =>
      at > host || /(?:Proxy|Local|KnownHosts)Command/i.test(argument) ? [at] : [],
    );
  };
}

function isOption(argument: string | undefined): boolean {
  return argument !== undefined && /^[-+]./.test(argument);
}
