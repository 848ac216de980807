import { type Actor, TEST_NOW } from '../core/test-world';
import { ListCreateAccountStatus } from './account/operations';
import { AttachPolicy } from './attachment/operations';
import { RegisterDelegatedAdministrator } from './delegated-administrator/operations';
import { InviteAccountToOrganization } from './handshake/operations';
import { CreatePolicy } from './policy/operations';
import { EnablePolicyType } from './policy-type/operations';
import { PutResourcePolicy } from './resource-policy/operations';
import { EnableAWSServiceAccess } from './service-access/operations';
import { TagResource } from './tag/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, policyText } from './test-organization';

/** An organization with one of everything in it, for tests that go through all operations. */
export type Scene = {
  world: OrganizationWorld;
  management: Actor;
  /** In no organization; invited. */
  guest: Actor;
  /** In no organization and known to nobody. */
  stranger: Actor;
  /** Management account of a second organization, without all features. */
  payer: Actor;
  /** A plain member. */
  member: Actor;
  /** A member that administers AWS Config. */
  delegate: Actor;
  /** Ids that belong to the organization, by what they are. */
  ids: {
    organization: string;
    root: string;
    unit: string;
    emptyUnit: string;
    member: string;
    delegate: string;
    policy: string;
    attachedPolicy: string;
    resourcePolicy: string;
    createRequest: string;
    handshake: string;
  };
};

const SCP = 'SERVICE_CONTROL_POLICY';
const DENY_S3 = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
const CONFIG = { ServicePrincipal: 'config.amazonaws.com' };
const TAG = { Key: 'team', Value: 'red' };
/** Late enough for a created account to leave. */
export const SCENE_NOW = new Date(TEST_NOW.getTime() + 5 * 86_400_000);

export async function createScene(): Promise<Scene> {
  const world = await createOrganizationWorld();
  const { management } = world;
  const [guest, stranger, payer] = [await world.account('guest'), await world.account('stranger'), await world.account('payer')];
  await organizationOf(world, payer, 'CONSOLIDATED_BILLING');
  const [member, delegate] = [await world.member('member'), await world.member('delegate')];
  const [unit, emptyUnit] = [await world.unit('Secret unit'), await world.unit('Empty unit')];
  await management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
  const policy = async (Name: string) => {
    const { Policy } = await management.run(CreatePolicy, { Name, Description: '', Type: SCP, Content: DENY_S3 });
    return Policy.PolicySummary?.Id ?? '';
  };
  const attachedPolicy = await policy('attached');
  await management.run(AttachPolicy, { PolicyId: attachedPolicy, TargetId: unit });
  await management.run(EnableAWSServiceAccess, CONFIG);
  await management.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...CONFIG });
  const Content = policyText({
    Effect: 'Allow',
    Principal: { AWS: delegate.accountId },
    Action: 'organizations:ListAccounts',
    Resource: '*',
  });
  const { ResourcePolicy } = await management.run(PutResourcePolicy, { Content });
  const { Handshake } = await management.run(InviteAccountToOrganization, { Target: { Id: guest.accountId, Type: 'ACCOUNT' } });
  const { CreateAccountStatuses } = await management.run(ListCreateAccountStatus, { MaxResults: 1 });
  await management.run(TagResource, { ResourceId: unit, Tags: [TAG] });
  const at = (actor: Actor) => actor.with({ now: SCENE_NOW });
  return {
    world,
    management: at(management),
    guest: at(guest),
    stranger: at(stranger),
    payer: at(payer),
    member: at(member),
    delegate: at(delegate),
    ids: {
      organization: world.organizationId,
      root: world.rootId,
      unit,
      emptyUnit,
      member: member.accountId,
      delegate: delegate.accountId,
      policy: await policy('unattached'),
      attachedPolicy,
      resourcePolicy: ResourcePolicy.ResourcePolicySummary?.Id ?? '',
      createRequest: CreateAccountStatuses[0]?.Id ?? '',
      handshake: Handshake.Id ?? '',
    },
  };
}

