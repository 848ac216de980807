import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../core/test-world';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { CreateAccount } from '../organizations/account/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { AddAssignment } from './assignment/operations';
import { freezeClass, removeAccountsOf } from './attempt-accounts';
import {
  AddInstructor,
  ArchiveClass,
  DeleteClass,
  GetClass,
  ListClasses,
  RemoveInstructor,
  SetClassState,
} from './class/operations';
import { classroomOperations } from './index';
import { AddRoster, ListMembers, RenewPhrase } from './member/operations';
import type { Actor, AnyClassroomOperation, MemberActor, PersonActor } from './operation';
import { AddDraft } from './pack/draft-operations';
import { PutClassroomSettings } from './settings/operations';
import { type ClassroomWorld, createClassroomWorld, NOW } from './testing/classroom-world';
import { writeAttempt } from './testing/write-attempt';

let world: ClassroomWorld;
let karin: PersonActor;
let other: PersonActor;
let operator: PersonActor;
let classId: string;
let member: MemberActor;
let classmate: MemberActor;
let stranger: MemberActor;
let things: Record<string, string>;

beforeAll(async () => {
  world = await createClassroomWorld();
  [karin, other, operator] = await Promise.all([world.person('Karin'), world.person('Other'), world.person('Olav', 'operator')]);
  const own = await world.newClass(karin, 'Own');
  classId = own.classId;
  member = await world.join(own.code, 'Member');
  classmate = await world.join(own.code, 'Classmate');
  const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'default-is-no' }, karin);
  const { memberId } = member;
  await world.database.writer.attempt.create({
    data: {
      id: 'attempt-of-member',
      assignmentId,
      memberId,
      number: 1,
      stateCipher: '',
      createdAt: NOW,
      eventFloor: 0,
      help: { create: { id: 'help-of-member', memberId, text: 'Help', at: NOW } },
    },
  });
  const { id: draft } = await world.run(AddDraft, { files: {} }, karin);
  things = { draft, assignmentId, attemptId: 'attempt-of-member', helpId: 'help-of-member', stepId: 'x', persona: 'x' };
  stranger = await world.join((await world.newClass(other, 'Others')).code, 'Stranger');
});
afterAll(() => world.database.close());

/** Input members that name resources of Karin's class. */
const named: Readonly<Record<string, unknown>> = {
  name: 'Own',
  language: 'en',
  csv: 'Somebody',
  on: true,
  state: 'paused',
  archived: true,
  hintsCost: true,
  seats: 30,
  memberIds: ['member-x'],
  deleteAfterDays: 5,
  packId: 'default-is-no',
  what: 'all',
  by: 1,
  checkId: 'p8',
  question: 'read',
  outcome: 'pass',
  note: 'So',
  codes: 'GH1-',
  text: '{}',
  withName: true,
  files: {},
  dueAt: new Date(NOW.getTime() + 3_600_000),
  zip: new Uint8Array(),
  scenario: 'default-is-no',
  version: '1.0.0',
  offered: false,
  id: 'own',
  title: 'Own',
  story: 'So',
  task: 'So',
  accounts: [{ key: 'dev', name: 'dev' }],
  personas: [{ name: 'admin', account: 'dev', about: 'So' }],
  account: '111122223333',
  part: 'setup',
  operations: [],
  base: 'x',
  kind: 'propose',
  check: { id: 'x', kind: 'unchanged', allow: [], say: 'x' },
  mutant: 'x',
  reason: 'So',
};
function inputOf(operation: AnyClassroomOperation): object {
  const ids: Readonly<Record<string, unknown>> = {
    ...named,
    ...things,
    classId,
    // A student answers a prediction, and an instructor a question.
    answer: operation.who === 'member' ? ['denied'] : 'No',
    memberId: member.memberId,
    personId: karin.personId,
  };
  const keys = Object.keys((operation.input as unknown as { shape: object }).shape);
  return Object.fromEntries(keys.filter((key) => key in ids).map((key) => [key, ids[key]]));
}

