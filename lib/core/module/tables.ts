import { modelsOf } from '../../db/direct-columns';
import type { Prisma } from '../../db/generated/sqlite/client';
import { keysOf } from '../text/lists';
import { fromModules, type InstalledModule, partsOf } from './module';
import { delegateOf } from './resource';
import type { NamedTable, Table } from './table';

/** Returns the tables of a module. @throws Error if the module is not loaded */
export function tablesOf(module: InstalledModule): readonly NamedTable[] {
  const { tables = {} } = partsOf(module);
  return keysOf(tables).flatMap((name): NamedTable[] => {
    const table = tables[name];
    return table ? [[name, table]] : [];
  });
}

// In the order of the modules, except that each table comes after those that its foreign keys name.
function inOrderOfReferences(modules: readonly InstalledModule[]): ReadonlyMap<Prisma.ModelName, Table> {
  const byDelegate = new Map(modules.flatMap(tablesOf).map((table) => [delegateOf(table[0]), table]));
  const ordered = new Map<Prisma.ModelName, Table>();
  const seen = new Set<string>();
  const add = (delegate: string) => {
    const found = byDelegate.get(delegate);
    if (!found || seen.has(delegate)) return;
    seen.add(delegate);
    for (const { model } of modelsOf('sqlite').get(delegate)?.relations.values() ?? []) add(model);
    ordered.set(...found);
  };
  for (const delegate of byDelegate.keys()) add(delegate);
  return ordered;
}

/** Returns every table of the database, in the order in which rows can be inserted. */
export function allTables(): ReadonlyMap<Prisma.ModelName, Table> {
  return fromModules(inOrderOfReferences);
}

/** A column that is encrypted with the secret key; `id` names the column that identifies a row. */
type SealedColumn = { model: Prisma.ModelName; id: string; column: string; purpose: string };

/** Returns the columns that are encrypted with the secret key. */
export function sealedColumns(): readonly SealedColumn[] {
  return [...allTables()].flatMap(([model, { sealed }]) =>
    Object.entries(sealed?.columns ?? {}).map(([column, purpose]) => ({ model, id: sealed?.id ?? 'id', column, purpose })),
  );
}
