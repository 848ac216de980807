import { type Actor, rootCaller, TEST_NOW } from '../core/test-world';
import { contract as attachments } from './attachment/contract';
import { contract as delegatedAdministrators } from './delegated-administrator/contract';
import { InviteAccountToOrganization } from './handshake/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf } from './test-organization';

/** An organization and accounts around it, for tests over all operations. */
export type Scene = {
  world: OrganizationWorld;
  management: Actor;
  /** An invited standalone account. */
  guest: Actor;
  /** An unrelated standalone account. */
  stranger: Actor;
  /** The management account of a second organization with only consolidated billing. */
  payer: Actor;
  /** A plain member. */
  member: Actor;
  /** A delegated administrator of AWS Config. */
  delegate: Actor;
  /** Ids of the organization's objects by type. */
  ids: { organization: string; root: string; member: string; attachedPolicy: string; handshake: string };
};

/** Late enough for a created account to leave. */
export const SCENE_NOW = new Date(TEST_NOW.getTime() + 5 * 86_400_000);

export async function createScene(): Promise<Scene> {
  const world = await createOrganizationWorld();
  const { management } = world;
  const [guest, stranger, payer] = [await world.account('guest'), await world.account('stranger'), await world.account('payer')];
  await organizationOf(world, payer, 'CONSOLIDATED_BILLING');
  const member = await world.member('member');
  const { AccountId: delegate = '' } = await delegatedAdministrators.make(management, { name: 'delegate', secret: '' });
  const { PolicyId: attachedPolicy = '' } = await attachments.make(management, { name: 'attached', secret: '' });
  await world.unit('Empty unit');
  const { Handshake } = await management.run(InviteAccountToOrganization, { Target: { Id: guest.accountId, Type: 'ACCOUNT' } });
  const at = (actor: Actor) => actor.with({ now: SCENE_NOW });
  return {
    world,
    management: at(management),
    guest: at(guest),
    stranger: at(stranger),
    payer: at(payer),
    member: at(member),
    delegate: at(world.as(rootCaller(delegate))),
    ids: {
      organization: world.organizationId,
      root: world.rootId,
      member: member.accountId,
      attachedPolicy,
      handshake: Handshake.Id,
    },
  };
}
