import { CommandError } from '../errors/command-error';
import type { ArgumentValue } from '../input/argument-parser';
import { readShorthand } from '../input/shorthand';
import { Interrupted } from '../io';
import { readJson } from '../python/json-reader';
import { toJson } from '../python/value';
import { filesToSync } from './compare';
import type { S3Context } from './context';
import { filesOf, type Operation, type TransferFile } from './files';
import { fileFilter } from './filters';
import type { S3Subcommand } from './options';
import { absolutePath, bucketAndKey, destinationOf, isS3, joinPath, type Place, type Route } from './paths';
import { Results, type Verbosity } from './results';
import { getObject, putObject, reasonOf, type TransferOptions, transfer } from './transfer';

type Values = ReadonlyMap<string, ArgumentValue>;
type Name = 'cp' | 'mv' | 'rm' | 'sync';
type Paths = { source: string; target: string };

/** Runs `aws s3 cp`, `mv`, `rm` or `sync`. */
export async function runTransfer(
  name: Name,
  command: Pick<S3Subcommand, 'usage'>,
  values: Values,
  context: S3Context,
): Promise<number> {
  const paths = pathsOf(name, command, values);
  const operation = operationOf(paths, name);
  const isStream = paths.source === '-' || paths.target === '-';
  const recursive = name === 'sync' || values.get('recursive') === true;
  if (isStream && (name !== 'cp' || recursive)) {
    throw wrong('Streaming currently is only compatible with non-recursive cp commands');
  }
  if (name === 'mv' && operation === 'copy' && isSamePath(paths)) {
    throw wrong(`Cannot mv a file onto itself: ${paths.source} - ${paths.target}`);
  }
  const given = await transferOptions(name, values);
  const results = new Results(context.io, verbosityOf(name, values, isStream));
  if (!isStream) await prepareLocalSide(paths, operation, recursive, context);
  try {
    // Like the AWS CLI, it looks at grants when it begins to write.
    const options = operation === 'upload' || operation === 'copy' ? withGrants(given, values.get('grants')) : given;
    if (isStream) return await stream(paths, operation, options, context, results);
    await transfer(await due(name, paths, operation, recursive, values, context, results), options, context, results);
  } catch (error) {
    if (error instanceof Interrupted) {
      context.io.stderr('cancelled: ctrl-c received\n');
      throw error;
    }
    if (!(error instanceof CommandError)) throw error;
    results.fatal(error.message);
  }
  return results.failed > 0 ? 1 : results.warned > 0 ? 2 : 0;
}

const wrong = (sentence: string): CommandError => new CommandError(252, sentence, 'ParamValidation');

function pathsOf(name: Name, { usage }: Pick<S3Subcommand, 'usage'>, values: Values): Paths {
  const given = [values.get('source'), values.get('target')].filter((path) => path !== undefined).map(String);
  const fits = name === 'rm' ? given.every(isS3) : given.some(isS3);
  if (!fits) throw wrong(`usage: aws s3 ${name} ${usage}\nError: Invalid argument type`);
  // A bucket alone is the folder of all its objects.
  const [source = '', target = source] = given.map((path) =>
    isS3(path) && bucketAndKey(path).key === '' && !path.endsWith('/') ? `${path}/` : path,
  );
  return { source, target };
}

function operationOf({ source, target }: Paths, name: Name): Operation {
  if (name === 'rm') return 'delete';
  if (!isS3(source)) return 'upload';
  return isS3(target) ? 'copy' : 'download';
}

function isSamePath({ source, target }: Paths): boolean {
  return source === target || (target.endsWith('/') && source === target + source.slice(source.lastIndexOf('/') + 1));
}

function verbosityOf(name: Name, values: Values, isStream: boolean): Verbosity {
  if (values.get('quiet')) return 'nothing';
  if (isStream || values.get('only-show-errors')) return 'errors';
  return name === 'rm' || values.get('progress') === false ? 'results' : 'progress';
}

/** Refuses a source that does not exist, and makes the folder that is written to. */
async function prepareLocalSide(
  { source, target }: Paths,
  operation: Operation,
  recursive: boolean,
  { io }: S3Context,
): Promise<void> {
  if (operation === 'upload' && !(await io.files.stat(source))) {
    throw new CommandError(255, `The user-provided path ${source} does not exist.`);
  }
  if (operation === 'download' && recursive && !(await io.files.stat(target))) await io.files.makeFolder(target);
}

