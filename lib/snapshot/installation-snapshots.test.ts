import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedDemo } from '../../prisma/seed';
import { createTestWorld, type TestWorld } from '../core/test-world';
import { transaction } from '../db/transaction';
import { CreateUser } from '../iam/user/operations';
import { resetInstallation } from '../installation/reset-installation';
import { AcceptHandshake } from '../organizations/handshake/answer-operations';
import { EnableAllFeatures } from '../organizations/handshake/operations';
import { createScene, SCENE_NOW } from '../organizations/test-scene';
import { type InstallationSnapshots, installationSnapshots } from './installation-snapshots';
import { RestoreSnapshot, SaveSnapshot } from './operations';
import { fillAccount, fillBilling, fillMfaDevice, fillOrganization, rowsHeld } from './test-scene';

const NOW = SCENE_NOW;

describe('a snapshot of the installation', () => {
  it('holds every table and restores exactly those rows, removing accounts created since', async () => {
    const scene = await createScene();
    const { world, guest, payer, stranger, management, member, ids } = scene;
    const snapshots = installationSnapshots(world.database);
    await fillAccount(management, 'main');
    await fillOrganization(management);
    await fillBilling(world, management);
    await fillMfaDevice(world, management);
    await payer.run(EnableAllFeatures, {});
    await transaction(world.database, (tx) =>
      tx.installation.create({ data: { id: 'installation', secretCheck: 'x', demoAccessKey: 'AKIADEMO', createdAt: NOW } }),
    );
    const before = await rowsHeld(world);
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    await snapshots.save('all', NOW);

    await guest.run(AcceptHandshake, { HandshakeId: ids.handshake });
    await stranger.run(SaveSnapshot, { Name: 'own' });
    const late = await world.account('late');
    await late.run(SaveSnapshot, { Name: 'own' });
    await fillAccount(member, 'dev');
    await snapshots.restore('all', NOW);
    expect(await rowsHeld(world)).toEqual(before);
    expect((await world.database.reader.snapshot.findMany({ select: { owner: true } })).map(({ owner }) => owner).sort()).toEqual(
      ['installation', stranger.accountId].sort(),
    );

    // A reset restarts the database's numbers and forgets the demo's key.
    await resetInstallation(world.database, {}, NOW);
    await snapshots.restore('all', NOW);
    expect(await rowsHeld(world)).toEqual(before);
    expect(await world.database.reader.installation.findFirst()).toMatchObject({ demoAccessKey: 'AKIADEMO' });
    await fillAccount(member, 'dev');
    await world.close();
  });
});

describe('the demo organization', () => {
  let world: TestWorld;
  let snapshots: InstallationSnapshots;
  beforeEach(async () => {
    world = await createTestWorld();
    snapshots = installationSnapshots(world.database);
    await seedDemo(world.database);
  });
  afterEach(() => world.close());

  it('is restored by its management account and by a snapshot of the installation', async () => {
    const { managementAccountId } = await world.database.reader.organization.findFirstOrThrow();
    const management = world.as({
      accountId: managementAccountId,
      credential: 'longTerm',
      principal: { type: 'Root', accountId: managementAccountId, arn: `arn:aws:iam::${managementAccountId}:root` },
    });
    await snapshots.save('all', NOW);
    await management.run(SaveSnapshot, { Name: 'organization' });
    const before = await rowsHeld(world);
    await management.run(CreateUser, { UserName: 'since' });
    await management.run(RestoreSnapshot, { Name: 'organization' });
    expect(await rowsHeld(world)).toEqual(before);
    await resetInstallation(world.database, {}, NOW);
    await snapshots.restore('all', NOW);
    expect(await rowsHeld(world)).toEqual(before);
  });
});
