import type { OrganizationalUnit } from '@aws-sdk/client-organizations';
import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { nodeArn, type ParentNode, pathsDownTo, type TreeNode, type UnitRow } from '../tree';

/** Returns the SDK's shapes, each with its path. */
export async function toUnits(scope: OrganizationScope, rows: readonly UnitRow[]) {
  const parents = await pathsDownTo(
    scope,
    rows.map((row) => row.parentId),
  );
  return rows.map(
    (row, index) =>
      ({
        Id: row.id,
        Arn: nodeArn(scope, row.id),
        Name: row.name,
        Path: `${parents[index]}${row.id}/`,
      }) satisfies OrganizationalUnit,
  );
}

/**
 * Returns the OU of a node.
 * @throws AwsError OrganizationalUnitNotFound
 */
export function requireUnit(node: TreeNode | null): UnitRow {
  if (node?.type !== 'ORGANIZATIONAL_UNIT') throw organizationsError('OrganizationalUnitNotFoundException');
  return node.row;
}

/**
 * Returns an existing parent.
 * @throws AwsError ParentNotFound
 */
export function requireParent(parent: ParentNode | null): ParentNode {
  if (!parent) throw organizationsError('ParentNotFoundException');
  return parent;
}

/**
 * Refuses a name that another OU of the same parent has.
 * @throws AwsError DuplicateOrganizationalUnit
 */
export async function requireFreeUnitName(
  scope: OrganizationScope,
  parentId: string,
  name: string,
  except?: string,
): Promise<void> {
  const key = { organizationId: scope.organization.id, parentId, name };
  const other = await scope.db.organizationalUnit.findUnique({ where: { organizationId_parentId_name: key } });
  if (other && other.id !== except) throw organizationsError('DuplicateOrganizationalUnitException', 'Name');
}