describe('the classroom operations', () => {
  const about = classroomOperations.filter((operation) => operation.about);

  it('declare whose class or attempt they concern if their input has an ID', () => {
    const unguarded = classroomOperations.filter(
      ({ who, input, about: whose }) =>
        !whose &&
        Object.keys((input as unknown as { shape: object }).shape).some(
          (key) => (who === 'instructor' && key.endsWith('Id')) || (who === 'member' && key === 'attemptId'),
        ),
    );
    expect(unguarded.map(({ name }) => name)).toEqual([]);
    expect(new Set(classroomOperations.map(({ name }) => name)).size).toBe(classroomOperations.length);
  });

  it.each(about.filter(({ who }) => who === 'instructor').map((operation) => [operation.name, operation] as const))(
    'refuse access to a class, draft or version of another instructor: %s',
    async (_name, operation) => {
      const input = inputOf(operation);
      const isOwned = 'draft' in input || 'offered' in input;
      await expect(world.run(operation, input, other)).rejects.toThrow(
        isOwned ? /There is no such (?:draft|version)/ : 'There is no such class',
      );
      // Operators run the installation, which does not let them teach a class.
      if (!isOwned) await expect(world.run(operation, input, operator)).rejects.toThrow('There is no such class');
    },
  );

  it.each(about.filter(({ who }) => who === 'member').map((operation) => [operation.name, operation] as const))(
    'refuse access to the work of a classmate or of a student in another class: %s',
    async (_name, operation) => {
      for (const actor of [classmate, stranger])
        await expect(world.run(operation, inputOf(operation), actor)).rejects.toThrow('There is no such thing in your class');
    },
  );

  it.each(
    classroomOperations.filter(({ who }) => who === 'instructor' || who === 'operator').map((one) => [one.name, one] as const),
  )('refuse students, including members of the class: %s', async (_name, operation) => {
    const input = { ...inputOf(operation), ...settings, current: 'x', password: 'long enough for it', role: 'operator' };
    const keys = Object.keys((operation.input as unknown as { shape: object }).shape);
    const asked = Object.fromEntries(Object.entries(input).filter(([key]) => keys.includes(key)));
    for (const actor of [member, stranger, { kind: 'nobody' }] as Actor[])
      await expect(world.run(operation, asked, actor)).rejects.toThrow('Sign in as an instructor first.');
  });
});

const settings = { signUpOpen: true, mostClasses: 2, mostMembers: 2, deleteAfterDays: 30 };

