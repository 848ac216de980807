import type { Generation } from '../errors/generation';
import { ServiceError } from '../errors/service-error';
import type { CallAnswer, CommandIo, Signer } from '../io';

/** The world of `aws s3`. */
export type S3Context = {
  io: CommandIo;
  generation: Generation;
  region: string;
  credentials: Signer | 'none';
  /** The aliases of `aws s3`. */
  aliases: ReadonlyMap<string, string>;
  /** The address of `--endpoint-url` or its variable. */
  endpointUrl?: string;
  /** Makes a call to S3. */
  call: (operation: string, input: Readonly<Record<string, unknown>>) => Promise<Extract<CallAnswer, { requestId: string }>>;
};

type Output = Readonly<Record<string, unknown>>;

/** Makes a call to S3. @throws ServiceError */
export async function s3Call(context: S3Context, operation: string, input: Output): Promise<Output> {
  const answer = await context.call(operation, input);
  if (!answer.ok) throw new ServiceError(operation, answer);
  return answer.output;
}

export type S3Object = { key: string; size: number; modified: Date };

export type ObjectPage = { objects: readonly S3Object[]; prefixes: readonly string[] };

/** Reads the pages of a list of objects. */
export async function* listObjects(context: S3Context, input: Output): AsyncGenerator<ObjectPage, void, undefined> {
  let token: unknown;
  do {
    const page = await s3Call(context, 'ListObjectsV2', { ...input, ...(token !== undefined && { ContinuationToken: token }) });
    yield {
      objects: records(page.Contents).map(({ Key, Size, LastModified }) => ({
        key: String(Key),
        size: Number(Size),
        modified: instant(LastModified),
      })),
      prefixes: records(page.CommonPrefixes).map(({ Prefix }) => String(Prefix)),
    };
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** Returns the structures of a list in an answer. */
export const records = (value: unknown): readonly Output[] => (Array.isArray(value) ? value : []);

/** Returns a time of an answer: ISO 8601 or seconds since 1970. */
export const instant = (value: unknown): Date => new Date(typeof value === 'number' ? value * 1000 : String(value));
