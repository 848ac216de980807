import type { Partition } from '../../core/call';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { readTags, type TagPair } from '../../core/tags';
import type { Transaction } from '../../db/client';
import { type CategoryDefinition, readDefinitions } from '../cost-explorer/categories';

/** A stored cost category, with its definitions by month. */
export type CostCategoryRow = {
  id: string;
  name: string;
  createdAt: Date;
  definitions: CategoryDefinition[];
};

type Stored = { id: string; name: string; createdAt: Date; document: string };

function rowOf({ id, name, createdAt, document }: Stored): CostCategoryRow {
  return { id, name, createdAt, definitions: readDefinitions(document) };
}

/** Returns the present and deleted categories of an account. Deleted ones still apply to earlier months. */
export async function findAllCategories(db: Transaction, accountId: string): Promise<CostCategoryRow[]> {
  const rows = await db.costCategory.findMany({ where: { accountId }, orderBy: { name: 'asc' } });
  return rows.map(rowOf);
}

/** Returns the present categories of an account. */
export async function findCategories(db: Transaction, accountId: string): Promise<CostCategoryRow[]> {
  return (await findAllCategories(db, accountId)).filter((row) => !isDeleted(row));
}

/** Returns whether the last definition is a deletion. */
export function isDeleted({ definitions }: Pick<CostCategoryRow, 'definitions'>): boolean {
  return definitions.at(-1)?.Rules.length === 0;
}

export function categoryArn(partition: Partition, accountId: string, id: string): string {
  return `arn:${partition}:ce::${accountId}:costcategory/${id}`;
}

/** Returns a cost category by its ARN with its tags, or null. */
export async function findCategory(
  { db, partition, accountId }: Pick<Scope, 'db' | 'partition' | 'accountId'>,
  arn: string,
): Promise<{ category: CostCategoryRow; tags: TagPair[] } | null> {
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  if (arn !== categoryArn(partition, accountId, id)) return null;
  const row = await db.costCategory.findUnique({ where: { id } });
  if (row?.accountId !== accountId) return null;
  const category = rowOf(row);
  return isDeleted(category) ? null : { category, tags: await readTags(db, id) };
}

/** Returns a ResourceNotFoundException in the words of the AWS SDK's model. */
export function noSuchResource(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', "The specified ARN in the request doesn't exist.", { ResourceName: arn });
}
