import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WhoCan } from '../../access/who-can/operations';
import { CreateAnalyzer } from '../../access-analyzer/analyzer/operations';
import { ListFindingsV2 } from '../../access-analyzer/finding/operations';
import { AwsError } from '../../core/errors';
import { type Actor, createTestWorld } from '../../core/test-world';
import { AttachPolicy, DetachPolicy, ListPoliciesForTarget } from '../../organizations/attachment/operations';
import { CreatePolicy, UpdatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { organizationOf } from '../../organizations/test-organization';
import { ListPostureFindings } from '../../posture/operations';
import { listResourceOverviews } from '../overviews';
import { CreateBucket, PutPublicAccessBlock } from './bucket-operations';
import {
  DeleteAccountPublicAccessBlock,
  GetAccountPublicAccessBlock,
  GetOwnPublicAccessBlock,
  PutAccountPublicAccessBlock,
} from './control-operations';
import { GetObject, PutObject } from './object-operations';
import { PutBucketPolicy } from './policy-operations';
import { Bucket } from './resource';

type Block = { BlockPublicAcls: boolean; IgnorePublicAcls: boolean; BlockPublicPolicy: boolean; RestrictPublicBuckets: boolean };
const all = (isOn: boolean): Block => ({
  BlockPublicAcls: isOn,
  IgnorePublicAcls: isOn,
  BlockPublicPolicy: isOn,
  RestrictPublicBuckets: isOn,
});

let management: Actor;
let rootId: string;
let owner: Actor;
let stranger: Actor;
let policyId: string;
let analyzerArn: string;
let close: () => Promise<void>;
const BUCKET = 'blocked-by-policy';
const KEY = 'object';
const publicPolicy = (Sid: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid, Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/*` }],
  });
beforeAll(async () => {
  const world = await createTestWorld();
  close = world.close;
  management = await world.account('management');
  const organization = await organizationOf(world, management);
  rootId = organization.rootId;
  owner = await organization.member('owner');
  stranger = await world.account('stranger');
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'S3_POLICY' });
  const Content = '{"s3_attributes":{"public_access_block_configuration":{"@@assign":"all"}}}';
  const named = { Name: 's3', Description: '', Type: 'S3_POLICY' as const, Content };
  policyId = (await management.run(CreatePolicy, named)).Policy.PolicySummary.Id;
  await owner.run(CreateBucket, { Bucket: BUCKET });
  await owner.run(PutPublicAccessBlock, { Bucket: BUCKET, PublicAccessBlockConfiguration: all(false) });
  await owner.run(PutBucketPolicy, { Bucket: BUCKET, Policy: publicPolicy('first') });
  await owner.run(PutObject, { Bucket: BUCKET, Key: KEY, Body: new TextEncoder().encode('text') });
  analyzerArn = (await owner.run(CreateAnalyzer, { analyzerName: 'outside', type: 'ACCOUNT' })).arn;
});
afterAll(() => close());

const succeeds = (run: Promise<unknown>) =>
  run.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AwsError && error.shape === 'AccessDenied') return false;
      throw error;
    },
  );

const act = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('account' as const), block: fc.option(fc.boolean(), { nil: null }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bucket' as const), block: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('policy' as const), value: fc.constantFrom('all' as const, 'none' as const) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'detach' as const }) },
);

it('an S3 policy decides the account’s Block Public Access for calls, reads, lists, questions and findings, and gives it back', async () => {
  let own: Block | null = null;
  let ofBucket = false;
  let saved = 0;
  const seen = { refused: 0, blocked: 0, open: 0, opened: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 6 }), async (acts) => {
      let inForce: 'all' | 'none' | null = null;
      const { Policies } = await management.run(ListPoliciesForTarget, { TargetId: rootId, Filter: 'S3_POLICY' });
      if (Policies.length > 0) await management.run(DetachPolicy, { PolicyId: policyId, TargetId: rootId });
      for (const one of acts) {
        if (one.kind === 'account') {
          const change =
            one.block === null
              ? owner.run(DeleteAccountPublicAccessBlock, {})
              : owner.run(PutAccountPublicAccessBlock, { PublicAccessBlockConfiguration: all(one.block) });
          const error = await change.then(
            () => null,
            (thrown: AwsError) => thrown,
          );
          if (inForce === null) {
            expect(error).toBeNull();
            own = one.block === null ? null : all(one.block);
          } else {
            expect([error?.shape, error?.message]).toEqual(['AccessDenied', 'Access Denied']);
            expect(error?.refusal?.origin).toMatchObject({ policyType: 'S3_POLICY', policyId, nodeId: rootId });
            seen.refused++;
          }
        } else if (one.kind === 'bucket') {
          ofBucket = one.block;
          await owner.run(PutPublicAccessBlock, { Bucket: BUCKET, PublicAccessBlockConfiguration: all(ofBucket) });
        } else if (one.kind === 'policy') {
          const Content = `{"s3_attributes":{"public_access_block_configuration":{"@@assign":"${one.value}"}}}`;
          await management.run(UpdatePolicy, { PolicyId: policyId, Content });
          if (inForce === null) await management.run(AttachPolicy, { PolicyId: policyId, TargetId: rootId });
          inForce = one.value;
        } else {
          if (inForce !== null) await management.run(DetachPolicy, { PolicyId: policyId, TargetId: rootId });
          inForce = null;
        }

        const ofAccount: Block | null = inForce === null ? own : all(inForce === 'all');
        if (ofAccount) {
          const read = await owner.run(GetAccountPublicAccessBlock, {});
          expect(read.PublicAccessBlockConfiguration).toEqual(ofAccount);
        } else {
          expect((await owner.fails(GetAccountPublicAccessBlock, {})).shape).toBe('NoSuchPublicAccessBlockConfiguration');
        }
        expect(await owner.run(GetOwnPublicAccessBlock, {})).toEqual({ Block: own, Managed: inForce !== null });
        const isBlocked = ofBucket || (ofAccount?.RestrictPublicBuckets ?? false);
        expect(await succeeds(stranger.run(GetObject, { Bucket: BUCKET, Key: KEY }))).toBe(!isBlocked);
        const asked = { Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/${KEY}` };
        expect((await owner.run(WhoCan, asked)).Anonymous === 'always').toBe(!isBlocked);
        const active = { status: { eq: ['ACTIVE'] }, resourceType: { eq: ['AWS::S3::Bucket'] } };
        const analyzed = await owner.run(ListFindingsV2, { analyzerArn, filter: active });
        expect(analyzed.findings.map(({ resource }) => resource)).toEqual(isBlocked ? [] : [`arn:aws:s3:::${BUCKET}`]);
        const outside = { CheckId: 'external-access', Status: 'ACTIVE' } as const;
        const { Findings } = await owner.run(ListPostureFindings, outside);
        expect(Findings.some(({ Title }) => Title.includes(BUCKET))).toBe(!isBlocked);
        const { Rows } = await owner.run(listResourceOverviews(Bucket), {});
        expect([Rows[0]?.Policy?.Public, Rows[0]?.Policy?.Blocked]).toEqual([true, isBlocked]);
        expect(await succeeds(owner.run(PutBucketPolicy, { Bucket: BUCKET, Policy: publicPolicy(`s${++saved}`) }))).toBe(
          !isBlocked,
        );
        seen[isBlocked ? 'blocked' : 'open']++;
        if (inForce === 'none' && own?.RestrictPublicBuckets && !ofBucket) seen.opened++;
      }
    }),
    { numRuns: 30 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
