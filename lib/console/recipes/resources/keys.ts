import { CreateAlias } from '../../../resources/kms/alias-operations';
import { CreateKey, ScheduleKeyDeletion } from '../../../resources/kms/operations';
import { GetKeyPolicy, PutKeyPolicy } from '../../../resources/kms/policy-operations';
import { TagResource, UntagResource } from '../../../resources/kms/tag-operations';
import { storedDocument } from '../save-from';
import { type KindCalls, keysText } from './kind-calls';

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
};
