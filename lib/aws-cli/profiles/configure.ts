import { runAlias, withAliases } from '../aliases/aliases';
import type { CommandContext } from '../command-context';
import { CommandError } from '../errors/command-error';
import type { Generation } from '../errors/generation';
import { unknownOptions } from '../errors/usage';
import { type NewValue, updateIni } from '../ini/ini';
import { type Argument, parseArguments } from '../input/argument-parser';
import { type CommandIo, isSession, waysToKeys } from '../io';
import { writeJson } from '../python/json-writer';
import { repr } from '../python/text';
import type { Value } from '../python/value';
import { findCredentials } from './credentials';
import { readKeys } from './import-csv';
import { chosenValues, profileNotFound, type Settings, sectionOf, textIn } from './settings';

type ConfigureContext = CommandContext;

type SubCommand = {
  words: readonly Argument[];
  run: (values: ReadonlyMap<string, string>, context: ConfigureContext) => Promise<number>;
};

const word = (target: string): Argument => ({ target, action: 'value', required: true });

const FORMATS = ['process', 'env', 'env-no-export', 'powershell', 'windows-cmd'] as const;
/** The formats of newer AWS CLIs. */
const NEWER_FORMATS = [...FORMATS, 'fish'] as const;

const format = (choices: readonly string[]): Argument => ({ option: '--format', target: 'format', action: 'value', choices });

const SUB_COMMANDS: ReadonlyMap<string, SubCommand> = new Map<string, SubCommand>([
  ['list', { words: [], run: (_, context) => list(context) }],
  ['get', { words: [word('varname')], run: (values, context) => get(values.get('varname') ?? '', context) }],
  [
    'set',
    {
      words: [word('varname'), word('value')],
      run: (values, context) => set(values.get('varname') ?? '', values.get('value') ?? '', context),
    },
  ],
  [
    'import',
    {
      words: [
        { option: '--csv', target: 'csv', action: 'value', required: true },
        { option: '--skip-invalid', target: 'skip-invalid', action: 'true' },
        { option: '--profile-prefix', target: 'profile-prefix', action: 'value' },
      ],
      run: importKeys,
    },
  ],
  ['list-profiles', { words: [], run: (_, context) => listProfiles(context) }],
  [
    'export-credentials',
    {
      words: [format(NEWER_FORMATS)],
      run: (values, context) => exportCredentials(values.get('format') ?? 'process', context),
    },
  ],
]);

export const CONFIGURE_COMMANDS: readonly string[] = [...SUB_COMMANDS.keys()];
/** The words and options of each. */
export const CONFIGURE_WORDS: ReadonlyMap<string, readonly Argument[]> = new Map(
  [...SUB_COMMANDS].map(([name, { words }]) => [name, words]),
);

/** Runs `aws configure` and its parts. */
export async function runConfigure(words: readonly string[], context: ConfigureContext): Promise<number> {
  const { generation } = context;
  const choices = withAliases(CONFIGURE_COMMANDS, context.aliasWorld.aliases.of('configure'));
  const choice: Argument = { target: 'subcommand', action: 'value', count: '?', choices };
  const { values, rest } = parseArguments(words, [choice], generation);
  const name = values.get('subcommand');
  if (typeof name !== 'string') {
    if (rest.length > 0) throw unknownOptions(rest, generation);
    return await ask(context);
  }
  const after = words.toSpliced(words.indexOf(name), 1);
  const ran = await runAlias({
    ...{ command: 'configure', name, words: after, context },
    run: (next, others) => runConfigure(others, next),
    runCommand: SUB_COMMANDS.has(name) ? (next, others) => runSubCommand(name, others, next) : null,
  });
  return ran ?? (await runSubCommand(name, after, context));
}

async function runSubCommand(name: string, words: readonly string[], context: ConfigureContext): Promise<number> {
  const { generation } = context;
  const command = SUB_COMMANDS.get(name);
  const known = name === 'export-credentials' && generation === '2.23' ? [format(FORMATS)] : (command?.words ?? []);
  const parsed = parseArguments(words, known, generation);
  if (parsed.rest.length > 0) {
    throw new CommandError(252, `Unknown options: ${parsed.rest.join(',')}`, 'ParamValidation');
  }
  return (await command?.run(new Map([...parsed.values].map(([key, value]) => [key, String(value)])), context)) ?? 0;
}

const masked = (value: string): string => `${'*'.repeat(16)}${value.slice(-4)}`;

const PROMPTS = [
  ['aws_access_key_id', 'AWS Access Key ID'],
  ['aws_secret_access_key', 'AWS Secret Access Key'],
  ['aws_session_token', 'AWS Session Token'],
  ['region', 'Default region name'],
  ['output', 'Default output format'],
] as const;
const IN_CREDENTIALS: ReadonlySet<string> = new Set(['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']);

