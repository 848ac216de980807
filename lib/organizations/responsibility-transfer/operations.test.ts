import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { AcceptHandshake, CancelHandshake, DeclineHandshake } from '../handshake/answer-operations';
import { DescribeHandshake, ListHandshakesForAccount, ListHandshakesForOrganization } from '../handshake/operations';
import { InviteOrganizationToTransferResponsibility } from '../handshake/transfer-operations';
import { DeleteOrganization } from '../organization/operations';
import { PutResourcePolicy } from '../resource-policy/operations';
import { ListTagsForResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, userWith } from '../test-organization';
import { monthStart } from '../transfers';
import {
  DescribeResponsibilityTransfer,
  ListInboundResponsibilityTransfers,
  ListOutboundResponsibilityTransfers,
  TerminateResponsibilityTransfer,
  UpdateResponsibilityTransfer,
} from './operations';

const HOUR_MS = 3_600_000;
const START = monthStart(TEST_NOW, 2);
const later = (time: Date, hours: number) => new Date(time.getTime() + hours * HOUR_MS);

let world: OrganizationWorld;
let source: Actor;
let sourceOrganizationId: string;
beforeEach(async () => {
  world = await createOrganizationWorld();
  source = await world.account('source');
  sourceOrganizationId = (await organizationOf(world, source)).organizationId;
});
afterEach(() => world.close());

async function invite(from: Actor = world.management, to: Actor = source, more: object = {}) {
  const { Handshake } = await from.run(InviteOrganizationToTransferResponsibility, {
    Type: 'BILLING',
    Target: { Id: to.accountId, Type: 'ACCOUNT' },
    StartTimestamp: START,
    SourceName: 'Subsidiary',
    ...more,
  });
  const Id = Handshake.Resources.find(({ Type }) => Type === 'RESPONSIBILITY_TRANSFER')?.Value ?? '';
  return { Handshake, HandshakeId: Handshake.Id, Id };
}
const emailOf = async (actor: Actor) =>
  (await world.database.reader.account.findUniqueOrThrow({ where: { id: actor.accountId } })).email;
const describeBy = async (actor: Actor, Id: string) =>
  (await actor.run(DescribeResponsibilityTransfer, { Id })).ResponsibilityTransfer;
const statusAt = async (actor: Actor, Id: string, now?: Date) =>
  (await describeBy(now ? actor.with({ now }) : actor, Id))?.Status;

