import { join } from 'node:path';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { parsePolicy } from '@gatehouse/policy/parse';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../core/test-world';
import { bundledProgram } from '../core/testing/bundled-program';
import { HOSTILE_SHAPES } from '../core/testing/hostile-policies';
import { CreateUser } from '../iam/user/operations';
import { GetActionPermission, GetServicePermissions } from './effective/operations';
import { actionIndex } from './model/action-index';
import { SummarizePolicy } from './policy-summary/operations';
import { summarizePolicy } from './policy-summary/summarize';

// The compiled worker thread answers what the process itself does not answer in one step.

const holder = globalThis as { __gatehouseAnalysisWorker?: string | null };

let world: TestWorld;
let root: Actor;
let PrincipalArn: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  PrincipalArn = (await root.run(CreateUser, { UserName: 'ana' })).User.Arn;
});
afterAll(() => world.close());

async function withThreads(): Promise<void> {
  holder.__gatehouseAnalysisWorker = await bundledProgram(join(import.meta.dirname, '../../scripts/programs/analysis-worker.ts'));
  onTestFinished(() => {
    holder.__gatehouseAnalysisWorker = undefined;
  });
}

const hostile = (name: string, characters: number) =>
  HOSTILE_SHAPES.find((shape) => shape.name === name)?.document(characters) ?? '';

const drafts = (document: string) => [{ kind: 'add' as const, type: 'identity' as const, name: 'draft', document }];

describe('a long-running analysis', () => {
  it('returns the same result on a worker thread, or an error with the number of steps if too complex', async () => {
    await withThreads();
    const document = hostile('many actions', 6_144);
    const parsed = parsePolicy(document, 'identity');
    if (!parsed.ok) throw new Error('the policy was not read');
    const around = { catalog: loadCatalog(), index: await actionIndex(), partition: 'aws' };
    expect(await root.run(SummarizePolicy, { Document: document, Kind: 'identity' })).toEqual(
      summarizePolicy(parsed.policy, around),
    );
    // A failure of the operation itself is returned unchanged.
    const missing = { PrincipalArn, Action: 's3:NoSuchAction', Drafts: drafts(hostile('many actions', 40_000)) };
    expect(await root.fails(GetActionPermission, missing)).toMatchObject({ shape: 'NoSuchEntityException' });
    const asked = { PrincipalArn, Service: 'ec2', Drafts: drafts(hostile('patterns that remember in one service', 40_000)) };
    const refused = await root.fails(GetServicePermissions, asked);
    expect(refused.members).toEqual({ Reason: 'TOO_COMPLEX' });
    expect(refused.message).toMatch(/too complex to answer completely\. Gatehouse made [\d,]+ million steps/);
    // The thread is free again for the next call.
    expect((await root.run(GetServicePermissions, { ...asked, Drafts: drafts(document) })).Actions.length).toBeGreaterThan(100);
  });

  it('is refused without a worker thread', async () => {
    holder.__gatehouseAnalysisWorker = null;
    onTestFinished(() => {
      holder.__gatehouseAnalysisWorker = undefined;
    });
    const document = hostile('patterns that remember', 6_144);
    expect(await root.fails(SummarizePolicy, { Document: document, Kind: 'identity' })).toMatchObject({
      members: { Reason: 'TOO_COMPLEX' },
    });
  });
});
