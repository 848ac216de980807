import type { Scope } from '../../core/operation';
import { listResources } from '../rows';
import { findInstances, placeOf, requireInstances } from './instances';
import { defaultNetwork, Instance, type InstanceResource, isKept } from './resource';
import { stateOf } from './states';

/** Returns an instance's values for a filter. */
export function instanceValues(instance: InstanceResource, name: string, now: Date): readonly string[] | undefined {
  const { settings, tags, accountId, region } = instance;
  if (name.startsWith('tag:')) return tags.filter(({ Key }) => Key === name.slice(4)).map(({ Value }) => Value);
  switch (name) {
    case 'image-id':
      return [settings.imageId];
    case 'instance-id':
      return [instance.name];
    case 'instance-state-name':
      return [stateOf(instance, now)];
    case 'instance-type':
      return [settings.instanceType];
    case 'iam-instance-profile.arn':
      return settings.profile ? [settings.profile.arn] : [];
    case 'owner-id':
      return [accountId];
    case 'subnet-id':
      return [defaultNetwork({ accountId, region }).subnetId];
    case 'tag-key':
      return tags.map(({ Key }) => Key);
    case 'vpc-id':
      return [defaultNetwork({ accountId, region }).vpcId];
    default:
      return undefined;
  }
}

/** Returns the instances with the requested ids, or all. @throws AwsError InvalidInstanceID.NotFound */
export async function instancesOf(scope: Scope, ids: readonly string[] | undefined): Promise<InstanceResource[]> {
  if (ids && ids.length > 0) return requireInstances(await findInstances(scope, ids));
  const all = await listResources(scope.db, Instance, placeOf(scope));
  return all.filter((instance) => isKept(instance, scope.now));
}
