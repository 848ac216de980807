import { z } from 'zod';
import { callerMay, type May } from '../../core/authorization/authorize';
import { defineOperation, type Scope } from '../../core/operation';
import { type Tag, TagList } from '../../core/shapes';
import { type ListProblem, type ListRow, MOST_LIST_CHARACTERS, readListText, tagsOf, valuesOf } from '../../core/text/list-text';
import { giveWay, readInChunks } from '../../core/work/bulk';
import { groupArn } from '../group/rows';
import { listingCheck } from '../search';
import { ExistingUserName, GroupName, UserName } from '../shapes';
import { userArn } from '../user/rows';

/** A user in a list. `Line` is its line in the list. */
export type ListedUser = { Line: number; UserName: string; Groups: string[]; Tags: Tag[]; Console: boolean };
/** A membership in a list. */
export type ListedMember = { Line: number; UserName: string; GroupName: string };
/** The tags for a user in a list. */
export type ListedTags = { Line: number; UserName: string; Tags: Tag[] };

/** The valid rows of a list, and all problems of the others. */
export type ReadList<Row> = { Rows: Row[]; Problems: ListProblem[] };

const ListText = z.object({ Text: z.string().max(MOST_LIST_CHARACTERS) });

/** The names in the account for checking a list, read once. IAM names differ by more than case. */
type Names = { users: ReadonlyMap<string, string>; groups: ReadonlyMap<string, string> };

async function readNames({ db, accountId }: Scope): Promise<Names> {
  const query = (after: string, take: number) => ({
    where: { accountId, id: { gt: after } },
    orderBy: { id: 'asc' as const },
    take,
    select: { id: true, name: true },
  });
  return {
    users: await byName(
      readInChunks(
        (after, take) => db.user.findMany(query(after, take)),
        ({ id }) => id,
        ROWS_AT_ONCE,
      ),
    ),
    groups: await byName(
      readInChunks(
        (after, take) => db.group.findMany(query(after, take)),
        ({ id }) => id,
        ROWS_AT_ONCE,
      ),
    ),
  };
}

/** Rows with a name and an id are small. */
const ROWS_AT_ONCE = 1_000;

/** Returns names by their lower-case form. */
async function byName(chunks: AsyncIterable<readonly { name: string }[]>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for await (const rows of chunks) for (const { name } of rows) names.set(name.toLowerCase(), name);
  return names;
}

/** Collects the problems of a list's lines. */
class Problems {
  readonly all: ListProblem[];
  private readonly lines = new Set<number>();

  constructor(found: readonly ListProblem[]) {
    this.all = [...found];
  }

  add(Line: number, Column: string, Message: string): void {
    this.all.push({ Line, Column, Message });
    this.lines.add(Line);
  }

  has(line: number): boolean {
    return this.lines.has(line);
  }

  /** Returns the problems by line. */
  sorted(): ListProblem[] {
    return this.all.sort((a, b) => a.Line - b.Line);
  }
}

/** The columns that several lists share, with their possible headings. */
const COLUMNS = {
  name: ['name', 'user', 'username', 'user name'],
  groups: ['groups', 'group'],
  tags: ['tags', 'tag'],
} as const;

const VALID_NAME = 'Use up to 64 letters, digits, and + = , . @ _ -';

function checkName(problems: Problems, { line, cells }: ListRow<string>, schema: z.ZodType): boolean {
  const { name = '' } = cells;
  if (name === '') problems.add(line, 'name', 'The user name is missing.');
  else if (!schema.safeParse(name).success) problems.add(line, 'name', `“${name}” is not a valid user name. ${VALID_NAME}.`);
  return !problems.has(line);
}

function readTags(problems: Problems, line: number, cell: string): Tag[] {
  const tags = tagsOf(cell);
  const keys = tags.map(({ Key }) => Key.toLowerCase());
  const twice = tags.find(({ Key }, index) => keys.indexOf(Key.toLowerCase()) < index);
  if (twice) problems.add(line, 'tags', `The tag key “${twice.Key}” appears twice.`);
  else if (!TagList.safeParse(tags).success)
    problems.add(
      line,
      'tags',
      'A tag is not valid. Write key=value; at most 50 tags, with keys up to 128 and values up to 256 characters.',
    );
  return tags;
}

/** Returns a function that reports a missing permission once for each action and resource. */
function permissionReader(problems: Problems, may: May) {
  const known = new Map<string, boolean>();
  return async (line: number, column: string, action: string, resource: string, what: string): Promise<void> => {
    const key = `${action} ${resource}`;
    const allowed = known.get(key) ?? (await may({ action, resource }));
    known.set(key, allowed);
    if (!allowed) problems.add(line, column, `You don't have permission to ${what} (${action}).`);
  };
}

/**
 * Reads a list of new users: `name`, and optionally `groups`, `tags` and `console` (yes or no, yes by default). It reports all
 * problems at once, missing permissions included, and changes nothing.
 */
