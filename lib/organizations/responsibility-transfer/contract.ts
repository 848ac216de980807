import type { Actor } from '../../core/test-world';
import { type Contract, type Names, type Stage, taking } from '../../core/testing/contract';
import { AcceptHandshake } from '../handshake/answer-operations';
import * as invitation from '../handshake/transfer-operations';
import { organizationOf } from '../test-organization';
import { because, behind, furnishOrganization, furnishPayer, INVALID, ownedBy, REFUSED, withCommonErrors } from '../test-tables';
import * as transfers from './operations';

const operations = { ...invitation, ...transfers };
const IDENTIFIED = taking(operations, 'Id', 'ListInboundResponsibilityTransfers');
const TRANSFER = { Id: '<scene.transfer>' };
const TYPE = { Type: 'BILLING' } as const;
/** A month that can be a start both at the time of tests and today. */
const START = new Date('2035-01-01T00:00:00Z');

/** Invites an organization's management account. Returns the ids of the handshake and the transfer. */
async function invite(root: Actor, accountId: string) {
  const { Handshake } = await root.run(invitation.InviteOrganizationToTransferResponsibility, {
    ...TYPE,
    Target: { Id: accountId, Type: 'ACCOUNT' },
    StartTimestamp: START,
    SourceName: 'Subsidiary',
  });
  const transfer = Handshake.Resources.find(({ Type }) => Type === 'RESPONSIBILITY_TRANSFER')?.Value ?? '';
  return { HandshakeId: Handshake.Id, transfer };
}

