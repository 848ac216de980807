import type { KeyState } from '../../../export/kinds/key';
import { CreateAlias, ListAliases } from '../../../resources/kms/alias-operations';
import {
  CreateKey,
  DescribeKey,
  GetKeyPolicy,
  ListKeys,
  ListResourceTags,
  PutKeyPolicy,
  ScheduleKeyDeletion,
  TagResource,
  UntagResource,
} from '../../../resources/kms/operations';
import { storedDocument } from '../save-from';
import type { Steps } from '../steps';
import { type KindCalls, keysText, policyState, sortedTags } from './kind-calls';

const toKmsTags = (tags: readonly { Key: string; Value: string }[]) =>
  tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));

export const keys: KindCalls = {
  create: async (steps, { name, tags, policy, more }) => {
    const made = await steps.change('Create a key', CreateKey, {
      ...(more.description && { Description: more.description }),
      ...(policy !== '' && { Policy: policy }),
      ...(tags.length > 0 && { Tags: toKmsTags(tags) }),
    });
    const arn = made?.KeyMetadata.Arn;
    if (arn === undefined) return null;
    if (name !== '')
      await steps.change(`Give it the alias ${name}`, CreateAlias, { AliasName: `alias/${name}`, TargetKeyId: arn });
    return arn;
  },
  // AWS never deletes a key at once.
  remove: ({ arn: KeyId }, PendingWindowInDays) => [ScheduleKeyDeletion, { KeyId, PendingWindowInDays }],
  policy: {
    read: (run, { arn: KeyId }) => storedDocument(run(GetKeyPolicy, { KeyId }), ({ Policy }) => Policy),
    put: ({ arn: KeyId }, Policy) => [PutKeyPolicy, { KeyId, Policy }],
  },
  tags: async (steps, { arn: KeyId }, { remove, put }) => {
    if (remove.length > 0) await steps.change(`Remove ${remove.join(', ')}`, UntagResource, { KeyId, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagResource, { KeyId, Tags: toKmsTags(put) });
  },
  exported: readKeys,
};

async function readKeys(steps: Steps, region: string, leftOut: string[]): Promise<KeyState[]> {
  const next = ({ NextMarker }: { NextMarker?: string | undefined }) =>
    NextMarker === undefined ? null : { Marker: NextMarker };
  const ids = await steps.pages(ListKeys, { Limit: 1000 }, ({ Keys }) => Keys.map(({ KeyId }) => KeyId), next);
  if (ids.length === 0) return [];
  const aliases = await steps.pages(ListAliases, { Limit: 100 }, ({ Aliases }) => Aliases, next);
  const keys: KeyState[] = [];
  for (const id of ids) {
    const facts = (await steps.read(DescribeKey, { KeyId: id }))?.KeyMetadata;
    const { Description: description = '' } = facts ?? {};
    if (facts?.KeyState === 'PendingDeletion') {
      leftOut.push(`The key ${id} in ${region} is left out: it is about to be deleted.`);
      continue;
    }
    const policy = await steps.read(GetKeyPolicy, { KeyId: id });
    const tags = await steps.pages(ListResourceTags, { KeyId: id }, ({ Tags }) => Tags, next);
    keys.push({
      ...{ kind: 'key', id, region, description, enabled: facts?.KeyState !== 'Disabled' },
      aliases: aliases.flatMap(({ AliasName, TargetKeyId }) => (TargetKeyId === id ? [AliasName] : [])).sort(),
      tags: sortedTags(tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }))),
      ...policyState(policy?.Policy),
    });
  }
  return keys;
}
