import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { anySessionOf } from '@gatehouse/policy/analyze';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeHref } from '@/app/(console)/security/place-href';
import { paths } from '@/lib/console/paths';
import { readAccount } from '@/lib/console/recipes/export/export-account';
import { applyFix, undoFix } from '@/lib/console/recipes/fix';
import { runAs } from '@/lib/console/testing/run-as';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { policyDocument } from '../../iam/test-accounts';
import { ACCOUNT_CHECKS, ORGANIZATION_CHECKS } from '../catalogue';
import type { Check } from '../check';
import { keepPosture } from '../findings/keep';
import { ListPostureFindings } from '../operations';
import type { Place } from '../places';
import { type Scene, STORIES, TODAY } from '../testing/test-states';
import { GetPostureFix } from './operations';

const DAY_MS = 86_400_000;
const CHECKS: readonly Check[] = [...ACCOUNT_CHECKS, ...ORGANIZATION_CHECKS];

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

async function sceneOf(name: string): Promise<Scene> {
  const root = await world.account(name);
  const ago = (days: number) => root.with({ now: new Date(TODAY.getTime() - days * DAY_MS) });
  return { world, root: ago(0), ago };
}

/** Returns the findings of a check, as a reader sees them some days from today. */
async function read(reader: Actor, { id, scope }: Check, days: number) {
  const now = new Date(TODAY.getTime() + days * DAY_MS);
  const { Findings } = await reader.with({ now }).run(ListPostureFindings, { CheckId: id, Reach: scope });
  return Findings;
}

/** Returns the actions of successful calls since an event, as policies name them. */
async function calledSince(last: number): Promise<string[]> {
  const events = await world.database.reader.event.findMany({ where: { id: { gt: last }, outcome: 'Success' } });
  return events.map(({ eventSource, eventName }) => `${eventSource.split('.', 1)[0]}:${eventName}`);
}

async function newestEvent(): Promise<number> {
  return (await world.database.reader.event.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0;
}

const CONSOLE = join(import.meta.dirname, '../../../app/(console)');

/** Every page of the console, by the parts of its address. `[name]` stands for any name. */
const PAGES = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('page.tsx'))
  .map((path) => dirname(path).split('/'));

/** Returns the link to a place. Pages get places as JSON. */
function hrefOf(place: Place): string {
  return placeHref(JSON.parse(JSON.stringify(place)));
}

function isPage(place: Place): boolean {
  const { pathname, searchParams } = new URL(hrefOf(place), 'http://localhost');
  const parts = pathname.slice(1).split('/');
  const tab = searchParams.get('tab');
  if (tab !== null && !hasTab(parts, tab)) return false;
  // A static address needs its own page. A page for any name does not count.
  if (typeof paths[place[0]] === 'string') return existsSync(join(CONSOLE, ...parts, 'page.tsx'));
  return PAGES.some(
    (page) => page.length === parts.length && page.every((part, at) => part === parts[at] || part.startsWith('[')),
  );
}

/** Returns whether a page has a tab. Without the tab, the page would open another one. The last part of its address is a name. */
function hasTab(parts: readonly string[], tab: string): boolean {
  const folder = join(CONSOLE, ...parts.slice(0, -1), '_components');
  return readdirSync(folder).some(
    (file) => file.endsWith('-details.tsx') && readFileSync(join(folder, file), 'utf8').includes(`id: '${tab}'`),
  );
}

