import { createHash } from 'node:crypto';
import { type Statement, statementToJson } from '@gatehouse/policy/parse';
import type { NamedStatement } from './judgements';

/** Returns a statement's display name and content hash. */
export function nameStatement(statement: Statement): NamedStatement {
  const number = `${statement.index + 1}`;
  const hash = createHash('sha256')
    .update(JSON.stringify(statementToJson(statement)))
    .digest('hex')
    .slice(0, 16);
  return { name: statement.sid ? `${number} (${statement.sid})` : number, hash };
}