/** Asks for the settings of a profile. */
async function ask({ io, settings, generation }: ConfigureContext): Promise<number> {
  const profile = settings.chosen?.name ?? 'default';
  const old = settings.profiles.get(profile);
  const changes = new Map<string, string>();
  for (const [key, question] of PROMPTS) {
    const accessKey = changes.get('aws_access_key_id') ?? textIn(old, 'aws_access_key_id') ?? '';
    // Newer AWS CLIs ask for the token of temporary keys.
    if (key === 'aws_session_token' && (generation === '2.23' || !accessKey.startsWith('ASIA'))) continue;
    const current = textIn(old, key);
    const shown = current === undefined ? 'None' : IN_CREDENTIALS.has(key) ? masked(current) : current;
    const answer = await io.prompt(`${question} [${shown}]: `, { hidden: false });
    if (answer !== '' && answer !== current) changes.set(key, answer);
  }
  const [keys, rest] = [true, false].map((isKey) => new Map([...changes].filter(([key]) => IN_CREDENTIALS.has(key) === isKey)));
  if (keys && keys.size > 0) await update(io, settings.credentialsFile, profile, keys);
  if (rest && rest.size > 0) await update(io, settings.configFile, sectionOf(profile), rest);
  return 0;
}

async function update(io: CommandIo, path: string, section: string, changes: ReadonlyMap<string, NewValue>): Promise<void> {
  const stat = await io.files.stat(path);
  const text = stat ? new TextDecoder().decode(await io.files.read(path)) : '';
  const folder = path.slice(0, path.lastIndexOf('/'));
  if (!stat && folder !== '') await io.files.makeFolder(folder);
  await io.files.write(path, new TextEncoder().encode(updateIni(text, section, changes)));
}

async function get(name: string, { io, settings }: ConfigureContext): Promise<number> {
  const parts = name.split('.');
  const [first = '', second = '', third = ''] = parts;
  let value = chosenValues(settings).get(name);
  if (parts.length === 2 && settings.others.has(first)) value = settings.others.get(first)?.get(second);
  else if (parts.length > 1) {
    const isProfile = first === 'profile';
    const isNamed = isProfile || first === 'default' || settings.profiles.has(first);
    const profile = isProfile ? second : isNamed ? first : (settings.chosen?.name ?? 'default');
    const [key = '', ...inner] = parts.slice(isProfile ? 2 : isNamed ? 1 : 0);
    const found = settings.profiles.get(profile)?.get(key);
    value = inner.length === 1 ? (typeof found === 'object' ? found.get(inner[0] ?? third) : undefined) : found;
  }
  if (typeof value === 'string') {
    io.stdout(`${value}\n`);
    return 0;
  }
  if (value !== undefined) io.stderr(`varname (${name}) must reference a value, not a section or sub-section.`);
  return 1;
}

async function set(name: string, value: string, { io, settings }: ConfigureContext): Promise<number> {
  const parts = name.split('.');
  let profile = settings.chosen?.name ?? 'default';
  let path = parts;
  let section: string | null = null;
  if (parts.length > 1 && parts[0] === 'default') [profile, path] = ['default', parts.slice(1)];
  else if (parts.length > 2 && parts[0] === 'profile') [profile, path] = [parts[1] ?? '', parts.slice(2)];
  else if (parts.length === 2 && (parts[0] === 'plugins' || parts[0] === 'preview')) [section, path] = [parts[0], parts.slice(1)];
  const [key = '', inner] = path;
  const isKey = IN_CREDENTIALS.has(key);
  const target = section ?? (isKey ? profile : sectionOf(profile));
  const change: NewValue = inner === undefined ? value : [inner, value];
  await update(io, isKey ? settings.credentialsFile : settings.configFile, target, new Map([[key, change]]));
  return 0;
}

async function importKeys(values: ReadonlyMap<string, string>, { io, settings }: ConfigureContext): Promise<number> {
  const imported = await readKeys(values.get('csv') ?? '', values.has('skip-invalid'), io);
  for (const { name, accessKeyId, secretAccessKey } of imported) {
    const keys = new Map([
      ['aws_access_key_id', accessKeyId],
      ['aws_secret_access_key', secretAccessKey],
    ]);
    await update(io, settings.credentialsFile, `${values.get('profile-prefix') ?? ''}${name}`, keys);
  }
  io.stdout(`Successfully imported ${imported.length} profile(s)\n`);
  return 0;
}

async function listProfiles({ io, settings }: ConfigureContext): Promise<number> {
  for (const name of settings.profiles.keys()) io.stdout(`${name}\n`);
  return 0;
}

type Row = { value: string; type: string; place: string };
const NOT_SET: Row = { value: '<not set>', type: 'None', place: 'None' };

