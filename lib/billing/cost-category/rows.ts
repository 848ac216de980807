import type { Partition } from '../../core/call';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { readTags, type TagPair } from '../../core/tags';
import type { Transaction } from '../../db/client';
import { type CategoryDefinition, readDefinitions } from '../cost-explorer/categories';

/** A cost category as it is stored, with its definitions in the order of the months from which they count. */
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

/** Those that an account has or had. One that was deleted is kept for the months before, which it goes on sorting. */
export async function findAllCategories(db: Transaction, accountId: string): Promise<CostCategoryRow[]> {
  const rows = await db.costCategory.findMany({ where: { accountId }, orderBy: { name: 'asc' } });
  return rows.map(rowOf);
}

/** Those that an account has. */
export async function findCategories(db: Transaction, accountId: string): Promise<CostCategoryRow[]> {
  return (await findAllCategories(db, accountId)).filter((row) => !isDeleted(row));
}

/** Whether its last definition sorts nothing any more. */
export function isDeleted({ definitions }: Pick<CostCategoryRow, 'definitions'>): boolean {
  return definitions.at(-1)?.Rules.length === 0;
}

export function categoryArn(partition: Partition, accountId: string, id: string): string {
  return `arn:${partition}:ce::${accountId}:costcategory/${id}`;
}

/** A cost category by its ARN, and its tags; null where the account has none of that ARN. */
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

/** @throws AwsError ResourceNotFoundException, in the words of the AWS SDK's model */
export function noSuchResource(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', "The specified ARN in the request doesn't exist.", { ResourceName: arn });
}
