import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { delegateOf } from '../core/module/resource';
import { allTables } from '../core/module/tables';
import { modelsOf } from '../db/direct-columns';
import { Prisma } from '../db/generated/sqlite/client';
import { heldTable, heldTables, inPieces } from './tables';

/** Returns the schema's foreign keys: each model and the model that it refers to. */
async function references(): Promise<[from: string, to: string][]> {
  const schema = await readFile(join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8');
  return [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].flatMap(([, from = '', body = '']) =>
    [...body.matchAll(/^\s+\w+\s+(\w+)\??\s+@relation\(fields:/gm)].map(([, to = '']): [string, string] => [from, to]),
  );
}

it('every table is classified as held in snapshots or not', () => {
  expect([...allTables().keys()].sort()).toEqual(Object.values(Prisma.ModelName).sort());
});

it('held tables are ordered by their foreign keys, and no excluded table refers to a held one', async () => {
  const found = await references();
  expect(found.length).toBeGreaterThan(20);
  const order: readonly string[] = heldTables();
  for (const [from, to] of found) {
    if (!order.includes(to)) continue;
    expect(order, `${from} refers to ${to}`).toContain(from);
    if (from !== to) expect(order.indexOf(to), `${to} before ${from}`).toBeLessThan(order.indexOf(from));
  }
});

it('held tables have only columns of types that snapshots can store, and their configured owner and subject columns', () => {
  const models = modelsOf('sqlite');
  for (const name of heldTables()) {
    const columns = models.get(delegateOf(name))?.columns;
    expect(columns, name).toBeDefined();
    const { owner, about } = heldTable(name);
    expect([...(columns?.keys() ?? [])]).toContain(owner.column);
    if (about !== undefined) expect([...(columns?.keys() ?? [])]).toContain(about);
  }
});

it('every held table is read by the first column of its primary key, so that an index is used', async () => {
  const schema = await readFile(join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8');
  const keys = new Map(
    [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(([, model = '', body = '']) => [
      model,
      (/@@id\(\[(\w+)/.exec(body) ?? /^\s+(\w+)\s.*@id\b/m.exec(body))?.[1],
    ]),
  );
  for (const name of heldTables()) {
    // Memberships are read by user, because they are stored and indexed by user.
    if (name !== 'GroupMembership') expect(heldTable(name).key ?? 'id', name).toBe(keys.get(name));
  }
});

it('tables marked as numbered are those with an autoincrement key', async () => {
  const schema = await readFile(join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8');
  const numbered = [...schema.matchAll(/^model (\w+) \{[^}]*autoincrement\(\)/gm)].map(([, name]) => name);
  expect(numbered.filter((name) => heldTables().some((held) => held === name))).toEqual(
    heldTables().filter((name) => heldTable(name).numbered),
  );
});

it('inPieces keeps the rows in their order, with little text in each piece', () => {
  const row = fc.record({ text: fc.nat(700_000).map((length) => 'x'.repeat(length)), n: fc.nat() });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (rows, most) => {
      const pieces = [...inPieces(rows, most)];
      expect(pieces.flat()).toEqual(rows);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(most);
        const text = piece.reduce((sum, { text }) => sum + String(text).length, 0);
        expect(piece.length === 1 || text <= 1 << 20).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
