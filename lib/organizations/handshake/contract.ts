import { quotas } from '../../core/quotas';
import type { Actor } from '../../core/test-world';
import { type Contract, type Names, type Stage, taking } from '../../core/testing/contract';
import { transaction } from '../../db/transaction';
import { organizationOf, userWith } from '../test-organization';
import {
  because,
  behind,
  furnishOrganization,
  furnishPayer,
  INVALID,
  ownedBy,
  REFUSED,
  WAIT,
  withCommonErrors,
} from '../test-tables';
import * as answers from './answer-operations';
import * as invitations from './operations';
import { InviteOrganizationToTransferResponsibility } from './transfer-operations';

const operations = { ...invitations, ...answers };
const GUEST = { Target: { Id: '<scene.guest>', Type: 'ACCOUNT' } };
const INVITED = { HandshakeId: '<InviteAccountToOrganization.Handshake.Id>' };
const SERVICE_ROLE = ['iam:CreateServiceLinkedRole'];
const MANAGEMENT_LEAVES = 'The management account cannot leave the organization.';
const CURRENT_STATE = "You can't perform the operation on the handshake in its current state.";
const ALREADY = 'The provided account is already a member of an organization.';
const ANSWERS = ['AcceptHandshake', 'DeclineHandshake'];

async function invite(root: Actor, { accountId }: Actor): Promise<string> {
  const { Handshake } = await root.run(operations.InviteAccountToOrganization, { Target: { Id: accountId, Type: 'ACCOUNT' } });
  return Handshake.Id;
}

/**
 * Invites accounts named after the answer they give, and answers the invitations. `twin` has joined although its invitation is
 * still open.
 */