/** Makes an account the management account of another organization, whose bill the first one then pays. */
async function furnishSource({ world, account }: Stage, root: Actor, by: string, now?: Date) {
  const source = await account(by);
  await organizationOf(world, now ? source.with({ now }) : source);
  const { HandshakeId, transfer } = await invite(root, source.accountId);
  await (now ? source.with({ now }) : source).run(AcceptHandshake, { HandshakeId });
  return { transfer, accountId: source.accountId };
}

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }): Promise<Names> => {
    const { Handshake } = await root.run(invitation.InviteOrganizationToTransferResponsibility, {
      ...TYPE,
      Target: { Id: `${name}@example.com`, Type: 'EMAIL' },
      StartTimestamp: START,
      SourceName: secret,
      Notes: secret,
      Tags: ownedBy(secret),
    });
    return { Id: Handshake.Resources.find(({ Type }) => Type === 'RESPONSIBILITY_TRANSFER')?.Value ?? '' };
  },
  also: { InviteOrganizationToTransferResponsibility: ['organizations:TagResource'] },
  furnish: async (stage) => {
    await organizationOf(stage.world, stage.root);
    return { transfer: (await furnishSource(stage, stage.root, 'source')).transfer };
  },
  calls: [
    [
      'InviteOrganizationToTransferResponsibility',
      {
        ...TYPE,
        Target: { Id: 'somebody@example.com', Type: 'EMAIL' },
        StartTimestamp: START,
        SourceName: 'Subsidiary',
        Notes: 'We pay for you',
        Tags: [{ Key: 'a', Value: 'b' }],
      },
    ],
    ['DescribeResponsibilityTransfer', TRANSFER],
    ['ListInboundResponsibilityTransfers', TYPE],
    ['ListOutboundResponsibilityTransfers', TYPE, 'source'],
    ['UpdateResponsibilityTransfer', { ...TRANSFER, Name: 'Sister' }],
    ['TerminateResponsibilityTransfer', TRANSFER],
  ],
  errors: {
    /**
     * Names of transfers: `accepted` with the organization of `source`, `pending` and `withdrawn`. `full` has as many as its quota allows.
     */
    furnish: async (stage) => {
      const now = new Date();
      const root = stage.root.with({ now });
      const { member, stranger } = await furnishOrganization({ ...stage, root });
      await stage.signs('plain', await member('plain'));
      await furnishPayer(stage);
      const accepted = await furnishSource(stage, root, 'source', now);
      const withdrawn = await furnishSource(stage, root, 'former', now);
      await root.run(transfers.TerminateResponsibilityTransfer, { Id: withdrawn.transfer });
      const invited = await stage.world.account('invited');
      const pending = await invite(root, invited.accountId);
      const full = (await organizationOf(stage.world, (await stage.account('full')).with({ now }))).management;
      for (let sent = 0; sent < 10; sent++) await invite(full, (await stage.world.account(`asked-${sent}`)).accountId);
      return {
        accepted: accepted.transfer,
        withdrawn: withdrawn.transfer,
        pending: pending.transfer,
        root: root.accountId,
        source: accepted.accountId,
        invited: invited.accountId,
        stranger: stranger.accountId,
      };
    },
    usual: {
      Id: '<scene.accepted>',
      Name: 'Sister',
      SourceName: 'Subsidiary',
      StartTimestamp: START,
      Target: { Id: '<scene.stranger>', Type: 'ACCOUNT' },
      Type: 'BILLING',
    },
    failures: withCommonErrors(operations, {
      AccessDeniedException: [
        [Object.keys(operations), {}, REFUSED, { by: 'plain' }],
        ['UpdateResponsibilityTransfer', {}, REFUSED, { by: 'source' }],
      ],
      InvalidInputException: [
        [taking(operations, 'Type'), { Type: 'SECURITY' }, INVALID, because('INVALID_ENUM')],
        [
          'InviteOrganizationToTransferResponsibility',
          { StartTimestamp: new Date('2030-01-02T00:00:00Z') },
          'You provided an invalid start date. The start date must be the first day of the month.',
          because('START_DATE_NOT_BEGINNING_OF_MONTH'),
        ],
        [
          'TerminateResponsibilityTransfer',
          { EndTimestamp: new Date('2030-01-02T00:00:00Z') },
          'You provided an invalid end date. The end date must be the end of the last day of the month (23.59.59.999).',
          because('END_DATE_NOT_END_OF_MONTH'),
        ],
        [
          IDENTIFIED,
          { Id: 'none' },
          'You provided a value that does not match the required pattern.',
          because('INVALID_PATTERN'),
        ],
      ],
      ResponsibilityTransferNotFoundException: [
        [taking(operations, 'Id'), { Id: 'rt-00000000' }, "You specified a transfer that doesn't exist."],
      ],
      DuplicateHandshakeException: [
        [
          'InviteOrganizationToTransferResponsibility',
          { Target: { Id: '<scene.invited>', Type: 'ACCOUNT' } },
          'A handshake for the same account and the same action already exists.',
        ],
      ],
      HandshakeConstraintViolationException: [
        [
          'InviteOrganizationToTransferResponsibility',
          { Target: { Id: '<scene.root>', Type: 'ACCOUNT' } },
          "An account can't accept a transfer invitation if it is both the sender and recipient of the invitation.",
          because('SOURCE_AND_TARGET_CANNOT_MATCH'),
        ],
        [
          'InviteOrganizationToTransferResponsibility',
          { Target: { Id: '<scene.source>', Type: 'ACCOUNT' } },
          'You cannot perform this operation with the current transfer.',
          because('RESPONSIBILITY_TRANSFER_ALREADY_EXISTS'),
        ],
      ],
      ConstraintViolationException: [
        [
          'InviteOrganizationToTransferResponsibility',
          {},
          behind('You have exceeded your inbound transfers limit.', 'InboundBillingTransfersPerOrganization'),
          because('RESPONSIBILITY_TRANSFER_MAX_INBOUND_QUOTA_VIOLATION', 'full'),
        ],
        [
          'UpdateResponsibilityTransfer',
          { Id: '<scene.withdrawn>' },
          /^You cannot update this transfer because it is no longer active\./,
          because('TRANSFER_RESPONSIBILITY_UPDATE_NOT_ALLOWED'),
        ],
      ],
      ResponsibilityTransferAlreadyInStatusException: [
        ['TerminateResponsibilityTransfer', { Id: '<scene.withdrawn>' }, 'The transfer is already in the status WITHDRAWN.'],
      ],
      InvalidResponsibilityTransferTransitionException: [
        [
          'TerminateResponsibilityTransfer',
          { Id: '<scene.pending>' },
          "You can't perform the operation on the transfer in its current status.",
        ],
      ],
    }),
    unreachable: {
      ConstraintViolationException: [
        [
          ['ListInboundResponsibilityTransfers', 'ListOutboundResponsibilityTransfers'],
          'a list has no limit that a call could exceed',
        ],
        ['TerminateResponsibilityTransfer', 'what a withdrawal breaks is an InvalidInput or a transition'],
      ],
    },
  },
};
