import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyFix } from '@/lib/console/recipes/fix';
import { runAs } from '@/lib/console/testing/run-as';
import { PreviewGuardrailChange } from '../../access/guardrail-preview/operations';
import { quotas } from '../../core/quotas';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { policyDocument } from '../../iam/test-accounts';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { ORGANIZATION_CHECKS } from '../catalogue';
import type { OrganizationCheck } from '../check';
import { Clock } from '../clock';
import { attachFullAccess, moveAccount } from '../fix-steps';
import { readOrganizationToTry } from '../judge-organization';
import { ListPostureFindings } from '../operations';
import { allowsMore, organizationAfter, type TriedOrganization } from '../organization-trial';
import { DEFAULT_PARAMETERS } from '../parameters';
import { STORIES, TODAY } from '../testing/test-states';
import { GetPostureFix } from './operations';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** Creates a check's finding. Returns its reader and a function that reads the organization. */
async function sceneOf(check: OrganizationCheck, name: string) {
  const root = await world.account(name);
  const ago = (days: number) => root.with({ now: new Date(TODAY.getTime() - days * 86_400_000) });
  const { reader = root } = (await STORIES[check.id]?.({ world, root: ago(0), ago })) ?? {};
  const today = reader.with({ now: TODAY });
  const { organizationId } = await world.database.reader.account.findUniqueOrThrow({ where: { id: reader.accountId } });
  const read = async (): Promise<TriedOrganization> =>
    (await readOrganizationToTry(world.database.reader, organizationId ?? '', TODAY)) ?? expect.fail();
  const { Findings } = await today.run(ListPostureFindings, { CheckId: check.id, Reach: 'organization' });
  const asked = { Reach: 'organization' as const, FindingId: Findings[0]?.FindingId ?? expect.fail() };
  return { today, read, asked };
}

/** Returns the steps that a check offers for the first subject that fails. */
async function stepsOf(check: OrganizationCheck, { facts }: TriedOrganization) {
  const found =
    check.examine(facts, { parameters: { ...DEFAULT_PARAMETERS, aiOptOut: true }, clock: new Clock(TODAY) })?.failing[0] ??
    expect.fail();
  const change = 'change' in found.fix ? await found.fix.change(async (account) => account) : null;
  return change?.steps ?? [];
}

/** Returns everything that a fix can change, by name, because created resources have other ids than in the copy. */
function namesOf({ facts, guardrails }: TriedOrganization) {
  const names = new Map([...facts.units, ...facts.accounts, ...facts.policies].map(({ id, name }) => [id, name]));
  const name = (id: string) => names.get(id) ?? id;
  return {
    allFeatures: facts.allFeatures,
    centralRoot: facts.centralRoot,
    types: [...facts.enabledTypes].sort(),
    units: facts.units.map((unit) => `${unit.name} in ${name(unit.parentId)}`).sort(),
    attachments: facts.attachments.map(({ type, policyId, targetId }) => `${type} ${name(policyId)} on ${name(targetId)}`).sort(),
    shut: [...facts.shut].map(name).sort(),
    services: facts.services.map(({ principal }) => principal).sort(),
    policies: facts.policies.map(({ name: policy, type, size }) => `${type} ${policy} ${size}`).sort(),
    permissionSets: facts.identityCenter?.permissionSets ?? null,
    accounts: facts.accounts.map((account) => ({
      name: account.name,
      parent: name(account.parentId),
      mayLeave: account.mayLeave,
      rootUnrestricted: account.rootUnrestricted,
    })),
    texts: [...guardrails.attached]
      .map(([key, policies]) => [key.split(':').map(name), policies.map(({ content }) => content).sort()])
      .map((each) => JSON.stringify(each))
      .sort(),
  };
}

