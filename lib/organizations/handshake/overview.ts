import { type List, readListPage } from '../../core/list/list';
import { ListInput, type ListPage } from '../../core/list/schema';
import { defineOperation, type Scope } from '../../core/operation';
import { readInChunks } from '../../core/work/bulk';
import { organizationsOperation } from '../organizations-operation';
import { type HandshakeResourceShape, type HandshakeShape, listedAt, ofAccount, toHandshake } from './rows';

/** Returns the value of the first resource of one of the types. */
function resourceOf(resources: readonly HandshakeResourceShape[] | undefined, ...types: string[]): string {
  const { Value = '' } = resources?.find(({ Type }) => types.includes(Type)) ?? {};
  return Value;
}

/** Returns a value that the inviting organization gives about itself. */
function ofOrganization({ Resources }: HandshakeShape, type: string): string {
  return resourceOf(Resources.find(({ Type }) => Type === 'ORGANIZATION')?.Resources, type);
}

/** An invitation in the console's list, with its sender, recipient and notes. */
export type InvitationOverview = {
  Id: string;
  State: string;
  OrganizationId: string;
  ManagementAccountEmail: string;
  /** An account id or an email address. */
  To: string;
  Notes: string;
  RequestedTimestamp: Date;
  ExpirationTimestamp: Date;
};

function toInvitation(handshake: HandshakeShape): InvitationOverview {
  const { Id, State, Resources, RequestedTimestamp, ExpirationTimestamp } = handshake;
  return {
    Id,
    State,
    OrganizationId: resourceOf(Resources, 'ORGANIZATION'),
    ManagementAccountEmail: ofOrganization(handshake, 'MASTER_EMAIL'),
    To: resourceOf(Resources, 'ACCOUNT', 'EMAIL'),
    Notes: resourceOf(Resources, 'NOTES'),
    RequestedTimestamp,
    ExpirationTimestamp,
  };
}

/**
 * Returns the invitations that AWS still lists, latest first.
 * @param of the condition for the sender or recipient
 */
function invitationList(scope: Scope, of: object): List<InvitationOverview, Record<never, never>> {
  return {
    rows: () => readInvitations(scope, of),
    name: ({ Id }) => Id,
    resource: ({ Id }) => Id,
    tagsId: ({ Id }) => Id,
    key: ({ Id }) => Id,
    parts: {},
    sort: '-requested',
    fields: {
      from: { sort: ({ OrganizationId }) => OrganizationId, filter: ({ OrganizationId }) => OrganizationId },
      email: { sort: ({ ManagementAccountEmail }) => ManagementAccountEmail },
      to: { sort: ({ To }) => To, filter: ({ To }) => To },
      state: { sort: ({ State }) => State, filter: ({ State }) => State },
      requested: { sort: ({ RequestedTimestamp }) => RequestedTimestamp },
      expires: { sort: ({ ExpirationTimestamp }) => ExpirationTimestamp },
      notes: { sort: ({ Notes }) => Notes },
      id: { sort: ({ Id }) => Id, filter: ({ Id }) => Id },
    },
  };
}

async function* readInvitations(scope: Scope, of: object): AsyncGenerator<readonly InvitationOverview[]> {
  const chunks = readInChunks(
    (after, take) =>
      scope.db.handshake.findMany({
        where: { AND: [of, listedAt(scope.now)], action: 'INVITE', id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
      }),
    ({ id }) => id,
  );
  for await (const rows of chunks) yield rows.map((row) => toInvitation(toHandshake(scope, row)));
}

async function listInvitations(scope: Scope, input: ListInput, of: object): Promise<ListPage<InvitationOverview>> {
  const { Rows, ...page } = await readListPage(scope, invitationList(scope, of), input);
  return { ...page, Rows: Rows.map(({ row }) => row) };
}

/** Lists the invitations of ListHandshakesForAccount for the console. */
export const ListReceivedInvitationOverviews = defineOperation({
  service: 'organizations',
  name: 'ListReceivedInvitationOverviews',
  access: 'List',
  input: ListInput,
  checks: () => [{ action: 'organizations:ListHandshakesForAccount', resource: '*' }],
  run: async (input, scope) => listInvitations(scope, input, await ofAccount(scope)),
});

/** Lists the invitations of ListHandshakesForOrganization for the console. */
export const ListSentInvitationOverviews = organizationsOperation({
  name: 'ListSentInvitationOverviews',
  access: 'List',
  callers: 'reader',
  input: ListInput,
  checks: () => [{ action: 'organizations:ListHandshakesForOrganization', resource: '*' }],
  run: (input, scope) => listInvitations(scope, input, { organizationId: scope.organization.id }),
});
