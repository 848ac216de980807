import type { Generation } from '../errors/generation';
import { globalOptions } from '../input/global-options';
import type { OperationOption, OptionTable } from '../input/operation-options';
import { takesShorthand } from '../input/values';
import { SERVICE_COMMANDS } from '../model/commands';
import type { CliOperation, CliService, CliShape } from '../model/model';
import { commandName } from '../model/names';
import { S3_SUBCOMMANDS } from '../s3/options';
import { DEPENDENT_ACTIONS } from './dependent-actions';

/** The width of help, as on a terminal. */
const WIDTH = 80;
const INDENT = '       ';
const PAGES = 'All pages of the answer are read. Use --no-paginate for one call, or --max-items for a part.';

/** Returns the text of `aws help`. */
export function mainHelp(generation: Generation): string {
  return page([
    ['NAME', ['aws']],
    [
      'DESCRIPTION',
      [
        'The command line of this installation. Its commands, options and answers are those of the AWS CLI. Calls are made as the identity of the console, or with the keys of a profile.',
      ],
    ],
    [
      'SYNOPSIS',
      ['aws [options] <command> <subcommand> [parameters]', '', 'See aws <command> help for a command, such as aws iam help.'],
    ],
    ['GLOBAL OPTIONS', globalOptions(generation).flatMap(({ argument, doc }) => [argument.option ?? '', `   ${doc}`, ''])],
    ['COMMANDS', [...Object.keys(SERVICE_COMMANDS), 'configure', 'help', 's3'].toSorted().map(bullet)],
  ]);
}

/** Returns the text of `aws iam help`. */
export function serviceHelp(service: CliService): string {
  const available = service.operations.filter((operation) => operation.available);
  const missing = service.operations.length - available.length;
  return page([
    ['NAME', [service.command]],
    ['DESCRIPTION', [service.title]],
    ['SYNOPSIS', [`aws ${service.command} <subcommand> [parameters]`]],
    [
      'AVAILABLE COMMANDS',
      [
        ...available.map(({ name }) => bullet(commandName(name))),
        ...(service.waiters.length > 0 ? [bullet('wait')] : []),
        ...(missing === 0
          ? []
          : ['', `AWS has ${missing} more ${missing === 1 ? 'command' : 'commands'} that Gatehouse does not have.`]),
      ],
    ],
  ]);
}

/** Returns the text of `aws iam wait help`. */
export function waitHelp(service: CliService): string {
  return page([
    ['NAME', ['wait']],
    ['DESCRIPTION', ['Waits until a state is reached. Each subcommand makes the same call again and again.']],
    [
      'AVAILABLE COMMANDS',
      service.waiters.flatMap(({ name, doc }) => [bullet(commandName(name)), ...(doc === undefined ? [] : [`  ${doc}`])]),
    ],
  ]);
}

/** Returns the text of `aws iam create-user help`. */
export function operationHelp(service: CliService, operation: CliOperation, table: OptionTable): string {
  const command = commandName(operation.name);
  const options = [...table.values()].filter(({ isHidden }) => !isHidden);
  const action = operation.action ?? `${service.service}:${operation.name}`;
  return page([
    ['NAME', [command]],
    ['DESCRIPTION', [operation.doc ?? operation.name, ...(operation.paginator ? ['', PAGES] : [])]],
    ['SYNOPSIS', [`aws ${service.command} ${command}`, ...options.map(({ argument }) => synopsis(argument))]],
    ['OPTIONS', options.flatMap((option) => optionText(service, option))],
    ['PERMISSION', permissionText(operation, action, DEPENDENT_ACTIONS[`${service.service}:${operation.name}`])],
    ['EXAMPLE', [example(service, command, table)]],
  ]);
}

function permissionText({ unsigned }: CliOperation, action: string, dependent: readonly string[] = []): string[] {
  if (unsigned) return ['None. The call is made without credentials.'];
  if (dependent.length === 0) return [action];
  return [action, '', 'Depending on the parameters, the call also needs:', ...dependent.map(bullet)];
}

/** Returns the text of `aws s3 help`, or of `aws s3 cp help` for a subcommand. */
export function s3Help(subcommand?: string): string {
  const found = Object.entries(S3_SUBCOMMANDS).find(([name]) => name === subcommand);
  if (!found) {
    const lines = Object.entries(S3_SUBCOMMANDS).flatMap(([name, { usage, doc }]) => [`o ${name} ${usage}`, `   ${doc}`, '']);
    return page([
      ['NAME', ['s3']],
      ['DESCRIPTION', ['Copies files to and from buckets, and lists and deletes objects. A path of S3 is s3://bucket/key.']],
      ['AVAILABLE COMMANDS', lines],
    ]);
  }
  const [name, { usage, doc, args }] = found;
  return page([
    ['NAME', [name]],
    ['DESCRIPTION', [doc]],
    ['SYNOPSIS', [`aws s3 ${name} ${usage}`]],
    [
      'OPTIONS',
      args.flatMap((argument) =>
        argument.option === undefined
          ? []
          : [synopsis(argument), ...(argument.choices ? [`   Values: ${argument.choices.join(', ')}`] : [])],
      ),
    ],
  ]);
}