describe('the simulated copy of an organization', () => {
  const tried: string[] = [];
  it.each(ORGANIZATION_CHECKS.map((check) => [check.id, check] as const))(
    'matches the organization after the calls of the fix of %s',
    async (id, check) => {
      const { today, read, asked } = await sceneOf(check, id);
      const before = await read();
      const steps = await stepsOf(check, before);
      if (steps.length === 0) return;
      tried.push(id);
      const after = (await organizationAfter(before, steps)) ?? expect.fail();
      const fix = await today.run(GetPostureFix, asked);
      expect(fix.ByHand).toBeUndefined();
      // The page shows who gains or loses access by the same preview as the pages of SCPs.
      const changesAccess = (await allowsMore(before, after)) || steps.some(({ call }) => /^(?:Attach|Move)/.test(call.name));
      expect(fix.Guardrail === undefined).toBe(!changesAccess);
      if (fix.Guardrail) await today.run(PreviewGuardrailChange, { Change: fix.Guardrail });
      const run = runAs(world, today, () => TODAY);
      expect(await applyFix(run, { asked: { of: 'posture', input: asked }, fingerprint: fix.Fingerprint })).toMatchObject({
        ok: true,
      });
      expect(namesOf(after)).toEqual(namesOf(await read()));
      // Root access management is the only fix that gives access by anything but SCPs and RCPs.
      const gives = fix.Gives !== undefined && id !== 'org-central-root-off';
      expect(await allowsMore(before, after)).toBe(gives);
    },
  );

  it('was compared for more than eight checks', () => expect(tried.length).toBeGreaterThan(8));
});

const checkOf = (id: string) => ORGANIZATION_CHECKS.find((check) => check.id === id) ?? expect.fail();

it('the fix for central root access enables only trusted access when only that is missing', async () => {
  const check = checkOf('org-central-root-off');
  const { read } = await sceneOf(check, 'untrusted');
  const before = await read();
  const facts = { ...before.facts, centralRoot: true };
  const steps = await stepsOf(check, { ...before, facts });
  expect(steps.map(({ call }) => call.name)).toEqual(['EnableAWSServiceAccess']);
  const after = (await organizationAfter({ ...before, facts }, steps)) ?? expect.fail();
  expect(check.examine(after.facts, { parameters: DEFAULT_PARAMETERS, clock: new Clock(TODAY) })?.failing).toEqual([]);
});

it('offers no SCP when the root already has the maximum number of SCPs', async () => {
  const { today, read, asked } = await sceneOf(checkOf('org-leave-allowed'), 'full');
  const { facts } = await read();
  expect((await today.run(GetPostureFix, asked)).ByHand).toBeUndefined();
  const Content = policyDocument({ Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' });
  const held = facts.attachments.filter(({ targetId, type }) => targetId === facts.rootId && type === 'SERVICE_CONTROL_POLICY');
  for (let at = held.length; at < quotas().ServiceControlPoliciesPerTarget; at += 1) {
    const { Policy } = await today.run(CreatePolicy, {
      Type: 'SERVICE_CONTROL_POLICY',
      Name: `P${at}`,
      Description: '',
      Content,
    });
    await today.run(AttachPolicy, { PolicyId: Policy?.PolicySummary?.Id ?? '', TargetId: facts.rootId });
  }
  const fix = await today.run(GetPostureFix, asked);
  expect(fix).toMatchObject({ ByHand: expect.stringContaining('exceeds a quota'), Steps: [] });
});

it('allowsMore detects changes that allow more in member accounts', async () => {
  const { read } = await sceneOf(checkOf('org-unit-unguarded'), 'wider');
  const before = await read();
  const after = async (...steps: Parameters<typeof organizationAfter>[1]) =>
    (await organizationAfter(before, steps)) ?? expect.fail();
  const guarded = before.facts.units.find(({ name }) => name === 'Sandbox') ?? expect.fail();
  const account = before.facts.accounts.find(({ management }) => !management) ?? expect.fail();
  const unit = before.facts.units.find(({ id }) => id === account.parentId) ?? expect.fail();
  // FullAWSAccess is already attached, so a second attachment allows nothing more.
  expect(await allowsMore(before, await after(attachFullAccess(guarded)))).toBe(false);
  const attached = new Map([...before.guardrails.attached].filter(([key]) => !key.endsWith(`:${guarded.id}`)));
  const bare = { ...before, guardrails: { ...before.guardrails, attached } };
  expect(await allowsMore(bare, (await organizationAfter(bare, [attachFullAccess(guarded)])) ?? expect.fail())).toBe(true);
  // From the root to an OU, the root's SCPs still apply. From one OU to another, those of the first no longer do.
  const inRoot = await after(...moveAccount(before.facts, account, { id: before.facts.rootId, name: 'the root' }));
  expect(await allowsMore(before, inRoot)).toBe(true);
  const moved = await organizationAfter(inRoot, moveAccount(inRoot.facts, account, unit));
  expect(await allowsMore(inRoot, moved ?? expect.fail())).toBe(false);
  expect(await allowsMore(before, await after(...moveAccount(before.facts, account, guarded)))).toBe(true);
});
