import { ServiceError } from '../errors/service-error';
import { compareTexts } from '../python/value';
import { instant, listObjects, type S3Context, s3Call } from './context';
import { bucketAndKey, destinationOf, type Route } from './paths';

export type Operation = 'upload' | 'download' | 'copy' | 'delete';

/** A file or object that a command works on. */
export type TransferFile = {
  operation: Operation;
  /** `bucket/key`, or an absolute path. */
  source: string;
  sourceType: 's3' | 'local';
  target: string;
  /** Its path below the source, by which `sync` compares. */
  compareKey: string;
  /** Null for an object that is deleted unseen. */
  size: number | null;
  modified: Date | null;
};

/**
 * Finds the files of a route's source, sorted by path. Files that do not exist are reported and left out.
 * @throws ServiceError if S3 refuses
 */
export async function* filesOf(
  route: Route,
  operation: Operation,
  context: S3Context,
  options: { pageSize?: number; warn: (message: string) => void },
): AsyncGenerator<TransferFile, void, undefined> {
  const { type, path } = route.source;
  const found =
    type === 'local' ? localFiles(path, route.recursive, context, options.warn) : objects(route, operation, context, options);
  for await (const { source, size, modified } of found) {
    yield { operation, source, sourceType: type, ...destinationOf(route, source), size, modified };
  }
}

type Found = { source: string; size: number | null; modified: Date | null };

async function* localFiles(
  path: string,
  recursive: boolean,
  context: S3Context,
  warn: (message: string) => void,
): AsyncGenerator<Found, void, undefined> {
  const { files } = context.io;
  const stat = await files.stat(path);
  if (!stat) {
    warn(`warning: Skipping file ${path}. File does not exist.`);
  } else if (!recursive) {
    yield { source: path, size: stat.size, modified: stat.modified };
  } else {
    // Folders are sorted with their slash, which is the order of S3's keys.
    const names = await Promise.all(
      (await files.list(path)).map(async (name) => ((await files.stat(path + name))?.isFolder ? `${name}/` : name)),
    );
    for (const name of names.sort(compareTexts)) yield* localFiles(path + name, name.endsWith('/'), context, warn);
  }
}

async function* objects(
  route: Route,
  operation: Operation,
  context: S3Context,
  { pageSize }: { pageSize?: number },
): AsyncGenerator<Found, void, undefined> {
  const { bucket, key } = bucketAndKey(route.source.path);
  if (!route.recursive && key !== '') {
    yield operation === 'delete' ? { source: route.source.path, size: null, modified: null } : await head(context, bucket, key);
    return;
  }
  const input = { Bucket: bucket, Prefix: key, ...(pageSize !== undefined && { MaxKeys: pageSize }) };
  for await (const page of listObjects(context, input)) {
    for (const object of page.objects) {
      const source = `${bucket}/${object.key}`;
      // An empty object stands for a folder that the S3 console made. Only a deletion takes it.
      const isFolder = object.size === 0 && source.endsWith('/');
      if (isFolder ? operation === 'delete' : route.recursive || source === route.source.path) {
        yield { source, size: object.size, modified: object.modified };
      }
    }
  }
}

async function head(context: S3Context, Bucket: string, Key: string): Promise<Found> {
  const output = await s3Call(context, 'HeadObject', { Bucket, Key }).catch((error: unknown) => {
    if (!(error instanceof ServiceError) || error.answer.code !== '404') throw error;
    throw new ServiceError('HeadObject', error.answer, `Key "${Key}" does not exist`);
  });
  return { source: `${Bucket}/${Key}`, size: Number(output.ContentLength), modified: instant(output.LastModified) };
}
