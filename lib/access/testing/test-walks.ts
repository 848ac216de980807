import type { KnownMethod } from '@gatehouse/policy/analyze';
import type { Actor, TestWorld } from '../../core/test-world';
import { CreateAccessKey, DeleteAccessKey } from '../../iam/access-key/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DetachUserPolicy } from '../../iam/attachment/operations';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { DeleteUserPolicy, PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { CreateLoginProfile, DeleteLoginProfile, UpdateLoginProfile } from '../../iam/login-profile/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion, DeletePolicyVersion, SetDefaultPolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { AssociateIamInstanceProfile } from '../../resources/ec2/profile-operations';
import { imagesIn } from '../../resources/ec2/resource';
import { RunInstances } from '../../resources/ec2/run-operations';
import { Invoke } from '../../resources/lambda/invoke-operations';
import { CreateFunction, UpdateFunctionConfiguration } from '../../resources/lambda/operations';
import { AddPermission } from '../../resources/lambda/policy-operations';
import { AssumeRole } from '../../sts/session/operations';
import { allow, callerOf, policy, roleOf, trust, userWith } from '../../sts/test-actors';
import { DIRECTORY_PLAYS } from './directory-plays';
import { fillQuota, type LimitedAction } from './full-quotas';
import type { Play, Stage } from './plays';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const EVERYTHING = policy(allow('*'));
const LITTLE = policy(allow('s3:GetObject'));
const PASSWORD = 'Correct-horse-1';

/** A state in which a method works once its permissions are granted. */
export type Scene = {
  root: Actor;
  /** The escalating principal, and its name in paths. */
  me: Actor;
  name: string;
  /** Grants exactly these permissions and revokes the others. One of them can have a condition. */
  grant(permissions: readonly string[], limited?: { permission: string; condition: object }): Promise<void>;
  /** Sets a boundary that allows none of the permissions. Absent if the scene is about a boundary. */
  bound?(): Promise<void>;
  /** Uses up the quota of an action for every principal, group and policy of the scene. */
  fill(action: LimitedAction): Promise<void>;
  /**
   * Makes the method's calls with its permissions only.
   * @returns the administrator that it becomes, or null if it ends at something that runs with an administrator's role
   */
  walk?(): Promise<Actor | null>;
};

