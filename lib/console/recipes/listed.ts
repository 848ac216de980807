import { AddUserToGroup } from '../../iam/group/operations';
import type { ListedMember, ListedTags, ListedUser } from '../../iam/list-file/operations';
import type { ListedStoreUser } from '../../identity-store/console/new-user-operations';
import { CreateGroupMembership } from '../../identity-store/membership/operations';
import { UpdatePassword } from '../../identity-store/password/console-operations';
import { CreateUser as CreateStoreUser } from '../../identity-store/user/operations';
import type { ListedAccount } from '../../organizations/account/list-operations';
import { CreateAccount, DescribeCreateAccountStatus, MoveAccount } from '../../organizations/account/operations';
import type { ConsoleFailure, ConsoleResult } from '../result';
import { Attempts } from './attempts';
import { MOST_AT_ONCE } from './each';
import type { Recipe, RunCall } from './recipe';
import { saveTags } from './tags';
import { createUser, finishUser, type NewUser } from './user/new-user';

/** A row of a list to carry out. `done` lists the steps of an earlier run, which are not repeated. */
export type RowTask<Row> = { row: Row; done: readonly string[] };

/** The result of a row: its failure, the steps done, and values that can be seen only once, such as a password. */
export type RowOutcome = { error: ConsoleFailure | null; done: readonly string[]; shown: Readonly<Record<string, string>> };

/** Runs a function for rows one after the other. A failing row does not stop the others. */
function rows<Row>(
  carryOut: (run: RunCall, task: RowTask<Row>) => Promise<RowOutcome>,
): Recipe<readonly RowTask<Row>[], readonly RowOutcome[]> {
  return async (run, tasks) => {
    if (tasks.length > MOST_AT_ONCE) {
      const message = `At most ${MOST_AT_ONCE} rows can be carried out by one call.`;
      return { ok: false, error: { code: 'ValidationError', message, requestId: '' } };
    }
    const outcomes: RowOutcome[] = [];
    for (const task of tasks) outcomes.push(await carryOut(run, task));
    return { ok: true, data: outcomes };
  };
}

const CREATED = 'Create user';

/** Creates the users of a list, with a password if they get console access. */
export const createListedUsers = rows<ListedUser>(async (run, { row, done }): Promise<RowOutcome> => {
  const asked: NewUser = {
    name: row.UserName,
    console: row.Console ? { password: { generate: true }, mustChange: true } : null,
    permissions: { from: 'groups', groups: row.Groups },
    boundary: null,
    tags: row.Tags,
  };
  const result = done.length === 0 ? await createUser(run, asked) : await finishUser(run, { asked, done });
  if (!result.ok) return { error: result.error, done, shown: {} };
  const { password, failed } = result.data;
  const [first] = failed;
  return {
    error: first ? { ...first.error, message: `${first.what}: ${first.error.message}` } : null,
    // Without this step the user would be created again.
    done: [CREATED, ...result.data.done.filter((step) => step !== CREATED)],
    shown: password === null ? {} : { password },
  };
});

/** Adds the users of a list to their groups. */
export const addListedMembers = rows<ListedMember>(async (run, { row: { UserName, GroupName } }) =>
  outcomeOf(await run(AddUserToGroup, { UserName, GroupName })),
);

/** Tags the users of a list. Tags with other keys stay. */
export const tagListedUsers = rows<ListedTags>(async (run, { row }) =>
  outcomeOf(await saveTags(run, { on: { kind: 'users', id: row.UserName }, remove: [], put: row.Tags })),
);

const STORE_USER = 'Create user ';

/** Creates the users of a list in an identity store, with their groups, and a one-time password if they get one. */
export const createListedStoreUsers: Recipe<
  { IdentityStoreId: string; tasks: readonly RowTask<ListedStoreUser>[] },
  readonly RowOutcome[]
> = (run, { IdentityStoreId, tasks }) =>
  rows<ListedStoreUser>(async (_, { row: { User, Groups, Password }, done }): Promise<RowOutcome> => {
    let UserId = done.find((step) => step.startsWith(STORE_USER))?.slice(STORE_USER.length);
    if (UserId === undefined) {
      const created = await run(CreateStoreUser, { IdentityStoreId, ...User });
      if (!created.ok) return { error: created.error, done, shown: {} };
      UserId = created.data.UserId;
    }
    const attempts = new Attempts(run, [`${STORE_USER}${UserId}`, ...done.filter((step) => !step.startsWith(STORE_USER))]);
    for (const { GroupId, DisplayName } of Groups)
      await attempts.change(`Add to ${DisplayName}`, CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId } });
    const set = Password
      ? await attempts.once(SET_PASSWORD, UpdatePassword, { IdentityStoreId, UserId, PasswordMode: 'OTP' })
      : null;
    const [first] = attempts.progress().failed;
    return {
      error: first ? { ...first.error, message: `The user was added. ${first.what}: ${first.error.message}` } : null,
      done: attempts.progress().done,
      shown: set?.Password === undefined ? {} : { password: set.Password },
    };
  })(run, tasks);

const SET_PASSWORD = 'Set the password';

const ACCOUNT = 'Create account ';

/** Creates the accounts of a list in the root and moves each to its OU. */
export const createListedAccounts: Recipe<{ rootId: string; tasks: readonly RowTask<ListedAccount>[] }, readonly RowOutcome[]> = (
  run,
  { rootId, tasks },
) =>
  rows<ListedAccount>(async (_, { row, done }): Promise<RowOutcome> => {
    let id = done.find((step) => step.startsWith(ACCOUNT))?.slice(ACCOUNT.length);
    if (id === undefined) {
      const { AccountName, Email, Tags } = row;
      const request = await run(CreateAccount, { AccountName, Email, ...(Tags.length > 0 && { Tags }) });
      if (!request.ok) return { error: request.error, done, shown: {} };
      const status = await run(DescribeCreateAccountStatus, {
        CreateAccountRequestId: request.data.CreateAccountStatus.Id,
      });
      if (!status.ok) return { error: status.error, done, shown: {} };
      const { AccountId, FailureReason = 'INTERNAL_FAILURE' } = status.data.CreateAccountStatus;
      if (AccountId === undefined)
        return {
          error: { code: FailureReason, message: REASONS[FailureReason] ?? FailureReason, requestId: '' },
          done,
          shown: {},
        };
      id = AccountId;
    }
    const created = { done: [`${ACCOUNT}${id}`], shown: { accountId: id } };
    if (row.ParentId === rootId) return { error: null, ...created };
    const moved = await run(MoveAccount, { AccountId: id, SourceParentId: rootId, DestinationParentId: row.ParentId });
    const isThere = moved.ok || moved.error.code === 'DuplicateAccountException';
    return {
      error: isThere ? null : { ...moved.error, message: `The account was created but not moved: ${moved.error.message}` },
      ...created,
    };
  })(run, tasks);

const REASONS: Readonly<Record<string, string>> = {
  EMAIL_ALREADY_EXISTS: 'Another account uses this email address.',
  ACCOUNT_LIMIT_EXCEEDED: 'The organization has the maximum number of accounts.',
};

function outcomeOf(result: ConsoleResult<unknown>): RowOutcome {
  return { error: result.ok ? null : result.error, done: [], shown: {} };
}
