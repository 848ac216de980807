import { quotas } from '../../core/quotas';
import type { Actor, TestWorld } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { transaction } from '../../db/transaction';
import { RegisterDelegatedAdministrator } from '../delegated-administrator/operations';
import { AcceptHandshake } from '../handshake/answer-operations';
import { InviteAccountToOrganization } from '../handshake/operations';
import { EnableAWSServiceAccess } from '../service-access/operations';
import { organizationOf } from '../test-organization';
import {
  because,
  behind,
  CONFIG,
  furnishOrganization,
  furnishPayer,
  NO_ACCOUNT,
  NO_FEATURES,
  ownedBy,
  REFUSED,
  rootIdOf,
  WAIT,
  withCommonErrors,
} from '../test-tables';
import { CreateOrganizationalUnit } from '../unit/operations';
import * as operations from './operations';

/** Longer than an account takes to close, and than the tests take. */
const A_WHILE_MS = 600_000;
const CREATING = ['CreateAccount', 'CreateGovCloudAccount'];
const CREATED = '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>';

async function join(management: Actor, guest: Actor): Promise<string> {
  const Target = { Id: guest.accountId, Type: 'ACCOUNT' as const };
  const { Handshake } = await management.run(InviteAccountToOrganization, { Target });
  await guest.run(AcceptHandshake, { HandshakeId: Handshake.Id });
  return guest.accountId;
}

