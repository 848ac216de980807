import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { KNOWN_METHODS, type KnownMethod } from '@gatehouse/policy/analyze';
import { someOf } from '@gatehouse/policy/test-runs';
import { afterAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../core/errors';
import { createTestWorld } from '../../core/test-world';
import { CreateUser } from '../../iam/user/operations';
import { LIMITED_ACTIONS, ROOM } from '../testing/full-quotas';
import { type Scene, sceneOf } from '../testing/test-walks';
import { ListEscalationPaths } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

async function pathOf({ root, name }: Scene) {
  const { Paths } = await root.run(ListEscalationPaths, {});
  return Paths.find(({ Arn }) => Arn.endsWith(`/${name}`));
}

/** The services that run something in the state, so that methods about running functions and instances apply. */
const SEEN = ['lambda.amazonaws.com', 'ec2.amazonaws.com'];

/** Tests whether another method needs only these permissions in the same state. */
function isAnother(method: KnownMethod, permissions: readonly string[]): boolean {
  const { service, kind, steps } = method;
  // The role is in no instance profile or is not an administrator yet in these states.
  if (service === undefined || steps.includes('fillProfile')) return false;
  if (steps.includes('newPolicyVersion') && !permissions.includes('iam:CreatePolicyVersion')) return false;
  return KNOWN_METHODS.some(
    (other) =>
      other !== method &&
      other.found !== 'never' &&
      other.service === service &&
      (other.kind === kind || kind === 'existing' || !SEEN.includes(service)) &&
      other.permissions.every((permission) => permissions.includes(permission)),
  );
}

/** The methods of pathfinding.cloud in December 2026: the number of each service, counted from 001. */
const PATHFINDING: Readonly<Record<string, number>> = {
  amplify: 1,
  apprunner: 2,
  batch: 3,
  bedrock: 7,
  braket: 1,
  cloudformation: 5,
  codebuild: 4,
  codedeploy: 1,
  cognitoidentity: 1,
  datapipeline: 1,
  ec2: 5,
  ecs: 9,
  emr: 1,
  emrserverless: 1,
  gamelift: 1,
  glue: 7,
  iam: 26,
  imagebuilder: 1,
  kinesisanalytics: 1,
  lambda: 6,
  omics: 1,
  sagemaker: 5,
  ssm: 3,
  sts: 1,
};
/** The modules of PMapper that find edges, and its search for administrators. */
const PMAPPER = 'administrators autoscaling cloudformation codebuild ec2 iam lambda sagemaker ssm sts'.split(' ');
const OF_OTHER_LISTS = /^(?:rhino|pmapper|gatehouse)-/;

/** The methods that remove or change the caller's own boundary. */
const ABOUT_BOUNDARIES = ['iam-022', 'iam-024', 'gatehouse-sso-boundary'];

/** No call has this organization. */
const UNMEETABLE = { StringEquals: { 'aws:PrincipalOrgID': 'o-nobodyhasit' } };

/** Tests whether a method fills what it has just created, which is empty. */
const isOnNew = ({ permissions }: KnownMethod, action: string) =>
  action === 'iam:AttachRolePolicy' && permissions.includes('iam:CreateRole');

/** The methods that make a call with a quota, once for each such call. */
const FULL = KNOWN_METHODS.filter(({ walked, found }) => walked !== 'none' && found !== 'never').flatMap((method) =>
  LIMITED_ACTIONS.filter((action) => method.permissions.includes(action) && !isOnNew(method, action)).map((action) => ({
    id: method.id,
    method,
    action,
  })),
);

const numberOf = (method: KnownMethod) => KNOWN_METHODS.indexOf(method);

/** Expects that the calls of a method end in this error, if they can be made here. */
async function isNoWalk({ walk }: Scene, code: string): Promise<void> {
  if (!walk) return;
  const error: unknown = await walk().then(
    () => 'walked',
    (refused: unknown) => refused,
  );
  expect(error).toBeInstanceOf(AwsError);
  expect((error as AwsError).shape).toBe(code);
}

describe('the published privilege escalation methods', () => {
  it.each(KNOWN_METHODS)('$id: $permissions', async (method) => {
    const { permissions, found, steps, walked, service } = method;
    const scene = await sceneOf(world, method);
    await scene.grant(permissions);
    const path = await pathOf(scene);
    if (found === 'never') {
      expect(path).toBeUndefined();
      expect(method.reason).toBeDefined();
      return;
    }
    expect(path?.Steps.map(({ Method }) => Method)).toEqual(steps);
    expect(path?.Access).toBe(found);
    expect(path?.Steps.at(-1)?.Service).toBe(service);

    // Without any one of its permissions a method has no path, unless the remaining ones make another method.
    for (const missing of permissions) {
      const rest = permissions.filter((permission) => permission !== missing);
      await scene.grant(rest);
      const left = await pathOf(scene);
      expect([missing, left !== undefined]).toEqual([missing, isAnother(method, rest)]);
    }
    await scene.grant(permissions);

    expect(walked !== 'none').toBe(scene.walk !== undefined);
    if (scene.walk) {
      expect((await scene.me.fails(CreateUser, { UserName: 'proof' })).shape).toBe('AccessDenied');
      const administrator = await scene.walk();
      expect(administrator === null).toBe(walked === 'role');
      if (administrator !== null) await administrator.run(CreateUser, { UserName: 'proof' });
    } else {
      expect(method.reason).toBeDefined();
    }
  });

  it.each(KNOWN_METHODS.filter(({ found }) => found !== 'never'))(
    '$id is no path under a permissions boundary',
    async (method) => {
      const scene = await sceneOf(world, method);
      // A scene about a boundary that the caller has grants by that boundary.
      expect([method.id, scene.bound === undefined]).toEqual([method.id, ABOUT_BOUNDARIES.includes(method.id)]);
      if (!scene.bound) return;
      await scene.grant(method.permissions);
      expect(await pathOf(scene)).toBeDefined();
      await scene.bound();
      expect(await pathOf(scene)).toBeUndefined();
      await isNoWalk(scene, 'AccessDenied');
    },
  );

  it.each(
    someOf(
      KNOWN_METHODS.filter(({ found }) => found !== 'never'),
      0,
      3,
    ),
  )('$id is no path if the condition of one permission cannot be met', async (method) => {
    const scene = await sceneOf(world, method);
    for (const conditional of method.permissions) {
      const rest = method.permissions.filter((permission) => permission !== conditional);
      await scene.grant(method.permissions, { permission: conditional, condition: UNMEETABLE });
      const left = await pathOf(scene);
      expect([conditional, left !== undefined]).toEqual([conditional, isAnother(method, rest)]);
    }
    // A walk changes the state, so only one condition is walked.
    const conditional = method.permissions[numberOf(method) % method.permissions.length] ?? expect.fail();
    await scene.grant(method.permissions, { permission: conditional, condition: UNMEETABLE });
    await isNoWalk(scene, 'AccessDenied');
  });

  it.each(someOf(FULL, 1, 3))('$id is no path if the quota of $action is reached', async ({ method, action }) => {
    const scene = await sceneOf(world, method);
    await scene.grant(method.permissions);
    const path = await pathOf(scene);
    await scene.fill(action);
    const left = await pathOf(scene);
    if (method.permissions.includes(ROOM[action])) {
      // The method makes room itself.
      expect(left?.Steps.map(({ Method }) => Method)).toEqual(expect.arrayContaining([...method.steps]));
      return;
    }
    expect([path !== undefined, left]).toEqual([true, undefined]);
    await isNoWalk(scene, 'LimitExceededException');
  });

  it('are tested at every quota of a call that they make', () => {
    expect([...new Set(FULL.map(({ action }) => action))].sort()).toEqual([...LIMITED_ACTIONS].sort());
  });

  it('have unique ids, and only actions that AWS has', () => {
    const ids = KNOWN_METHODS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const actions = new Set([...loadCatalog().actions()].map(({ service, name }) => `${service}:${name}`));
    const unknown = KNOWN_METHODS.flatMap(({ permissions }) => permissions.filter((permission) => !actions.has(permission)));
    expect(unknown).toEqual(['codestar:CreateProjectFromTemplate']);
  });

  it('include every method of pathfinding.cloud', () => {
    const ids = Object.entries(PATHFINDING).flatMap(([service, count]) =>
      Array.from({ length: count }, (_, at) => `${service}-${String(at + 1).padStart(3, '0')}`),
    );
    const listed = KNOWN_METHODS.map(({ id }) => id).filter((id) => !OF_OTHER_LISTS.test(id));
    expect([...listed].sort()).toEqual([...ids].sort());
  });

  it('cover every module of PMapper', () => {
    const modules = new Set(KNOWN_METHODS.flatMap(({ pmapper }) => pmapper ?? []));
    expect([...modules].sort()).toEqual(PMAPPER);
  });

  it('cover every method in the list of Rhino', () => {
    const numbers = new Set(KNOWN_METHODS.flatMap(({ rhino }) => rhino));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 28 }, (_, i) => i + 1));
  });
});
