import { withAliases } from '../aliases/aliases';
import { CommandError } from '../errors/command-error';
import { invalidChoice, usageError } from '../errors/usage';
import { type ArgumentValue, parseArguments } from '../input/argument-parser';
import { isSession, waysToKeys } from '../io';
import { readInt } from '../python/numbers';
import { repr } from '../python/text';
import { runMb, runRb } from './bucket-commands';
import type { S3Context } from './context';
import { runLs } from './list-command';
import { S3_SUBCOMMANDS, type S3Subcommand } from './options';
import { bucketAndKey } from './paths';
import { presignedUrl, unsignedUrl } from './presign';
import { runTransfer } from './transfer-commands';

const USAGE = 'usage: aws [options] s3 <subcommand> [parameters]';

type Values = ReadonlyMap<string, ArgumentValue>;

/**
 * Runs `aws s3`. Returns the exit status: 1 if some transfers failed or nothing was found, and 2 after warnings.
 * @param words the words after `s3`, without global options
 * @throws CommandError for wrong words and for errors that end the command
 */
export async function runS3(words: readonly string[], context: S3Context): Promise<number> {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const name = words[at];
  if (name === undefined) throw words.length > 0 ? unknown(words) : tooFewArguments(context);
  if (name === 'website') throw new CommandError(252, 'aws s3 website is not available in Gatehouse.', 'ParamValidation');
  if (!isS3Subcommand(name)) {
    throw usageError(
      `argument subcommand: ${invalidChoice(name, withAliases(CHOICES, context.aliases), context.generation)}`,
      context.generation,
    );
  }
  const command = S3_SUBCOMMANDS[name];
  const { values, rest } = parseArguments(words.toSpliced(at, 1), command.args, context.generation);
  checkWords(command, values, context);
  if (rest.length > 0) throw unknown(rest);
  switch (name) {
    case 'ls':
      return await runLs(withPageSize(values), context);
    case 'mb':
      return await runMb(String(values.get('source')), context);
    case 'rb':
      return await runRb(String(values.get('source')), values.get('force') === true, context);
    case 'presign':
      presign(values, context);
      return 0;
    default:
      return await runTransfer(name, command, withPageSize(values), context);
  }
}

/** The subcommands in the order in which the AWS CLI lists them. */
const CHOICES = ['ls', 'website', 'cp', 'mv', 'rm', 'sync', 'mb', 'rb', 'presign'];

const unknown = (words: readonly string[]): CommandError =>
  new CommandError(252, `Unknown options: ${words.join(',')}`, 'ParamValidation');

export const isS3Subcommand = (name: string): name is keyof typeof S3_SUBCOMMANDS => Object.hasOwn(S3_SUBCOMMANDS, name);

function tooFewArguments({ generation }: S3Context): CommandError {
  return generation === '2.23'
    ? new CommandError(252, `${USAGE}\naws: error: too few arguments`)
    : new CommandError(252, `too few arguments\n\n${USAGE}`);
}

function checkWords({ words, wordsShownAs }: S3Subcommand, values: Values, { generation }: S3Context): void {
  if (words.some((word) => !values.has(word)))
    throw usageError(`the following arguments are required: ${wordsShownAs}`, generation);
}

/** Reads the options that are numbers, in the words of Python's `int`. */
function integer(word: ArgumentValue): bigint {
  const value = readInt(String(word));
  if (value === null) throw new CommandError(255, `invalid literal for int() with base 10: ${repr(String(word))}`);
  return value;
}

function withPageSize(values: Values): Values {
  const pageSize = values.get('page-size');
  return pageSize === undefined ? values : new Map([...values, ['page-size', integer(pageSize)]]);
}

function presign(values: Values, context: S3Context): void {
  const { bucket, key } = bucketAndKey(String(values.get('source')));
  const expiresIn = integer(values.get('expires-in') ?? '3600');
  const { credentials, region, io } = context;
  if (credentials !== 'none' && isSession(credentials))
    throw new CommandError(253, `A URL is signed with keys. ${waysToKeys(credentials)}`, 'NoCredentials');
  const endpoint = context.endpointUrl ?? `https://s3.${region}.amazonaws.com`;
  const object = { endpoint, bucket, key };
  io.stdout(
    credentials === 'none'
      ? `${unsignedUrl(object)}\n`
      : `${presignedUrl({ ...object, region, keys: credentials, expiresIn, now: io.now() })}\n`,
  );
}
