import { CommandError } from '../errors/command-error';
import { systemError } from '../input/param-file';
import { Interrupted } from '../io';
import { decodeBase64, encodeBase64 } from '../python/base64';
import { contentTypeOf } from './content-types';
import { type S3Context, s3Call } from './context';
import type { TransferFile } from './files';
import { bucketAndKey, normalPath, relativePath } from './paths';
import { encodeUri } from './presign';
import type { Results } from './results';

export type TransferOptions = {
  /** True for `mv`: the source is deleted after its transfer. */
  moves: boolean;
  dryRun: boolean;
  guessesType: boolean;
  /** Members of the calls that write an object. */
  written: Readonly<Record<string, unknown>>;
  /** Members of the calls that copy an object. */
  copied: Readonly<Record<string, unknown>>;
  /** Members of all calls for single objects. */
  common: Readonly<Record<string, unknown>>;
};

/** Transfers files, one after the other, and reports each. A failure does not stop the others. */
export async function transfer(
  files: readonly TransferFile[],
  options: TransferOptions,
  context: S3Context,
  results: Results,
): Promise<void> {
  const { cwd } = context.io.files;
  const due = files.filter((file) => !escapesFolder(file, results));
  results.begin(
    due.length,
    due.reduce((sum, { operation, size }) => sum + (operation === 'delete' ? 0 : (size ?? 0)), 0),
  );
  for (const file of due) {
    const statement = statementOf(file, options.moves, cwd);
    if (options.dryRun) {
      results.dryRun(`${statement.type}: ${statement.location}`);
      continue;
    }
    try {
      await perform(file, options, context);
      if (file.operation !== 'delete') results.transferred(file.size ?? 0);
      if (options.moves) await removeSource(file, options, context);
      results.success(`${statement.type}: ${statement.location}`);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      results.failure(`${statement.type} failed: ${statement.location} ${reasonOf(error, file)}`);
    }
  }
}

/** Leaves out keys such as `../x`, which would be written outside of the folder. */
function escapesFolder({ operation, compareKey }: TransferFile, results: Results): boolean {
  if (operation !== 'download' || !normalPath(compareKey.replace(/^\/+/, '')).startsWith('../')) return false;
  results.warning(`warning: Skipping file ${compareKey}. File references a parent directory.`);
  return true;
}

function statementOf(file: TransferFile, moves: boolean, cwd: string): { type: string; location: string } {
  const local = (path: string): string => relativePath(path, cwd);
  const [source, target] = {
    upload: [local(file.source), `s3://${file.target}`],
    download: [`s3://${file.source}`, local(file.target)],
    copy: [`s3://${file.source}`, `s3://${file.target}`],
    delete: [file.sourceType === 's3' ? `s3://${file.source}` : local(file.source), null],
  }[file.operation] as [string, string | null];
  return { type: moves ? 'move' : file.operation, location: target === null ? source : `${source} to ${target}` };
}

/** Returns the text of a failure as Python writes it. */
export function reasonOf(
  error: unknown,
  { operation, source, target }: Pick<TransferFile, 'operation' | 'source' | 'target'>,
): string {
  if (error instanceof CommandError) return error.message;
  const reason = systemError(error, operation === 'download' ? target : source);
  if (reason === null) throw error;
  return reason;
}

const named = (path: string): { Bucket: string; Key: string } => {
  const { bucket, key } = bucketAndKey(path);
  return { Bucket: bucket, Key: key };
};

async function perform(file: TransferFile, options: TransferOptions, context: S3Context): Promise<void> {
  const { files } = context.io;
  switch (file.operation) {
    case 'upload':
      await putObject(file.target, await files.read(file.source), options, context, contentTypeOf(file.source));
      return;
    case 'download': {
      const output = await s3Call(context, 'GetObject', { ...named(file.source), ...options.common });
      const folder = file.target.slice(0, file.target.lastIndexOf('/'));
      if (folder !== '' && !(await files.stat(folder))) await files.makeFolder(folder);
      // The file has the time of the object, so that `sync` finds both alike.
      await files.write(file.target, decodeBase64(String(output.Body ?? '')), file.modified ?? undefined);
      return;
    }
    case 'copy':
      await s3Call(context, 'CopyObject', {
        ...named(file.target),
        CopySource: file.source.split('/').map(encodeUri).join('/'),
        ...options.written,
        ...options.copied,
        ...options.common,
      });
      return;
    case 'delete':
      if (file.sourceType === 'local') await files.remove(file.source);
      else await s3Call(context, 'DeleteObject', { ...named(file.source), ...options.common });
  }
}

async function removeSource(file: TransferFile, options: TransferOptions, context: S3Context): Promise<void> {
  if (file.sourceType === 'local') await context.io.files.remove(file.source);
  else await s3Call(context, 'DeleteObject', { ...named(file.source), ...options.common });
}

/** Writes an object. */
export async function putObject(
  target: string,
  content: Uint8Array,
  options: Pick<TransferOptions, 'written' | 'common' | 'guessesType'>,
  context: S3Context,
  contentType?: string,
): Promise<void> {
  await s3Call(context, 'PutObject', {
    ...named(target),
    ...(options.guessesType && contentType !== undefined && { ContentType: contentType }),
    ...options.written,
    ...options.common,
    Body: encodeBase64(content),
  });
}

/** Reads an object. The AWS CLI asks for its size before it streams it. */
export async function getObject(
  source: string,
  options: Pick<TransferOptions, 'common'>,
  context: S3Context,
): Promise<Uint8Array> {
  await s3Call(context, 'HeadObject', { ...named(source), ...options.common });
  const output = await s3Call(context, 'GetObject', { ...named(source), ...options.common });
  return decodeBase64(String(output.Body ?? ''));
}
