import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { readTags, removeTags } from '../../core/tags';
import { requireApplication } from '../application-operation';
import { notFound } from '../errors';
import { instanceArn } from '../instance/rows';
import { type InstanceScope, instanceOperation, lastPartOf } from '../operation';
import { pageFrom, pageStart } from '../paging';
import { findPermissionSet } from '../permission-set/rows';
import { requireOwnPermissionSet } from '../permission-set-operation';
import { requireCustomerKeys, sameKey, tagInstanceResource } from '../tags';
import { ListTagsForResourceInput, TagResourceInput, UntagResourceInput } from './schema';

type Tagged = { ResourceArn: string };

const arnOf = ({ ResourceArn }: Tagged) => ResourceArn;

const isApplication = ({ ResourceArn }: Tagged) => ResourceArn.includes(':application/');

/** A member account tags its own applications. */
const callers = (input: Tagged) => (isApplication(input) ? ('member' as const) : ('administrator' as const));

/**
 * Returns the id of an instance, a permission set or an application. Trusted token issuers do not exist here.
 * @throws AwsError AccessDenied for the application of another account, ResourceNotFoundException
 */
async function requireTaggable(scope: InstanceScope, action: string, input: Tagged): Promise<string> {
  const { instance, partition } = scope;
  const { ResourceArn } = input;
  if (isApplication(input)) return (await requireApplication(scope, action, ResourceArn)).id;
  const exists = ResourceArn === instanceArn(partition, instance.id) || (await findPermissionSet(scope, ResourceArn));
  if (!exists) throw notFound(`Could not find the resource with the ARN ${ResourceArn}`);
  return lastPartOf(ResourceArn);
}

async function requireChangeable(scope: InstanceScope, action: string, input: Tagged): Promise<string> {
  const id = await requireTaggable(scope, action, input);
  const row = await findPermissionSet(scope, input.ResourceArn);
  if (row) await requireOwnPermissionSet(scope, action, row, input.ResourceArn);
  return id;
}

export const TagResource = instanceOperation({
  name: 'TagResource',
  access: 'Tagging',
  callers,
  ofAccountInstances: true,
  input: TagResourceInput,
  arnOf,
  context: ({ Tags }) => requestTagContext(Tags),
  run: async (input, scope) => {
    await tagInstanceResource(scope, await requireChangeable(scope, 'sso:TagResource', input), input.Tags);
    return {};
  },
});

export const UntagResource = instanceOperation({
  name: 'UntagResource',
  access: 'Tagging',
  callers,
  ofAccountInstances: true,
  input: UntagResourceInput,
  arnOf,
  context: ({ TagKeys }) => tagKeysContext(TagKeys),
  run: async (input, scope) => {
    const id = await requireChangeable(scope, 'sso:UntagResource', input);
    requireCustomerKeys(input.TagKeys);
    await removeTags(scope.db, id, input.TagKeys, sameKey);
    return {};
  },
});

export const ListTagsForResource = instanceOperation({
  name: 'ListTagsForResource',
  access: 'Read',
  callers,
  ofAccountInstances: true,
  input: ListTagsForResourceInput,
  arnOf,
  run: async (input, scope) => {
    const id = await requireTaggable(scope, 'sso:ListTagsForResource', input);
    const list = `ListTagsForResource:${id}`;
    const { after = '', limit } = pageStart(list, input);
    const tags = (await readTags(scope.db, id)).filter(({ Key }) => Key > after);
    const { items, ...page } = pageFrom(list, tags, limit, ({ Key }) => Key);
    return { Tags: items, ...page };
  },
});