async function furnishAnswers({ world, account }: Stage, root: Actor, now: Date): Promise<Names> {
  const ask = async (by: string) => {
    const invited = (await account(by)).with({ now });
    return { invited, HandshakeId: await invite(root, invited) };
  };
  const [joined, twin, declined, canceled] = [
    await ask('joined'),
    await ask('twin'),
    await ask('declined'),
    await ask('canceled'),
  ];
  for (const { invited, HandshakeId } of [joined, twin]) await invited.run(operations.AcceptHandshake, { HandshakeId });
  await declined.invited.run(operations.DeclineHandshake, declined);
  await root.run(operations.CancelHandshake, canceled);
  const where = { id: twin.HandshakeId };
  await transaction(world.database, (tx) => tx.handshake.update({ where, data: { state: 'OPEN', endedAt: null } }));
  const all = { joined, twin, declined, canceled };
  return Object.fromEntries(Object.entries(all).map(([by, { HandshakeId }]) => [by, HandshakeId]));
}

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { Handshake } = await root.run(operations.InviteAccountToOrganization, {
      Target: { Id: `${name}@example.com`, Type: 'EMAIL' },
      Notes: secret,
      Tags: ownedBy(secret),
    });
    return { HandshakeId: Handshake.Id };
  },
  also: {
    InviteAccountToOrganization: ['organizations:TagResource'],
    AcceptHandshake: SERVICE_ROLE,
  },
  furnish: async (stage) => {
    await organizationOf(stage.world, stage.root);
    await furnishPayer(stage);
    return { guest: (await stage.account('guest')).accountId };
  },
  calls: [
    ['InviteAccountToOrganization', { Target: { Id: 'somebody@example.com', Type: 'EMAIL' }, Tags: [{ Key: 'a', Value: 'b' }] }],
    ['InviteAccountToOrganization', { ...GUEST, Notes: 'welcome', Tags: [{ Key: 'a', Value: 'b' }] }],
    ['ListHandshakesForOrganization', {}],
    ['ListHandshakesForAccount', {}, 'guest'],
    ['DescribeHandshake', INVITED, 'guest'],
    ['DeclineHandshake', INVITED, 'guest'],
    ['InviteAccountToOrganization', GUEST],
    ['CancelHandshake', INVITED],
    ['InviteAccountToOrganization', GUEST],
    ['AcceptHandshake', INVITED, 'guest'],
    ['EnableAllFeatures', {}, 'payer'],
  ],
  errors: {
    /**
     * Names of invitations.
     * - `payer`, which has only consolidated billing, and its member `young` are invited by another organization.
     * - `clerk` is a user of `guest` who may only accept.
     * - `crowded` has as many accounts as its quota allows.
     */
    furnish: async (stage) => {
      const { world, account, signs } = stage;
      const now = new Date();
      const root = stage.root.with({ now });
      const { member, stranger } = await furnishOrganization({ ...stage, root });
      const billing = await furnishPayer(stage, now);
      const young = await billing.member('young');
      await signs('young', young);
      const guest = await account('guest');
      const statement = { Effect: 'Allow', Action: 'organizations:AcceptHandshake', Resource: '*' };
      await signs('clerk', await userWith(world, guest, 'clerk', [statement]));
      const crowded = await organizationOf(world, await account('crowded'));
      for (let made = 1; made < quotas().AccountsPerOrganization; made++) await crowded.member(`held-${made}`);
      const { Handshake: transfer } = await root.run(InviteOrganizationToTransferResponsibility, {
        Type: 'BILLING',
        Target: { Id: guest.accountId, Type: 'ACCOUNT' },
        StartTimestamp: new Date('2035-01-01T00:00:00Z'),
        SourceName: 'guest',
      });
      return {
        ...(await furnishAnswers(stage, root, now)),
        transfer: transfer.Id,
        guest: await invite(root, guest),
        payer: await invite(root, billing.management),
        young: await invite(root, young),
        youngAccount: young.accountId,
        plainAccount: (await member('plain')).accountId,
        strangerAccount: stranger.accountId,
      };
    },
    usual: { HandshakeId: '<scene.guest>', Target: { Id: '<scene.strangerAccount>', Type: 'ACCOUNT' } },
    failures: withCommonErrors(operations, {
      AccessDeniedException: [
        [ANSWERS, {}, REFUSED],
        ['CancelHandshake', {}, REFUSED, { by: 'guest' }],
      ],
      AccessDeniedForDependencyException: [
        [
          'AcceptHandshake',
          {},
          /^The operation that you attempted requires you to have the iam:CreateServiceLinkedRole for organizations\.amazonaws\.com permission/,
          because('ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE', 'clerk'),
        ],
      ],
      AWSOrganizationsNotInUseException: [
        [
          'AcceptHandshake',
          { HandshakeId: '<scene.transfer>' },
          'Your account is not a member of an organization.',
          { by: 'guest' },
        ],
      ],
      InvalidInputException: [
        [
          'InviteAccountToOrganization',
          { Target: { Id: 'x', Type: 'ORGANIZATION' } },
          INVALID,
          because('INVALID_PARTY_TYPE_TARGET'),
        ],
        ['InviteAccountToOrganization', { Target: { Id: 'x', Type: 'ACCOUNT' } }, INVALID, because('INVALID_PATTERN_TARGET_ID')],
        ['InviteAccountToOrganization', { Target: { Id: 'x', Type: 'EMAIL' } }, INVALID, because('INVALID_EMAIL_ADDRESS_TARGET')],
      ],
      ConstraintViolationException: [
        ['AcceptHandshake', { HandshakeId: '<scene.young>' }, WAIT, because('WAIT_PERIOD_ACTIVE', 'young')],
      ],
      HandshakeNotFoundException: [
        [taking(operations, 'HandshakeId'), { HandshakeId: 'h-00000000' }, "You specified a handshake that doesn't exist."],
      ],
      DuplicateHandshakeException: [
        [
          'InviteAccountToOrganization',
          { Target: { Id: '<scene.youngAccount>', Type: 'ACCOUNT' } },
          'A handshake for the same account and the same action already exists.',
        ],
      ],
      HandshakeAlreadyInStateException: [
        [
          'AcceptHandshake',
          { HandshakeId: '<scene.joined>' },
          'The handshake is already in the state ACCEPTED.',
          { by: 'joined' },
        ],
        [
          'DeclineHandshake',
          { HandshakeId: '<scene.declined>' },
          'The handshake is already in the state DECLINED.',
          { by: 'declined' },
        ],
        ['CancelHandshake', { HandshakeId: '<scene.canceled>' }, 'The handshake is already in the state CANCELED.'],
      ],
      InvalidHandshakeTransitionException: [
        [ANSWERS, { HandshakeId: '<scene.canceled>' }, CURRENT_STATE, { by: 'canceled' }],
        ['CancelHandshake', { HandshakeId: '<scene.joined>' }, CURRENT_STATE],
      ],
      HandshakeConstraintViolationException: [
        ['AcceptHandshake', { HandshakeId: '<scene.twin>' }, ALREADY, because('ALREADY_IN_AN_ORGANIZATION', 'twin')],
        [
          'InviteAccountToOrganization',
          { Target: { Id: '<scene.plainAccount>', Type: 'ACCOUNT' } },
          ALREADY,
          because('ALREADY_IN_AN_ORGANIZATION'),
        ],
        [
          'InviteAccountToOrganization',
          {},
          behind('You have exceeded the allowed number of AWS accounts.', 'AccountsPerOrganization'),
          because('ACCOUNT_NUMBER_LIMIT_EXCEEDED', 'crowded'),
        ],
        [
          'EnableAllFeatures',
          {},
          'The organization has already enabled all features.',
          because('ORGANIZATION_ALREADY_HAS_ALL_FEATURES'),
        ],
      ],
      MasterCannotLeaveOrganizationException: [
        ['AcceptHandshake', { HandshakeId: '<scene.payer>' }, MANAGEMENT_LEAVES, { by: 'payer' }],
      ],
    }),
    unreachable: {
      AccountOwnerNotVerifiedException: [
        ['InviteAccountToOrganization', 'the email address of a root user is not asked to be verified'],
      ],
      InvalidInputException: [['EnableAllFeatures', 'takes no input that could be wrong']],
      ConstraintViolationException: [
        ['EnableAllFeatures', 'asks for nothing beyond the organization itself, which is a handshake'],
        ['InviteAccountToOrganization', 'what an invitation breaks is a HandshakeConstraintViolation'],
      ],
    },
  },
};
