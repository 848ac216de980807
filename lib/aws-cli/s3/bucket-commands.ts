import { CommandError } from '../errors/command-error';
import { type S3Context, s3Call } from './context';
import { S3_SUBCOMMANDS } from './options';
import { bucketAndKey, isS3 } from './paths';
import { runTransfer } from './transfer-commands';

/** Runs `aws s3 mb`. */
export async function runMb(path: string, context: S3Context): Promise<number> {
  const { bucket } = checked(path, S3_SUBCOMMANDS.mb.usage);
  const elsewhere = context.region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: context.region } };
  return await reported('make_bucket', path, bucket, context, () =>
    s3Call(context, 'CreateBucket', { Bucket: bucket, ...elsewhere }),
  );
}

/** Runs `aws s3 rb`. With force, it deletes all objects first. */
export async function runRb(path: string, force: boolean, context: S3Context): Promise<number> {
  const { bucket, key } = checked(path, S3_SUBCOMMANDS.rb.usage);
  if (key !== '') {
    throw new CommandError(252, `Please specify a valid bucket name only. E.g. s3://${bucket}`, 'ParamValidation');
  }
  if (force) {
    const options = new Map<string, string | boolean>([
      ['source', path],
      ['recursive', true],
    ]);
    if ((await runTransfer('rm', S3_SUBCOMMANDS.rm, options, context)) !== 0) {
      throw new CommandError(
        255,
        'remove_bucket failed: Unable to delete all objects in the bucket, bucket will not be deleted.',
      );
    }
  }
  return await reported('remove_bucket', path, bucket, context, () => s3Call(context, 'DeleteBucket', { Bucket: bucket }));
}

function checked(path: string, usage: string): { bucket: string; key: string } {
  if (!isS3(path)) throw new CommandError(252, `${usage}\nError: Invalid argument type`, 'ParamValidation');
  return bucketAndKey(path);
}

async function reported(
  name: string,
  path: string,
  bucket: string,
  { io }: S3Context,
  call: () => Promise<unknown>,
): Promise<number> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    io.stderr(`${name} failed: ${path} ${error.message}\n`);
    return 1;
  }
  io.stdout(`${name}: ${bucket}\n`);
  return 0;
}
