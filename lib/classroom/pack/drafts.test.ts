import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddAssignment, ListAssignments, UpdateAssignment } from '../assignment/operations';
import type { PersonActor } from '../operation';
import { RemovePerson } from '../person/operations';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import { AddDraft, DeleteDraft, ListDrafts, PublishDraft, ReadDraft, SaveDraft } from './draft-operations';
import { requirePack } from './packs';
import { ListScenarios } from './scenario-operations';
import { keepTestOutcome } from './tests';

let world: ClassroomWorld;
let karin: PersonActor;
let other: PersonActor;
let operator: PersonActor;
let files: Record<string, string>;

/** Returns the files of a built-in scenario with another id. */
const filesAs = (id: string, version = '1.0.0', title = 'Own') => ({
  ...files,
  'scenario.yaml': (files['scenario.yaml'] ?? '')
    .replace(/^id: .*$/m, `id: ${id}`)
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/^title: .*$/m, `title: ${title}`),
});
const add = (given: Record<string, string>, actor = karin) => world.run(AddDraft, { files: given }, actor);
const published = async (given: Record<string, string>, actor = karin) => {
  const { id: draft } = await add(given, actor);
  return world.run(PublishDraft, { draft }, actor);
};

beforeAll(async () => {
  world = await createClassroomWorld();
  [karin, other, operator] = await Promise.all([world.person('Karin'), world.person('Other'), world.person('Olav', 'operator')]);
  const { pack } = await requirePack(world.database.reader, 'default-is-no');
  files = Object.fromEntries(pack.files);
});
afterAll(() => world.database.close());

describe('a draft', () => {
  it('is visible only to its owner and to operators', async () => {
    const { id: draft, problems } = await add(filesAs('secret'));
    expect(problems).toEqual([]);
    expect(await world.run(ListDrafts, {}, other)).toEqual([]);
    for (const operation of [ReadDraft, DeleteDraft, PublishDraft])
      await expect(world.run(operation, { draft }, other)).rejects.toThrow('There is no such draft.');
    await expect(world.run(SaveDraft, { draft, files }, other)).rejects.toThrow('There is no such draft.');
    await expect(world.run(ReadDraft, { draft: 'none' }, operator)).rejects.toThrow('There is no such draft.');
    expect(await world.run(ReadDraft, { draft }, operator)).toMatchObject({ packId: 'secret', files: filesAs('secret') });
    expect(await world.run(ListDrafts, {}, operator)).toMatchObject([{ id: draft, owner: 'Karin', isOwn: false }]);
    await world.run(DeleteDraft, { draft }, karin);
    expect(await world.run(ListDrafts, {}, karin)).toEqual([]);
  });

  it('is visible only to operators after its owner is removed', async () => {
    const leaving = await world.person('Leaving');
    const { id: draft } = await add(filesAs('left-behind'), leaving);
    await published(filesAs('left-behind'), leaving);
    await world.run(RemovePerson, { personId: leaving.personId }, operator);
    await expect(world.run(ReadDraft, { draft }, karin)).rejects.toThrow('There is no such draft.');
    expect(await world.run(ListDrafts, {}, operator)).toContainEqual(expect.objectContaining({ id: draft, owner: null }));
    await expect(published(filesAs('left-behind', '1.0.1'))).rejects.toThrow('a deleted person');
    await world.run(DeleteDraft, { draft }, operator);
  });

  it('is stored with its problems, but not published', async () => {
    const broken = { ...filesAs('broken'), 'scenario.yaml': 'format: 1\nid: broken\nversion: 1\n' };
    const { id: draft, sha256, problems } = await add(broken);
    expect(problems.length).toBeGreaterThan(3);
    expect(problems[0]).toMatchObject({ file: 'scenario.yaml', line: 3, column: 10 });
    await expect(world.run(PublishDraft, { draft }, karin)).rejects.toThrow('Fix them first.');
    const mended = await world.run(SaveDraft, { draft, files: filesAs('broken'), base: sha256 }, karin);
    expect(mended.problems).toEqual([]);
    // Another tab still has the earlier files.
    await expect(world.run(SaveDraft, { draft, files: broken, base: sha256 }, karin)).rejects.toThrow('changed elsewhere');
    await world.run(DeleteDraft, { draft }, karin);
  });

  it('accepts only files of a pack within the limits', async () => {
    const none = (name: string) => add({ [name]: '' });
    for (const name of ['../scenario.yaml', '/etc/passwd', 'a\\b', 'a\u202Eb', '', '__proto__/x'.repeat(20)])
      await expect(none(name)).rejects.toThrow(/file/);
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`policies/p${at}.json`, '{}']));
    await expect(add(many)).rejects.toThrow('200 files');
    await expect(add({ 'scenario.yaml': 'x'.repeat(1_100_000) })).rejects.toThrow('1,048,576');
  });
});

