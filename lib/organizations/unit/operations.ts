import { newOrganizationalUnitId } from '../../core/ids';
import { quotas } from '../../core/quotas';
import { first } from '../../core/text/lists';
import { attachDefaultPolicies, clearNode } from '../default-policies';
import { constraintViolation, organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { organizationsPageOf, pageStart, toOrganizationsPage } from '../paging';
import { creationQuestions, tagOrganizationResource } from '../tags';
import { findNode, findParent, idsDownTo, membersOf, nodeArn, nodeQuestion } from '../tree';
import { requireFreeUnitName, requireParent, requireUnit, toUnits } from './rows';
import {
  CreateOrganizationalUnitInput,
  DeleteOrganizationalUnitInput,
  DescribeOrganizationalUnitInput,
  ListChildrenInput,
  ListOrganizationalUnitsForParentInput,
  ListParentsInput,
  UpdateOrganizationalUnitInput,
} from './schema';

export const CreateOrganizationalUnit = organizationsOperation({
  name: 'CreateOrganizationalUnit',
  access: 'Write',
  callers: 'managementAccount',
  input: CreateOrganizationalUnitInput,
  // The id is generated here, so that the check of tagging names the future OU.
  target: async ({ ParentId }, scope) => ({
    parent: await findParent(scope, ParentId),
    id: newOrganizationalUnitId(scope.organization.rootId),
  }),
  checks: async ({ ParentId, Tags }, scope, { parent, id }) =>
    creationQuestions(await nodeQuestion(scope, ParentId, parent), { resource: nodeArn(scope, id) }, Tags),
  run: async ({ ParentId, Name, Tags }, scope, { parent, id }) => {
    requireParent(parent);
    await requireFreeUnitName(scope, ParentId, Name);
    await requireRoomForUnit(scope, ParentId);
    const { db, organization, now } = scope;
    const data = { id, organizationId: organization.id, parentId: ParentId, name: Name, createdAt: now };
    const row = await db.organizationalUnit.create({ data });
    await attachDefaultPolicies({ db, organizationId: organization.id, now }, id);
    if (Tags) await tagOrganizationResource(scope, id, Tags);
    const OrganizationalUnit = first(await toUnits(scope, [row]));
    return { OrganizationalUnit };
  },
});

async function requireRoomForUnit(scope: OrganizationScope, parentId: string): Promise<void> {
  // The path down to the parent includes the root, so its length is the depth of the new OU.
  if ((await idsDownTo(scope, parentId)).length > quotas().OrganizationalUnitDepth)
    throw constraintViolation('OU_DEPTH_LIMIT_EXCEEDED', 'OrganizationalUnitDepth');
  const count = await scope.db.organizationalUnit.count({ where: { organizationId: scope.organization.id } });
  if (count >= quotas().OrganizationalUnitsPerOrganization)
    throw constraintViolation('OU_NUMBER_LIMIT_EXCEEDED', 'OrganizationalUnitsPerOrganization');
}

/** Renames an OU. As in AWS, its children, policies and id stay. */
export const UpdateOrganizationalUnit = organizationsOperation({
  name: 'UpdateOrganizationalUnit',
  access: 'Write',
  callers: 'managementAccount',
  input: UpdateOrganizationalUnitInput,
  target: ({ OrganizationalUnitId }, scope) => findNode(scope, OrganizationalUnitId),
  checks: async ({ OrganizationalUnitId }, scope, node) => [await nodeQuestion(scope, OrganizationalUnitId, node)],
  run: async ({ Name }, scope, node) => {
    const unit = requireUnit(node);
    const name = Name ?? unit.name;
    // AWS's answer to a rename to the same name is not known. Here it succeeds.
    await requireFreeUnitName(scope, unit.parentId, name, unit.id);
    const OrganizationalUnit = first(
      await toUnits(scope, [await scope.db.organizationalUnit.update({ where: { id: unit.id }, data: { name } })]),
    );
    return { OrganizationalUnit };
  },
});

export const DeleteOrganizationalUnit = organizationsOperation({
  name: 'DeleteOrganizationalUnit',
  access: 'Write',
  callers: 'managementAccount',
  input: DeleteOrganizationalUnitInput,
  target: ({ OrganizationalUnitId }, scope) => findNode(scope, OrganizationalUnitId),
  checks: async ({ OrganizationalUnitId }, scope, node) => [await nodeQuestion(scope, OrganizationalUnitId, node)],
  run: async (_input, scope, node) => {
    const { id } = requireUnit(node);
    const { db } = scope;
    const units = await db.organizationalUnit.count({ where: { organizationId: scope.organization.id, parentId: id } });
    const accounts = await db.account.count({ where: { ...membersOf(scope), parentId: id } });
    if (units + accounts > 0) throw organizationsError('OrganizationalUnitNotEmptyException');
    await clearNode(db, id);
    await db.organizationalUnit.delete({ where: { id } });
    return {};
  },
});

export const DescribeOrganizationalUnit = organizationsOperation({
  name: 'DescribeOrganizationalUnit',
  access: 'Read',
  callers: 'reader',
  input: DescribeOrganizationalUnitInput,
  target: ({ OrganizationalUnitId }, scope) => findNode(scope, OrganizationalUnitId),
  checks: async ({ OrganizationalUnitId }, scope, node) => [await nodeQuestion(scope, OrganizationalUnitId, node)],
  run: async (_input, scope, node) => {
    const OrganizationalUnit = first(await toUnits(scope, [requireUnit(node)]));
    return { OrganizationalUnit };
  },
});

export const ListOrganizationalUnitsForParent = organizationsOperation({
  name: 'ListOrganizationalUnitsForParent',
  access: 'List',
  callers: 'reader',
  input: ListOrganizationalUnitsForParentInput,
  target: ({ ParentId }, scope) => findParent(scope, ParentId),
  checks: async ({ ParentId }, scope, parent) => [await nodeQuestion(scope, ParentId, parent)],
  run: async (input, scope, parent) => {
    const { id } = requireParent(parent);
    const list = `ListOrganizationalUnitsForParent:${id}`;
    const { after, take, limit } = pageStart(list, input);
    const rows = await scope.db.organizationalUnit.findMany({
      where: unitsUnder(scope, id, after),
      orderBy: { id: 'asc' },
      take,
    });
    const { items, ...page } = toOrganizationsPage(list, rows, limit, (row) => row.id);
    return { OrganizationalUnits: await toUnits(scope, items), ...page };
  },
});

function unitsUnder({ organization }: OrganizationScope, parentId: string, after: string | undefined) {
  return { organizationId: organization.id, parentId, ...(after === undefined ? {} : { id: { gt: after } }) };
}

export const ListChildren = organizationsOperation({
  name: 'ListChildren',
  access: 'List',
  callers: 'reader',
  input: ListChildrenInput,
  target: ({ ParentId }, scope) => findParent(scope, ParentId),
  checks: async ({ ParentId }, scope, parent) => [await nodeQuestion(scope, ParentId, parent)],
  run: async (input, scope, parent) => {
    const { id: parentId } = requireParent(parent);
    const list = `ListChildren:${parentId}:${input.ChildType}`;
    const { after, take, limit } = pageStart(list, input);
    const query = { orderBy: { id: 'asc' }, take, select: { id: true } } as const;
    const rows =
      input.ChildType === 'ORGANIZATIONAL_UNIT'
        ? await scope.db.organizationalUnit.findMany({ where: unitsUnder(scope, parentId, after), ...query })
        : await scope.db.account.findMany({
            where: { ...membersOf(scope), parentId, ...(after === undefined ? {} : { id: { gt: after } }) },
            ...query,
          });
    const { items, ...page } = toOrganizationsPage(list, rows, limit, (row) => row.id);
    return { Children: items.map(({ id }) => ({ Id: id, Type: input.ChildType })), ...page };
  },
});

/** Lists the one parent of an OU or account. */
export const ListParents = organizationsOperation({
  name: 'ListParents',
  access: 'List',
  callers: 'reader',
  input: ListParentsInput,
  target: ({ ChildId }, scope) => findNode(scope, ChildId),
  checks: async ({ ChildId }, scope, node) => [await nodeQuestion(scope, ChildId, node)],
  run: async (input, { organization }, node) => {
    if (!node || node.type === 'ROOT') throw organizationsError('ChildNotFoundException');
    const Type = node.parentId === organization.rootId ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const);
    const { items, ...page } = organizationsPageOf(
      `ListParents:${node.id}`,
      [{ Id: node.parentId, Type }],
      input,
      ({ Id }) => Id,
    );
    return { Parents: items, ...page };
  },
});
