import { randomBytes } from 'node:crypto';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Place } from '../../core/module/kind';
import type { Check, Scope } from '../../core/operation';
import { resourceCheck } from '../questions';
import { findResources } from '../rows';
import { ec2Arn } from './arns';
import { ec2Error } from './errors';
import { Instance, type InstanceResource, isKept } from './resource';

export function placeOf({ partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>): Place {
  return { partition, accountId, region: call.region };
}

/** Returns a random id in AWS's form. */
export function newId(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString('hex').slice(0, 17)}`;
}

/** An instance that a call names, always in the caller's own account. */
export type NamedInstance = { id: string; arn: string; found: InstanceResource | null };

/** @throws AwsError InvalidInstanceID.Malformed, MissingParameter */
export async function findInstances(scope: Scope, ids: readonly string[]): Promise<NamedInstance[]> {
  if (ids.length === 0) throw ec2Error('MissingParameter', 'The request must contain the parameter InstanceId', 'InstanceIds');
  const named = [...new Set(ids)].map((id) => ({ id, arn: ec2Arn(placeOf(scope), 'instance', id) }));
  const odd = named.find(({ id }) => !/^i-[0-9a-f]{8,17}$/.test(id));
  if (odd) throw ec2Error('InvalidInstanceID.Malformed', `Invalid id: "${odd.id}"`, 'InstanceIds');
  const arns = named.map(({ arn }) => arn);
  const rows = await findResources(scope.db, Instance, arns);
  return named.map(({ id, arn }) => {
    const found = rows.get(arn);
    return { id, arn, found: found && isKept(found, scope.now) ? found : null };
  });
}

/** Returns one check per instance. All must be allowed. */
export function instanceChecks(
  action: string,
  scope: Scope,
  instances: readonly NamedInstance[],
  context: RequestContext = {},
): Check[] {
  return instances.map(({ arn, found }) =>
    resourceCheck(action, scope, Instance, { arn, accountId: scope.accountId, found }, { context }),
  );
}

/** @throws AwsError InvalidInstanceID.NotFound, naming all missing instances */
export function requireInstances(instances: readonly NamedInstance[]): InstanceResource[] {
  const missing = instances.filter(({ found }) => !found).map(({ id }) => id);
  const [first] = missing;
  if (missing.length === 1) throw ec2Error('InvalidInstanceID.NotFound', `The instance ID '${first}' does not exist`);
  if (missing.length > 1) throw ec2Error('InvalidInstanceID.NotFound', `The instance IDs '${missing.join(', ')}' do not exist`);
  return instances.flatMap(({ found }) => found ?? []);
}
