import type { Input, Output } from './streams';
import type { Command } from './syntax';

export type Variable = {
  value: string | Map<number, string> | null;
  /** The elements of an associative array. `value` is null then. */
  elements?: Map<string, string>;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  letters?: 'upper' | 'lower';
};

export type Descriptor = { input?: Input; output?: Output };
export type Descriptors = Map<number, Descriptor>;

export type ShellFunction = { body: Command; source: string };

export type Options = {
  errexit: boolean;
  nounset: boolean;
  pipefail: boolean;
  xtrace: boolean;
  noglob: boolean;
  noclobber: boolean;
  allexport: boolean;
  nullglob: boolean;
  dotglob: boolean;
  nocasematch: boolean;
};

const NO_OPTIONS: Options = {
  errexit: false,
  nounset: false,
  pipefail: false,
  xtrace: false,
  noglob: false,
  noclobber: false,
  allexport: false,
  nullglob: false,
  dotglob: false,
  nocasematch: false,
};

/** The work of an expression with those that its variables have. */
export type Effort = { depth: number; tokens: number };

/** The error of a command that ends the whole line, such as an unset variable under `set -u`. */
export class FatalShellError extends Error {
  override readonly name = 'FatalShellError';
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** Everything that a shell keeps from line to line, and that a subshell gets a copy of. */
export class ShellState {
  variables = new Map<string, Variable>();
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  traps = new Map<string, string>();
  options: Options = { ...NO_OPTIONS };
  cwd = '/';
  name = 'bash';
  positional: string[] = [];
  status = 0;
  lastArgument = '';
  pipeStatus: number[] = [0];
  depth = 0;
  loops = 0;
  line = 1;
  started = Date.now();
  process = 1000;
  lastBackground = 0;
  isSubshell = false;
  /** The values that `local` hid, for each running function. */
  locals: Map<string, Variable | null>[] = [];
  /** The number of files that `source` runs. */
  sourced = 0;
  /** Shared with subshells, as they run inside of expressions too. */
  readonly effort: Effort = { depth: 0, tokens: 0 };
  /** The characters that variables got since their sum was taken last. */
  readonly growth = { characters: 0 };

  copy(): ShellState {
    const state = Object.assign(new ShellState(), this);
    state.variables = new Map([...this.variables].map(([name, variable]) => [name, copyOf(variable)]));
    state.functions = new Map(this.functions);
    state.aliases = new Map(this.aliases);
    // A subshell does not inherit what runs at the end of its parent.
    state.traps = new Map();
    state.options = { ...this.options };
    state.positional = [...this.positional];
    state.locals = this.locals.map((one) => new Map(one));
    state.isSubshell = true;
    return state;
  }

  get(name: string): string | null {
    if (name === 'PIPESTATUS') return String(this.pipeStatus[0]);
    const variable = this.variables.get(name);
    if (!variable) return null;
    if (variable.elements) return variable.elements.get('0') ?? null;
    if (variable.value instanceof Map) return variable.value.get(0) ?? null;
    return variable.value;
  }

  export(name: string, value: string): void {
    this.variables.set(name, { value, exported: true, readonly: false, integer: false });
  }

  /** Returns the variables that commands get. */
  exported(): Map<string, string> {
    const exported = new Map<string, string>();
    for (const [name, variable] of this.variables) {
      if (variable.exported && typeof variable.value === 'string') exported.set(name, variable.value);
    }
    return exported;
  }
}

function copyOf(variable: Variable): Variable {
  return {
    ...variable,
    ...(variable.value instanceof Map && { value: new Map(variable.value) }),
    ...(variable.elements && { elements: new Map(variable.elements) }),
  };
}

/** The parts of a shell that survive the end of its worker. Functions are kept as source text. */
export type SavedState = {
  variables: ReadonlyMap<string, Variable>;
  functions: readonly string[];
  aliases: ReadonlyMap<string, string>;
  options: Options;
  cwd: string;
  positional: readonly string[];
};

export function save(state: ShellState): SavedState {
  return {
    variables: state.variables,
    functions: [...state.functions.values()].map(({ source }) => source),
    aliases: state.aliases,
    options: state.options,
    cwd: state.cwd,
    positional: state.positional,
  };
}
