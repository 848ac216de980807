import { GLOBAL_REGION } from '../../core/call';
import { AwsError } from '../../core/errors';
import { deliverToBucket } from '../../core/module/call-hooks';
import { defineOperation, type Scope } from '../../core/operation';
import { toCsv } from '../../core/text/csv';
import { harmlessCell } from '../../core/text/harmless-cell';
import { giveWay } from '../../core/work/bulk';
import { invalidParameter } from '../page';
import { requireReports } from '../reports';
import { complianceOf, programsRegion, readJudged } from '../rows';
import { findReport, storeReport } from './rows';
import { DescribeReportCreationInput, StartReportCreationInput } from './schema';

/** The columns of a report. AWS does not document them. */
const COLUMNS = [
  'AccountId',
  'Region',
  'ResourceType',
  'ResourceARN',
  'ComplianceStatus',
  'NoncompliantKeys',
  'KeysWithNoncompliantValues',
  'MissingTagKeys',
  'Tags',
];

/**
 * Puts a report about the tagged resources of the organization into a bucket, as a file in CSV. The file is there at once, and the
 * report counts as running for a few seconds.
 */
export const StartReportCreation = defineOperation({
  service: 'tag',
  name: 'StartReportCreation',
  access: 'Write',
  input: StartReportCreationInput,
  turn: 'organization',
  checks: () => [{ action: 'tag:StartReportCreation', resource: '*' }],
  prepare: async (_input, scope): Promise<string> => {
    await requireReports(scope);
    return reportOf(scope);
  },
  run: async ({ S3Bucket }, scope, _target, csv): Promise<Record<never, never>> => {
    await requireReports(scope);
    const { id: organizationId = '' } = scope.account.organization ?? {};
    if ((await findReport(scope))?.isRunning)
      throw new AwsError('ConcurrentModificationException', 'A report is being created. Try again later.');
    const startedAt = scope.now;
    const key = `AwsTagPolicies/${organizationId}/${startedAt.toISOString().replace(/\.\d+Z$/, 'Z')}/report.csv`;
    const failure = await deliver(scope, S3Bucket, key, csv);
    await storeReport(scope, organizationId, { location: `s3://${S3Bucket}/${key}`, startedAt, failure });
    return {};
  },
});

type Described = { Status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'NO REPORT'; S3Location?: string; ErrorMessage?: string };

/** Returns the state of the newest report of the organization. */
export const DescribeReportCreation = defineOperation({
  service: 'tag',
  name: 'DescribeReportCreation',
  access: 'Read',
  input: DescribeReportCreationInput,
  checks: () => [{ action: 'tag:DescribeReportCreation', resource: '*' }],
  run: async (_input, scope): Promise<Described> => {
    await requireReports(scope);
    const report = await findReport(scope);
    if (!report) return { Status: 'NO REPORT' };
    if (report.isRunning) return { Status: 'RUNNING' };
    if (report.failure !== null) return { Status: 'FAILED', ErrorMessage: report.failure };
    return { Status: 'SUCCEEDED', S3Location: report.location };
  },
});

/**
 * Puts a report into a bucket.
 * @returns the reason why the bucket has no room for it, or null
 * @throws AwsError InvalidParameterException if the bucket does not exist or refuses the report
 */
async function deliver(scope: Scope, bucket: string, key: string, csv: string): Promise<string | null> {
  const sourceArn = `arn:${scope.partition}:tag:${GLOBAL_REGION[scope.partition]}:${scope.accountId}:report`;
  const file = { bucket, key, body: Buffer.from(csv), contentType: 'text/csv' };
  try {
    if (await deliverToBucket(scope, { service: 'tagpolicies.tag.amazonaws.com', sourceArn, ...file })) return null;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.message;
  }
  throw invalidParameter(
    `The bucket ${bucket} does not exist, or its policy does not allow tagpolicies.tag.amazonaws.com to put the report there.`,
    'S3Bucket',
  );
}

/** Returns the tagged resources of accounts with tag policies, each with its compliance, in CSV. */
async function reportOf(scope: Scope): Promise<string> {
  const lines = [toCsv([COLUMNS])];
  for await (const some of readJudged(scope, true, { tagged: true })) {
    for (const { resource, account, policy } of some) {
      const turn = giveWay();
      if (turn) await turn;
      const { ComplianceStatus, ...keys } = complianceOf(policy, resource);
      const cells = [
        ...[account.id, programsRegion(resource, scope), resource.type, resource.arn, String(ComplianceStatus)],
        ...[keys.NoncompliantKeys, keys.KeysWithNoncompliantValues, keys.MissingTagKeys].map((of) => of.join('; ')),
        resource.tags.map(({ Key, Value }) => `${Key}=${Value}`).join('; '),
      ];
      lines.push(toCsv([cells.map(harmlessCell)]));
    }
  }
  return lines.join('\n');
}