const arnIn = ({ root }: Pick<Stage, 'root'>, rest: string) => `arn:aws:iam::${root.accountId}:${rest}`;
const serviceTrust = (Service: string) => policy({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

async function assume({ world }: Stage, me: Actor, RoleArn: string): Promise<Actor> {
  const { Credentials } = await me.run(AssumeRole, { RoleArn, RoleSessionName: 'walk' });
  return world.as(await callerOf(world, Credentials));
}

async function byKey({ world }: Stage, me: Actor, UserName: string): Promise<Actor> {
  const { AccessKey } = await me.run(CreateAccessKey, { UserName });
  return world.as(await callerOf(world, AccessKey));
}

/** Creates a customer managed policy without attachments. */
async function ownPolicy(root: Actor, PolicyName: string, PolicyDocument = LITTLE): Promise<string> {
  return (await root.run(CreatePolicy, { PolicyName, PolicyDocument })).Policy.Arn;
}

/** Creates a role with few permissions. Principals of the account can assume it by their own policies, or nobody if `closed`. */
async function worker(stage: Stage, closed = false): Promise<string> {
  const trusted = closed ? serviceTrust('ec2.amazonaws.com') : trust(arnIn(stage, 'root'));
  const arn = await roleOf(stage.root, 'worker', trusted);
  await stage.root.run(AttachRolePolicy, { RoleName: 'worker', PolicyArn: await ownPolicy(stage.root, 'work') });
  return arn;
}

function trustMe(stage: Stage): Promise<unknown> {
  const PolicyDocument = trust(arnIn(stage, 'user/me'));
  return stage.me.run(UpdateAssumeRolePolicy, { RoleName: 'worker', PolicyDocument });
}

/** Makes the role `name` the escalating principal. */
async function asRole(stage: Stage, name: string): Promise<Actor> {
  const arn = await roleOf(stage.root, name, trust(arnIn(stage, 'root')));
  return assume(stage, await userWith(stage.world, stage.root, 'operator', allow('sts:AssumeRole', arn)), arn);
}

async function boss({ world, root }: Stage): Promise<Actor> {
  return userWith(world, root, 'boss', allow('*'));
}

/** The needs of each IAM and STS method by id. */
const PLAYS: Readonly<Record<string, (stage: Stage) => Promise<Play>>> = {
  'iam-001': async ({ root, me }) => {
    const PolicyArn = await ownPolicy(root, 'mine');
    await root.run(AttachUserPolicy, { UserName: 'me', PolicyArn });
    const version = { PolicyArn, PolicyDocument: EVERYTHING, SetAsDefault: true };
    return { walk: () => me.run(CreatePolicyVersion, version).then(() => me) };
  },
  'iam-002': async (stage) => {
    await boss(stage);
    return { walk: () => byKey(stage, stage.me, 'boss') };
  },
  'iam-003': async (stage) => {
    await boss(stage);
    const { AccessKey } = await stage.root.run(CreateAccessKey, { UserName: 'boss' });
    await stage.root.run(CreateAccessKey, { UserName: 'boss' });
    return {
      walk: async () => {
        await stage.me.run(DeleteAccessKey, { UserName: 'boss', AccessKeyId: AccessKey.AccessKeyId });
        return byKey(stage, stage.me, 'boss');
      },
    };
  },
  'iam-004': async (stage) => {
    const administrator = await boss(stage);
    return {
      walk: () => stage.me.run(CreateLoginProfile, { UserName: 'boss', Password: PASSWORD }).then(() => administrator),
    };
  },
  'iam-005': async (stage) => {
    const role = await asRole(stage, 'mine');
    const put = { RoleName: 'mine', PolicyName: 'all', PolicyDocument: EVERYTHING };
    return { role, walk: () => role.run(PutRolePolicy, put).then(() => role) };
  },
  'iam-006': async (stage) => {
    const administrator = await boss(stage);
    await stage.root.run(CreateLoginProfile, { UserName: 'boss', Password: PASSWORD });
    const change = { UserName: 'boss', Password: 'Battery-staple-2' };
    return { walk: () => stage.me.run(UpdateLoginProfile, change).then(() => administrator) };
  },
  'iam-007': async ({ me }) => {
    const put = { UserName: 'me', PolicyName: 'all', PolicyDocument: EVERYTHING };
    return { walk: () => me.run(PutUserPolicy, put).then(() => me) };
  },
  'iam-008': async ({ me }) => ({
    walk: () => me.run(AttachUserPolicy, { UserName: 'me', PolicyArn: ADMINISTRATOR }).then(() => me),
  }),
  'iam-009': async (stage) => {
    const role = await asRole(stage, 'mine');
    return { role, walk: () => role.run(AttachRolePolicy, { RoleName: 'mine', PolicyArn: ADMINISTRATOR }).then(() => role) };
  },
  'iam-010': async ({ root, me }) => {
    await root.run(CreateGroup, { GroupName: 'staff' });
    await root.run(AddUserToGroup, { GroupName: 'staff', UserName: 'me' });
    return { walk: () => me.run(AttachGroupPolicy, { GroupName: 'staff', PolicyArn: ADMINISTRATOR }).then(() => me) };
  },
  'iam-011': async ({ root, me }) => {
    await root.run(CreateGroup, { GroupName: 'staff' });
    await root.run(AddUserToGroup, { GroupName: 'staff', UserName: 'me' });
    const put = { GroupName: 'staff', PolicyName: 'all', PolicyDocument: EVERYTHING };
    return { walk: () => me.run(PutGroupPolicy, put).then(() => me) };
  },
  'iam-012': async (stage) => {
    const arn = await worker(stage, true);
    await stage.root.run(AttachRolePolicy, { RoleName: 'worker', PolicyArn: ADMINISTRATOR });
    return { walk: () => trustMe(stage).then(() => assume(stage, stage.me, arn)) };
  },
  'iam-013': async ({ root, me }) => {
    await root.run(CreateGroup, { GroupName: 'administrators' });
    await root.run(AttachGroupPolicy, { GroupName: 'administrators', PolicyArn: ADMINISTRATOR });
    return { walk: () => me.run(AddUserToGroup, { GroupName: 'administrators', UserName: 'me' }).then(() => me) };
  },
  'iam-014': async (stage) => {
    const arn = await worker(stage);
    return {
      walk: async () => {
        await stage.me.run(AttachRolePolicy, { RoleName: 'worker', PolicyArn: ADMINISTRATOR });
        return assume(stage, stage.me, arn);
      },
    };
  },
  'iam-015': async (stage) => {
    await userWith(stage.world, stage.root, 'pawn');
    return {
      on: { 'iam:AttachUserPolicy': arnIn(stage, 'user/pawn') },
      walk: async () => {
        await stage.me.run(AttachUserPolicy, { UserName: 'pawn', PolicyArn: ADMINISTRATOR });
        return byKey(stage, stage.me, 'pawn');
      },
    };
  },
  'iam-016': async (stage) => {
    const arn = await worker(stage);
    const version = { PolicyArn: arnIn(stage, 'policy/work'), PolicyDocument: EVERYTHING, SetAsDefault: true };
    return { walk: () => stage.me.run(CreatePolicyVersion, version).then(() => assume(stage, stage.me, arn)) };
  },
  'iam-017': async (stage) => {
    const arn = await worker(stage);
    const put = { RoleName: 'worker', PolicyName: 'all', PolicyDocument: EVERYTHING };
    return { walk: () => stage.me.run(PutRolePolicy, put).then(() => assume(stage, stage.me, arn)) };
  },
  'iam-018': async (stage) => {
    await userWith(stage.world, stage.root, 'pawn');
    const put = { UserName: 'pawn', PolicyName: 'all', PolicyDocument: EVERYTHING };
    return {
      on: { 'iam:PutUserPolicy': arnIn(stage, 'user/pawn') },
      walk: () => stage.me.run(PutUserPolicy, put).then(() => byKey(stage, stage.me, 'pawn')),
    };
  },
  'iam-019': async (stage) => {
    const arn = await worker(stage, true);
    return {
      walk: async () => {
        await stage.me.run(AttachRolePolicy, { RoleName: 'worker', PolicyArn: ADMINISTRATOR });
        await trustMe(stage);
        return assume(stage, stage.me, arn);
      },
    };
  },
  'iam-020': async (stage) => {
    const arn = await worker(stage, true);
    const version = { PolicyArn: arnIn(stage, 'policy/work'), PolicyDocument: EVERYTHING, SetAsDefault: true };
    return {
      walk: async () => {
        await stage.me.run(CreatePolicyVersion, version);
        await trustMe(stage);
        return assume(stage, stage.me, arn);
      },
    };
  },
  'iam-021': async (stage) => {
    const arn = await worker(stage, true);
    return {
      walk: async () => {
        await stage.me.run(PutRolePolicy, { RoleName: 'worker', PolicyName: 'all', PolicyDocument: EVERYTHING });
        await trustMe(stage);
        return assume(stage, stage.me, arn);
      },
    };
  },
  'iam-022': async (stage) => {
    const grant = await bounded(stage);
    return { grant, walk: () => stage.me.run(DeleteUserPermissionsBoundary, { UserName: 'me' }).then(() => stage.me) };
  },
  'iam-023': async (stage) => {
    const arn = await worker(stage);
    await stage.root.run(AttachRolePolicy, { RoleName: 'worker', PolicyArn: ADMINISTRATOR });
    const PermissionsBoundary = await ownPolicy(stage.root, 'limit');
    await stage.root.run(PutRolePermissionsBoundary, { RoleName: 'worker', PermissionsBoundary });
    return {
      walk: async () => {
        await stage.me.run(DeleteRolePermissionsBoundary, { RoleName: 'worker' });
        return assume(stage, stage.me, arn);
      },
    };
  },
  'iam-024': async (stage) => {
    const grant = await bounded(stage);
    const put = { UserName: 'me', PermissionsBoundary: ADMINISTRATOR };
    return { grant, walk: () => stage.me.run(PutUserPermissionsBoundary, put).then(() => stage.me) };
  },
  'iam-025': async ({ root, me }) => {
    await root.run(PutUserPolicy, { UserName: 'me', PolicyName: 'base', PolicyDocument: policy(allow('iam:PutUserPolicy')) });
    const denying = policy({ Effect: 'Deny', Action: 'iam:PutUserPolicy', Resource: '*' });
    const PolicyArn = await ownPolicy(root, 'guard', denying);
    await root.run(AttachUserPolicy, { UserName: 'me', PolicyArn });
    return {
      walk: async () => {
        await me.run(DetachUserPolicy, { UserName: 'me', PolicyArn });
        await me.run(PutUserPolicy, { UserName: 'me', PolicyName: 'all', PolicyDocument: EVERYTHING });
        return me;
      },
    };
  },
  'iam-026': async ({ root, me }) => {
    const base = { UserName: 'me', PolicyName: 'base', PolicyDocument: policy(allow('iam:AttachUserPolicy')) };
    await root.run(PutUserPolicy, base);
    const PolicyDocument = policy({ Effect: 'Deny', Action: 'iam:AttachUserPolicy', Resource: '*' });
    await root.run(PutUserPolicy, { UserName: 'me', PolicyName: 'guard', PolicyDocument });
    return {
      walk: async () => {
        await me.run(DeleteUserPolicy, { UserName: 'me', PolicyName: 'guard' });
        await me.run(AttachUserPolicy, { UserName: 'me', PolicyArn: ADMINISTRATOR });
        return me;
      },
    };
  },
  'sts-001': async (stage) => {
    const arn = await worker(stage);
    await stage.root.run(AttachRolePolicy, { RoleName: 'worker', PolicyArn: ADMINISTRATOR });
    return { walk: () => assume(stage, stage.me, arn) };
  },
  'rhino-02': async ({ root, me }) => {
    const PolicyArn = await ownPolicy(root, 'mine', EVERYTHING);
    await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: LITTLE, SetAsDefault: true });
    await root.run(AttachUserPolicy, { UserName: 'me', PolicyArn });
    return { walk: () => me.run(SetDefaultPolicyVersion, { PolicyArn, VersionId: 'v1' }).then(() => me) };
  },
  'pmapper-administrators': async (stage) => ({
    walk: async () => {
      const AssumeRolePolicyDocument = trust(arnIn(stage, 'user/me'));
      const { Role } = await stage.me.run(CreateRole, { RoleName: 'new', AssumeRolePolicyDocument });
      await stage.me.run(AttachRolePolicy, { RoleName: 'new', PolicyArn: ADMINISTRATOR });
      return assume(stage, stage.me, Role.Arn);
    },
  }),
};

