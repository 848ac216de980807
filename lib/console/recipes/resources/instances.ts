import type { InstanceState } from '../../../export/kinds/instance';
import { DescribeInstances } from '../../../resources/ec2/describe-operations';
import { TerminateInstances } from '../../../resources/ec2/instance-operations';
import { RunInstances } from '../../../resources/ec2/run-operations';
import { CreateTags, DeleteTags } from '../../../resources/ec2/tag-operations';
import type { Steps } from '../steps';
import { type KindCalls, keysText, nextToken, sortedTags } from './kind-calls';

export const instances: KindCalls = {
  create: async (steps, { region, name, tags, more }) => {
    const all = [...(name === '' ? [] : [{ Key: 'Name', Value: name }]), ...tags];
    const made = await steps.change('Launch an instance', RunInstances, {
      ImageId: more.image,
      InstanceType: more.type,
      MinCount: 1,
      MaxCount: 1,
      ...(more.profile && { IamInstanceProfile: { Name: more.profile } }),
      ...(all.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags: all }] }),
    });
    const id = made?.Instances[0]?.InstanceId;
    return made && id !== undefined ? `arn:aws:ec2:${region}:${made.OwnerId}:instance/${id}` : null;
  },
  remove: ({ name }) => [TerminateInstances, { InstanceIds: [name] }],
  tags: async (steps, { name }, { remove, put }) => {
    const Resources = [name];
    const Tags = remove.map((Key) => ({ Key }));
    if (Tags.length > 0) await steps.change(`Remove ${remove.join(', ')}`, DeleteTags, { Resources, Tags });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, CreateTags, { Resources, Tags: [...put] });
  },
  exported: readInstances,
};

async function readInstances(steps: Steps, region: string): Promise<InstanceState[]> {
  const listed = await steps.pages(DescribeInstances, { MaxResults: 1000 }, ({ Reservations }) => Reservations, nextToken);
  return listed
    .flatMap(({ Instances }) => Instances)
    .flatMap(({ InstanceId: id, ImageId: image, InstanceType: type, State, IamInstanceProfile: profile, Tags }) => {
      if (State.Name === 'terminated' || State.Name === 'shutting-down') return [];
      return [
        {
          ...{ kind: 'instance' as const, id, region, image, type, tags: sortedTags(Tags) },
          ...(profile && { profile: profile.Arn.slice(profile.Arn.lastIndexOf('/') + 1) }),
          stopped: State.Name === 'stopped' || State.Name === 'stopping',
        },
      ];
    });
}
