import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../../core/operation';
import type { Actor } from '../../core/test-world';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy, UpdatePolicy } from '../../organizations/policy/operations';
import { DisablePolicyType, EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import * as settings from './account-settings-operations';
import { DescribeImages } from './describe-operations';
import { ListOwnEc2Settings } from './own-settings-operations';
import { RunInstances } from './run-operations';
import type { AccountSettings } from './settings';

const DEFAULT_MESSAGE = 'This action is denied due to an organizational policy in effect';

let world: OrganizationWorld;
let member: Actor;
let policyId: string;
beforeAll(async () => {
  world = await createOrganizationWorld();
  member = await world.member('member');
  await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'DECLARATIVE_POLICY_EC2' });
  const Content = '{"ec2_attributes":{}}';
  const named = { Name: 'ec2', Description: '', Type: 'DECLARATIVE_POLICY_EC2' as const, Content };
  policyId = (await world.management.run(CreatePolicy, named)).Policy.PolicySummary.Id;
});
afterAll(() => world.close());

/** One setting: the calls that change it, and the policies about it, each with what a read then answers. */
type Setting = {
  read: AnyOperation;
  answer: (output: never) => unknown;
  initially: unknown;
  /** Returns its value among the settings of an export. */
  own: (settings: Partial<AccountSettings>) => unknown;
  writes: readonly { operation: AnyOperation; input: object; result: unknown }[];
  policies: readonly { attribute: object; result: unknown }[];
};

const metadata = (value: object) => JSON.stringify(value);
const SETTINGS: Readonly<Record<string, Setting>> = {
  serial_console_access: {
    read: settings.GetSerialConsoleAccessStatus,
    answer: ({ SerialConsoleAccessEnabled }: { SerialConsoleAccessEnabled: boolean }) => SerialConsoleAccessEnabled,
    initially: false,
    own: ({ serialConsoleAccess }) => serialConsoleAccess,
    writes: [
      { operation: settings.EnableSerialConsoleAccess, input: {}, result: true },
      { operation: settings.DisableSerialConsoleAccess, input: {}, result: false },
    ],
    policies: [
      { attribute: { status: { '@@assign': 'enabled' } }, result: true },
      { attribute: { status: { '@@assign': 'disabled' } }, result: false },
    ],
  },
  image_block_public_access: {
    read: settings.GetImageBlockPublicAccessState,
    answer: (output: { ImageBlockPublicAccessState: string }) => output.ImageBlockPublicAccessState,
    initially: 'block-new-sharing',
    own: ({ imageBlockPublicAccess }) => imageBlockPublicAccess,
    writes: [
      {
        operation: settings.EnableImageBlockPublicAccess,
        input: { ImageBlockPublicAccessState: 'block-new-sharing' },
        result: 'block-new-sharing',
      },
      { operation: settings.DisableImageBlockPublicAccess, input: {}, result: 'unblocked' },
    ],
    policies: [
      { attribute: { state: { '@@assign': 'unblocked' } }, result: 'unblocked' },
      { attribute: { state: { '@@assign': 'block_new_sharing' } }, result: 'block-new-sharing' },
    ],
  },
  snapshot_block_public_access: {
    read: settings.GetSnapshotBlockPublicAccessState,
    answer: ({ State }: { State: string }) => State,
    initially: 'unblocked',
    own: ({ snapshotBlockPublicAccess }) => snapshotBlockPublicAccess,
    writes: [
      {
        operation: settings.EnableSnapshotBlockPublicAccess,
        input: { State: 'block-all-sharing' },
        result: 'block-all-sharing',
      },
      { operation: settings.DisableSnapshotBlockPublicAccess, input: {}, result: 'unblocked' },
    ],
    policies: [
      { attribute: { state: { '@@assign': 'unblocked' } }, result: 'unblocked' },
      { attribute: { state: { '@@assign': 'block_all_sharing' } }, result: 'block-all-sharing' },
    ],
  },
  allowed_images_settings: {
    read: settings.GetAllowedImagesSettings,
    answer: ({ State }: { State: string }) => State,
    initially: 'disabled',
    own: ({ allowedImages }) => allowedImages?.state,
    writes: [
      {
        operation: settings.EnableAllowedImagesSettings,
        input: { AllowedImagesSettingsState: 'audit-mode' },
        result: 'audit-mode',
      },
      { operation: settings.DisableAllowedImagesSettings, input: {}, result: 'disabled' },
    ],
    policies: [
      { attribute: { state: { '@@assign': 'audit_mode' } }, result: 'audit-mode' },
      { attribute: { state: { '@@assign': 'disabled' } }, result: 'disabled' },
    ],
  },
  instance_metadata_defaults: {
    read: settings.GetInstanceMetadataDefaults,
    answer: ({ AccountLevel: { HttpTokens, HttpPutResponseHopLimit } }: { AccountLevel: Record<string, unknown> }) =>
      metadata({ HttpTokens, HttpPutResponseHopLimit }),
    initially: metadata({}),
    own: ({ metadataDefaults }) => metadataDefaults && metadata(metadataDefaults),
    writes: [
      {
        operation: settings.ModifyInstanceMetadataDefaults,
        input: { HttpTokens: 'required', HttpPutResponseHopLimit: 3 },
        result: metadata({ HttpTokens: 'required', HttpPutResponseHopLimit: 3 }),
      },
      {
        operation: settings.ModifyInstanceMetadataDefaults,
        input: { HttpTokens: 'no-preference', HttpPutResponseHopLimit: -1 },
        result: metadata({}),
      },
    ],
    policies: [
      { attribute: { http_tokens: { '@@assign': 'optional' } }, result: metadata({ HttpTokens: 'optional' }) },
      {
        attribute: { http_tokens: { '@@assign': 'no_preference' }, http_put_response_hop_limit: { '@@assign': '-1' } },
        result: metadata({}),
      },
      { attribute: { http_put_response_hop_limit: { '@@assign': '5' } }, result: metadata({ HttpPutResponseHopLimit: 5 }) },
    ],
  },
};
const NAMES = Object.keys(SETTINGS);