/** The methods beyond the public lists. */
const MORE: typeof PLAYS = {
  'gatehouse-login': async (stage) => {
    const administrator = await boss(stage);
    await stage.root.run(CreateLoginProfile, { UserName: 'boss', Password: PASSWORD });
    return {
      walk: async () => {
        await stage.me.run(DeleteLoginProfile, { UserName: 'boss' });
        await stage.me.run(CreateLoginProfile, { UserName: 'boss', Password: 'Battery-staple-2' });
        return administrator;
      },
    };
  },
  'gatehouse-version': async ({ root, me }) => {
    const PolicyArn = await ownPolicy(root, 'mine');
    for (let i = 0; i < 4; i += 1) await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: LITTLE });
    await root.run(AttachUserPolicy, { UserName: 'me', PolicyArn });
    return {
      walk: async () => {
        await me.run(DeletePolicyVersion, { PolicyArn, VersionId: 'v3' });
        await me.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: EVERYTHING, SetAsDefault: true });
        return me;
      },
    };
  },
  'gatehouse-key': async (stage) => {
    await userWith(stage.world, stage.root, 'pawn');
    const PolicyArn = await ownPolicy(stage.root, 'work');
    await stage.root.run(AttachUserPolicy, { UserName: 'pawn', PolicyArn });
    const version = { PolicyArn, PolicyDocument: EVERYTHING, SetAsDefault: true };
    return { walk: () => stage.me.run(CreatePolicyVersion, version).then(() => byKey(stage, stage.me, 'pawn')) };
  },
  'gatehouse-default': async (stage) => {
    const arn = await worker(stage);
    const PolicyArn = arnIn(stage, 'policy/work');
    const { PolicyVersion } = await stage.root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: EVERYTHING });
    const version = { PolicyArn, VersionId: PolicyVersion.VersionId };
    return { walk: () => stage.me.run(SetDefaultPolicyVersion, version).then(() => assume(stage, stage.me, arn)) };
  },
  'gatehouse-group': async (stage) => {
    const { root } = stage;
    // A role cannot be in a group.
    const role = await asRole(stage, 'mine');
    await userWith(stage.world, root, 'pawn');
    await root.run(CreateGroup, { GroupName: 'administrators' });
    await root.run(AttachGroupPolicy, { GroupName: 'administrators', PolicyArn: ADMINISTRATOR });
    const add = { GroupName: 'administrators', UserName: 'pawn' };
    return { role, walk: () => role.run(AddUserToGroup, add).then(() => byKey(stage, role, 'pawn')) };
  },
  'gatehouse-back': async (stage) => {
    const arn = await roleOf(stage.root, 'giver', trust(arnIn(stage, 'root')));
    const PolicyDocument = policy(allow('iam:AttachUserPolicy', arnIn(stage, 'user/me')));
    await stage.root.run(PutRolePolicy, { RoleName: 'giver', PolicyName: 'own', PolicyDocument });
    return {
      walk: async () => {
        const giver = await assume(stage, stage.me, arn);
        await giver.run(AttachUserPolicy, { UserName: 'me', PolicyArn: ADMINISTRATOR });
        return stage.me;
      },
    };
  },
};

