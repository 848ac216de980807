import type { Prisma } from '../../db/generated/sqlite/client';

/** A table whose rows snapshots save and restore. */
export type HeldTable = {
  /** The column with the owner of a row: an account, an organization, either, or a row of another table. */
  owner:
    | { column: string; of: 'account' | 'organization' | 'either' }
    | { column: string; of: 'User' | 'Policy' | 'UsageBatch'; relation: string };
  /** For rows of organizations: the column that may name an account, without which the row is meaningless. */
  about?: string;
  /** For rows of organizations: those that also belong to others. They are restored only with the whole installation. */
  except?: object;
  /** True if rows have contents of up to a megabyte, so that few are read at once. */
  hasContents?: true;
  /** True if the database assigns the ids and nothing refers to them. */
  numbered?: true;
  /** The column for reading rows in pages, if not `id`: the first column of the key. Few rows share a value. */
  key?: string;
};

/** A table that is in no snapshot. */
export type OtherTable = {
  /** The reason it is in none. */
  apart: string;
  /** The columns that name an account. A row is deleted with any of these accounts. Absent: rows outlive accounts. */
  endsWith?: readonly string[];
  /** The first column of the key, if not `id`. Deletions go by it. */
  key?: string;
  /** A reset of the installation keeps the rows: they belong to no account. */
  outlivesReset?: true;
};

/** The facts about a table that do not depend on snapshots. */
type Secrets = {
  /** The columns that are encrypted with the secret key, each with its purpose; `id` identifies a row, if the column `id` does not. */
  sealed?: { id?: string; columns: Readonly<Record<string, string>> };
  /** The rows hold digests that a new secret key makes useless, so its rotation deletes them. */
  endsWithKey?: true;
};

/** A table of the database: how snapshots treat it, and its secrets. */
export type Table = (HeldTable | OtherTable) & Secrets;

/** The tables that a module owns, by model. */
export type Tables = Readonly<Partial<Record<Prisma.ModelName, Table>>>;

/** A table with its model. */
export type NamedTable<T = Table> = readonly [model: Prisma.ModelName, table: T];

export const ofAccount = { owner: { column: 'accountId', of: 'account' } } as const satisfies HeldTable;
export const ofPayer = { owner: { column: 'payerId', of: 'account' } } as const satisfies HeldTable;
export const ofOrganization = { owner: { column: 'organizationId', of: 'organization' } } as const satisfies HeldTable;
/** Rows of an instance of IAM Identity Center, which an organization or an account owns. */
export const ofOwner = { owner: { column: 'ownerId', of: 'either' } } as const satisfies HeldTable;
export const ofUser = { owner: { column: 'userId', of: 'User', relation: 'user' }, key: 'userId' } as const satisfies HeldTable;

type ResourceRows = { model: Prisma.ModelName; owner?: { column: string; of: 'account' | 'organization' }; shared?: object };

const NAMED_BY_ARN: ReadonlySet<string> = new Set<Prisma.ModelName>(['OpenIDConnectProvider', 'SamlProvider']);

/** Returns the tables of resource types, which declare their owners themselves. */
export function tablesOfResources(
  resources: readonly ResourceRows[],
  sealed: Readonly<Partial<Record<Prisma.ModelName, Secrets['sealed']>>> = {},
): Tables {
  const tables = resources.map(({ model, owner, shared }): NamedTable => {
    const secrets = sealed[model];
    return [
      model,
      {
        owner: owner ?? ofAccount.owner,
        except: shared,
        key: NAMED_BY_ARN.has(model) ? 'arn' : 'id',
        ...(secrets && { sealed: secrets }),
      },
    ];
  });
  return Object.fromEntries(tables);
}
