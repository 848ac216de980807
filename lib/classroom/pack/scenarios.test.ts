import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { settings } from '../../core/settings';
import { AddAssignment } from '../assignment/operations';
import type { PersonActor } from '../operation';
import { type ClassroomWorld, createClassroomWorld } from '../testing/classroom-world';
import { AddDraft, PublishDraft, ReadDraft } from './draft-operations';
import { keptPack, requirePack } from './packs';
import {
  CopyScenario,
  GetScenario,
  ListScenarios,
  OfferScenario,
  ReadScenarioFiles,
  ReloadPacks,
  ReplaceDraft,
  UploadPack,
} from './scenario-operations';
import { zipPack } from './zip';

let world: ClassroomWorld;
let karin: PersonActor;
let other: PersonActor;
let operator: PersonActor;
let files: Record<string, string>;
let dataDir: string;

const filesAs = (id: string, version = '1.0.0') => ({
  ...files,
  'scenario.yaml': (files['scenario.yaml'] ?? '')
    .replace(/^id: .*$/m, `id: ${id}`)
    .replace(/^version: .*$/m, `version: ${version}`),
});
const publish = async (id: string, version?: string, actor = karin) => {
  const { id: draft } = await world.run(AddDraft, { files: filesAs(id, version) }, actor);
  return world.run(PublishDraft, { draft }, actor);
};
const put = async (folder: string, given: Record<string, string>) => {
  for (const [name, text] of Object.entries(given)) {
    await mkdir(join(dataDir, 'packs', folder, name, '..'), { recursive: true });
    await writeFile(join(dataDir, 'packs', folder, name), text);
  }
};
const reload = () => world.run(ReloadPacks, {}, operator, { now: new Date(Date.now() + Math.random() * 1e9) });
const listed = async (id: string) => (await world.run(ListScenarios, {}, other)).scenarios.filter(({ Id }) => Id === id);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-packs-'));
  vi.spyOn(settings(), 'dataDir', 'get').mockReturnValue(dataDir);
  world = await createClassroomWorld();
  [karin, other, operator] = await Promise.all([world.person('Karin'), world.person('Other'), world.person('Olav', 'operator')]);
  const { pack } = await requirePack(world.database.reader, 'default-is-no');
  files = Object.fromEntries(pack.files);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await world.database.close();
  await rm(dataDir, { recursive: true });
});

describe('the pack folder of the installation', () => {
  it('is read on the request of an operator, and packs with problems are listed but not offered', async () => {
    await put('one', filesAs('in-folder'));
    await put('broken', { 'scenario.yaml': 'format: 1\nid: broken\nversion: 1\n' });
    await put('taken', files);
    await put('again', filesAs('in-folder'));
    await put('large', { 'scenario.yaml': 'x'.repeat(1_100_000) });
    await put('latin', { 'scenario.yaml': 'x' });
    await writeFile(join(dataDir, 'packs', 'latin', 'scenario.yaml'), Buffer.from([0xe4, 0xf6]));
    await symlink('/etc', join(dataDir, 'packs', 'linked'));
    await mkdir(join(dataDir, 'packs', 'links'));
    await symlink('/etc/passwd', join(dataDir, 'packs', 'links', 'scenario.yaml'));
    await writeFile(join(dataDir, 'packs', 'README'), 'not a folder');
    expect(await listed('in-folder')).toEqual([]);
    await expect(world.run(ReloadPacks, {}, karin)).rejects.toThrow('Only an operator');
    expect(await reload()).toEqual({ packs: 8, broken: 7 });
    expect(await listed('in-folder')).toMatchObject([{ origin: 'folder', isGradable: false }]);
    const { broken } = await world.run(ListScenarios, {}, karin);
    const told = Object.fromEntries(broken.map(({ folder, problems }) => [folder, problems[0]?.message]));
    expect(told).toMatchObject({
      taken: expect.stringContaining('comes with Gatehouse'),
      one: expect.stringContaining('The folder again also contains in-folder 1.0.0'),
      large: expect.stringContaining('1,048,576'),
      latin: expect.stringContaining('UTF-8'),
      linked: expect.stringContaining('This is a link'),
      links: expect.stringContaining('is a link or a device'),
    });
    expect(broken.find(({ folder }) => folder === 'broken')?.problems).toContainEqual(
      expect.objectContaining({ file: 'scenario.yaml', line: 3, column: 10, message: expect.stringContaining('in quotes') }),
    );
    const { classId } = await world.newClass(other, 'Class');
    await expect(world.run(AddAssignment, { classId, packId: 'broken' }, other)).rejects.toThrow('There is no such scenario');
    await world.run(AddAssignment, { classId, packId: 'in-folder' }, other);
  });

  it('cannot change a version in use or take the ID of a published scenario', async () => {
    await rm(join(dataDir, 'packs'), { recursive: true });
    await put('one', { ...filesAs('in-folder'), LICENSE: 'MIT' });
    await publish('published-first');
    await put('two', filesAs('published-first', '9.0.0'));
    expect(await reload()).toEqual({ packs: 2, broken: 2 });
    const { broken } = await world.run(ListScenarios, {}, karin);
    expect(broken.map(({ problems }) => problems[0]?.message)).toEqual([
      'A class already has in-folder 1.0.0 with other files. Increase the version.',
      'published-first is already published. Use another id, or ask for the other one to be withdrawn.',
    ]);
    expect(await listed('published-first')).toMatchObject([{ Version: '1.0.0', origin: 'published' }]);
    await put('one', filesAs('in-folder', '1.0.1'));
    await reload();
    await expect(publish('in-folder', '2.0.0')).rejects.toThrow('is in this installation’s folder');
    // The class keeps the version that it was assigned.
    expect((await keptPack(world.database, 'in-folder', '1.0.0')).scenario.version).toBe('1.0.0');
    await rm(join(dataDir, 'packs'), { recursive: true });
    expect(await reload()).toEqual({ packs: 0, broken: 0 });
  });
});