async function close({ database }: TestWorld, { accountId: id }: Actor, closedAt: Date): Promise<string> {
  await transaction(database, (tx) => tx.account.update({ where: { id }, data: { state: 'PENDING_CLOSURE', closedAt } }));
  return id;
}

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const request = { AccountName: name, Email: `${name}-${root.accountId}@example.com`, Tags: ownedBy(secret) };
    const { CreateAccountStatus: asked } = await root.run(operations.CreateAccount, request);
    const CreateAccountRequestId = asked.Id;
    const { CreateAccountStatus } = await root.run(operations.DescribeCreateAccountStatus, { CreateAccountRequestId });
    const ParentId = await rootIdOf(root);
    const { OrganizationalUnit } = await root.run(CreateOrganizationalUnit, { ParentId, Name: name });
    const parents = { ParentId, SourceParentId: ParentId, DestinationParentId: OrganizationalUnit.Id };
    return { AccountId: CreateAccountStatus.AccountId ?? '', CreateAccountRequestId, ...parents };
  },
  also: { CreateAccount: ['organizations:TagResource'], CreateGovCloudAccount: ['organizations:TagResource'] },
  /** `guest` has joined, and so has the account `invited`. */
  furnish: async ({ world, root, account }) => {
    const { rootId, unit } = await organizationOf(world, root);
    await join(root, await account('guest'));
    return { root: rootId, unit: await unit('Workloads'), invited: await join(root, await world.account()) };
  },
  calls: [
    ['CreateAccount', { AccountName: 'new', Email: 'calls@example.com', Tags: [{ Key: 'a', Value: 'b' }] }],
    ['CreateGovCloudAccount', { AccountName: 'pair', Email: 'pair@example.com', Tags: [{ Key: 'a', Value: 'b' }] }],
    ['DescribeCreateAccountStatus', { CreateAccountRequestId: '<CreateAccount.CreateAccountStatus.Id>' }],
    ['ListCreateAccountStatus', {}],
    ['ListAccounts', {}],
    ['DescribeAccount', { AccountId: CREATED }],
    ['MoveAccount', { AccountId: CREATED, SourceParentId: '<scene.root>', DestinationParentId: '<scene.unit>' }],
    ['ListAccountsForParent', { ParentId: '<scene.unit>' }],
    ['LeaveOrganization', {}, 'guest'],
    ['RemoveAccountFromOrganization', { AccountId: '<scene.invited>' }],
    ['CloseAccount', { AccountId: CREATED }],
  ],
  errors: {
    /**
     * `plain` and `delegate` are new members; `crowded` has as many accounts as its quota allows; `payer` has only consolidated
     * billing.
     */
    furnish: async (stage) => {
      const { world, signs, account } = stage;
      const now = new Date();
      const root = stage.root.with({ now });
      const { rootId, member, unit } = await furnishOrganization({ ...stage, root });
      const [plain, delegate] = [await member('plain'), await member('delegate')];
      await signs('plain', plain);
      await root.run(EnableAWSServiceAccess, CONFIG);
      await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...CONFIG });
      const { CreateAccountStatuses } = await root.run(operations.ListCreateAccountStatus, { MaxResults: 1 });
      const crowded = await organizationOf(world, await account('crowded'));
      for (let made = 1; made < quotas().AccountsPerOrganization; made++) await crowded.member(`held-${made}`);
      const { member: paidFor } = await furnishPayer(stage);
      return {
        management: root.accountId,
        root: rootId,
        unit: await unit('unit'),
        other: await unit('other'),
        plain: plain.accountId,
        delegate: delegate.accountId,
        closing: await close(world, await member('closing'), new Date(now.getTime() + A_WHILE_MS)),
        closed: await close(world, await member('closed'), new Date(now.getTime() - A_WHILE_MS)),
        paidFor: (await paidFor('paid-for')).accountId,
        request: CreateAccountStatuses[0]?.Id ?? '',
      };
    },
    usual: {
      AccountId: '<scene.plain>',
      AccountName: 'new',
      CreateAccountRequestId: '<scene.request>',
      DestinationParentId: '<scene.unit>',
      Email: 'new@example.com',
      ParentId: '<scene.root>',
      SourceParentId: '<scene.root>',
    },
    failures: withCommonErrors(operations, {
      AccessDeniedException: [[[...CREATING, 'CloseAccount', 'ListAccounts'], {}, REFUSED, { by: 'plain' }]],
      InvalidInputException: [
        [
          CREATING,
          { RoleName: 'AWSServiceRoleForOrganizations' },
          'You specified an invalid value.',
          because('INVALID_ROLE_NAME'),
        ],
      ],
      ConstraintViolationException: [
        [
          'CloseAccount',
          { AccountId: '<scene.paidFor>' },
          NO_FEATURES,
          because('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE', 'payer'),
        ],
        [
          CREATING,
          {},
          behind('You have exceeded the allowed number of AWS Accounts.', 'AccountsPerOrganization'),
          because('ACCOUNT_NUMBER_LIMIT_EXCEEDED', 'crowded'),
        ],
        [
          'CloseAccount',
          { AccountId: '<scene.management>' },
          'You cannot close the management account of an organization.',
          because('CANNOT_CLOSE_MANAGEMENT_ACCOUNT'),
        ],
        [
          'RemoveAccountFromOrganization',
          { AccountId: '<scene.delegate>' },
          /^This account is a delegated administrator of your organization/,
          because('CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG'),
        ],
        ['RemoveAccountFromOrganization', {}, WAIT, because('WAIT_PERIOD_ACTIVE')],
        ['LeaveOrganization', {}, WAIT, because('WAIT_PERIOD_ACTIVE', 'plain')],
      ],
      AccountNotFoundException: [
        [taking(operations, 'AccountId'), { AccountId: NO_ACCOUNT }, "You specified an account that doesn't exist."],
      ],
      CreateAccountStatusNotFoundException: [
        [
          'DescribeCreateAccountStatus',
          { CreateAccountRequestId: 'car-00000000' },
          "You specified a create account request that doesn't exist.",
        ],
      ],
      ParentNotFoundException: [['ListAccountsForParent', { ParentId: 'r-none' }, "You specified parent that doesn't exist."]],
      DestinationParentNotFoundException: [
        ['MoveAccount', { DestinationParentId: 'r-none' }, "You specified a destination parent that doesn't exist."],
      ],
      SourceParentNotFoundException: [
        ['MoveAccount', { SourceParentId: 'r-none' }, "You specified a source parent that doesn't exist."],
        ['MoveAccount', { SourceParentId: '<scene.other>' }, "You specified a source parent that doesn't exist."],
      ],
      DuplicateAccountException: [
        ['MoveAccount', { DestinationParentId: '<scene.root>' }, 'The account is already in the specified destination.'],
      ],
      AccountAlreadyClosedException: [
        ['CloseAccount', { AccountId: '<scene.closed>' }, 'The provided account is already closed.'],
      ],
      ConflictException: [
        [
          'CloseAccount',
          { AccountId: '<scene.closing>' },
          'The request conflicts with another request that is in progress for the account.',
        ],
      ],
      MasterCannotLeaveOrganizationException: [
        ['LeaveOrganization', {}, 'The management account cannot leave the organization.'],
        [
          'RemoveAccountFromOrganization',
          { AccountId: '<scene.management>' },
          'The management account cannot leave the organization.',
        ],
      ],
    }),
    unreachable: {
      AccountNotFoundException: [['LeaveOrganization', 'the account that calls is there']],
      InvalidInputException: [['LeaveOrganization', 'takes no input that could be wrong']],
    },
  },
};
