import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/client';
import { type InstanceResource, imagesIn } from './resource';

/** AWS: whoever starts an instance pays for a minute of it at least. Source: EC2 On-Demand pricing, "per second". */
const LEAST_MS = 60_000;

/** As bills name what runs on an instance. Source: EC2 User Guide, "AMI billing information fields". */
const OPERATIONS = { linux: 'RunInstances', windows: 'RunInstances:0002' } as const;

/** Writes down that instances run from now on: what they are charged for, and what is left of them when they are gone. */
export async function beginRuns(db: Transaction, instances: readonly InstanceResource[], now: Date): Promise<void> {
  const started = instances.map((instance) => ({ ...runOf(instance), startedAt: now, from: now }));
  if (started.length > 0) await db.instanceRun.createMany({ data: started });
}

function runOf({ accountId, region, name, settings: { imageId, instanceType }, tags }: InstanceResource) {
  const image = imagesIn(region).find(({ id }) => id === imageId);
  const operation = OPERATIONS[image?.platform === 'windows' ? 'windows' : 'linux'];
  return { id: randomUUID(), accountId, instanceId: name, region, instanceType, operation, tags: JSON.stringify(tags) };
}

/** Writes down that instances no longer run. */
export async function endRuns(db: Transaction, instances: readonly InstanceResource[], now: Date): Promise<void> {
  for (const { id, startedAt } of await openRuns(db, instances)) {
    const until = new Date(Math.max(now.getTime(), startedAt.getTime() + LEAST_MS));
    await db.instanceRun.update({ where: { id }, data: { until } });
  }
}

/** AWS: what is charged carries the tags that the instance had then. @param instances as they are tagged now */
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