describe('an invitation to a billing transfer', () => {
  it('is a handshake that both management accounts see, and a transfer on both sides', async () => {
    const { Handshake, HandshakeId, Id } = await invite(world.management, source, { Notes: 'We pay' });
    expect(Id).toMatch(/^rt-[0-9a-z]{32}$/);
    expect(Handshake).toMatchObject({
      Action: 'TRANSFER_RESPONSIBILITY',
      State: 'REQUESTED',
      Arn: `arn:aws:organizations::${world.management.accountId}:handshake/${world.organizationId}/transfer_responsibility/${HandshakeId}`,
      ExpirationTimestamp: later(START, -24),
      Parties: [
        { Id: world.organizationId, Type: 'ORGANIZATION' },
        { Id: source.accountId, Type: 'ACCOUNT' },
      ],
    });
    expect(JSON.stringify(Handshake)).not.toContain('Subsidiary');
    for (const party of [world.management, source])
      expect((await party.run(DescribeHandshake, { HandshakeId })).Handshake).toEqual(Handshake);
    const Filter = { ActionType: 'TRANSFER_RESPONSIBILITY' as const };
    expect((await source.run(ListHandshakesForAccount, { Filter })).Handshakes).toEqual([Handshake]);
    expect((await world.management.run(ListHandshakesForOrganization, { Filter })).Handshakes).toEqual([Handshake]);

    const Target = { ManagementAccountId: world.management.accountId, ManagementAccountEmail: await emailOf(world.management) };
    const shared = { Id, Type: 'BILLING', Status: 'REQUESTED', Target, StartTimestamp: START, ActiveHandshakeId: HandshakeId };
    expect(await describeBy(world.management, Id)).toEqual({
      ...shared,
      Name: 'Subsidiary',
      Arn: `arn:aws:organizations::${world.management.accountId}:transfer/${world.organizationId}/billing/inbound/${Id}`,
      // The invitation names an id, so the address stays unknown until it is accepted.
      Source: { ManagementAccountId: source.accountId },
    });
    expect(await describeBy(source, Id)).toEqual({
      ...shared,
      Arn: `arn:aws:organizations::${source.accountId}:transfer/${sourceOrganizationId}/billing/outbound/${Id}`,
      Source: { ManagementAccountId: source.accountId },
    });
  });

  it('is accepted by the management account, and only a day before its start', async () => {
    const first = await invite();
    const late = source.with({ now: later(START, -24) });
    expect((await late.fails(AcceptHandshake, first)).shape).toBe('InvalidHandshakeTransitionException');
    expect(await statusAt(world.management, first.Id, later(START, -24))).toBe('EXPIRED');
    const inTime = source.with({ now: later(START, -25) });
    expect((await inTime.run(AcceptHandshake, first)).Handshake.State).toBe('ACCEPTED');
    expect(await statusAt(source, first.Id)).toBe('ACCEPTED');
    expect(await describeBy(world.management, first.Id)).toMatchObject({
      Source: { ManagementAccountId: source.accountId, ManagementAccountEmail: await emailOf(source) },
    });
    expect((await world.management.fails(AcceptHandshake, first)).shape).toBe('AccessDeniedException');
    for (const actor of [source, world.management]) {
      const events = await recordedEvents(world.database.reader, {
        accountId: actor.accountId,
        eventName: 'ResponsibilityTransferAccepted',
      });
      expect(events).toHaveLength(1);
    }
  });

  it('can be declined and canceled, and frees the quota', async () => {
    const first = await invite();
    expect((await world.management.fails(InviteOrganizationToTransferResponsibility, await again())).shape).toBe(
      'DuplicateHandshakeException',
    );
    await source.run(DeclineHandshake, first);
    expect(await statusAt(world.management, first.Id)).toBe('DECLINED');
    const second = await invite();
    await world.management.run(CancelHandshake, second);
    expect(await statusAt(source, second.Id)).toBe('CANCELED');
    expect((await world.management.fails(UpdateResponsibilityTransfer, { Id: second.Id, Name: 'x' })).members.Reason).toBe(
      'TRANSFER_RESPONSIBILITY_UPDATE_NOT_ALLOWED',
    );
    // Like its handshake, an invitation that was not accepted is listed for 30 days.
    const late = source.with({ now: later(TEST_NOW, 24 * 31) });
    expect((await late.fails(DescribeResponsibilityTransfer, { Id: second.Id })).shape).toBe(
      'ResponsibilityTransferNotFoundException',
    );
  });

  const again = async () => ({
    Type: 'BILLING' as const,
    Target: { Id: source.accountId, Type: 'ACCOUNT' as const },
    StartTimestamp: START,
    SourceName: 'Again',
  });

  it('refuses times other than the start of a coming month', async () => {
    const reason = async (StartTimestamp: Date) =>
      (await world.management.fails(InviteOrganizationToTransferResponsibility, { ...(await again()), StartTimestamp })).members
        .Reason;
    expect(await reason(later(START, 1))).toBe('START_DATE_NOT_BEGINNING_OF_DAY');
    expect(await reason(later(START, 24))).toBe('START_DATE_NOT_BEGINNING_OF_MONTH');
    expect(await reason(monthStart(TEST_NOW))).toBe('START_DATE_TOO_EARLY');
    expect(await reason(monthStart(TEST_NOW, 121))).toBe('START_DATE_TOO_LATE');
  });

  it('is of no use to accounts that manage no organization', async () => {
    const member = await world.member('dev');
    const alone = await world.account('alone');
    const other = (await organizationOf(world, await world.account('other'))).management;
    for (const [actor, shape] of [
      [member, 'AccessDeniedException'],
      [alone, 'AWSOrganizationsNotInUseException'],
    ] as const)
      expect((await actor.fails(AcceptHandshake, await invite(other, actor))).shape).toBe(shape);
  });

  it('by address can be accepted by the account with that address', async () => {
    const Target = { Id: (await emailOf(source)).toUpperCase(), Type: 'EMAIL' };
    const { Id, HandshakeId } = await invite(world.management, source, { Target });
    expect(await describeBy(world.management, Id)).toMatchObject({ Source: { ManagementAccountEmail: await emailOf(source) } });
    await source.run(AcceptHandshake, { HandshakeId });
    expect((await source.run(ListOutboundResponsibilityTransfers, { Type: 'BILLING' })).ResponsibilityTransfers).toHaveLength(1);
  });
});

