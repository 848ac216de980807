import { CreateFunction, DeleteFunction } from '../../../resources/lambda/operations';
import { DeleteResourcePolicy, GetPolicy, PutResourcePolicy } from '../../../resources/lambda/policy-operations';
import { TagResource, UntagResource } from '../../../resources/lambda/tag-operations';
import { storedDocument } from '../save-from';
import { type KindCalls, keysText, toTagMap } from './kind-calls';

/** An empty archive: Gatehouse runs and stores no code. */
const EMPTY_ZIP = new Uint8Array([0x50, 0x4b, 0x05, 0x06, ...Array.from({ length: 18 }, () => 0)]);

export const functions: KindCalls = {
  create: async (steps, { name: FunctionName, tags, policy, more }) => {
    const { role: Role = '' } = more;
    const made = await steps.change(`Create function ${FunctionName}`, CreateFunction, {
      FunctionName,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: EMPTY_ZIP },
      ...(more.description && { Description: more.description }),
      ...(tags.length > 0 && { Tags: toTagMap(tags) }),
    });
    const arn = made?.FunctionArn ?? null;
    if (arn !== null && policy !== '')
      await steps.change('Set its policy', PutResourcePolicy, { ResourceArn: arn, Policy: policy });
    return arn;
  },
  remove: ({ arn: FunctionName }) => [DeleteFunction, { FunctionName }],
  policy: {
    read: (run, { arn: FunctionName }) => storedDocument(run(GetPolicy, { FunctionName }), ({ Policy }) => Policy),

    put: ({ arn: ResourceArn }, Policy) => [PutResourcePolicy, { ResourceArn, Policy }],
    remove: ({ arn: ResourceArn }) => [DeleteResourcePolicy, { ResourceArn }],
  },
  tags: async (steps, { arn: Resource }, { remove, put }) => {
    if (remove.length > 0) await steps.change(`Remove ${remove.join(', ')}`, UntagResource, { Resource, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagResource, { Resource, Tags: toTagMap(put) });
  },
};
