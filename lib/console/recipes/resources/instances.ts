import { TerminateInstances } from '../../../resources/ec2/instance-operations';
import { RunInstances } from '../../../resources/ec2/run-operations';
import { CreateTags, DeleteTags } from '../../../resources/ec2/tag-operations';
import { type KindCalls, keysText } from './kind-calls';

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
};