export const ReadNewUserList = defineOperation({
  service: 'iam',
  name: 'ReadNewUserList',
  access: 'List',
  input: ListText,
  checks: (_, scope) => [listingCheck('iam:ListUsers', 'user/')(scope)],
  run: async ({ Text }, scope): Promise<ReadList<ListedUser>> => {
    const { rows, problems: found } = readListText(Text, {
      name: COLUMNS.name,
      groups: COLUMNS.groups,
      tags: COLUMNS.tags,
      console: ['console', 'console access'],
    });
    const problems = new Problems(found);
    const [names, may] = [await readNames(scope), await callerMay(scope)];
    const requirePermission = permissionReader(problems, may);
    const seen = new Set<string>();
    const Rows: ListedUser[] = [];
    for (const row of rows) {
      const turn = giveWay();
      if (turn) await turn;
      const { line, cells } = row;
      const { name } = cells;
      if (!checkName(problems, row, UserName)) continue;
      if (names.users.has(name.toLowerCase()))
        problems.add(line, 'name', `User ${names.users.get(name.toLowerCase())} already exists.`);
      else if (seen.has(name.toLowerCase())) problems.add(line, 'name', `User ${name} appears twice in the list.`);
      seen.add(name.toLowerCase());
      const asked = valuesOf(cells.groups);
      const Groups = [...new Set(asked.flatMap((group) => names.groups.get(group.toLowerCase()) ?? []))];
      for (const group of asked)
        if (!names.groups.has(group.toLowerCase())) problems.add(line, 'groups', `Group ${group} does not exist.`);
      const Tags = readTags(problems, line, cells.tags);
      if (!/^(?:y(?:es)?|no?|true|false|1|0|)$/i.test(cells.console)) problems.add(line, 'console', 'Write yes or no.');
      const Console = !/^(?:no?|false|0)$/i.test(cells.console);
      await requirePermission(
        line,
        'name',
        'iam:CreateUser',
        userArn('aws', { accountId: scope.accountId, path: '/', name }),
        `create ${name}`,
      );
      for (const group of Groups)
        await requirePermission(
          line,
          'groups',
          'iam:AddUserToGroup',
          groupArn('aws', { accountId: scope.accountId, path: '/', name: group }),
          `add users to ${group}`,
        );
      if (!problems.has(line)) Rows.push({ Line: line, UserName: name, Groups, Tags, Console });
    }
    return { Rows, Problems: problems.sorted() };
  },
});

/** Reads a list of memberships: `name` and `groups`. It reports all problems at once and changes nothing. */
export const ReadMemberList = defineOperation({
  service: 'iam',
  name: 'ReadMemberList',
  access: 'List',
  input: ListText.extend({ GroupName: GroupName.optional() }),
  checks: (_, scope) => [listingCheck('iam:ListUsers', 'user/')(scope)],
  run: async ({ Text, GroupName: into }, scope): Promise<ReadList<ListedMember>> => {
    const { rows, problems: found } = readListText(Text, {
      name: COLUMNS.name,
      groups: COLUMNS.groups,
    });
    const problems = new Problems(found);
    const names = await readNames(scope);
    const requirePermission = permissionReader(problems, await callerMay(scope));
    const Rows: ListedMember[] = [];
    for (const row of rows) {
      const turn = giveWay();
      if (turn) await turn;
      const { line, cells } = row;
      if (!checkName(problems, row, ExistingUserName)) continue;
      const user = names.users.get(cells.name.toLowerCase());
      if (user === undefined) problems.add(line, 'name', `User ${cells.name} does not exist.`);
      const asked = valuesOf(cells.groups);
      const groups = asked.length === 0 && into !== undefined ? [into] : asked;
      if (groups.length === 0) problems.add(line, 'groups', 'The group is missing.');
      for (const group of groups) {
        const existing = names.groups.get(group.toLowerCase());
        if (existing === undefined) {
          problems.add(line, 'groups', `Group ${group} does not exist.`);
          continue;
        }
        await requirePermission(
          line,
          'groups',
          'iam:AddUserToGroup',
          groupArn('aws', { accountId: scope.accountId, path: '/', name: existing }),
          `add users to ${existing}`,
        );
        if (user !== undefined && !problems.has(line)) Rows.push({ Line: line, UserName: user, GroupName: existing });
      }
    }
    return { Rows: Rows.filter(({ Line }) => !problems.has(Line)), Problems: problems.sorted() };
  },
});

/** Reads a list of tags for users: `name` and `tags`. It reports all problems at once and changes nothing. */
export const ReadUserTagList = defineOperation({
  service: 'iam',
  name: 'ReadUserTagList',
  access: 'List',
  input: ListText,
  checks: (_, scope) => [listingCheck('iam:ListUsers', 'user/')(scope)],
  run: async ({ Text }, scope): Promise<ReadList<ListedTags>> => {
    const { rows, problems: found } = readListText(Text, {
      name: COLUMNS.name,
      tags: COLUMNS.tags,
    });
    const problems = new Problems(found);
    const names = await readNames(scope);
    const Rows: ListedTags[] = [];
    for (const row of rows) {
      const turn = giveWay();
      if (turn) await turn;
      const { line, cells } = row;
      if (!checkName(problems, row, ExistingUserName)) continue;
      const user = names.users.get(cells.name.toLowerCase());
      if (user === undefined) problems.add(line, 'name', `User ${cells.name} does not exist.`);
      const Tags = readTags(problems, line, cells.tags);
      if (Tags.length === 0) problems.add(line, 'tags', 'The tags are missing. Write key=value, separated by semicolons.');
      if (user !== undefined && !problems.has(line)) Rows.push({ Line: line, UserName: user, Tags });
    }
    return { Rows, Problems: problems.sorted() };
  },
});