const bullet = (text: string): string => `o ${text}`;

function page(sections: readonly (readonly [title: string, lines: readonly string[]])[]): string {
  return sections.map(([title, lines]) => `${title}\n${lines.flatMap(wrapped).join('\n').trimEnd()}\n`).join('\n');
}

/** Returns the lines of a text, broken at blanks and indented as its first line is. */
function wrapped(text: string): string[] {
  const indent = INDENT + (/^ */.exec(text)?.[0] ?? '');
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line === '' ? '' : indent + line];
}

function synopsis({ option, target, action, required, count }: OperationOption['argument']): string {
  const name = option ?? `<${target}>`;
  const value = action !== 'value' || option === undefined ? '' : count === '*' || count === '+' ? ' <value> …' : ' <value>';
  return required ? `${name}${value}` : `[${name}${value}]`;
}

function optionText(service: CliService, { argument, doc, shape: name }: OperationOption): string[] {
  const shape = name === undefined ? undefined : service.shapes[name];
  const type = shape?.type ?? (argument.action === 'value' ? 'string' : 'boolean');
  const item = shape?.type === 'list' ? service.shapes[shape.item] : shape;
  const choices = argument.choices ?? (item?.type === 'string' ? item.choices : undefined);
  return [
    `${argument.option ?? argument.target} (${type})${argument.required ? ' [required]' : ''}`,
    ...(doc === undefined ? [] : [`   ${doc}`]),
    ...(choices ? [`   Values: ${choices.join(', ')}`] : []),
    ...(shape && takesShorthand(service, shape) ? [`   Shorthand: ${shorthandOf(service, shape)}`] : []),
    '',
  ];
}

/** The depth to which the parts of a value are shown. */
const DEEPEST = 3;

function shorthandOf(service: CliService, shape: CliShape): string {
  if (shape.type !== 'list') return partsOf(service, shape, 0);
  const item = service.shapes[shape.item];
  return item ? `${shorthandOf(service, item)} …` : '';
}

function partsOf(service: CliService, shape: CliShape | undefined, depth: number): string {
  if (!shape) return '';
  if (depth > DEEPEST) return '…';
  const inner = (name: string) => partsOf(service, service.shapes[name], depth + 1);
  if (shape.type === 'structure') {
    const members = shape.members.map(({ name, shape: of }) => `${name}=${inner(of)}`).join(',');
    return depth === 0 ? members : `{${members}}`;
  }
  if (shape.type === 'list') {
    const item = inner(shape.item);
    return depth <= 1 && !item.startsWith('{') ? `${item},${item}` : `[${item},${item}]`;
  }
  if (shape.type === 'map') {
    const pairs = `KeyName1=${inner(shape.value)},KeyName2=${inner(shape.value)}`;
    return depth === 0 ? pairs : `{${pairs}}`;
  }
  return shape.type;
}

/** Returns a command with all that is required. */
function example(service: CliService, command: string, table: OptionTable): string {
  const words = [...table.values()].flatMap(({ argument, shape }) => {
    if (!argument.required) return [];
    return argument.option === undefined ? ['answer.json'] : [argument.option, exampleOf(service, shape, argument)];
  });
  return [`aws ${service.command} ${command}`, ...words].join(' ');
}

function exampleOf(service: CliService, name: string | undefined, { target, choices }: OperationOption['argument']): string {
  const shape = name === undefined ? undefined : service.shapes[name];
  if (choices?.[0] !== undefined) return choices[0];
  switch (shape?.type) {
    case 'string':
      if (shape.choices?.[0] !== undefined) return shape.choices[0];
      return /policy-document|^policy$/.test(target) ? 'file://policy.json' : `<${target}>`;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return String(Math.max(1, shape.min ?? 1));
    case 'list':
      if (takesShorthand(service, shape)) return `'${shorthandOf(service, shape).replace(/ …$/, '')}'`;
      return `<${target}>`;
    case 'structure':
    case 'map':
      return `'${shorthandOf(service, shape)}'`;
    case 'blob':
      return 'fileb://content';
    case 'timestamp':
      return '2026-01-31T12:00:00Z';
    default:
      return `<${target}>`;
  }
}