async function list(context: ConfigureContext): Promise<number> {
  const { io, settings, generation } = context;
  const chosen = settings.chosen;
  const profile: Row = !chosen
    ? NOT_SET
    : chosen.by === 'option'
      ? { value: chosen.name, type: 'manual', place: '--profile' }
      : { value: chosen.name, type: 'env', place: placeOf(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) };
  const print = rowPrinter(generation, io);
  print('profile', profile);
  // AWS: the missing profile is found when its keys are.
  if (chosen && !settings.profiles.has(chosen.name)) throw profileNotFound(chosen.name);
  for (const [name, row] of await keyRows(context)) print(name, row);
  print('region', regionRow(settings));
  return 0;
}

/** Returns the place of a value that one of several variables sets: Python's text for their list. */
const placeOf = (variables: readonly string[]): string => repr(variables);

/** Prints the head of the table, and returns a function that prints a row. */
function rowPrinter(generation: Generation, io: CommandIo): (name: string, row: Row) => void {
  if (generation === '2.23') {
    const print = (name: string, { value, type, place }: Row) =>
      io.stdout(`${name.padStart(10)} ${value.padStart(24)} ${type.padStart(16)}    ${place}\n`);
    print('Name', { value: 'Value', type: 'Type', place: 'Location' });
    print('----', { value: '-----', type: '----', place: '--------' });
    return print;
  }
  const print = (name: string, { value, type, place }: Row) =>
    io.stdout(`${name.padEnd(10)} : ${value.padEnd(24)} : ${type.padEnd(16)} : ${place}\n`);
  print('NAME', { value: 'VALUE', type: 'TYPE', place: 'LOCATION' });
  const shown = (text: string) => (text === 'None' ? '' : text);
  return (name, { value, type, place }) => print(name, { value, type: shown(type), place: shown(place) });
}

async function keyRows(context: ConfigureContext): Promise<(readonly [string, Row])[]> {
  const found = await findCredentials(context.settings, context.io, context.userAgent('configure'));
  const row = (value: string): Row => ({ value: masked(value), type: found?.method ?? 'None', place: '' });
  if (!found) {
    return [
      ['access_key', NOT_SET],
      ['secret_key', NOT_SET],
    ];
  }
  if (isSession(found.use)) {
    const own: Row = { value: found.use === 'session' ? '<of this session>' : '<of a session>', type: found.method, place: '' };
    return [
      ['access_key', own],
      ['secret_key', own],
    ];
  }
  return [
    ['access_key', row(found.use.accessKeyId)],
    ['secret_key', row(found.use.secretAccessKey)],
  ];
}

function regionRow(settings: Settings): Row {
  const variables = ['AWS_REGION', 'AWS_DEFAULT_REGION'];
  const [inEnv] = variables.flatMap((name) => settings.env.get(name) || []);
  if (inEnv !== undefined) return { value: inEnv, type: 'env', place: placeOf(variables) };
  const value = textIn(chosenValues(settings), 'region');
  return value === undefined
    ? NOT_SET
    : { value, type: 'config-file', place: settings.env.get('AWS_CONFIG_FILE') ?? '~/.aws/config' };
}

async function exportCredentials(format: string, context: ConfigureContext): Promise<number> {
  const { io, settings, userAgent } = context;
  const found = await findCredentials(settings, io, userAgent('configure')).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(253, `Unable to retrieve credentials: ${error.message.trim()}\n`, 'Configuration');
  });
  if (!found) throw new CommandError(253, 'Unable to retrieve credentials: no credentials found', 'Configuration');
  if (isSession(found.use))
    throw new CommandError(253, `Unable to retrieve credentials: ${waysToKeys(found.use)}`, 'Configuration');
  const { accessKeyId, secretAccessKey, sessionToken } = found.use;
  if (format === 'process') {
    const json = new Map<string, Value>([
      ['Version', 1n],
      ['AccessKeyId', accessKeyId],
      ['SecretAccessKey', secretAccessKey],
    ]);
    if (sessionToken !== undefined) json.set('SessionToken', sessionToken);
    if (found.expires !== undefined) json.set('Expiration', found.expires);
    io.stdout(`${writeJson(json, { indent: 2 })}\n`);
    return 0;
  }
  const lines = [
    ['AWS_ACCESS_KEY_ID', accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
    ['AWS_SESSION_TOKEN', sessionToken],
    ['AWS_CREDENTIAL_EXPIRATION', found.expires],
  ] as const;
  for (const [name, value] of lines) if (value !== undefined) io.stdout(`${variableLine(format, name, value)}\n`);
  return 0;
}

function variableLine(format: string, name: string, value: string): string {
  if (format === 'env') return `export ${name}=${value}`;
  if (format === 'powershell') return `$Env:${name}="${value}"`;
  if (format === 'fish') return `set -gx ${name} "${value}"`;
  return format === 'windows-cmd' ? `set ${name}=${value}` : `${name}=${value}`;
}
