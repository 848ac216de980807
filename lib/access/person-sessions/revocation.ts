import {
  addStatementEdits,
  applyEdits,
  type PolicyBlocks,
  removeStatementEdits,
  type TextEdit,
  toBlocks,
} from '@gatehouse/policy/edit';
import { z } from 'zod';

/** The beginning of the Sid of each statement that shuts a person out. The letters and digits of the person's id follow. */
const SID = 'RevokeSessions';

/** The longest session of a permission set. Source: IAM Identity Center User Guide, "Set session duration for AWS accounts". */
const LONGEST_MS = 12 * 3_600_000;

/**
 * Returns an inline policy with a statement that denies everything to the sessions of a person that began before `now`. Statements for
 * sessions that have all expired are removed. Source: IAM Identity Center User Guide, "Revoke active IAM role sessions created by
 * permission sets".
 */
export function withRevocation(text: string, UserId: string, now: Date): string {
  const Sid = `${SID}${UserId.replace(/[^0-9a-z]/gi, '')}`;
  const statement = {
    Sid,
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: {
      StringEquals: { 'identitystore:UserId': UserId },
      DateLessThan: { 'aws:TokenIssueTime': now.toISOString() },
    },
  };
  if (text === '') return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
  const added = edited(text, (blocks) => addStatementEdits(blocks, statement));
  // From the last one, so that the positions of the others stay.
  const old = [...statementsOf(text).entries()].filter(([, found]) => found.Sid === Sid || isOver(found, now)).reverse();
  return old.reduce((document, [index]) => edited(document, (blocks) => removeStatementEdits(blocks, index)), added);
}

/** Changes a document in its own layout. */
function edited(text: string, edit: (blocks: PolicyBlocks) => TextEdit[] | null): string {
  const read = toBlocks(text);
  return read.ok ? applyEdits(text, edit(read.document) ?? []) : text;
}

const Statements = z.object({
  Statement: z.union([z.array(z.looseObject({})), z.looseObject({}).transform((one) => [one])]),
});

function statementsOf(text: string): Readonly<Record<string, unknown>>[] {
  return Statements.parse(JSON.parse(text)).Statement;
}

const Revocation = z.object({
  Sid: z.string().startsWith(SID),
  Condition: z.object({ DateLessThan: z.object({ 'aws:TokenIssueTime': z.iso.datetime() }) }),
});

/** Returns whether a statement is a revocation whose sessions have all expired. */
function isOver(statement: unknown, now: Date): boolean {
  const { data } = Revocation.safeParse(statement);
  return data !== undefined && Date.parse(data.Condition.DateLessThan['aws:TokenIssueTime']) + LONGEST_MS < now.getTime();
}