describe('a billing transfer', () => {
  const transfer = async (to: Actor = world.management, from: Actor = source) => {
    const made = await invite(to, from);
    await from.run(AcceptHandshake, made);
    return made.Id;
  };

  it('is listed on its side only, and cannot be found by others', async () => {
    const Id = await transfer();
    const inbound = async (actor: Actor, more: object = {}) =>
      (await actor.run(ListInboundResponsibilityTransfers, { Type: 'BILLING', ...more })).ResponsibilityTransfers.map(
        (each) => each.Id,
      );
    const outbound = async (actor: Actor) =>
      (await actor.run(ListOutboundResponsibilityTransfers, { Type: 'BILLING' })).ResponsibilityTransfers.map((each) => each.Id);
    expect([await inbound(world.management), await outbound(world.management)]).toEqual([[Id], []]);
    expect([await inbound(source), await outbound(source)]).toEqual([[], [Id]]);
    expect(await inbound(world.management, { Id })).toEqual([Id]);
    expect((await source.fails(ListInboundResponsibilityTransfers, { Type: 'BILLING', Id })).shape).toBe(
      'ResponsibilityTransferNotFoundException',
    );
    const other = (await organizationOf(world, await world.account('other'))).management;
    for (const operation of [DescribeResponsibilityTransfer, TerminateResponsibilityTransfer])
      expect((await other.fails(operation, { Id })).shape).toBe('ResponsibilityTransferNotFoundException');
  });

  it('is read by a delegate of the management account, and changed by nobody but that account', async () => {
    const [delegate, member] = [await world.member('delegate'), await world.member('dev')];
    const { Id, HandshakeId } = await invite();
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: delegate.accountId },
      Action: [
        'organizations:DescribeResponsibilityTransfer',
        'organizations:ListInboundResponsibilityTransfers',
        'organizations:ListOutboundResponsibilityTransfers',
      ],
      Resource: '*',
    };
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await world.management.run(PutResourcePolicy, { Content });
    const seenBy = async (actor: Actor) => [
      (await describeBy(actor, Id))?.Status,
      (await actor.run(ListInboundResponsibilityTransfers, { Type: 'BILLING' })).ResponsibilityTransfers,
      (await actor.run(ListOutboundResponsibilityTransfers, { Type: 'BILLING' })).ResponsibilityTransfers,
    ];
    expect(await seenBy(delegate)).toEqual(await seenBy(world.management));
    await source.run(AcceptHandshake, { HandshakeId });
    expect(await seenBy(delegate)).toEqual(await seenBy(world.management));
    for (const operation of [DescribeResponsibilityTransfer, TerminateResponsibilityTransfer])
      expect((await member.fails(operation, { Id })).shape).toBe('AccessDeniedException');
    expect((await delegate.fails(TerminateResponsibilityTransfer, { Id })).shape).toBe('AccessDeniedException');
    const stranger = (await organizationOf(world, await world.account('stranger'))).management;
    await stranger.run(PutResourcePolicy, { Content: Content.replace(delegate.accountId, stranger.accountId) });
    expect((await stranger.fails(DescribeResponsibilityTransfer, { Id })).shape).toBe('ResponsibilityTransferNotFoundException');
  });

  it('is permitted by the ARN of the side and by its condition keys', async () => {
    const Id = await transfer();
    const arn = (organizationId: string, accountId: string, direction: string) =>
      `arn:aws:organizations::${accountId}:transfer/${organizationId}/billing/${direction}/*`;
    const allow = (Resource: string, more: object = {}) => ({
      Effect: 'Allow',
      Action: 'organizations:DescribeResponsibilityTransfer',
      Resource,
      ...more,
    });
    const inbound = arn(world.organizationId, world.management.accountId, 'inbound');
    const condition = (direction: string) => ({
      Condition: {
        StringEquals: { 'organizations:TransferDirection': direction, 'organizations:TransferType': 'BILLING' },
      },
    });
    const pays = await userWith(world, world.management, 'pays', [allow(inbound, condition('INBOUND'))]);
    expect((await describeBy(pays, Id))?.Id).toBe(Id);
    const wrong = await userWith(world, world.management, 'wrong', [allow(inbound, condition('OUTBOUND'))]);
    expect((await wrong.fails(DescribeResponsibilityTransfer, { Id })).shape).toBe('AccessDenied');
    const paid = await userWith(world, source, 'paid', [allow(arn(sourceOrganizationId, source.accountId, 'outbound'))]);
    expect((await describeBy(paid, Id))?.Id).toBe(Id);
    const foreign = await userWith(world, source, 'foreign', [allow(inbound)]);
    expect((await foreign.fails(DescribeResponsibilityTransfer, { Id })).shape).toBe('AccessDenied');
  });

  it('has a name and tags that only the paying side sees', async () => {
    const { Id, HandshakeId } = await invite(world.management, source, { Tags: [{ Key: 'team', Value: 'red' }] });
    await source.run(AcceptHandshake, { HandshakeId });
    await world.management.run(UpdateResponsibilityTransfer, { Id, Name: 'Sister' });
    expect((await describeBy(world.management, Id))?.Name).toBe('Sister');
    expect(await describeBy(source, Id)).not.toHaveProperty('Name');
    expect((await source.fails(UpdateResponsibilityTransfer, { Id, Name: 'Ours' })).shape).toBe('AccessDeniedException');
    expect((await world.management.run(ListTagsForResource, { ResourceId: Id })).Tags).toEqual([{ Key: 'team', Value: 'red' }]);
    expect((await source.fails(ListTagsForResource, { ResourceId: Id })).shape).toBe('TargetNotFoundException');
  });

  it('ends with a month when a side withdraws it', async () => {
    const Id = await transfer();
    const reason = async (EndTimestamp: Date) =>
      (await source.fails(TerminateResponsibilityTransfer, { Id, EndTimestamp })).members.Reason;
    expect(await reason(later(START, -1))).toBe('END_DATE_NOT_END_OF_MONTH');
    expect(await reason(new Date(START.getTime() - 1000))).toBe('END_DATE_TOO_EARLY');
    expect(await reason(new Date(monthStart(START, 122).getTime() - 1))).toBe('END_DATE_TOO_LATE');
    const EndTimestamp = new Date(monthStart(START, 1).getTime() - 1000);
    const { ResponsibilityTransfer } = await source.run(TerminateResponsibilityTransfer, { Id, EndTimestamp });
    expect(ResponsibilityTransfer).toMatchObject({
      Status: 'WITHDRAWN',
      EndTimestamp: new Date(monthStart(START, 1).getTime() - 1),
    });
    expect(await statusAt(world.management, Id)).toBe('WITHDRAWN');
    expect((await world.management.fails(TerminateResponsibilityTransfer, { Id })).shape).toBe(
      'ResponsibilityTransferAlreadyInStatusException',
    );
    const events = await recordedEvents(world.database.reader, { eventName: 'ResponsibilityTransferTerminated' });
    expect(events.map(({ accountId }) => accountId).sort()).toEqual([source.accountId, world.management.accountId].sort());
  });

  it('is one at a time for a source, in no circle, and in a chain of two', async () => {
    await transfer();
    const other = (await organizationOf(world, await world.account('other'))).management;
    const third = (await organizationOf(world, await world.account('third'))).management;
    const reasonOf = async (from: Actor, to: Actor) =>
      (await to.fails(AcceptHandshake, await invite(from, to, { StartTimestamp: monthStart(START, 1) }))).members.Reason;
    expect(await reasonOf(other, source)).toBe('RESPONSIBILITY_TRANSFER_MAX_OUTBOUND_QUOTA_VIOLATION');
    expect(await reasonOf(source, world.management)).toBe('SOURCE_AND_TARGET_CANNOT_MATCH');
    await transfer(other, world.management);
    expect(await reasonOf(third, other)).toBe('RESPONSIBILITY_TRANSFER_MAX_LEVEL_VIOLATION');
    const events = await recordedEvents(world.database.reader, {
      accountId: other.accountId,
      eventName: 'ResponsibilityTransferAccepted',
    });
    expect(events).toHaveLength(1);
  });

  it('keeps both organizations from being deleted until it has ended', async () => {
    const { Id, HandshakeId } = await invite();
    for (const actor of [source, world.management])
      expect((await actor.fails(DeleteOrganization, {})).members.Reason).toBe('ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS');
    await source.run(AcceptHandshake, { HandshakeId });
    await source.run(TerminateResponsibilityTransfer, { Id });
    expect((await source.fails(DeleteOrganization, {})).members.Reason).toBe('ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS');
    await source.with({ now: monthStart(START, 1) }).run(DeleteOrganization, {});
    expect(await statusAt(world.management, Id)).toBe('WITHDRAWN');
  });

  it('follows the clock of the side that asks', async () => {
    const { Id } = await invite();
    expect(await statusAt(source, Id, later(START, -24))).toBe('EXPIRED');
    expect(await statusAt(world.management, Id)).toBe('REQUESTED');
  });
});
