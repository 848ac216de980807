import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld, userCaller } from '../../core/test-world';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { CreateUser, GetUser, ListUsers } from '../../iam/user/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { CancelPolicyGeneration, GetGeneratedPolicy, ListPolicyGenerations, StartPolicyGeneration } from './operations';

let world: TestWorld;
let root: Actor;
let principalArn: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  const { User } = await root.run(CreateUser, { UserName: 'ana' });
  principalArn = User.Arn;
  await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  const ana = world.as(userCaller(User));
  await ana.run(CreateBucket, { Bucket: 'made-by-ana' });
  await ana.run(GetUser, { UserName: 'ana' });
  await ana.run(ListUsers, {});
});
afterAll(() => world.close());

const start = (clientToken?: string) =>
  root.run(StartPolicyGeneration, { policyGenerationDetails: { principalArn }, clientToken });

describe('policy generation in Access Analyzer', () => {
  it('returns the used actions, with resource placeholders or for all resources', async () => {
    const { jobId } = await start();
    const policyOf = async (includeResourcePlaceholders?: boolean) => {
      const { generatedPolicyResult } = await root.run(GetGeneratedPolicy, { jobId, includeResourcePlaceholders });
      return JSON.parse(generatedPolicyResult.generatedPolicies[0]?.policy ?? '').Statement;
    };
    expect(await policyOf(true)).toEqual([
      { Effect: 'Allow', Action: ['iam:GetUser'], Resource: 'arn:aws:iam::${Account}:user/${UserNameWithPath}' },
      { Effect: 'Allow', Action: ['iam:ListUsers'], Resource: '*' },
      { Effect: 'Allow', Action: ['s3:CreateBucket'], Resource: 'arn:aws:s3:::${BucketName}' },
    ]);
    expect(await policyOf()).toEqual([
      { Effect: 'Allow', Action: ['iam:GetUser', 'iam:ListUsers'], Resource: '*' },
      { Effect: 'Allow', Action: ['s3:CreateBucket'], Resource: '*' },
    ]);
  });

  it('accepts only principals of the caller’s account', async () => {
    const stranger = await world.account();
    expect(await stranger.fails(StartPolicyGeneration, { policyGenerationDetails: { principalArn } })).toMatchObject({
      shape: 'ValidationException',
      message: `The principal ${principalArn} is not a user or role of this account.`,
    });
    expect((await stranger.run(ListPolicyGenerations, { principalArn })).policyGenerations).toEqual([]);
  });

  it('lists generations in pages, reuses the job of a client token, and cancels a job', async () => {
    const [{ jobId }, again] = [await start('token'), await start('token')];
    expect(again.jobId).toBe(jobId);
    await root.run(CancelPolicyGeneration, { jobId });
    const { generatedPolicyResult, jobDetails } = await root.run(GetGeneratedPolicy, { jobId });
    expect([jobDetails.status, generatedPolicyResult.generatedPolicies]).toEqual(['CANCELED', []]);
    const first = await root.run(ListPolicyGenerations, { principalArn, maxResults: 1 });
    const second = await root.run(ListPolicyGenerations, { principalArn, maxResults: 1, nextToken: first.nextToken });
    expect([...first.policyGenerations, ...second.policyGenerations].map(({ status }) => status).sort()).toEqual([
      'CANCELED',
      'SUCCEEDED',
    ]);
    expect(second.nextToken).toBeUndefined();
  });
});
