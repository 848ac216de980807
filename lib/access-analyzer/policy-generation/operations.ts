import { randomUUID } from 'node:crypto';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { usedActions } from '../../access/policy-generation/operations';
import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { decodeToken, encodeToken } from '../../core/paginate';
import { invalid } from '../analyzer/rows';
import {
  CancelPolicyGenerationInput,
  GetGeneratedPolicyInput,
  ListPolicyGenerationsInput,
  LONGEST_WINDOW_MS,
  StartPolicyGenerationInput,
} from './schema';
import { templateOf } from './template';

const DAY_MS = 86_400_000;
/** The most policies generated per day. Source: IAM User Guide, "IAM Access Analyzer quotas". */
const MOST_A_DAY = 50;
const PAGE = 100;

type Row = NonNullable<Awaited<ReturnType<Scope['db']['policyGeneration']['findFirst']>>>;

const check = (name: string) => () => [{ action: `access-analyzer:${name}`, resource: '*' }];

/**
 * Generates a policy from a principal's activity, and finishes at once. Trails and the role that reads them are accepted but not used,
 * because the events are stored here. Source: IAM Access Analyzer API Reference, "StartPolicyGeneration".
 */
export const StartPolicyGeneration = defineOperation({
  service: 'access-analyzer',
  name: 'StartPolicyGeneration',
  access: 'Write',
  input: StartPolicyGenerationInput,
  checks: check('StartPolicyGeneration'),
  prepare: async ({ policyGenerationDetails: { principalArn }, cloudTrailDetails }, scope) => {
    const to = cloudTrailDetails?.endTime ?? scope.now;
    const from = cloudTrailDetails?.startTime ?? new Date(to.getTime() - LONGEST_WINDOW_MS);
    if (from > to) throw invalid('The start time must be before the end time.', 'cloudTrailDetails');
    if (to.getTime() - from.getTime() > LONGEST_WINDOW_MS)
      throw invalid('The time between start and end is more than 90 days.', 'cloudTrailDetails');
    const actions = await usedActions(principalArn, { from, to }, scope);
    if (actions === null)
      throw invalid(`The principal ${principalArn} is not a user or role of this account.`, 'policyGenerationDetails');
    return { from, to, actions };
  },
  run: async ({ policyGenerationDetails: { principalArn }, clientToken }, scope, _target, { from, to, actions }) => {
    const { db, accountId, now } = scope;
    const same = clientToken === undefined ? null : await db.policyGeneration.findFirst({ where: { accountId, clientToken } });
    if (same) return { jobId: same.id };
    const startedAt = { gt: new Date(now.getTime() - DAY_MS) };
    if ((await db.policyGeneration.count({ where: { accountId, startedAt } })) >= MOST_A_DAY)
      throw new AwsError('ServiceQuotaExceededException', `More than ${MOST_A_DAY} policies were generated in a day.`, {
        resourceId: principalArn,
        resourceType: 'PolicyGeneration',
      });
    // The history no longer has the events of older generations.
    await db.policyGeneration.deleteMany({
      where: { accountId, startedAt: { lt: new Date(now.getTime() - LONGEST_WINDOW_MS) } },
    });
    const job = { id: randomUUID(), accountId, principalArn, clientToken: clientToken ?? null, status: 'SUCCEEDED' };
    await db.policyGeneration.create({
      data: { ...job, startedAt: now, completedAt: now, from, to, actions: JSON.stringify(actions) },
    });
    return { jobId: job.id };
  },
});

async function findJob(jobId: string, { db, accountId }: Scope): Promise<Row> {
  const row = await db.policyGeneration.findFirst({ where: { id: jobId, accountId } });
  if (!row) throw invalid(`No policy generation has the ID ${jobId} in this account.`, 'jobId');
  return row;
}

/**
 * Returns a generated policy: the used actions on placeholders or on `*`. Source: IAM Access Analyzer API Reference, "GetGeneratedPolicy".
 */
export const GetGeneratedPolicy = defineOperation({
  service: 'access-analyzer',
  name: 'GetGeneratedPolicy',
  access: 'Read',
  input: GetGeneratedPolicyInput,
  checks: check('GetGeneratedPolicy'),
  run: async ({ jobId, includeResourcePlaceholders = false }, scope) => {
    const { id, principalArn, from, to, startedAt, completedAt, status, actions } = await findJob(jobId, scope);
    const used: string[] = JSON.parse(actions);
    const policy = templateOf(used, loadCatalog(), { partition: scope.partition, placeholders: includeResourcePlaceholders });
    return {
      jobDetails: { jobId: id, status, startedOn: startedAt, completedOn: completedAt },
      generatedPolicyResult: {
        properties: {
          isComplete: true,
          principalArn,
          cloudTrailProperties: { trailProperties: [], startTime: from, endTime: to },
        },
        generatedPolicies: status === 'SUCCEEDED' && used.length > 0 ? [{ policy }] : [],
      },
    };
  },
});

/** Lists generations, latest first. Source: IAM Access Analyzer API Reference, "ListPolicyGenerations". */
export const ListPolicyGenerations = defineOperation({
  service: 'access-analyzer',
  name: 'ListPolicyGenerations',
  access: 'Read',
  input: ListPolicyGenerationsInput,
  checks: check('ListPolicyGenerations'),
  run: async ({ principalArn, maxResults = PAGE, nextToken }, { db, accountId }) => {
    const list = ['ListPolicyGenerations', accountId, principalArn].join(':');
    const skip = nextToken === undefined ? 0 : Number(decodeToken(list, nextToken) ?? Number.NaN);
    if (!Number.isSafeInteger(skip) || skip < 0) throw invalid('The token is invalid.', 'nextToken');
    const rows = await db.policyGeneration.findMany({
      where: { accountId, ...(principalArn !== undefined && { principalArn }) },
      orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
      skip,
      take: maxResults + 1,
    });
    return {
      policyGenerations: rows.slice(0, maxResults).map((row) => ({
        jobId: row.id,
        principalArn: row.principalArn,
        status: row.status,
        startedOn: row.startedAt,
        completedOn: row.completedAt,
      })),
      nextToken: rows.length > maxResults ? encodeToken(list, String(skip + maxResults)) : undefined,
    };
  },
});

/** Cancels a generation. Source: IAM Access Analyzer API Reference, "CancelPolicyGeneration". */
export const CancelPolicyGeneration = defineOperation({
  service: 'access-analyzer',
  name: 'CancelPolicyGeneration',
  access: 'Write',
  input: CancelPolicyGenerationInput,
  checks: check('CancelPolicyGeneration'),
  run: async ({ jobId }, scope) => {
    const { id } = await findJob(jobId, scope);
    await scope.db.policyGeneration.update({ where: { id }, data: { status: 'CANCELED' } });
    return {};
  },
});
