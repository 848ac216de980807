import { randomUUID } from 'node:crypto';
import { type Call, GLOBAL_REGION } from '../../core/call';
import { AwsError } from '../../core/errors';
import { errorCode } from '../../core/module/error-codes';
import type { NamedReading } from '../../core/module/kind';
import { registryOf, serviceNamed, type TagWriting } from '../../core/module/module';
import { defineOperation, type Scope } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import type { TagPair } from '../../core/tags';
import type { Database } from '../../db/client';
import { findKeptResource } from '../../resources/resources';
import { invalidParameter } from '../page';
import { TagResourcesInput, UntagResourcesInput } from './schema';

type FailureInfo = { StatusCode: number; ErrorCode: string; ErrorMessage: string };
type Failed = { FailedResourcesMap: Record<string, FailureInfo> };

/**
 * Adds tags to up to 20 resources, each by the call of its own service with the caller's permissions. A failure of one resource does
 * not keep the others from their tags.
 */
export const TagResources = defineOperation({
  service: 'tag',
  name: 'TagResources',
  access: 'Tagging',
  input: TagResourcesInput,
  checks: () => [{ action: 'tag:TagResources', resource: '*' }],
  prepare: ({ ResourceARNList, Tags }, scope, _target, database) => {
    const tags = Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }));
    return changeTags(ResourceARNList, scope, database, {
      one: (writing) => writing.put(tags),
      all: (present) => [...present.filter(({ Key }) => !Object.hasOwn(Tags, Key)), ...tags],
    });
  },
  run: async (_input, _scope, _target, failed: Failed): Promise<Failed> => failed,
});

/** Removes tags from up to 20 resources. Missing keys are no error. */
export const UntagResources = defineOperation({
  service: 'tag',
  name: 'UntagResources',
  access: 'Tagging',
  input: UntagResourcesInput,
  checks: () => [{ action: 'tag:UntagResources', resource: '*' }],
  prepare: ({ ResourceARNList, TagKeys }, scope, _target, database) =>
    changeTags(ResourceARNList, scope, database, {
      one: (writing) => writing.remove(TagKeys),
      all: (present) => present.filter(({ Key }) => !TagKeys.includes(Key)),
    }),
  run: async (_input, _scope, _target, failed: Failed): Promise<Failed> => failed,
});

type Change = {
  one: (writing: Extract<TagWriting, { put: unknown }>) => NamedReading;
  /** Returns the tags in place of the present ones. */
  all: (present: readonly TagPair[]) => TagPair[];
};

/** Changes the tags of resources, one after the other. @returns the failures by ARN */
async function changeTags(arns: readonly string[], scope: Scope, database: Database, change: Change): Promise<Failed> {
  for (const arn of arns) requireArn(arn, scope);
  const failed: Failed['FailedResourcesMap'] = {};
  for (const arn of new Set(arns)) {
    const failure = await failureOf(arn, scope, database, change);
    if (failure) failed[arn] = failure;
  }
  return { FailedResourcesMap: failed };
}

/** @throws AwsError InvalidParameterException for a text that is no ARN of the partition */
function requireArn(arn: string, { partition }: Scope): void {
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(arn) || !arn.startsWith(`arn:${partition}:`))
    throw invalidParameter(`The ARN ${arn} is not valid.`, 'ResourceARNList');
}

async function failureOf(arn: string, scope: Scope, database: Database, change: Change): Promise<FailureInfo | null> {
  const [, , service = ''] = arn.split(':');
  const writing = serviceNamed(service)?.tagWriting?.(arn);
  // Source: Resource Groups Tagging API Reference, "FailureInfo".
  if (!writing) return asFailure('tag', new AwsError('InternalServiceException', `Tagging is not supported for ${arn}.`));
  try {
    await requireNear(arn, scope);
  } catch (error) {
    return asFailure('tag', error);
  }
  try {
    const call = throughTagging(scope.call);
    const run = ([name, input]: NamedReading) => {
      const operation = registryOf(service)[name];
      if (!operation) throw new Error(`${service} has no operation ${name}`);
      return runOperation(operation, input, { ...call, requestId: randomUUID() }, database);
    };
    await run('put' in writing ? change.one(writing) : writing.replace(change.all(await presentTags(writing, run))));
    return null;
  } catch (error) {
    return asFailure(service, error);
  }
}

async function presentTags(
  { read, tagsOf, none }: Extract<TagWriting, { replace: unknown }>,
  run: (call: NamedReading) => Promise<unknown>,
): Promise<readonly TagPair[]> {
  try {
    return tagsOf(await run(read));
  } catch (error) {
    if (error instanceof AwsError && error.shape === none) return [];
    throw error;
  }
}

/**
 * Refuses resources of other accounts and Regions. Resources of global services are in the first Region of the partition.
 * @throws AwsError InvalidParameterException
 */
async function requireNear(arn: string, scope: Scope): Promise<void> {
  const [, , service = '', region, accountId] = arn.split(':');
  const facts = serviceNamed(service);
  const found = accountId === '' ? (await findKeptResource(scope, arn))?.found : undefined;
  const at = found?.region ?? (facts?.wire?.global ? GLOBAL_REGION[scope.partition] : region);
  const isOwn = (found?.accountId ?? accountId) === scope.accountId || facts?.tagPolicies?.ofManagementAccount;
  // A bucket that does not exist is left to the service's own error.
  if (accountId === '' && !found) return;
  if (!isOwn || at !== scope.call.region)
    throw invalidParameter(`The resource ${arn} is not in this account and Region.`, 'ResourceARNList');
}

/** Returns a call as AWS makes it for the caller: with the caller's permissions, through the Tagging API. */
function throughTagging(call: Call): Call {
  const through = ['tagging.amazonaws.com'];
  const context = {
    ...call.context,
    'aws:ViaAWSService': 'true',
    'aws:CalledVia': through,
    'aws:CalledViaFirst': through,
    'aws:CalledViaLast': through,
  };
  return { ...call, context };
}

/** Returns a failure with the code of the service. A denial has the status 403, and the other errors of a caller 400. */
function asFailure(service: string, error: unknown): FailureInfo {
  if (!(error instanceof AwsError)) throw error;
  const { shape, message } = error;
  const StatusCode = shape === 'AccessDenied' ? 403 : /^Internal/.test(shape) ? 500 : 400;
  return { StatusCode, ErrorCode: errorCode(service, shape), ErrorMessage: message };
}
