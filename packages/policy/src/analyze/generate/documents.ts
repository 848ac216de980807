import { countedCharacters } from '../../validate/size';
import type { StatementJson } from './todays-statements';

/** A policy document and its number of counted characters. */
export type GeneratedDocument = { text: string; size: number };

const AROUND = countedCharacters(textOf([]));

function textOf(statements: readonly StatementJson[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

/**
 * Divides statements into the fewest documents in order, each within the quota. A statement that is too large by itself is split by half
 * its resources or actions.
 * @returns the index of the document in which each statement begins
 */
export function toDocuments(
  statements: readonly StatementJson[],
  quota: number,
): { documents: GeneratedDocument[]; places: number[] } {
  const filled: StatementJson[][] = [[]];
  let left = quota - AROUND;
  const places = statements.map((statement) => {
    let place: number | undefined;
    for (const part of divided(statement, quota - AROUND)) {
      // Includes the comma before it.
      const size = sizeOf(part) + 1;
      if (size > left && (filled.at(-1)?.length ?? 0) > 0) {
        filled.push([]);
        left = quota - AROUND;
      }
      filled.at(-1)?.push(part);
      left -= size;
      place ??= filled.length - 1;
    }
    return place ?? 0;
  });
  const documents = filled
    .filter((some) => some.length > 0)
    .map((some) => ({ text: textOf(some), size: countedCharacters(textOf(some)) }));
  return { documents, places };
}

function sizeOf(statement: StatementJson): number {
  return countedCharacters(JSON.stringify(statement));
}

function divided(statement: StatementJson, most: number): StatementJson[] {
  if (sizeOf(statement) + 1 <= most) return [statement];
  const { Sid, ...rest } = statement;
  for (const name of ['Resource', 'Action']) {
    const values = rest[name];
    if (!Array.isArray(values) || values.length < 2) continue;
    const half = Math.ceil(values.length / 2);
    const parts = [values.slice(0, half), values.slice(half)].map((some) => ({ ...rest, [name]: some }));
    const [first = {}, second = {}] = parts;
    return [...divided({ ...(Sid === undefined ? {} : { Sid }), ...first }, most), ...divided(second, most)];
  }
  return [statement];
}
