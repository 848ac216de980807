import { callerMay } from '../../core/authorization/authorize';
import { AwsError } from '../../core/errors';
import { constraintText } from '../../core/module/validate-input';
import { quotas } from '../../core/quotas';
import { type ListProblem, readListText, valuesOf } from '../../core/text/list-text';
import { giveWay, readByIds } from '../../core/work/bulk';
import { type StoreScope, storeOperation } from '../operation';
import { identityStoreArn, storeResourceArn } from '../rows';
import { requireComplete } from '../user/rows';
import { ENTERPRISE, UserAttributes } from '../user/schema';
import { ReadNewStoreUserListInput } from './schema';

/** A new user in a list: what CreateUser gets, the groups, and whether the user gets a one-time password. */
export type ListedStoreUser = {
  Line: number;
  User: UserAttributes;
  Groups: { GroupId: string; DisplayName: string }[];
  Password: boolean;
};

const COLUMNS = {
  username: ['username', 'user name', 'user', 'login'],
  email: ['email', 'e-mail', 'email address', 'mail'],
  'first name': ['first name', 'firstname', 'given name', 'givenname'],
  'last name': ['last name', 'lastname', 'family name', 'familyname', 'surname'],
  'display name': ['display name', 'displayname'],
  title: ['title', 'job title'],
  department: ['department'],
  'cost center': ['cost center', 'costcenter', 'cost centre'],
  groups: ['groups', 'group'],
  password: ['password', 'one-time password'],
} as const;
type Column = keyof typeof COLUMNS;
type Cells = Readonly<Record<Column, string>>;

/** The columns of CreateUser's members, by the paths of its errors. */
const COLUMN_OF: Readonly<Record<string, Column>> = {
  UserName: 'username',
  'Emails.0.Value': 'email',
  'Name.GivenName': 'first name',
  'Name.FamilyName': 'last name',
  DisplayName: 'display name',
  Title: 'title',
  [`Extensions.${ENTERPRISE}.department`]: 'department',
  [`Extensions.${ENTERPRISE}.costCenter`]: 'cost center',
};

/** Returns what CreateUser gets for a row. An empty cell is an absent attribute. */
function userOf(cells: Cells): UserAttributes {
  const of = (column: Column) => cells[column] || undefined;
  const [department, costCenter] = [of('department'), of('cost center')];
  const displayName = of('display name') ?? (`${cells['first name']} ${cells['last name']}`.trim() || undefined);
  return {
    UserName: of('username'),
    DisplayName: displayName,
    Name: { GivenName: of('first name'), FamilyName: of('last name') },
    ...(cells.email !== '' && { Emails: [{ Value: cells.email, Type: 'work', Primary: true }] }),
    ...(cells.title !== '' && { Title: cells.title }),
    ...((department || costCenter) && { Extensions: { [ENTERPRISE]: { department, costCenter } } }),
  };
}

type CellProblem = Omit<ListProblem, 'Line'>;

const REQUIRED = { username: 'user name', 'first name': 'first name', 'last name': 'last name' } as const;

/** Returns the problems that CreateUser would have with a row, whatever the store contains. */
function problemsOf(cells: Cells, user: UserAttributes): CellProblem[] {
  const missing = Object.entries(REQUIRED).filter(([column]) => cells[column as Column] === '');
  if (missing.length > 0) return missing.map(([Column, name]) => ({ Column, Message: `The ${name} is missing.` }));
  const parsed = UserAttributes.safeParse(user, { reportInput: true });
  if (!parsed.success)
    return parsed.error.issues.map((issue) => {
      const column = COLUMN_OF[issue.path.join('.')];
      const about =
        issue.code === 'invalid_format'
          ? 'It has a space or another character that is not allowed.'
          : `${constraintText(issue)} characters.`;
      const value = String(issue.input).slice(0, 60);
      return { ...(column && { Column: column }), Message: `“${value}” is not valid. ${about}` };
    });
  try {
    requireComplete(parsed.data);
    return [];
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const column = COLUMN_OF[error.member ?? ''];
    return [{ ...(column && { Column: column }), Message: error.message }];
  }
}

const key = (text: string) => text.toLowerCase();