/** Adds an administrator's policy under a boundary. @returns a function that grants permissions by the boundary */
async function bounded({ root }: Stage): Promise<(document: string) => Promise<unknown>> {
  await root.run(AttachUserPolicy, { UserName: 'me', PolicyArn: ADMINISTRATOR });
  const PolicyArn = await ownPolicy(root, 'limit');
  await root.run(PutUserPermissionsBoundary, { UserName: 'me', PermissionsBoundary: PolicyArn });
  return (PolicyDocument) => root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument, SetAsDefault: true });
}

const FUNCTION = {
  Code: { ZipFile: new Uint8Array([1, 2, 3]) },
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
};
const ASKED = new Uint8Array(Buffer.from('{"calls":[{"action":"iam:CreateUser"},{"action":"iam:AttachUserPolicy"}]}'));

/** Invokes a function and expects its role to be an administrator. */
async function invoked(actor: Actor, FunctionName: string): Promise<null> {
  const { Payload } = await actor.run(Invoke, { FunctionName, Payload: ASKED });
  const { calls } = JSON.parse(Buffer.from(Payload ?? new Uint8Array()).toString('utf8')) as { calls: { decision: string }[] };
  if (!calls.every(({ decision }) => decision === 'Allowed')) throw new Error('the role of the function is no administrator');
  return null;
}

