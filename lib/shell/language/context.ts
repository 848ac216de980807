import type { FileTree } from '../files/file-tree';
import type { Budget } from './budget';
import type { Descriptors, ShellState } from './state';
import type { Input, Output } from './streams';
import type { Script } from './syntax';

/** The invocation of a command that is no builtin. */
export type Invocation = {
  name: string;
  words: readonly string[];
  /** The exported variables. */
  env: ReadonlyMap<string, string>;
  cwd: string;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  files: FileTree;
  budget: Budget;
  /** Runs another command with the same streams, as `xargs` does. */
  run: (words: readonly string[], changes?: { env?: ReadonlyMap<string, string>; stdin?: Input }) => Promise<number>;
  /** Runs a text as a script of its own. */
  runScript: (text: string, options: { name: string; words: readonly string[]; options?: string }) => Promise<number>;
};

/** A command of the shell that is no builtin of the language. */
export type ShellCommand = {
  /** A short description for `help` and the completion. */
  summary: string;
  run: (invocation: Invocation) => Promise<number>;
};

/** The terminal, as commands see it. */
export type Terminal = {
  /** Asks the person. Returns null at the end of input. */
  ask: (question: string, options: { hidden: boolean }) => Promise<string | null>;
};

/** Gives the builtins that declare variables the values on their line. */
export type Declared = { assign: (at: number) => Promise<boolean> };

/** A command of the language itself. It works on the state of the shell that runs it. */
export type Builtin = (context: Context, words: readonly string[], use: { name: string; declared: Declared }) => Promise<number>;

/** The parts that all shells of one line share. */
export type Shared = {
  budget: Budget;
  files: FileTree;
  terminal: Terminal;
  terminalInput: Input;
  terminalOutput: Output;
  builtins: ReadonlyMap<string, Builtin>;
  commands: ReadonlyMap<string, ShellCommand>;
  history: () => readonly string[];
  now: () => Date;
  /** Runs a command substitution and returns its text without the line ends at its end. */
  substitute: (context: Context, script: Script) => Promise<string>;
  /** Runs `<(…)` and returns the path of a file with its output. */
  processFile: (context: Context, script: Script) => Promise<string>;
  /** The status of the last substitution of the current command, or null without one. */
  substituted: number | null;
  /** The files of `<(…)`, which are removed after the line. */
  temporary: string[];
  /** The commands that run in the background of the line. */
  background: Map<number, Promise<number>>;
};

/** A running shell or subshell with the descriptors of the current command. */
export type Context = {
  state: ShellState;
  descriptors: Descriptors;
  shared: Shared;
  /** True in a condition, where `set -e` does not end the shell. */
  condition: boolean;
};
