import { requestTagContext } from '../../core/authorization/context';
import { defineOperation, type Scope } from '../../core/operation';
import type { TagPair } from '../../core/tags';
import { updateResource } from '../rows';
import { withTags } from '../tags';
import { ec2Error, endDryRun } from './errors';
import { findInstances, instanceChecks, requireInstances } from './instances';
import type { InstanceResource } from './resource';
import { retagRuns } from './runs';
import { CreateTagsInput, DeleteTagsInput } from './schema';
import { EC2_TAG_ERRORS, tagPairs } from './tags';

/** Finds the instances of a call, which alone can be tagged here. @throws AwsError InvalidID for another resource's id */
async function findTagged({ Resources }: { Resources: string[] }, scope: Scope) {
  const other = Resources.find((id) => !id.startsWith('i-'));
  if (other !== undefined) throw ec2Error('InvalidID', `The ID '${other}' is not valid`, 'Resources');
  return findInstances(scope, Resources);
}

async function retag(
  { db, now }: Scope,
  instances: readonly InstanceResource[],
  tagsOf: (tags: readonly TagPair[]) => readonly TagPair[],
): Promise<void> {
  const retagged: InstanceResource[] = [];
  for (const instance of instances) retagged.push(await updateResource(db, instance, { tags: tagsOf(instance.tags) }));
  await retagRuns(db, retagged, now);
}

export const CreateTags = defineOperation({
  service: 'ec2',
  name: 'CreateTags',
  access: 'Tagging',
  input: CreateTagsInput,
  target: findTagged,
  checks: ({ Tags }, scope, instances) => instanceChecks('ec2:CreateTags', scope, instances, requestTagContext(tagPairs(Tags))),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    const given = tagPairs(input.Tags);
    await retag(scope, instances, (tags) => withTags(tags, given, EC2_TAG_ERRORS));
  },
});

/** AWS: a tag with a value is removed only if it has that value. Without tags in the call, all are removed. */
export const DeleteTags = defineOperation({
  service: 'ec2',
  name: 'DeleteTags',
  access: 'Tagging',
  input: DeleteTagsInput,
  target: findTagged,
  checks: ({ Tags = [] }, scope, instances) =>
    instanceChecks('ec2:DeleteTags', scope, instances, requestTagContext(tagPairs(Tags))),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    const { Tags } = input;
    const isMeant = ({ Key, Value }: TagPair) =>
      Tags === undefined || Tags.some((tag) => tag.Key === Key && (tag.Value === undefined || tag.Value === Value));
    await retag(scope, instances, (tags) => tags.filter((tag) => !isMeant(tag)));
  },
});
