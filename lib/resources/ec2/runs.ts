import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/client';
import { type InstanceResource, imagesIn } from './resource';

/** AWS charges at least a minute per start of an instance. Source: EC2 On-Demand pricing, "per second". */
const LEAST_MS = 60_000;

/** The operation of an instance's run on bills. Source: EC2 User Guide, "AMI billing information fields". */
const OPERATIONS = { linux: 'RunInstances', windows: 'RunInstances:0002' } as const;

/** Records that instances run from now on, for their charges. The record outlives the instance. */
export async function beginRuns(db: Transaction, instances: readonly InstanceResource[], now: Date): Promise<void> {
  const started = instances.map((instance) => ({ ...runOf(instance), startedAt: now, from: now }));
  if (started.length > 0) await db.instanceRun.createMany({ data: started });
}

function runOf({ accountId, region, name, settings: { imageId, instanceType }, tags }: InstanceResource) {
  const image = imagesIn(region).find(({ id }) => id === imageId);
  const operation = OPERATIONS[image?.platform === 'windows' ? 'windows' : 'linux'];
  return { id: randomUUID(), accountId, instanceId: name, region, instanceType, operation, tags: JSON.stringify(tags) };
}

/** Records that instances stopped running. */
export async function endRuns(db: Transaction, instances: readonly InstanceResource[], now: Date): Promise<void> {
  for (const { id, startedAt } of await openRuns(db, instances)) {
    const until = new Date(Math.max(now.getTime(), startedAt.getTime() + LEAST_MS));
    await db.instanceRun.update({ where: { id }, data: { until } });
  }
}

/** Records new tags of running instances. AWS: charges carry the tags of their time. @param instances with their new tags */
export async function retagRuns(db: Transaction, instances: readonly InstanceResource[], now: Date): Promise<void> {
  const tagged = new Map(instances.map((instance) => [instance.name, JSON.stringify(instance.tags)]));
  for (const { id, ...run } of await openRuns(db, instances)) {
    const tags = tagged.get(run.instanceId) ?? run.tags;
    if (tags === run.tags) continue;
    if (run.from < now) {
      await db.instanceRun.update({ where: { id }, data: { until: now } });
      await db.instanceRun.create({ data: { ...run, id: randomUUID(), from: now, tags } });
    } else await db.instanceRun.update({ where: { id }, data: { tags } });
  }
}

function openRuns(db: Transaction, instances: readonly InstanceResource[]) {
  const ids = instances.map(({ name }) => name);
  return db.instanceRun.findMany({ where: { instanceId: { in: ids }, until: null }, orderBy: { id: 'asc' } });
}
