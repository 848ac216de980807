import type { ArgumentValue } from '../input/argument-parser';
import type { InputDraft, OptionTable } from '../input/operation-options';
import type { ValueIo } from '../input/param-file';
import type { CliOperation, CliService } from '../model/model';

/** The values that the options of a command got. */
export type OptionValues = ReadonlyMap<string, ArgumentValue>;

/** The changes that the AWS CLI makes to the command of an operation. */
export type Customization = {
  /** Adds, renames or replaces options. */
  options?: (table: OptionTable, service: CliService, operation: CliOperation) => void;
  /** Checks the values of options before they are read. @throws CommandError */
  check?: (values: OptionValues, io: ValueIo) => void | Promise<void>;
  /** Completes the input before it is checked. @throws CommandError */
  input?: (input: InputDraft) => void;
  /** Takes a part of the answer that is written to a file. */
  file?: (
    output: Record<string, unknown>,
    values: OptionValues,
  ) => { path: string; content: string; output: Record<string, unknown> } | null;
  /** Returns the words of a written command that no member has, and the members that have these words. */
  write?: (input: Readonly<Record<string, unknown>>) => { words: readonly string[][]; members: readonly string[] };
};

/** Gives an option another name. Its place is then the last. */
export function rename(table: OptionTable, from: string, to: string): void {
  const option = table.get(from);
  if (!option) return;
  table.delete(from);
  table.set(to, { ...option, argument: { ...option.argument, option: `--${to}` } });
}
