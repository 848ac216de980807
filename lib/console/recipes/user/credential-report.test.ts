import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../../core/test-world';
import { userWith } from '../../../iam/test-accounts';
import { runAs } from '../../testing/run-as';
import { generateCredentialReport, getCredentialReport } from './credential-report';

const world = await createTestWorld();
afterAll(() => world.close());

describe('the credential report', () => {
  it('is polled until it is complete, and is then AWS’s file', async () => {
    const root = await world.account();
    let now = TEST_NOW;
    let waits = 0;
    const wait = async () => {
      waits++;
      now = new Date(now.getTime() + 400);
    };
    const run = runAs(world, root, () => now);
    expect(await generateCredentialReport(wait)(run)).toMatchObject({ ok: true, data: { State: 'COMPLETE' } });
    expect(waits).toBe(3);
    const file = await getCredentialReport(run);
    expect(file).toMatchObject({ ok: true, data: { fileName: 'status_reports_2026-03-01T12-00-00.csv' } });
    expect(file.ok && file.data.text.split('\n')[1]).toContain(`<root_account>,arn:aws:iam::${root.accountId}:root,`);
  });

  it('is given up after ten polls, or immediately if it is denied', async () => {
    const root = await world.account();
    let waits = 0;
    const wait = async () => {
      waits++;
    };
    expect(await generateCredentialReport(wait)(runAs(world, root))).toMatchObject({ ok: true, data: { State: 'INPROGRESS' } });
    expect(waits).toBe(9);
    const nobody = runAs(world, await userWith(world, root, 'nobody'));
    expect(await generateCredentialReport(wait)(nobody)).toMatchObject({ ok: false, error: { code: 'AccessDenied' } });
    expect(await getCredentialReport(nobody)).toMatchObject({ ok: false, error: { action: 'iam:GetCredentialReport' } });
    expect(waits).toBe(9);
  });
});
