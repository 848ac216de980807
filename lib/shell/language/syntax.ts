/** A piece of a word. */
export type Part =
  | { kind: 'text'; text: string; quoted: boolean }
  | { kind: 'quotes'; parts: readonly Part[] }
  | { kind: 'parameter'; parameter: Parameter }
  | { kind: 'command'; script: Script }
  | { kind: 'arithmetic'; expression: Word }
  | { kind: 'process'; script: Script };

export type Word = readonly Part[];

/** An expansion such as `${name[index]:-word}`. */
export type Parameter = {
  name: string;
  /** `@`, `*` or the expression between the brackets. */
  index?: '@' | '*' | Word;
  /** `#`: the length; `!`: indirect, or the keys of an array. */
  prefix?: '#' | '!';
  /** True for `${!prefix*}`. */
  names?: boolean;
  /** The text of an expansion that is none. It fails when it is expanded. */
  bad?: string;
  /** True for `$name`, whose name goes on where the expansion of braces puts letters after it. */
  bare?: true;
  operator?: string;
  /** The words after the operator. Replacements and substrings have two. */
  words?: readonly Word[];
};

export type Redirection = {
  fd: number | null;
  operator: '>' | '>>' | '<' | '<>' | '>|' | '&>' | '&>>' | '>&' | '<&' | '<<' | '<<<';
  target: Word;
  /** The text of the target in the script. */
  source: string;
};

export type Assignment = {
  name: string;
  index?: Word;
  append: boolean;
  value: Word | readonly ArrayItem[];
  isArray: boolean;
};
export type ArrayItem = { index?: Word; value: Word };

export type Command = (
  | { kind: 'simple'; assignments: readonly Assignment[]; words: readonly Word[]; declared: ReadonlyMap<number, Assignment> }
  | { kind: 'group' | 'subshell'; body: Script }
  | { kind: 'if'; branches: readonly { condition: Script; body: Script }[]; otherwise?: Script }
  | { kind: 'loop'; until: boolean; condition: Script; body: Script }
  | { kind: 'for' | 'select'; name: string; words: readonly Word[] | null; body: Script }
  | { kind: 'count'; start: Word; condition: Word; step: Word; body: Script }
  | { kind: 'case'; word: Word; items: readonly { patterns: readonly Word[]; body: Script; end: ';;' | ';&' | ';;&' }[] }
  | { kind: 'test'; test: Test }
  | { kind: 'arithmetic'; expression: Word }
  | { kind: 'function'; name: string; body: Command; source: string }
) & { redirections: readonly Redirection[]; line: number };

/** A condition between `[[` and `]]`. */
export type Test =
  | { kind: 'not'; test: Test }
  | { kind: 'and' | 'or'; left: Test; right: Test }
  | { kind: 'unary'; operator: string; word: Word }
  | { kind: 'binary'; operator: string; left: Word; right: Word };

export type Pipeline = { commands: readonly Command[]; negated: boolean; timed: boolean; errorsToo: readonly boolean[] };
export type AndOr = { first: Pipeline; rest: readonly { operator: '&&' | '||'; pipeline: Pipeline }[]; background: boolean };
export type Script = readonly AndOr[];

/** The text ends inside of a construct, so that a shell would ask for another line. */
export class IncompleteText extends Error {
  override readonly name = 'IncompleteText';
}

export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError';
  readonly status: number;

  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}
