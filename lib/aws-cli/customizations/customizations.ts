import { invalidParameters } from '../input/validate';
import type { CliOperation, CliService } from '../model/model';
import { type Customization, rename } from './customization';
import { everyEc2, runInstances } from './ec2';
import { createFunction, createVirtualMfaDevice, updateFunctionCode } from './files';

const OF_OPERATIONS: ReadonlyMap<string, Customization> = new Map([
  ['iam CreateVirtualMFADevice', createVirtualMfaDevice],
  ['lambda CreateFunction', createFunction],
  ['lambda UpdateFunctionCode', updateFunctionCode],
  ['ec2 RunInstances', runInstances],
  ['sns Subscribe', { options: (table) => rename(table, 'endpoint', 'notification-endpoint') }],
]);

const BUCKET = /^[a-zA-Z0-9.\-_]{1,255}$/;
// The message shows the expression as botocore writes it.
const BUCKET_ARN_SOURCE = String.raw`^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$`;
const BUCKET_ARN = new RegExp(BUCKET_ARN_SOURCE);

/** Refuses names that cannot be a bucket's, since they are a part of the address. */
const everyS3: Customization = {
  input: (input) => {
    const bucket = input.get('Bucket');
    if (typeof bucket !== 'string' || BUCKET.test(bucket) || BUCKET_ARN.test(bucket)) return;
    throw invalidParameters(
      `Invalid bucket name "${bucket}": Bucket name must match the regex "${BUCKET.source}" or be an ARN matching the regex "${BUCKET_ARN_SOURCE}"`,
    );
  },
};

/** For operations that answer a file: its name is a word of its own. */
const withOutfile: Customization = {
  options: (table) => {
    table.set('outfile', {
      doc: 'The file in which the content is stored.',
      argument: { target: 'outfile', action: 'value', required: true },
    });
  },
  write: () => ({ words: [['answer.out']], members: [] }),
};

/** Returns the customizations of an operation's command, in their order. */
export function customizationsOf(service: CliService, operation: CliOperation): readonly Customization[] {
  const own = OF_OPERATIONS.get(`${service.command} ${operation.name}`);
  return [
    ...(service.command === 'ec2' ? [everyEc2] : []),
    ...(service.command === 's3api' ? [everyS3] : []),
    ...(own ? [own] : []),
    ...(operation.outfile === undefined ? [] : [withOutfile]),
  ];
}