/** Reads which of the names, addresses and groups of a list exist in the store. */
async function readExisting({ db, store }: StoreScope, all: readonly Cells[]) {
  const storeId = store.id;
  const named = await readByIds(
    all.map(({ username }) => key(username)),
    (some) =>
      db.identityStoreUser.findMany({
        where: { storeId, userNameKey: { in: some } },
        select: { userName: true, userNameKey: true },
      }),
  );
  const mailed = await readByIds(
    all.map(({ email }) => key(email)),
    (some) =>
      db.identityStoreUser.findMany({ where: { storeId, emailKey: { in: some } }, select: { userName: true, emailKey: true } }),
  );
  const groups = await readByIds(
    all.flatMap((cells) => valuesOf(cells.groups).map(key)),
    (some) =>
      db.identityStoreGroup.findMany({
        where: { storeId, nameKey: { in: some } },
        select: { id: true, displayName: true, nameKey: true },
      }),
  );
  return {
    names: new Map(named.map(({ userName, userNameKey }) => [userNameKey, userName])),
    emails: new Map(mailed.map(({ userName, emailKey }) => [emailKey, userName])),
    groups: new Map(groups.map(({ id, displayName, nameKey }) => [nameKey, { GroupId: id, DisplayName: displayName }])),
  };
}

const YES_OR_NO = /^(?:y(?:es)?|no?|true|false|1|0|)$/i;
const NO = /^(?:no?|false|0)$/i;

/**
 * Reads a list of new users of a store: `username`, `first name`, `last name`, and optionally `email`, `display name`, `title`,
 * `department`, `cost center`, `groups` and `password` (yes or no, yes by default). It checks each row as CreateUser does, reports all
 * problems at once, missing permissions included, and changes nothing.
 */
export const ReadNewStoreUserList = storeOperation({
  service: 'sso-directory',
  name: 'ReadNewStoreUserList',
  access: 'List',
  takes: 'SearchUsers',
  forWriters: true,
  input: ReadNewStoreUserListInput,
  run: async ({ Text }, scope): Promise<{ Rows: ListedStoreUser[]; Problems: ListProblem[] }> => {
    const { db, partition, store } = scope;
    const { rows, problems } = readListText(Text, COLUMNS);
    const existing = await readExisting(
      scope,
      rows.map(({ cells }) => cells),
    );
    const may = await callerMay(scope);
    const arn = identityStoreArn(partition, store.accountId, store.id);
    const [mayCreate, maySet] = [
      await may({ action: 'identitystore:CreateUser', resource: arn }),
      await may({ action: 'sso-directory:UpdatePassword', resource: '*' }),
    ];
    const mayJoin = new Map<string, boolean>();
    for (const { GroupId } of existing.groups.values()) {
      const resource = storeResourceArn(partition, 'group', GroupId);
      mayJoin.set(GroupId, await may({ action: 'identitystore:CreateGroupMembership', resource }));
    }
    const Problems = [...problems];
    const Rows: ListedStoreUser[] = [];
    const [names, emails] = [new Map<string, number>(), new Map<string, number>()];
    for (const { line, cells } of rows) {
      const turn = giveWay();
      if (turn) await turn;
      const User = userOf(cells);
      const wrong = problemsOf(cells, User);
      const add = (Column: Column, Message: string) => wrong.push({ Column, Message });
      const [name, email] = [key(cells.username), key(cells.email)];
      if (existing.names.has(name)) add('username', `The user ${existing.names.get(name)} already exists.`);
      else if (names.has(name)) add('username', `${cells.username} is also in line ${names.get(name)}.`);
      if (email !== '' && existing.emails.has(email))
        add('email', `${cells.email} is the address of the user ${existing.emails.get(email)}.`);
      else if (email !== '' && emails.has(email)) add('email', `${cells.email} is also in line ${emails.get(email)}.`);
      if (name !== '' && !names.has(name)) names.set(name, line);
      if (email !== '' && !emails.has(email)) emails.set(email, line);
      const Groups = new Map<string, ListedStoreUser['Groups'][number]>();
      for (const asked of valuesOf(cells.groups)) {
        const group = existing.groups.get(key(asked));
        if (!group) add('groups', `The group ${asked} does not exist.`);
        else if (!mayJoin.get(group.GroupId))
          add('groups', `You don't have permission to add users to ${group.DisplayName} (identitystore:CreateGroupMembership).`);
        else Groups.set(group.GroupId, group);
      }
      if (!YES_OR_NO.test(cells.password)) add('password', 'Write yes or no. A one-time password is generated.');
      const Password = !NO.test(cells.password);
      if (!mayCreate) add('username', "You don't have permission to add users (identitystore:CreateUser).");
      if (Password && !maySet) add('password', "You don't have permission to set passwords (sso-directory:UpdatePassword).");
      Problems.push(...wrong.map((one) => ({ Line: line, ...one })));
      if (wrong.length === 0) Rows.push({ Line: line, User, Groups: [...Groups.values()], Password });
    }
    const room = Math.max(
      0,
      quotas().UsersPerIdentityStore - (await db.identityStoreUser.count({ where: { storeId: store.id } })),
    );
    const over = Rows[room];
    if (over)
      Problems.push({ Line: over.Line, Message: `The store has room for ${room} more users, and the list has ${Rows.length}.` });
    return { Rows, Problems: Problems.sort((a, b) => a.Line - b.Line) };
  },
});