const arbitraryPolicy = fc.record({
  message: fc.option(fc.constantFrom('Ask the platform team.', 'No'), { nil: undefined }),
  chosen: fc.subarray(NAMES),
  which: fc.nat({ max: 5 }),
});
const arbitraryAct = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('write' as const), name: fc.constantFrom(...NAMES), which: fc.nat({ max: 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('policy' as const), policy: arbitraryPolicy }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'detach' as const }) },
);

describe('the settings of an account', () => {
  it('are those of the policy while it sets them, refuse changes meanwhile, and are then again the account’s own', async () => {
    const own = new Map<string, unknown>(NAMES.map((name) => [name, SETTINGS[name]?.initially]));
    const seen = { refused: 0, changed: 0, managed: 0, returned: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryAct, { minLength: 3, maxLength: 8 }), async (acts) => {
        let attached: { message: string | undefined; values: Map<string, unknown> } | null = null;
        for (const act of acts) {
          if (act.kind === 'detach') {
            if (attached) await world.management.run(DetachPolicy, { PolicyId: policyId, TargetId: world.rootId });
            attached = null;
          } else if (act.kind === 'policy') {
            const { message, chosen, which } = act.policy;
            const parts = chosen.flatMap((name) => {
              const { policies = [] } = SETTINGS[name] ?? {};
              const part = policies[which % policies.length];
              return part ? [{ name, ...part }] : [];
            });
            const attributes = Object.fromEntries(parts.map(({ name, attribute }) => [name, attribute]));
            const exception = message === undefined ? {} : { exception_message: { '@@assign': message } };
            const Content = JSON.stringify({ ec2_attributes: { ...exception, ...attributes } });
            await world.management.run(UpdatePolicy, { PolicyId: policyId, Content });
            if (!attached) await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: world.rootId });
            attached = { message, values: new Map(parts.map(({ name, result }) => [name, result])) };
          } else {
            const write = SETTINGS[act.name]?.writes[act.which];
            if (!write) continue;
            if (attached?.values.has(act.name)) {
              for (const DryRun of [true, false]) {
                const error = await member.fails(write.operation, { ...write.input, DryRun });
                expect([error.shape, error.message]).toEqual(['OperationNotPermitted', attached.message ?? DEFAULT_MESSAGE]);
                const policyType = 'DECLARATIVE_POLICY_EC2';
                expect(error.refusal?.origin).toMatchObject({ policyType, policyId, nodeId: world.rootId });
              }
              seen.refused++;
            } else {
              expect((await member.fails(write.operation, { ...write.input, DryRun: true })).shape).toBe('DryRunOperation');
              await member.run(write.operation, write.input);
              own.set(act.name, write.result);
              seen.changed++;
            }
          }
          const { Regions } = await member.run(ListOwnEc2Settings, {});
          for (const name of NAMES) {
            const { read, answer, own: exported, initially } = SETTINGS[name] ?? {};
            if (!read || !answer) continue;
            expect(exported?.(Regions[0]?.Settings ?? {}) ?? initially).toEqual(own.get(name));
            const output = (await member.run(read, {})) as { ManagedBy?: string; AccountLevel?: Record<string, unknown> };
            const isManaged = attached?.values.has(name) ?? false;
            expect([name, answer(output as never)]).toEqual([name, isManaged ? attached?.values.get(name) : own.get(name)]);
            const told = output.AccountLevel ?? output;
            expect(told.ManagedBy).toBe(isManaged ? 'declarative-policy' : 'account');
            if (output.AccountLevel)
              expect(output.AccountLevel.ManagedExceptionMessage).toBe(isManaged ? attached?.message : undefined);
            seen[isManaged ? 'managed' : 'returned']++;
          }
        }
        if (attached) await world.management.run(DetachPolicy, { PolicyId: policyId, TargetId: world.rootId });
      }),
      { numRuns: 25 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });
});

