import { CommandError } from '../errors/command-error';
import type { Generation } from '../errors/generation';
import { OUTPUT_FORMATS, type OutputFormat } from '../output/print-answer';
import { compileQuery, type Query } from '../query/compile';
import { QuerySyntaxError } from '../query/syntax-error';
import { type Argument, parseArguments } from './argument-parser';
import type { BinaryFormat } from './call-input';

/** An option of every command. */
export type GlobalOption = { argument: Argument; doc: string };

const option = (name: string, doc: string, rest: Partial<Argument> = {}): GlobalOption => ({
  doc,
  argument: { option: `--${name}`, target: name, action: 'value', ...rest },
});

const COLORS = ['on', 'off', 'auto'] as const;
const BINARY_FORMATS = ['base64', 'raw-in-base64-out'] as const;

/** Returns the options of every command. */
export function globalOptions(generation: Generation): readonly GlobalOption[] {
  const formats = OUTPUT_FORMATS.filter((format) => format !== 'off' || generation === '2.36');
  return [
    option('debug', 'Shows what the command does, on standard error.', { action: 'true' }),
    option('endpoint-url', 'Not available here: every call goes to this installation.'),
    option('no-verify-ssl', 'Without effect here.', { action: 'false', target: 'verify-ssl' }),
    option('no-paginate', 'Makes one call only, for the first page.', { action: 'false', target: 'paginate' }),
    option('output', 'The format of the answer.', { choices: formats }),
    option('query', 'A JMESPath expression that chooses parts of the answer.'),
    option('profile', 'The profile with the credentials and settings of the call.'),
    option('region', 'The Region of the call.'),
    option('version', 'Shows the version.', { action: 'show' }),
    option('color', 'Turns colors on or off.', { choices: COLORS }),
    option('no-sign-request', 'Makes the call without credentials.', { action: 'false', target: 'sign-request' }),
    option('ca-bundle', 'Without effect here.'),
    option('cli-read-timeout', 'Without effect here.'),
    option('cli-connect-timeout', 'Without effect here.'),
    option('cli-binary-format', 'How texts are read where bytes are wanted.', { choices: BINARY_FORMATS }),
    option('no-cli-pager', 'Without effect here: there is no pager.', { action: 'true' }),
    option('cli-auto-prompt', 'Not available here.', { action: 'true' }),
    option('no-cli-auto-prompt', 'Without effect here.', { action: 'true' }),
  ];
}

/** The values of the options of every command. */
export type Globals = {
  command: string;
  /** The words after it. */
  rest: readonly string[];
  output?: OutputFormat;
  query?: Query;
  profile?: string;
  region?: string;
  color: (typeof COLORS)[number];
  paginate: boolean;
  signs: boolean;
  binaryFormat?: BinaryFormat;
  debug: boolean;
};

/**
 * Reads the options of every command. `version`: that was asked for.
 * @throws CommandError
 */
export function readGlobals(words: readonly string[], commands: readonly string[], generation: Generation): Globals | 'version' {
  const command: Argument = { target: 'command', action: 'value', required: true, choices: commands };
  const options = globalOptions(generation).map(({ argument }) => argument);
  const { values, rest, shown } = parseArguments(words, [...options, command], generation);
  if (shown) return 'version';
  const text = (name: string): string | undefined => {
    const value = values.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const query = text('query');
  const endpoint = text('endpoint-url');
  const globals: Globals = {
    command: text('command') ?? '',
    rest,
    color: (text('color') ?? 'auto') as Globals['color'],
    paginate: values.get('paginate') !== false,
    signs: values.get('sign-request') !== false,
    debug: values.get('debug') === true,
  };
  const [output, profile, region, format] = ['output', 'profile', 'region', 'cli-binary-format'].map(text);
  if (output !== undefined) globals.output = output as OutputFormat;
  if (profile !== undefined) globals.profile = profile;
  if (region !== undefined) globals.region = region;
  if (format !== undefined) globals.binaryFormat = format as BinaryFormat;
  if (query !== undefined) globals.query = compiled(query);
  if (endpoint !== undefined) refuseEndpoint(endpoint);
  return globals;
}

function compiled(expression: string): Query {
  try {
    return compileQuery(expression);
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    throw new CommandError(252, `Bad value for --query ${expression}: ${error.message}`, 'ParamValidation');
  }
}

/** Calls from the shell reach this installation only. */
function refuseEndpoint(url: string): never {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    throw new CommandError(
      252,
      `Bad value for --endpoint-url "${url}": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/`,
      'ParamValidation',
    );
  }
  throw new CommandError(
    255,
    `Could not connect to the endpoint URL: "${url}". Calls from this shell go to this installation only. Leave out --endpoint-url.`,
  );
}
