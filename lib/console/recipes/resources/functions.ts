import type { FunctionState } from '../../../export/kinds/function';
import {
  CreateFunction,
  DeleteFunction,
  ListFunctions,
  ListTags,
  TagResource,
  UntagResource,
} from '../../../resources/lambda/operations';
import { DeleteResourcePolicy, GetPolicy, PutResourcePolicy } from '../../../resources/lambda/policy-operations';
import { storedDocument } from '../save-from';
import type { Steps } from '../steps';
import { type KindCalls, keysText, policyState, sortedTagMap, toTagMap } from './kind-calls';

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
  exported: readFunctions,
};

async function readFunctions(steps: Steps, region: string, leftOut: string[]): Promise<FunctionState[]> {
  const listed = await steps.pages(
    ListFunctions,
    {},
    ({ Functions }) => Functions,
    ({ NextMarker }) => (NextMarker === undefined ? null : { Marker: NextMarker }),
  );
  const functions: FunctionState[] = [];
  for (const made of listed) {
    const { FunctionName: name = '', FunctionArn = '', PackageType } = made;
    if (PackageType === 'Image') {
      leftOut.push(`The function ${name} in ${region} is left out: the location of its image cannot be read.`);
      continue;
    }
    const policy = await steps.read(GetPolicy, { FunctionName: name }, { unless: 'ResourceNotFoundException' });
    const tags = await steps.read(ListTags, { Resource: FunctionArn });
    const { Role: role, Runtime: runtime = '', Handler: handler = '' } = made;
    functions.push({
      ...{ kind: 'function', name, region, role, runtime, handler },
      ...{ description: made.Description, timeout: made.Timeout, memory: made.MemorySize },
      ...{ tags: sortedTagMap(tags?.Tags), ...policyState(policy?.Policy) },
    });
  }
  return functions;
}