async function routeOf({ source, target }: Paths, recursive: boolean, context: S3Context): Promise<Route> {
  const place = async (path: string): Promise<{ place: Place; isFolder: boolean }> => {
    if (isS3(path)) {
      const inBucket = path.slice(5);
      const isFolder = recursive || inBucket.endsWith('/');
      return { place: { type: 's3', path: isFolder && !inBucket.endsWith('/') ? `${inBucket}/` : inBucket }, isFolder };
    }
    const absolute = absolutePath(path, context.io.files.cwd);
    const isFolder = recursive || path.endsWith('/') || (await context.io.files.stat(absolute))?.isFolder === true;
    return { place: { type: 'local', path: isFolder ? joinPath(absolute, '').replace(/\/*$/, '/') : absolute }, isFolder };
  };
  const [from, to] = [await place(source), await place(target)];
  return { source: from.place, target: to.place, recursive, keepsName: to.isFolder };
}

/** Returns the files that a command works on. */
async function due(
  name: Name,
  paths: Paths,
  operation: Operation,
  recursive: boolean,
  values: Values,
  context: S3Context,
  results: Results,
): Promise<TransferFile[]> {
  const pageSize = values.get('page-size');
  const options = {
    ...(pageSize !== undefined && { pageSize: Number(pageSize) }),
    warn: (message: string) => results.warning(message),
  };
  const included = fileFilter(filtersOf(values), paths, recursive, (path) => absolutePath(path, context.io.files.cwd));
  const collect = async (from: Paths, does: Operation): Promise<TransferFile[]> => {
    const found: TransferFile[] = [];
    for await (const file of filesOf(await routeOf(from, recursive, context), does, context, options)) {
      if (included(file.source)) found.push(file);
    }
    return found;
  };
  const files = await collect(paths, operation);
  if (name !== 'sync') return files;
  const present = await collect({ source: paths.target, target: paths.source }, 'copy');
  return filesToSync(files, present, {
    deletes: values.get('delete') === true,
    sizeOnly: values.get('size-only') === true,
    exactTimestamps: values.get('exact-timestamps') === true,
  });
}

/** Returns the patterns in their order. The parser keeps each after the name of its option. */
function filtersOf(values: Values): { includes: boolean; pattern: string }[] {
  const kept = values.get('filters');
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((word: string, i) =>
    i % 2 === 0 ? [{ includes: word === '--include', pattern: String(kept[i + 1]) }] : [],
  );
}

/** Uploads standard input, or writes an object to standard output. */
async function stream(
  paths: Paths,
  operation: Operation,
  options: TransferOptions,
  context: S3Context,
  results: Results,
): Promise<number> {
  const { io } = context;
  const route = await routeOf(paths, false, context);
  if (options.dryRun) {
    const [source, target] = operation === 'upload' ? ['-', paths.target] : [paths.source, '-'];
    results.dryRun(`${operation}: ${source} to ${target}`);
    return 0;
  }
  try {
    if (operation === 'upload') {
      await putObject(destinationOf(route, paths.source).target, await io.stdin(), options, context);
    } else {
      io.stdout(await getObject(route.source.path, options, context));
    }
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const target = operation === 'upload' ? `s3://${destinationOf(route, paths.source).target}` : '-';
    results.failure(`${operation} failed: ${paths.source} to ${target} ${reasonOf(error, { operation, ...paths })}`);
    return 1;
  }
}

/** The members of calls by the options that set them. */
const WRITTEN_MEMBERS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  'storage-class': 'StorageClass',
  'website-redirect': 'WebsiteRedirectLocation',
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  expires: 'Expires',
  sse: 'ServerSideEncryption',
  'sse-kms-key-id': 'SSEKMSKeyId',
  'checksum-algorithm': 'ChecksumAlgorithm',
};

const GRANT_MEMBERS: Readonly<Record<string, string>> = {
  read: 'GrantRead',
  full: 'GrantFullControl',
  readacl: 'GrantReadACP',
  writeacl: 'GrantWriteACP',
};

async function transferOptions(name: Name, values: Values): Promise<TransferOptions> {
  const metadata = await metadataOf(values.get('metadata'));
  const directive = values.get('metadata-directive');
  const payer = values.get('request-payer');
  const written = Object.fromEntries(
    Object.entries(WRITTEN_MEMBERS).flatMap(([option, member]) => {
      const given = values.get(option);
      return given === undefined || given === '' ? [] : [[member, given]];
    }),
  );
  return {
    moves: name === 'mv',
    dryRun: values.get('dryrun') === true,
    guessesType: values.get('guess-mime-type') !== false,
    written: { ...written, ...(metadata !== undefined && { Metadata: metadata }) },
    copied:
      directive !== undefined ? { MetadataDirective: directive } : metadata !== undefined ? { MetadataDirective: 'REPLACE' } : {},
    common: payer === undefined ? {} : { RequestPayer: payer },
  };
}

function withGrants(options: TransferOptions, grants: ArgumentValue | undefined): TransferOptions {
  if (!Array.isArray(grants)) return options;
  const members = grants.map((grant: string) => {
    const sign = grant.indexOf('=');
    if (sign < 0) throw wrong('grants should be of the form permission=principal');
    const member = GRANT_MEMBERS[grant.slice(0, sign)];
    if (member === undefined) throw wrong('permission must be one of: read|readacl|writeacl|full');
    return [member, grant.slice(sign + 1)];
  });
  return { ...options, written: { ...options.written, ...Object.fromEntries(members) } };
}

/** Reads `--metadata`: JSON, or shorthand such as `a=1,b=2`. */
async function metadataOf(given: ArgumentValue | undefined): Promise<unknown> {
  if (given === undefined) return undefined;
  const text = String(given);
  if (!text.trimStart().startsWith('{')) return Object.fromEntries(await readShorthand(text, async () => null));
  return toJson(readJson(text));
}
