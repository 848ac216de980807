import type { ResourceState } from '../../../export/kinds';
import type { ShownKindId } from '../../../resources/kind-arns';
import { resourceAt } from '../../resource-arn';
import type { ConsoleResult } from '../../result';
import type { Recipe } from '../recipe';
import { savingFrom } from '../save-from';
import { Steps } from '../steps';
import { buckets } from './buckets';
import { functions } from './functions';
import { instances } from './instances';
import { keys } from './keys';
import type { KindCalls, NewResource, ResourceCall, TagsChange } from './kind-calls';
import { queues } from './queues';
import { secrets } from './secrets';
import { tables } from './tables';
import { topics } from './topics';

const CALLS: Readonly<Record<ShownKindId, KindCalls>> = {
  buckets,
  instances,
  keys,
  queues,
  topics,
  secrets,
  functions,
  tables,
};

/** Creates a resource with its settings and returns its ARN. */
export const createResource: Recipe<{ kind: ShownKindId; asked: NewResource }, string> = async (run, { kind, asked }) => {
  const steps = new Steps(run);
  const arn = await CALLS[kind].create(steps, asked);
  return steps.result(arn ?? '');
};

/** Deletes a resource as AWS does: a key waits some days, an instance is terminated. */
export const deleteResource: Recipe<{ arn: string; days?: number }, null> = (run, { arn, days }) =>
  runCall(run, arn, (calls, at) => calls.remove(at, days));

/** Replaces the policy of a resource. */
export const saveResourcePolicy: Recipe<{ arn: string; document: string }, null> = (run, { arn, document }) =>
  runCall(run, arn, ({ policy }, at) => policy?.put(at, document));

/** `saveResourcePolicy` from an editor. */
export const editResourcePolicy = savingFrom<{ arn: string; document: string }, null>(async (run, { arn }) => {
  const at = resourceAt(arn);
  const policy = at && CALLS[at.kind].policy;
  return policy ? policy.read(run, at) : unknown(arn);
}, saveResourcePolicy);

/** Removes the policy of a resource. */
export const removeResourcePolicy: Recipe<{ arn: string }, null> = (run, { arn }) =>
  runCall(run, arn, ({ policy }, at) => policy?.remove?.(at));

/** Returns the call that sets a resource's policy, or removes it with null; null if there is no such call. */
export function policyCall(arn: string, document: string | null): ResourceCall | null {
  const at = resourceAt(arn);
  const policy = at && CALLS[at.kind].policy;
  if (!policy) return null;
  return (document === null ? policy.remove?.(at) : policy.put(at, document)) ?? null;
}

/** Reads the resources of all kinds in a Region, as exports hold them. */
export async function readExported(steps: Steps, region: string, leftOut: string[]): Promise<ResourceState[]> {
  const all: ResourceState[] = [];
  for (const { exported } of Object.values(CALLS)) all.push(...(await exported(steps, region, leftOut)));
  return all;
}

/** Removes tags and sets others. */
export const saveResourceTags: Recipe<{ arn: string; change: TagsChange }, null> = async (run, { arn, change }) => {
  const at = resourceAt(arn);
  if (!at) return unknown(arn);
  const steps = new Steps(run);
  await CALLS[at.kind].tags(steps, at, change);
  return steps.result(null);
};

async function runCall(
  run: Parameters<Recipe<never, never>>[0],
  arn: string,
  callOf: (calls: KindCalls, at: NonNullable<ReturnType<typeof resourceAt>>) => ResourceCall | undefined,
): Promise<ConsoleResult<null>> {
  const at = resourceAt(arn);
  const call = at && callOf(CALLS[at.kind], at);
  if (!call) return unknown(arn);
  const [operation, input] = call;
  const result = await run(operation, input);
  return result.ok ? { ok: true, data: null } : result;
}

function unknown(arn: string): ConsoleResult<never> {
  const message = `${arn} is no resource that can be changed here.`;
  return { ok: false, error: { code: 'ValidationError', message, requestId: '' } };
}
