import { bucket } from './bucket';
import { ec2Settings } from './ec2-settings';
import { lambdaFunction } from './function';
import { instance } from './instance';
import { key } from './key';
import type { ExportedKind } from './kind';
import { queue } from './queue';
import { secret } from './secret';
import { table } from './table';
import { topic } from './topic';

/** The only list of exported kinds, in the order of the calls that create them. */
const KINDS = [key, secret, bucket, queue, topic, lambdaFunction, table, instance, ec2Settings] as const;

type StateOf<Kind> = Kind extends ExportedKind<infer State> ? State : never;

/** A resource in an export. */
export type ResourceState = StateOf<(typeof KINDS)[number]>;

export const EXPORTED_KINDS: readonly ExportedKind<ResourceState>[] = KINDS;

/** Returns the kind of a resource. */
export function exportedKindOf({ kind }: ResourceState): ExportedKind<ResourceState> {
  const found = EXPORTED_KINDS.find((each) => each.kind === kind);
  if (!found) throw new Error(`No kind of exports is called ${kind}.`);
  return found;
}

/** Returns a resource's name within its kind and Region. */
export function nameOf(resource: ResourceState): string {
  return exportedKindOf(resource).nameOf(resource);
}