describe('a class', () => {
  it('has equal instructors, and always at least one', async () => {
    const { classId: shared } = await world.newClass(karin, 'Shared');
    await expect(world.run(AddInstructor, { classId: shared, name: 'Nobody here' }, karin)).rejects.toThrow(
      'No instructor has this name',
    );
    await world.run(AddInstructor, { classId: shared, name: ' OTHER ' }, karin);
    expect((await world.run(ListClasses, {}, other)).map(({ name }) => name).sort()).toEqual(['Others', 'Shared']);
    await world.run(RemoveInstructor, { classId: shared, personId: karin.personId }, other);
    await expect(world.run(GetClass, { classId: shared }, karin)).rejects.toThrow('There is no such class');
    await expect(world.run(RemoveInstructor, { classId: shared, personId: other.personId }, other)).rejects.toThrow(
      'Add another',
    );
  });

  it('respects the limits that an operator sets', async () => {
    await world.run(PutClassroomSettings, settings, operator);
    const few = await world.person('Few');
    const { classId: first } = await world.newClass(few, 'First', 'Ana\nBo');
    await expect(world.run(AddRoster, { classId: first, csv: 'Cy' }, few)).rejects.toThrow('up to 2 students');
    await world.newClass(few, 'Second');
    await expect(world.newClass(few, 'Third')).rejects.toThrow('2 open classes');
    await world.run(SetClassState, { classId: first, state: 'closed' }, few);
    await world.newClass(few, 'Third');
    expect(await world.run(GetClass, { classId: first }, few)).toMatchObject({
      state: 'closed',
      deletedOn: new Date(NOW.getTime() + 30 * 86_400_000),
    });
    await world.run(PutClassroomSettings, { ...settings, mostMembers: 200, mostClasses: 20 }, operator);
  });

  it('can be archived once it is closed, and is deleted with its members and seats', async () => {
    const { classId: ending, code } = await world.newClass(karin, 'Ending', 'Ana');
    const seat = await world.join(code, 'Ana');
    await expect(world.run(ArchiveClass, { classId: ending, archived: true }, karin)).rejects.toThrow('Close the class first');
    await world.run(SetClassState, { classId: ending, state: 'closed' }, karin);
    await world.run(ArchiveClass, { classId: ending, archived: true }, karin);
    await expect(world.run(DeleteClass, { classId: ending, name: 'Something else' }, karin)).rejects.toThrow(
      'Enter the exact name',
    );
    await world.run(DeleteClass, { classId: ending, name: 'Ending' }, karin);
    const { reader } = world.database;
    expect([
      await reader.member.count({ where: { classId: ending } }),
      await reader.seat.count({ where: { memberId: seat.memberId } }),
    ]).toEqual([0, 0]);
  });

  it.each(['paused', 'closed'] as const)(
    'lets students only ask for help and protect their seat while it is %s',
    async (state) => {
      const writes = classroomOperations.filter(({ who, writes }) => who === 'member' && writes);
      const [always, others] = [writes.filter(({ inAnyState }) => inAnyState), writes.filter(({ inAnyState }) => !inAnyState)];
      expect(always.map(({ name }) => name).sort()).toEqual(['AskForHelp', 'EndOffer', 'RenewPhrase']);
      await world.run(SetClassState, { classId, state }, karin);
      for (const operation of others)
        await expect(world.run(operation, inputOf(operation), member), operation.name).rejects.toThrow(`The class is ${state}.`);
      await world.run(RenewPhrase, {}, member);
      expect(await world.run(ListMembers, { classId }, karin)).toHaveLength(2);
      await world.run(SetClassState, { classId, state: 'open' }, karin);
    },
  );
});

describe('the accounts of attempts', () => {
  let console: TestWorld;
  beforeAll(async () => {
    console = await createTestWorld();
  });
  afterAll(() => console.close());

  it('are read-only while the class is paused', async () => {
    const account = await console.account();
    const { writer } = console.database;
    await writeAttempt(writer, 't', [account.accountId], NOW);
    const create = (UserName: string) => account.run(CreateUser, { UserName });
    await create('before');
    await freezeClass(console.database.writer, 'c', 'paused');
    await expect(create('meanwhile')).rejects.toThrow('The class is paused.');
    expect((await account.run(ListUsers, {})).Users).toHaveLength(1);
    await freezeClass(console.database.writer, 'c', 'open');
    await create('after');
    // An invited account belongs to its owner, so the class neither freezes nor deletes it.
    const { Organization } = await account.run(CreateOrganization, {});
    const guest = await console.account();
    const data = { organizationId: Organization.Id, joinedMethod: 'INVITED' };
    await writer.account.update({ where: { id: guest.accountId }, data });
    // An account that the organization created still belongs to the class after it leaves.
    await account.run(CreateAccount, { AccountName: 'made', Email: 'made@example.com' });
    const left = { organizationId: null, parentId: null, joinedMethod: null, joinedAt: null };
    await writer.account.update({ where: { email: 'made@example.com' }, data: left });
    await freezeClass(writer, 'c', 'paused');
    expect(await writer.account.findUnique({ where: { email: 'made@example.com' } })).toMatchObject({
      readOnlyBecause: expect.stringContaining('The class is paused.'),
    });
    await guest.run(CreateUser, { UserName: 'own' });
    await removeAccountsOf(console.database, 't', NOW);
    expect(await console.database.reader.account.findMany({ select: { id: true, organizationId: true } })).toEqual([
      { id: guest.accountId, organizationId: null },
    ]);
    expect((await guest.run(ListUsers, {})).Users).toHaveLength(1);
  });
});
