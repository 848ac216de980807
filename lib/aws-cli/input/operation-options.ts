import type { CliMember, CliOperation, CliService } from '../model/model';
import { commandName } from '../model/names';
import type { Argument, ArgumentValue } from './argument-parser';
import type { InputValue } from './input-value';
import type { ValueIo } from './param-file';
import { readValue } from './values';

/** The input of a call while options fill it. */
export type InputDraft = Map<string, InputValue>;

/** An option of an operation. */
export type OperationOption = {
  argument: Argument;
  doc?: string;
  /** The member of the input that it sets. Absent for options that the command line adds. */
  member?: string;
  /** The name of its shape. Absent for options that the command line adds. */
  shape?: string;
  /** True: help does not show it. */
  isHidden?: true;
  /** Puts the value into the input. Absent: another option with the same value does it, or the command uses the value itself. */
  add?: (input: InputDraft, value: ArgumentValue, io: ValueIo) => void | Promise<void>;
};

/** The options of an operation by their names without dashes, in their order. */
export type OptionTable = Map<string, OperationOption>;

/** Returns the options of an operation that its model has. */
export function modelOptions(service: CliService, operation: CliOperation): OptionTable {
  const table: OptionTable = new Map();
  const input = operation.input === undefined ? undefined : service.shapes[operation.input];
  if (input?.type !== 'structure') return table;
  for (const member of input.members) {
    for (const option of memberOptions(service, member)) table.set(nameOf(option.argument), option);
  }
  return table;
}

const nameOf = ({ option, target }: Argument): string => option?.slice(2) ?? target;

function memberOptions(service: CliService, member: CliMember): OperationOption[] {
  const name = commandName(member.name);
  const option = `--${name}`;
  const shape = service.shapes[member.shape];
  const facts = { ...(member.doc !== undefined && { doc: member.doc }), shape: member.shape, member: member.name };
  if (shape?.type === 'boolean') {
    const add = (input: InputDraft, value: ArgumentValue) => void input.set(member.name, value as boolean);
    // Required or not, neither of the two has to be there.
    return [
      { ...facts, argument: { option, target: name, action: 'true' }, add },
      { ...facts, argument: { option: `--no-${name}`, target: name, action: 'false' } },
    ];
  }
  const type = shape?.type === 'long' ? 'int' : shape?.type === 'float' || shape?.type === 'double' ? 'float' : undefined;
  const argument: Argument = {
    option,
    target: name,
    action: 'value',
    ...(shape?.type === 'list' && { count: '*' }),
    ...(type && { type }),
    ...(member.required && !member.idempotencyToken && { required: true }),
  };
  return [
    {
      ...facts,
      argument,
      add: async (input, value, io) => {
        const given = typeof value === 'bigint' || typeof value === 'number' ? value : null;
        const read =
          given ?? (await readValue({ service, shape: member.shape, option }, value as string | readonly string[], io));
        input.set(member.name, read);
      },
    },
  ];
}

/** Adds the options for pages. They take the place of options of the same names, which are returned. */
export function addPageOptions(table: OptionTable, service: CliService, operation: CliOperation): OptionTable {
  const { paginator } = operation;
  const shadowed: OptionTable = new Map();
  if (!paginator) return shadowed;
  for (const name of pageMembers(operation)) {
    const hidden = table.get(commandName(name));
    if (hidden) hidden.isHidden = true;
  }
  const limit = paginator.limitKey === undefined ? undefined : memberShape(service, operation, paginator.limitKey);
  const type = limit === 'string' ? undefined : 'int';
  const add = (name: string, doc: string, numeric: boolean) => {
    const old = table.get(name);
    if (old) shadowed.set(name, old);
    table.set(name, { doc, argument: { option: `--${name}`, target: name, action: 'value', ...(numeric && type && { type }) } });
  };
  add('starting-token', 'The NextToken of a shortened answer, to read on from there.', false);
  if (paginator.limitKey !== undefined) add('page-size', 'The size of each page that is read from the service.', true);
  add('max-items', 'The total number of items to print. If there are more, the answer has a NextToken.', true);
  return shadowed;
}

/** Returns the members of the input by which a caller reads pages without help. */
export function pageMembers({ paginator }: CliOperation): readonly string[] {
  if (!paginator) return [];
  return paginator.limitKey === undefined ? paginator.inputTokens : [...paginator.inputTokens, paginator.limitKey];
}

function memberShape(service: CliService, operation: CliOperation, name: string): string | undefined {
  const input = operation.input === undefined ? undefined : service.shapes[operation.input];
  const member = input?.type === 'structure' ? input.members.find((one) => one.name === name) : undefined;
  return member && service.shapes[member.shape]?.type;
}

/** Adds the options that give the whole input, or print a pattern of it. Commands that write a file do not have them. */
export function addInputOptions(table: OptionTable): void {
  if (table.has('outfile')) return;
  const add = (name: string, doc: string, argument: Partial<Argument> = {}) =>
    table.set(name, { doc, argument: { option: `--${name}`, target: name, action: 'value', ...argument } });
  add('cli-input-json', 'Reads parameters from JSON, with the names of the API. Options of the command line count more.');
  add('cli-input-yaml', 'Reads parameters from YAML, with the names of the API. Options of the command line count more.');
  add(
    'generate-cli-skeleton',
    'Prints a pattern for --cli-input-json or --cli-input-yaml, or of the answer, and makes no call.',
    {
      count: '?',
      without: 'input',
      choices: ['input', 'output', 'yaml-input'],
    },
  );
}