async function runInstance(actor: Actor, profile?: string) {
  const [image] = imagesIn('us-east-1');
  const IamInstanceProfile = profile === undefined ? undefined : { Name: profile };
  const { Instances } = await actor.run(RunInstances, { ImageId: image?.id ?? '', MinCount: 1, MaxCount: 1, IamInstanceProfile });
  return Instances[0];
}

/** The calls of methods that run something with the role `boss`, by method id. */
const RUNS: Readonly<Record<string, (stage: Stage, role: string) => Promise<null>>> = {
  'lambda-001': async ({ me }, Role) => {
    await me.run(CreateFunction, { ...FUNCTION, FunctionName: 'mine', Role });
    return invoked(me, 'mine');
  },
  'lambda-006': async (stage, Role) => {
    const { me } = stage;
    await me.run(CreateFunction, { ...FUNCTION, FunctionName: 'mine', Role });
    const Principal = arnIn(stage, 'user/me');
    await me.run(AddPermission, { FunctionName: 'mine', StatementId: 'in', Action: 'lambda:InvokeFunction', Principal });
    return invoked(me, 'mine');
  },
  'rhino-26': async ({ me, root }) => {
    await me.run(UpdateFunctionConfiguration, { FunctionName: 'job', Handler: 'layer.handler' });
    return invoked(root, 'job');
  },
  'gatehouse-lambda': async ({ me, root }) => {
    const PolicyArn = `arn:aws:iam::${root.accountId}:policy/work`;
    await me.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: EVERYTHING, SetAsDefault: true });
    await me.run(UpdateFunctionConfiguration, { FunctionName: 'job', Handler: 'layer.handler' });
    return invoked(me, 'job');
  },
  'pmapper-lambda': async ({ me }, Role) => {
    await me.run(UpdateFunctionConfiguration, { FunctionName: 'idle', Role });
    return invoked(me, 'idle');
  },
  'ec2-001': async ({ me }) => requireProfile(await runInstance(me, 'boss'), 'boss'),
  'pmapper-ec2-1': async ({ me, root }) => {
    const instance = await runInstance(root);
    const { IamInstanceProfileAssociation } = await me.run(AssociateIamInstanceProfile, {
      InstanceId: instance?.InstanceId ?? '',
      IamInstanceProfile: { Name: 'boss' },
    });
    return requireProfile(IamInstanceProfileAssociation, 'boss');
  },
  'pmapper-ec2-2': async ({ me }) => {
    await me.run(CreateInstanceProfile, { InstanceProfileName: 'new' });
    await me.run(AddRoleToInstanceProfile, { InstanceProfileName: 'new', RoleName: 'boss' });
    return requireProfile(await runInstance(me, 'new'), 'new');
  },
};

