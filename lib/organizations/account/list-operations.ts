import { z } from 'zod';
import { callerMay } from '../../core/authorization/authorize';
import { quotas } from '../../core/quotas';
import { type Tag, TagList } from '../../core/shapes';
import { type ListProblem, MOST_LIST_CHARACTERS, readListText, tagsOf } from '../../core/text/list-text';
import { giveWay } from '../../core/work/bulk';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { CreateAccountName, Email } from '../shapes';
import { countAccounts } from './rows';

/** An account in a list. `ParentId` is the root or OU for it; `Line` is its line in the list. */
export type ListedAccount = { Line: number; AccountName: string; Email: string; ParentId: string; Tags: Tag[] };

/**
 * Reads a list of new accounts with columns `name`, `email` and optionally `ou` (an id, or names below the root such as
 * `Workloads/Production`) and `tags`. It reports all problems at once and changes nothing. Only CreateAccount can tell whether an
 * email address is used outside the organization.
 */
export const ReadNewAccountList = organizationsOperation({
  name: 'ReadNewAccountList',
  access: 'List',
  callers: 'managementAccount',
  input: z.object({ Text: z.string().max(MOST_LIST_CHARACTERS) }),
  checks: () => [{ action: 'organizations:ListAccounts', resource: '*' }],
  run: async ({ Text }, scope): Promise<{ Rows: ListedAccount[]; Problems: ListProblem[]; RootId: string }> => {
    const { rows, problems } = readListText(Text, {
      name: ['name', 'account', 'account name'],
      email: ['email', 'e-mail', 'email address'],
      ou: ['ou', 'organizational unit', 'unit', 'parent'],
      tags: ['tags', 'tag'],
    });
    const Problems: ListProblem[] = [...problems];
    const { rootId } = scope.organization;
    const [units, taken] = [await readUnits(scope), await readEmails(scope)];
    const may = await callerMay(scope);
    const mayCreate = await may({ action: 'organizations:CreateAccount', resource: '*' });
    const seen = new Set<string>();
    const Rows: ListedAccount[] = [];
    for (const { line, cells } of rows) {
      const turn = giveWay();
      if (turn) await turn;
      const wrong: Omit<ListProblem, 'Line'>[] = [];
      const email = cells.email.toLowerCase();
      if (!CreateAccountName.safeParse(cells.name).success)
        wrong.push({
          Column: 'name',
          Message: cells.name === '' ? 'The name is missing.' : 'A name has 1 to 50 ASCII characters.',
        });
      if (!Email.safeParse(cells.email).success)
        wrong.push({
          Column: 'email',
          Message: cells.email === '' ? 'The email address is missing.' : `“${cells.email}” is not a valid e-mail address.`,
        });
      else if (taken.has(email)) wrong.push({ Column: 'email', Message: `${cells.email} is the address of another account.` });
      else if (seen.has(email)) wrong.push({ Column: 'email', Message: `${cells.email} appears twice in the list.` });
      seen.add(email);
      const parents = cells.ou === '' ? [rootId] : (units.get(cells.ou.toLowerCase()) ?? []);
      const [ParentId = rootId] = parents;
      if (parents.length === 0) wrong.push({ Column: 'ou', Message: `There is no OU “${cells.ou}”.` });
      if (parents.length > 1)
        wrong.push({ Column: 'ou', Message: `Several OUs are called “${cells.ou}”. Write the names of the OUs above it too.` });
      const Tags = tagsOf(cells.tags);
      if (!TagList.safeParse(Tags).success || new Set(Tags.map(({ Key }) => Key)).size < Tags.length)
        wrong.push({ Column: 'tags', Message: 'A tag is not valid. Write key=value, separated by semicolons, each key once.' });
      if (!mayCreate) wrong.push({ Message: "You don't have permission to create accounts (organizations:CreateAccount)." });
      Problems.push(...wrong.map((one) => ({ Line: line, ...one })));
      if (wrong.length === 0) Rows.push({ Line: line, AccountName: cells.name, Email: cells.email, ParentId, Tags });
    }
    const room = quotas().AccountsPerOrganization - (await countAccounts(scope));
    const over = Rows[Math.max(0, room)];
    if (Rows.length > room && over)
      Problems.push({
        Line: over.Line,
        Message: `The organization has room for ${Math.max(0, room)} more accounts, and the list has ${Rows.length}.`,
      });
    return { Rows, Problems: Problems.sort((a, b) => a.Line - b.Line), RootId: rootId };
  },
});

/** Returns the ids of OUs by id, name and path of names below the root, in lower case. */
async function readUnits({ db, organization }: OrganizationScope): Promise<Map<string, string[]>> {
  const rows = await db.organizationalUnit.findMany({
    where: { organizationId: organization.id },
    select: { id: true, name: true, parentId: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (id: string): string => {
    const row = byId.get(id);
    return row === undefined ? '' : `${pathOf(row.parentId)}/${row.name}`;
  };
  const found = new Map<string, string[]>();
  for (const { id, name } of rows) {
    const path = pathOf(id).slice(1);
    for (const key of new Set([id, name.toLowerCase(), path.toLowerCase()])) {
      const ids = found.get(key) ?? [];
      // A whole path identifies this OU, even if others have that name.
      if (key === path.toLowerCase())
        found.set(key, [id, ...ids.filter((other) => other !== id && pathOf(other).slice(1).toLowerCase() === key)]);
      else if (!ids.some((other) => pathOf(other).slice(1).toLowerCase() === key)) found.set(key, [...ids, id]);
    }
  }
  return found;
}

async function readEmails({ db, organization }: OrganizationScope): Promise<Set<string>> {
  const rows = await db.account.findMany({ where: { organizationId: organization.id }, select: { email: true } });
  return new Set(rows.map(({ email }) => email));
}
