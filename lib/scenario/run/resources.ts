import type { PackedResource, ResourceKind } from '../../core/module/kind';
import { fromModules, type Module } from '../../core/module/module';
import type { PackOperation, PackResource } from '../format/schema';
import { PARTITION } from './callers';
import { valuesAt } from './pointers';
import { REGION } from './run-operations';
import { MADE } from './world';

type Place = { accountId: string; name: string };

/** Returns the kinds that packs create, by the type in a pack: `sqs:queue`. */
const packedKindsOf = (modules: readonly Module[]): ReadonlyMap<string, ResourceKind> =>
  new Map(
    modules.flatMap(({ resources = [] }) =>
      resources.map((kind) => [`${kind.service}:${kind.type}`.toLowerCase(), kind] as const),
    ),
  );

const kindOf = (type: string) => fromModules(packedKindsOf).get(type);

/** Returns the operations that create a resource, as the root user of its account. The one that creates it saves its whole answer. */
export function makingOperations(key: string, { account, name, tags = {}, type = '' }: PackResource): PackOperation[] {
  const packs = kindOf(type)?.packs;
  if (!packs) return [];
  const as = `root@${account}`;
  const pairs = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const asked: PackedResource = { key, name, region: REGION, tags: pairs };
  const { before = () => [], create, after = () => [] } = packs;
  return [...before(asked), { ...create(asked), save: { [MADE]: '' } }, ...after(asked)].map((call) => ({ as, ...call }));
}

/** Returns the ARN of a created resource. */
export function arnOfMade(resource: PackResource, { accountId, name }: Place, output: unknown): string {
  const kind = kindOf(resource.type ?? '');
  if (!kind) return resource.arn ?? '';
  const pointer = kind.packs?.answer;
  const answer = pointer === undefined ? name : String(valuesAt(output, pointer)[0]);
  return answer.startsWith('arn:') ? answer : kind.arn({ partition: PARTITION, region: REGION, accountId }, answer);
}

/** Returns the operation that attaches a resource's policy, or null. */
export function policyOperation(resource: PackResource, made: Place & { arn: string }): PackOperation | null {
  const save = kindOf(resource.type ?? '')?.packs?.savePolicy;
  return save && resource.policy ? { as: `root@${resource.account}`, ...save(made, resource.policy) } : null;
}