export type OperationCase = {
  /** Who calls. Default: the management account. */
  by?: 'guest' | 'stranger' | 'payer' | 'member';
  /** An input with which the call succeeds. */
  input: (scene: Scene) => object;
  /** Further actions that the caller needs. */
  also?: readonly string[];
  /** What a caller of another organization is answered; absent for operations whose input names nothing. */
  elsewhere?: string;
};

const unit = ({ ids }: Scene) => ({ OrganizationalUnitId: ids.unit });
const emptyUnit = ({ ids }: Scene) => ({ OrganizationalUnitId: ids.emptyUnit });
const parent = ({ ids }: Scene) => ({ ParentId: ids.root });
const account = ({ ids }: Scene) => ({ AccountId: ids.member });
const policy = ({ ids }: Scene) => ({ PolicyId: ids.policy });
const attachment = ({ ids }: Scene) => ({ PolicyId: ids.attachedPolicy, TargetId: ids.unit });
const handshake = ({ ids }: Scene) => ({ HandshakeId: ids.handshake });
const nothing = () => ({});

const SERVICE_ROLE = ['iam:CreateServiceLinkedRole'];

/** One case for each operation of the registry. A new operation needs a case here before its tests pass. */
export const OPERATION_CASES: Readonly<Record<string, OperationCase>> = {
  CreateOrganization: { by: 'stranger', input: nothing, also: SERVICE_ROLE },
  DescribeOrganization: { input: nothing },
  DeleteOrganization: { by: 'payer', input: nothing },
  EnableAllFeatures: { by: 'payer', input: nothing },
  ListRoots: { input: nothing },

  CreateAccount: {
    input: () => ({ Email: 'new@example.com', AccountName: 'new', Tags: [TAG] }),
    also: ['organizations:TagResource'],
  },
  DescribeCreateAccountStatus: {
    input: ({ ids }) => ({ CreateAccountRequestId: ids.createRequest }),
    elsewhere: 'CreateAccountStatusNotFoundException',
  },
  ListCreateAccountStatus: { input: nothing },
  DescribeAccount: { input: account, elsewhere: 'AccountNotFoundException' },
  ListAccounts: { input: nothing },
  ListAccountsForParent: { input: parent, elsewhere: 'ParentNotFoundException' },
  MoveAccount: {
    input: ({ ids }) => ({ AccountId: ids.member, SourceParentId: ids.root, DestinationParentId: ids.unit }),
    elsewhere: 'AccountNotFoundException',
  },
  CloseAccount: { input: account, elsewhere: 'AccountNotFoundException' },
  RemoveAccountFromOrganization: { input: account, elsewhere: 'AccountNotFoundException' },
  LeaveOrganization: { by: 'member', input: nothing },

  CreateOrganizationalUnit: {
    input: ({ ids }) => ({ ParentId: ids.unit, Name: 'new', Tags: [TAG] }),
    also: ['organizations:TagResource'],
    elsewhere: 'ParentNotFoundException',
  },
  UpdateOrganizationalUnit: {
    input: (scene) => ({ ...unit(scene), Name: 'renamed' }),
    elsewhere: 'OrganizationalUnitNotFoundException',
  },
  DeleteOrganizationalUnit: { input: emptyUnit, elsewhere: 'OrganizationalUnitNotFoundException' },
  DescribeOrganizationalUnit: { input: unit, elsewhere: 'OrganizationalUnitNotFoundException' },
  ListOrganizationalUnitsForParent: { input: parent, elsewhere: 'ParentNotFoundException' },
  ListChildren: { input: (scene) => ({ ...parent(scene), ChildType: 'ACCOUNT' }), elsewhere: 'ParentNotFoundException' },
  ListParents: { input: ({ ids }) => ({ ChildId: ids.unit }), elsewhere: 'ChildNotFoundException' },

  CreatePolicy: {
    input: () => ({ Name: 'new', Description: '', Type: SCP, Content: DENY_S3, Tags: [TAG] }),
    also: ['organizations:TagResource'],
  },
  UpdatePolicy: { input: (scene) => ({ ...policy(scene), Name: 'renamed' }), elsewhere: 'PolicyNotFoundException' },
  DeletePolicy: { input: policy, elsewhere: 'PolicyNotFoundException' },
  DescribePolicy: { input: policy, elsewhere: 'PolicyNotFoundException' },
  ListPolicies: { input: () => ({ Filter: SCP }) },
  EnablePolicyType: {
    input: ({ ids }) => ({ RootId: ids.root, PolicyType: 'RESOURCE_CONTROL_POLICY' }),
    elsewhere: 'RootNotFoundException',
  },
  DisablePolicyType: { input: ({ ids }) => ({ RootId: ids.root, PolicyType: SCP }), elsewhere: 'RootNotFoundException' },
  AttachPolicy: { input: ({ ids }) => ({ PolicyId: ids.policy, TargetId: ids.unit }), elsewhere: 'PolicyNotFoundException' },
  DetachPolicy: { input: attachment, elsewhere: 'PolicyNotFoundException' },
  ListPoliciesForTarget: { input: ({ ids }) => ({ TargetId: ids.unit, Filter: SCP }), elsewhere: 'TargetNotFoundException' },
  ListTargetsForPolicy: { input: ({ ids }) => ({ PolicyId: ids.attachedPolicy }), elsewhere: 'PolicyNotFoundException' },

  TagResource: { input: ({ ids }) => ({ ResourceId: ids.unit, Tags: [TAG] }), elsewhere: 'TargetNotFoundException' },
  UntagResource: { input: ({ ids }) => ({ ResourceId: ids.unit, TagKeys: [TAG.Key] }), elsewhere: 'TargetNotFoundException' },
  ListTagsForResource: { input: ({ ids }) => ({ ResourceId: ids.unit }), elsewhere: 'TargetNotFoundException' },

  InviteAccountToOrganization: {
    input: ({ stranger }) => ({ Target: { Id: stranger.accountId, Type: 'ACCOUNT' }, Tags: [TAG] }),
    also: ['organizations:TagResource'],
  },
  DescribeHandshake: { input: handshake, elsewhere: 'HandshakeNotFoundException' },
  AcceptHandshake: { by: 'guest', input: handshake, also: SERVICE_ROLE, elsewhere: 'HandshakeNotFoundException' },
  DeclineHandshake: { by: 'guest', input: handshake, elsewhere: 'HandshakeNotFoundException' },
  CancelHandshake: { input: handshake, elsewhere: 'HandshakeNotFoundException' },
  ListHandshakesForAccount: { by: 'guest', input: nothing },
  ListHandshakesForOrganization: { input: nothing },

  EnableAWSServiceAccess: { input: () => ({ ServicePrincipal: 'sso.amazonaws.com' }) },
  DisableAWSServiceAccess: { input: () => CONFIG },
  ListAWSServiceAccessForOrganization: { input: nothing },
  RegisterDelegatedAdministrator: { input: (scene) => ({ ...account(scene), ...CONFIG }), elsewhere: 'AccountNotFoundException' },
  DeregisterDelegatedAdministrator: {
    input: ({ ids }) => ({ AccountId: ids.delegate, ...CONFIG }),
    elsewhere: 'AccountNotFoundException',
  },
  ListDelegatedAdministrators: { input: nothing },
  ListDelegatedServicesForAccount: { input: ({ ids }) => ({ AccountId: ids.delegate }), elsewhere: 'AccountNotFoundException' },

  PutResourcePolicy: {
    input: ({ ids }) => ({
      Content: policyText({
        Effect: 'Allow',
        Principal: { AWS: ids.delegate },
        Action: 'organizations:ListRoots',
        Resource: '*',
      }),
    }),
    elsewhere: 'InvalidInputException',
  },
  DescribeResourcePolicy: { input: nothing },
  DeleteResourcePolicy: { input: nothing },
};