function requireProfile(found: { IamInstanceProfile?: { Arn?: string } } | undefined, name: string): null {
  if (!found?.IamInstanceProfile?.Arn?.endsWith(`instance-profile/${name}`)) throw new Error(`nothing runs with ${name}`);
  return null;
}

/** The methods whose role is in no instance profile. */
const WITHOUT_PROFILE = new Set(['pmapper-ec2-2', 'gatehouse-profile']);

/** Creates an administrator role for a service, and what already runs with it if the method needs that. */
async function service(stage: Stage, { id, kind, service: name = '' }: KnownMethod): Promise<Play> {
  const { root } = stage;
  const Role = await roleOf(root, 'boss', serviceTrust(name));
  const PolicyArn = id === 'gatehouse-lambda' ? await ownPolicy(root, 'work') : ADMINISTRATOR;
  await root.run(AttachRolePolicy, { RoleName: 'boss', PolicyArn });
  if (id === 'gatehouse-profile') {
    await roleOf(root, 'idle', serviceTrust(name));
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'idle' });
    await root.run(AddRoleToInstanceProfile, { InstanceProfileName: 'idle', RoleName: 'idle' });
    await runInstance(root, 'idle');
  }
  if (name === 'ec2.amazonaws.com' && !WITHOUT_PROFILE.has(id)) {
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'boss' });
    await root.run(AddRoleToInstanceProfile, { InstanceProfileName: 'boss', RoleName: 'boss' });
    if (kind === 'existing') await runInstance(root, 'boss');
    else if (id === 'pmapper-ec2-1') await runInstance(root);
  }
  if (name === 'lambda.amazonaws.com' && kind === 'existing')
    await root.run(CreateFunction, { ...FUNCTION, FunctionName: 'job', Role });
  if (id === 'pmapper-lambda') {
    const idle = await roleOf(root, 'idle', serviceTrust(name));
    await root.run(CreateFunction, { ...FUNCTION, FunctionName: 'idle', Role: idle });
  }
  const walk = RUNS[id];
  return walk ? { walk: () => walk(stage, Role) } : {};
}

/** Creates the state that a method needs, by calls, in a new account. */
export async function sceneOf(world: TestWorld, method: KnownMethod): Promise<Scene> {
  const first = await world.account();
  const stage: Stage = { world, root: first, me: await userWith(world, first, 'me') };
  const make = PLAYS[method.id] ?? MORE[method.id] ?? DIRECTORY_PLAYS[method.id] ?? ((made: Stage) => service(made, method));
  const play = await make(stage);
  const name = play.name ?? (play.role ? 'mine' : 'me');
  const root = play.root ?? first;
  const put = (PolicyDocument: string): Promise<unknown> =>
    play.role
      ? root.run(PutRolePolicy, { RoleName: 'mine', PolicyName: 'granted', PolicyDocument })
      : root.run(PutUserPolicy, { UserName: 'me', PolicyName: 'granted', PolicyDocument });
  const statementOf = (permission: string, condition?: object) =>
    allow(permission, play.on?.[permission] ?? '*', ...(condition === undefined ? [] : [condition]));
  return {
    root,
    me: play.role ?? stage.me,
    name,
    grant: async (permissions, limited) => {
      const statements = [
        allow('s3:GetObject'),
        ...permissions.map((each) => statementOf(each, each === limited?.permission ? limited.condition : undefined)),
      ];
      await (play.grant ?? put)(policy(...statements));
    },
    ...(play.bound && { bound: async () => void (await play.bound?.()) }),
    ...(play.grant === undefined && {
      bound: async () => {
        const PermissionsBoundary = await ownPolicy(root, 'narrow');
        await (play.role
          ? root.run(PutRolePermissionsBoundary, { RoleName: 'mine', PermissionsBoundary })
          : root.run(PutUserPermissionsBoundary, { UserName: 'me', PermissionsBoundary }));
      },
    }),
    fill: (action) => fillQuota(root, action),
    ...(play.walk && { walk: play.walk }),
  };
}