describe('a published scenario', () => {
  it('is available to all instructors, and its versions are immutable', async () => {
    expect(await published(filesAs('shared'))).toEqual({ packId: 'shared', version: '1.0.0', title: 'Own' });
    const listed = async () => (await world.run(ListScenarios, {}, other)).scenarios.filter(({ Id }) => Id === 'shared');
    expect(await listed()).toMatchObject([{ Version: '1.0.0', origin: 'published', publisher: 'Karin', isGradable: false }]);
    await expect(published(filesAs('shared', '1.0.0', 'Another'))).rejects.toThrow('have changed');
    await published(filesAs('shared', '1.10.0'));
    await published(filesAs('shared', '1.9.0'));
    expect(await listed()).toMatchObject([{ Version: '1.10.0' }]);
  });

  it('is absent from the list if it cannot be read', async () => {
    await published(filesAs('unreadable'));
    const where = { packId_version: { packId: 'unreadable', version: '1.0.0' } };
    await world.database.writer.scenarioVersion.update({ where, data: { files: '{"scenario.yaml":"format: 9"}' } });
    const { scenarios } = await world.run(ListScenarios, {}, other);
    expect(scenarios.map(({ Id }) => Id)).toContain('default-is-no');
    expect(scenarios.map(({ Id }) => Id)).not.toContain('unreadable');
    await world.database.writer.scenarioVersion.delete({ where });
  });

  it('must not have the ID of another publisher’s scenario', async () => {
    await expect(published(files)).rejects.toThrow('comes with Gatehouse');
    await published(filesAs('of-karin'));
    await expect(published(filesAs('of-karin', '2.0.0'), other)).rejects.toThrow('is a scenario of Karin');
    await published(filesAs('of-karin', '2.0.0'), operator);
  });

  it('can be graded only after the same files have passed their tests', async () => {
    await published(filesAs('graded'));
    const { classId } = await world.newClass(other, 'Class');
    const assign = (mode: 'practice' | 'graded') => world.run(AddAssignment, { classId, packId: 'graded', mode }, other);
    await assign('practice');
    await expect(assign('graded')).rejects.toThrow('has not passed its own tests here');
    const { pack } = await requirePack(world.database.reader, 'graded');
    const { writer } = world.database;
    await keepTestOutcome(writer, pack.hash, { failures: ['wrong "x": y'] }, NOW);
    await expect(assign('graded')).rejects.toThrow('has not passed its own tests here');
    await keepTestOutcome(writer, pack.hash, { failures: [] }, NOW);
    await assign('graded');
    // A version with other files needs its own tests.
    await published(filesAs('graded', '1.1.0'));
    await expect(assign('graded')).rejects.toThrow('has not passed its own tests here');
  });

  it('can be updated in a class until a student starts it', async () => {
    await published(filesAs('renewed'));
    const { classId, code } = await world.newClass(other, 'Renewed');
    const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'renewed' }, other);
    const update = () => world.run(UpdateAssignment, { assignmentId }, other);
    await expect(update()).rejects.toThrow('is already the newest version');
    await published(filesAs('renewed', '1.0.1', 'Renewed'));
    expect(await world.run(ListAssignments, { classId }, other)).toMatchObject([{ version: '1.0.0', newerVersion: '1.0.1' }]);
    const data = { assignmentId, stateCipher: '', createdAt: NOW, eventFloor: 0 };
    await world.database.writer.attempt.create({ data: { id: 'ready-1', ...data } });
    expect(await update()).toEqual({ title: 'Renewed', version: '1.0.1' });
    // Attempts that were built in advance from the old version are deleted.
    expect(await world.database.reader.attempt.count({ where: { assignmentId } })).toBe(0);
    expect(await world.run(ListAssignments, { classId }, other)).toMatchObject([
      { version: '1.0.1', newerVersion: null, openSteps: expect.any(Number) },
    ]);
    await published(filesAs('renewed', '1.0.2'));
    const { memberId } = await world.join(code, 'Ana');
    await world.database.writer.attempt.create({ data: { id: 'begun-1', ...data, memberId, number: 1 } });
    await expect(update()).rejects.toThrow('has already been started');
  });
});