describe('a published version', () => {
  it('can be withdrawn by its publisher or an operator, and remains where it is assigned', async () => {
    await publish('withdrawn', '1.0.0');
    await publish('withdrawn', '1.1.0');
    const { classId } = await world.newClass(other, 'Has it');
    await world.run(AddAssignment, { classId, packId: 'withdrawn' }, other);
    const offer = (version: string, offered: boolean, actor: PersonActor) =>
      world.run(OfferScenario, { scenario: 'withdrawn', version, offered }, actor);
    await expect(offer('1.1.0', false, other)).rejects.toThrow('There is no such version of a scenario of yours');
    await offer('1.1.0', false, karin);
    expect(await listed('withdrawn')).toMatchObject([{ Version: '1.0.0' }]);
    await offer('1.0.0', false, operator);
    expect(await listed('withdrawn')).toEqual([]);
    await expect(world.run(AddAssignment, { classId, packId: 'withdrawn' }, other)).rejects.toThrow('There is no such scenario');
    expect((await keptPack(world.database, 'withdrawn', '1.1.0')).scenario.version).toBe('1.1.0');
    const told = await world.run(GetScenario, { scenario: 'withdrawn' }, other);
    expect(
      told.versions.map(({ version, withdrawnAt, isOwn, classes }) => [version, withdrawnAt !== null, isOwn, classes]),
    ).toEqual([
      ['1.1.0', true, false, 1],
      ['1.0.0', true, false, 0],
    ]);
    expect(told).toMatchObject({
      Version: '1.1.0',
      classes: [{ name: 'Has it', version: '1.1.0', mode: 'practice' }],
      classesOfOthers: 0,
    });
    expect(await world.run(GetScenario, { scenario: 'withdrawn' }, karin)).toMatchObject({ classes: [], classesOfOthers: 1 });
    await offer('1.1.0', true, karin);
    expect(await listed('withdrawn')).toMatchObject([{ Version: '1.1.0' }]);
    await expect(offer('9.9.9', false, operator)).rejects.toThrow('There is no such version');
    // Built-in packs have no publisher.
    await world.run(AddAssignment, { classId, packId: 'default-is-no' }, other);
    await expect(
      world.run(OfferScenario, { scenario: 'default-is-no', version: '1.0.0', offered: false }, operator),
    ).rejects.toThrow('There is no such version');
  });
});

describe('a copy of a scenario', () => {
  it('has a new ID if others wrote the scenario, or else the next version', async () => {
    const copy = await world.run(CopyScenario, { scenario: 'default-is-no' }, other);
    expect(copy).toMatchObject({ packId: 'default-is-no-copy', version: '1.0.0' });
    expect((await world.run(ReadDraft, { draft: copy.id }, other)).problems).toEqual([]);
    await world.run(PublishDraft, { draft: copy.id }, other);
    expect(await world.run(CopyScenario, { scenario: 'default-is-no-copy' }, other)).toMatchObject({
      packId: 'default-is-no-copy',
      version: '1.0.1',
    });
    expect(await world.run(CopyScenario, { scenario: 'default-is-no-copy' }, karin)).toMatchObject({
      packId: 'default-is-no-copy-copy',
      version: '1.0.0',
    });
  });

  it('is unchanged after a download and an upload as a zip', async () => {
    const { name, files: out } = await world.run(ReadScenarioFiles, { scenario: 'default-is-no' }, karin);
    expect(name).toMatch(/^default-is-no-\d+\.\d+\.\d+$/);
    const zip = zipPack(name, out);
    const uploaded = await world.run(UploadPack, { zip }, karin);
    expect(uploaded.problems).toEqual([]);
    expect((await world.run(ReadDraft, { draft: uploaded.id }, karin)).files).toEqual(out);
    await expect(world.run(PublishDraft, { draft: uploaded.id }, karin)).rejects.toThrow('comes with Gatehouse');
    const broken = zipSync({ 'scenario.yaml': strToU8('format: 1\nid: Broken\n') });
    expect((await world.run(UploadPack, { zip: broken }, karin)).problems.length).toBeGreaterThan(5);
    const replaced = await world.run(ReplaceDraft, { draft: uploaded.id, zip: broken }, karin);
    expect(replaced).toMatchObject({ id: uploaded.id, packId: 'Broken' });
    await expect(world.run(ReplaceDraft, { draft: uploaded.id, zip }, other)).rejects.toThrow('There is no such draft');
    await expect(world.run(UploadPack, { zip: strToU8('no zip') }, karin)).rejects.toThrow('This is not a zip file');
  });
});
