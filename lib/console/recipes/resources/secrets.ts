import type { SecretState } from '../../../export/kinds/secret';
import { ListSecrets } from '../../../resources/secretsmanager/list-operations';
import {
  CreateSecret,
  DeleteResourcePolicy,
  DeleteSecret,
  GetResourcePolicy,
  PutResourcePolicy,
  TagResource,
  UntagResource,
} from '../../../resources/secretsmanager/operations';
import { storedDocument } from '../save-from';
import type { Steps } from '../steps';
import { type KindCalls, keysText, nextToken, policyState, sortedTags } from './kind-calls';

export const secrets: KindCalls = {
  create: async (steps, { name: Name, tags, policy, more }) => {
    const made = await steps.change(`Create secret ${Name}`, CreateSecret, {
      Name,
      ...(more.description && { Description: more.description }),
      ...(more.value && { SecretString: more.value }),
      ...(tags.length > 0 && { Tags: [...tags] }),
    });
    const arn = made?.ARN ?? null;
    if (arn !== null && policy !== '')
      await steps.change('Set its policy', PutResourcePolicy, { SecretId: arn, ResourcePolicy: policy });
    return arn;
  },
  remove: ({ arn: SecretId }, RecoveryWindowInDays) => [DeleteSecret, { SecretId, RecoveryWindowInDays }],
  policy: {
    read: (run, { arn: SecretId }) =>
      storedDocument(run(GetResourcePolicy, { SecretId }), ({ ResourcePolicy }) => ResourcePolicy),

    put: ({ arn: SecretId }, ResourcePolicy) => [PutResourcePolicy, { SecretId, ResourcePolicy }],
    remove: ({ arn: SecretId }) => [DeleteResourcePolicy, { SecretId }],
  },
  tags: async (steps, { arn: SecretId }, { remove, put }) => {
    if (remove.length > 0) await steps.change(`Remove ${remove.join(', ')}`, UntagResource, { SecretId, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagResource, { SecretId, Tags: [...put] });
  },
  exported: readSecrets,
};

async function readSecrets(steps: Steps, region: string): Promise<SecretState[]> {
  const listed = await steps.pages(ListSecrets, { MaxResults: 100 }, ({ SecretList }) => SecretList, nextToken);
  const secrets: SecretState[] = [];
  for (const { ARN: arn = '', Name: name = '', Description: description = '', Tags } of listed) {
    const policy = await steps.read(GetResourcePolicy, { SecretId: arn });
    secrets.push({
      ...{ kind: 'secret', name, arn, region, description, tags: sortedTags(Tags) },
      ...policyState(policy?.ResourcePolicy),
    });
  }
  return secrets;
}
