import { keysOf, recordOf } from '@/lib/core/text/lists';
import type { ShownKindId } from '@/lib/resources/kind-arns';
import { bucket } from './buckets/bucket';
import { lambdaFunction } from './functions/function';
import { instance } from './instances/instance';
import { key } from './keys/key';
import type { AnyResourceKind } from './kind';
import { queue } from './queues/queue';
import { secret } from './secrets/secret';
import { table } from './tables/table';
import { topic } from './topics/topic';

/** The kinds with pages, in the order in which they are shown. */
export const KINDS: Readonly<Record<ShownKindId, AnyResourceKind>> = {
  buckets: bucket,
  instances: instance,
  keys: key,
  queues: queue,
  topics: topic,
  secrets: secret,
  functions: lambdaFunction,
  tables: table,
};

/** Returns what `make` makes of each kind. */
export function ofEachKind<Made>(make: (kind: AnyResourceKind) => Made): Readonly<Record<ShownKindId, Made>> {
  return recordOf(keysOf(KINDS), (id) => make(KINDS[id]));
}
