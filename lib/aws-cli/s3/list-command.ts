import type { ArgumentValue } from '../input/argument-parser';
import { instant, listObjects, type ObjectPage, records, type S3Context, s3Call } from './context';
import { humanSize } from './human-size';
import { bucketAndKey } from './paths';

/** Runs `aws s3 ls`. Returns 1 if nothing is under the prefix. */
export async function runLs(values: ReadonlyMap<string, ArgumentValue>, context: S3Context): Promise<number> {
  const { bucket, key } = bucketAndKey(String(values.get('paths') ?? 's3://'));
  const pageSize = values.get('page-size');
  const shown = (size: number): string => (values.get('human-readable') ? humanSize(size) : String(size));
  let [count, total, nothing] = [0, 0, false];
  if (bucket === '') {
    await listBuckets(values, context);
  } else {
    const recursive = values.get('recursive') === true;
    const input = {
      Bucket: bucket,
      Prefix: key,
      ...(!recursive && { Delimiter: '/' }),
      ...(pageSize !== undefined && { MaxKeys: Number(pageSize) }),
    };
    let isFirst = true;
    for await (const page of listObjects(context, input)) {
      nothing = isFirst && page.objects.length === 0 && page.prefixes.length === 0;
      isFirst = false;
      context.io.stdout(linesOf(page, recursive, shown));
      count += page.objects.length;
      total += page.objects.reduce((sum, { size }) => sum + size, 0);
    }
  }
  if (values.get('summarize')) context.io.stdout(`\nTotal Objects: ${count}\n${'Total Size: '.padStart(15)}${shown(total)}\n`);
  return nothing && key !== '' ? 1 : 0;
}

async function listBuckets(values: ReadonlyMap<string, ArgumentValue>, context: S3Context): Promise<void> {
  const [prefix, region, pageSize] = [values.get('bucket-name-prefix'), values.get('bucket-region'), values.get('page-size')];
  let token: unknown;
  do {
    const page = await s3Call(context, 'ListBuckets', {
      ...(prefix !== undefined && { Prefix: prefix }),
      ...(region !== undefined && { BucketRegion: region }),
      ...(pageSize !== undefined && { MaxBuckets: Number(pageSize) }),
      ...(token !== undefined && { ContinuationToken: token }),
    });
    for (const { CreationDate, Name } of records(page.Buckets))
      context.io.stdout(`${localTime(instant(CreationDate))} ${Name}\n`);
    token = page.ContinuationToken;
  } while (token !== undefined && token !== null && token !== '');
}

function linesOf({ objects, prefixes }: ObjectPage, recursive: boolean, shown: (size: number) => string): string {
  return [
    ...prefixes.map((prefix) => `${'PRE'.padStart(30)} ${prefix.split('/').at(-2) ?? ''}/\n`),
    ...objects.map(({ key, size, modified }) => {
      const name = recursive ? key : (key.split('/').at(-1) ?? '');
      return `${localTime(modified)} ${shown(size).padStart(10)} ${name}\n`;
    }),
  ].join('');
}

/** Returns a time as `aws s3` shows it. The shell's time zone is UTC. */
const localTime = (time: Date): string => time.toISOString().slice(0, 19).replace('T', ' ');