describe('a launch', () => {
  const preference = (values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const options = fc.record({
    tokens: preference(['no_preference', 'required', 'optional']),
    hops: preference(['-1', '1', '7']),
    enforced: preference(['no_preference', 'enabled', 'disabled']),
    asked: preference(['required', 'optional']),
    dryRun: fc.boolean(),
  });

  it('takes what it leaves open from the policy, and is refused without tokens while they are enforced', async () => {
    const ImageId = (await member.run(DescribeImages, {})).Images[0]?.ImageId ?? '';
    const launch = { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 };
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: member.accountId });
    const seen = { refused: 0, launched: 0 };
    await fc.assert(
      fc.asyncProperty(options, async ({ tokens, hops, enforced, asked, dryRun }) => {
        const assign = (name: string, value: string | undefined) =>
          value === undefined ? {} : { [name]: { '@@assign': value } };
        const defaults = {
          ...assign('http_tokens', tokens),
          ...assign('http_put_response_hop_limit', hops),
          ...assign('http_tokens_enforced', enforced),
        };
        const Content = JSON.stringify({ ec2_attributes: { instance_metadata_defaults: defaults } });
        await world.management.run(UpdatePolicy, { PolicyId: policyId, Content });
        const MetadataOptions = asked === undefined ? {} : { HttpTokens: asked };
        const call = { ...launch, MetadataOptions, ...(dryRun && { DryRun: true }) };
        const effective = asked ?? (tokens === 'required' ? 'required' : 'optional');
        if (enforced === 'enabled' && effective !== 'required') {
          const error = await member.fails(RunInstances, call);
          expect(error.shape).toBe('UnsupportedOperation');
          expect(error.message).toContain("You can't launch instances with IMDSv1 because httpTokensEnforced is enabled");
          expect(error.refusal?.origin?.nodeId).toBe(member.accountId);
          seen.refused++;
        } else if (dryRun) {
          expect((await member.fails(RunInstances, call)).shape).toBe('DryRunOperation');
        } else {
          const { Instances } = await member.run(RunInstances, call);
          const { HttpTokens, HttpPutResponseHopLimit } = Instances[0]?.MetadataOptions ?? {};
          expect([HttpTokens, HttpPutResponseHopLimit]).toEqual([effective, hops === '7' ? 7 : 1]);
          seen.launched++;
        }
      }),
      { numRuns: 20 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
    await world.management.run(DetachPolicy, { PolicyId: policyId, TargetId: member.accountId });
  });

  const criterion = fc.record({
    providers: preference(['amazon', 'aws_marketplace', '111122223333']),
    name: preference(['gatehouse-linux-*', '*windows*', 'other']),
    days: preference(['0', '400']),
  });

  it('finds the images that a criterion matches, and no others while the setting is enabled', async () => {
    const { Images: all } = await member.run(DescribeImages, {});
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: member.accountId });
    const seen = { missing: 0, found: 0 };
    const state = fc.constantFrom('enabled', 'audit_mode', 'disabled');
    await fc.assert(
      fc.asyncProperty(state, fc.array(criterion, { maxLength: 3 }), async (state, criteria) => {
        const image_criteria = Object.fromEntries(
          criteria.map(({ providers, name, days }, at) => [
            `criteria_${at + 1}`,
            {
              ...(providers && { allowed_image_providers: { '@@assign': [providers] } }),
              ...(name && { image_names: { '@@assign': [name] } }),
              ...(days && { creation_date_condition: { maximum_days_since_created: { '@@assign': days } } }),
            },
          ]),
        );
        const allowed_images_settings = { state: { '@@assign': state }, image_criteria };
        const Content = JSON.stringify({ ec2_attributes: { allowed_images_settings } });
        await world.management.run(UpdatePolicy, { PolicyId: policyId, Content });
        const { Images } = await member.run(DescribeImages, {});
        for (const { ImageId, Name } of all) {
          // An empty criterion is no part of the effective policy. The images are from the first of January, two months ago.
          const isAllowed = criteria
            .filter(({ providers, name, days }) => providers || name || days)
            .some(
              ({ providers, name, days }) =>
                (providers ?? 'amazon') === 'amazon' &&
                (!name ||
                  (name === 'gatehouse-linux-*' && Name.startsWith('gatehouse-linux-')) ||
                  (name === '*windows*' && Name.includes('windows'))) &&
                days !== '0',
            );
          const isUsable = state !== 'enabled' || isAllowed;
          const found = Images.find((image) => image.ImageId === ImageId);
          expect([Name, found !== undefined]).toEqual([Name, isUsable]);
          if (found) expect(found.ImageAllowed).toBe(state === 'disabled' ? undefined : isAllowed);
          const call = { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, DryRun: true };
          const error = await member.fails(RunInstances, call);
          expect(error.shape).toBe(isUsable ? 'DryRunOperation' : 'InvalidAMIID.NotFound');
          if (!isUsable) expect(error.message).toBe(`The image id '[${ImageId}]' does not exist`);
          seen[isUsable ? 'found' : 'missing']++;
        }
      }),
      { numRuns: 30 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
    await world.management.run(DetachPolicy, { PolicyId: policyId, TargetId: member.accountId });
  });
});

describe('an EC2 policy', () => {
  it('binds the management account, and nobody once its type is disabled', async () => {
    const { management } = world;
    const Content = '{"ec2_attributes":{"serial_console_access":{"status":{"@@assign":"disabled"}}}}';
    await management.run(UpdatePolicy, { PolicyId: policyId, Content });
    await management.run(AttachPolicy, { PolicyId: policyId, TargetId: world.rootId });
    expect((await management.fails(settings.EnableSerialConsoleAccess, {})).shape).toBe('OperationNotPermitted');
    await management.run(DisablePolicyType, { RootId: world.rootId, PolicyType: 'DECLARATIVE_POLICY_EC2' });
    expect((await management.run(settings.EnableSerialConsoleAccess, {})).SerialConsoleAccessEnabled).toBe(true);
  });

  it('holds in all Regions, while each Region has settings of its own', async () => {
    const alone = await world.account('regions');
    await alone.run(settings.EnableSerialConsoleAccess, {});
    const elsewhere = await alone.with({ region: 'eu-west-1' }).run(settings.GetSerialConsoleAccessStatus, {});
    expect(elsewhere).toEqual({ SerialConsoleAccessEnabled: false, ManagedBy: 'account' });
  });

  it('leaves the refused call in the event history, with the policy and the node', async () => {
    const root = await world.account('refused');
    const { LookupEvents } = await import('../../events/lookup/operations');
    const error = await root.fails(settings.EnableImageBlockPublicAccess, { ImageBlockPublicAccessState: 'none' });
    expect([error.shape, error.message]).toEqual([
      'InvalidParameterValue',
      'Value (none) for parameter imageBlockPublicAccessState is invalid.',
    ]);
    const events = await world.management.run(LookupEvents, {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'EnableSerialConsoleAccess' }],
    });
    const refused = (events.Events ?? []).map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent ?? '{}'));
    expect(refused.find(({ errorCode }) => errorCode === 'OperationNotPermitted')?.additionalEventData).toMatchObject({
      policyType: 'DECLARATIVE_POLICY_EC2',
      policyId,
      nodeId: world.rootId,
    });
  });
});