describe('every check of the catalog', () => {
  it('has exactly one story in this file', () => {
    expect(Object.keys(STORIES).sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  });

  it.each(CHECKS.map((check) => [check.id, check] as const))(
    '%s: a finding appears, is resolved by its fix, and reappears after undo',
    async (id, check) => {
      const scene = await sceneOf(id);
      const story = STORIES[id];
      if (!story) throw new Error(`${id} has no story`);
      const { reader = scene.root, ...byHand } = await story(scene);
      const today = reader.with({ now: TODAY });

      const open = await read(reader, check, 0);
      expect(open.map(({ Status }) => Status)).toEqual(['ACTIVE']);
      const [{ Fix, FindingId, Evidence } = expect.fail()] = open;
      const places = [Fix.place, ...Evidence.map(({ place }) => place)].filter((place) => place !== undefined);
      for (const place of places) expect(isPage(place), hrefOf(place)).toBe(true);
      await keepPosture(world.database, [reader.accountId], TODAY);

      const asked = { Reach: check.scope, FindingId };
      const fix = await today.run(GetPostureFix, asked);
      expect(fix.ByHand).toBe(Fix.byHand);
      if (fix.ByHand !== undefined) return endsByHand({ reader, check, FindingId, needs: Fix.needs, ...byHand });

      // The comparison confirms that nobody gains access by a fix, unless the fix says so.
      const gained = fix.Gives === undefined ? { wider: 0, both: 0 } : {};
      expect({ id, ...fix.Effect?.Verdicts }).toEqual({ id, ...(fix.Effect && { ...fix.Effect.Verdicts, ...gained }) });

      // A caller without the permissions sees the same steps, and which calls are denied.
      expect(fix.Steps.length).toBeGreaterThan(0);
      expect(fix.Steps.map(({ May }) => May)).toEqual(fix.Steps.map(() => true));
      const request = { asked: { of: 'posture' as const, input: asked }, fingerprint: fix.Fingerprint };
      const looker = await whoLooksOnly(today);
      const shown = await looker.run(GetPostureFix, asked);
      expect(shown.Fingerprint).toBe(fix.Fingerprint);
      // Without enforcement, every caller may make every call.
      const isEnforced = id !== 'enforcement-not-enforce';
      expect(shown.Steps).toEqual(fix.Steps.map((step) => ({ ...step, May: !isEnforced })));
      if (isEnforced) {
        const refused = await applyFix(
          runAs(world, looker, () => TODAY),
          request,
        );
        // AWS: a call without a user name applies to the caller, and a role has no access keys.
        const code = id === 'root-access-key' ? 'ValidationError' : expect.stringMatching(/^AccessDenied/);
        expect(refused).toMatchObject({ ok: false, error: { code } });
      }
      expect(await read(reader, check, 0)).toMatchObject([{ FindingId, Status: 'ACTIVE' }]);

      const run = runAs(world, today, () => TODAY);
      const before = await stateOf(run);
      const last = await newestEvent();
      const applied = await applyFix(run, request);
      expect(applied).toMatchObject({ ok: true });
      if (!applied.ok) return;
      expect(await calledSince(last)).toEqual(expect.arrayContaining([...new Set(fix.Steps.map(({ Action }) => Action))]));
      expect(await read(reader, check, 0)).toMatchObject([{ FindingId, Status: 'RESOLVED' }]);

      const { undo } = applied.data;
      expect(undo === null).toBe(fix.Steps.some(({ Undo }) => Undo === undefined));
      if (undo === null) return;
      expect(await undoFix(run, { undo })).toEqual({ ok: true, data: null });
      expect(await stateOf(run)).toEqual(before);
      // A recreated entity has its own age, and may be too new for a finding.
      const again = (await read(reader, check, 0)).filter(({ Status }) => Status === 'ACTIVE');
      expect(again).toHaveLength(MADE_ANEW.has(id) ? 0 : 1);
    },
  );
});

/** The checks whose undo creates the subject again. The new subject is too young for a finding. */
const MADE_ANEW = new Set([
  'group-empty',
  'group-unused',
  'policy-unattached',
  'role-unused',
  'org-trusted-access-unused',
  'sso-assignment-unused',
]);

type ByHand = Pick<Awaited<ReturnType<(typeof STORIES)[string]>>, 'act' | 'because' | 'days'> & {
  reader: Actor;
  check: Check;
  FindingId: string;
  needs: string;
};

async function endsByHand({ reader, check, FindingId, needs, act, because, days = 0 }: ByHand): Promise<void> {
  const last = await newestEvent();
  await act?.();
  const called = await calledSince(last);
  if (because === undefined) expect(called).toContain(needs);
  else expect([called.includes(needs), loadCatalog().action(needs)?.name]).toEqual([false, needs.split(':')[1]]);
  expect(await read(reader, check, days)).toMatchObject([{ FindingId, Status: 'RESOLVED' }]);
}

const LOOKING = [
  'iam:Get*',
  'iam:List*',
  'iam:Simulate*',
  'iam:GenerateCredentialReport',
  'organizations:List*',
  'organizations:Describe*',
  'cloudtrail:LookupEvents',
  'sqs:GetQueueAttributes',
  'sso:List*',
  'sso:Describe*',
];

/** Creates a role that may read everything that checks read, and change nothing. */
async function whoLooksOnly(root: Actor): Promise<Actor> {
  const RoleName = 'Looker';
  const statement = { Effect: 'Allow', Action: LOOKING, Resource: '*' };
  const trust = { Effect: 'Allow', Principal: { AWS: root.accountId }, Action: 'sts:AssumeRole' };
  const { Role } = await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument: policyDocument(trust) });
  await root.run(PutRolePolicy, { RoleName, PolicyName: 'look', PolicyDocument: policyDocument(statement) });
  const { accountId } = root;
  const principal = anySessionOf({ arn: Role.Arn, roleId: Role.RoleId, accountId, serviceLinked: false });
  return world.as({ accountId, principal, credential: 'assumeRole' }, { now: TODAY });
}

/** Returns the state of the account without ids that change when an entity is created again. */
async function stateOf(run: ReturnType<typeof runAs>) {
  const state = await readAccount(run, undefined);
  if (!state.ok) throw new Error(state.error.message);
  // A restored version becomes the newest.
  const policies = state.data.policies.map((policy) => ({
    ...policy,
    versions: policy.versions.toSorted((a, b) => a.document.localeCompare(b.document)),
  }));
  return JSON.parse(JSON.stringify({ ...state.data, policies }));
}

it('GetPostureFix returns no steps or policies to a caller without permission to read them', async () => {
  const scene = await sceneOf('unread');
  const story = STORIES['escalation-path'];
  await story?.(scene);
  const trust = policyDocument({ Effect: 'Allow', Principal: { AWS: scene.root.accountId }, Action: 'sts:AssumeRole' });
  const { Role } = await scene.root.run(CreateRole, { RoleName: 'Asker', AssumeRolePolicyDocument: trust });
  const statement = { Effect: 'Allow', Action: ['iam:GetAccountSummary', 'iam:SimulatePrincipalPolicy'], Resource: '*' };
  await scene.root.run(PutRolePolicy, { RoleName: 'Asker', PolicyName: 'ask', PolicyDocument: policyDocument(statement) });
  const { accountId } = scene.root;
  const principal = anySessionOf({ arn: Role.Arn, roleId: Role.RoleId, accountId, serviceLinked: false });
  const asker = world.as({ accountId, principal, credential: 'assumeRole' }, { now: TODAY });
  const { Findings } = await asker.run(ListPostureFindings, { CheckId: 'escalation-path' });
  const fix = await asker.run(GetPostureFix, { FindingId: Findings[0]?.FindingId ?? '' });
  expect(fix).toMatchObject({ Steps: [], Calls: [], Policies: [], Effect: null });
  expect(fix.ByHand).toContain('iam:GetAccountAuthorizationDetails');
});
