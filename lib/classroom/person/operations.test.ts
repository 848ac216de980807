import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp } from '../../account/sign-up';
import { hashPassword } from '../../core/secrets/password-hash';
import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { transaction } from '../../db/transaction';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { CreateClass } from '../class/operations';
import type { Actor, AnyClassroomOperation, ClassroomInput } from '../operation';
import { runClassroom } from '../run';
import { findPerson } from '../sessions';
import { GetClassroomSettings, PutClassroomSettings } from '../settings/operations';
import { firstOperatorSetUp } from './first-operator';
import { ChangeOwnPassword, GetSetUp, InvitePerson, ListPeople, RemovePerson, RenewInvitation, SetUpPerson } from './operations';
import { createPerson } from './rows';
import { signInPerson, signInWithPersonCode } from './sign-in';

const PASSWORD = 'a long enough password';
const NOW = new Date('2026-11-27T10:00:00Z');
let database: TestDatabase;
let operator: Actor;
let instructor: Actor;
let address = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const passwordHash = await hashPassword(PASSWORD);
  const make = async (name: string, role: 'operator' | 'instructor'): Promise<Actor> => {
    const { id } = await transaction(database, (tx) => createPerson(tx, { name, role, passwordHash }, NOW));
    return { kind: 'person', personId: id, name, role };
  };
  operator = await make('Olav', 'operator');
  instructor = await make('Karin Vold', 'instructor');
});
afterAll(() => database.close());

/** Calls from a new address each time, so that no test waits because of another's guesses. */
const run = <O extends AnyClassroomOperation>(operation: O, input: ClassroomInput<O>, actor: Actor, now = NOW) =>
  runClassroom(operation, input, { actor, now, sourceIp: `10.0.0.${++address}` }, database);
const signIn = (name: string, password: string, now = NOW) =>
  signInPerson(database, { name, password }, { sourceIp: `10.0.1.${++address}` }, now);
const nobody: Actor = { kind: 'nobody' };
const member: Actor = { kind: 'member', memberId: 'member-x', classId: 'class-x' };

describe('the authorization of classroom operations', () => {
  it.each([
    ['nobody', nobody],
    ['a student', member],
  ])('refuses %s the operations of instructors and operators', async (_who, actor) => {
    await expect(run(ListPeople, {}, actor)).rejects.toThrow('Sign in as an instructor first.');
    await expect(run(PutClassroomSettings, settings({ signUpOpen: false }), actor)).rejects.toThrow('Sign in as an instructor');
    await expect(run(ChangeOwnPassword, { current: PASSWORD, password: PASSWORD }, actor)).rejects.toThrow('Sign in as');
  });

  it('refuses instructors the operations of operators', async () => {
    await expect(run(InvitePerson, { name: 'Me too', role: 'operator' }, instructor)).rejects.toThrow('Only an operator');
    await expect(run(GetClassroomSettings, {}, instructor)).rejects.toThrow('Only an operator');
    expect(await database.reader.person.count({ where: { nameKey: 'me too' } })).toBe(0);
  });

  it('checks that the person still exists and has the role', async () => {
    const gone: Actor = { kind: 'person', personId: 'person-gone', name: 'Gone', role: 'operator' };
    await expect(run(ListPeople, {}, gone)).rejects.toThrow('Sign in again.');
    const demoted: Actor = { ...(instructor as Extract<Actor, { kind: 'person' }>), role: 'operator' };
    await expect(run(ListPeople, {}, demoted)).rejects.toThrow('Only an operator');
  });
});

describe('people', () => {
  it('set their password with a single-use link and sign in with it', async () => {
    const { token, personId } = await run(InvitePerson, { name: '  Ana   Lima ', role: 'instructor' }, operator);
    expect(await run(GetSetUp, { token }, nobody)).toMatchObject({ name: 'Ana Lima', role: 'instructor' });
    await run(SetUpPerson, { token, name: 'Ana Lima', password: PASSWORD }, nobody);
    await expect(run(SetUpPerson, { token, name: 'Eve', password: 'another password' }, nobody)).rejects.toThrow('was used');
    const session = await signIn(' ANA lima ', PASSWORD);
    if (!('token' in session)) throw new Error('no second factor was set');
    expect(await findPerson(database, session.token, NOW)).toMatchObject({ personId, name: 'Ana Lima', role: 'instructor' });
    expect(await findPerson(database, session.token, new Date(NOW.getTime() + 13 * 3600_000))).toBeNull();
    const stored = JSON.stringify(await database.reader.personSession.findMany());
    expect(stored).not.toContain(session.token);
    const { token: again } = await run(RenewInvitation, { personId }, operator);
    await run(SetUpPerson, { token: again, name: 'Ana Lima', password: 'a password of later' }, nobody);
    expect(await findPerson(database, session.token, NOW)).toBeNull();
  });

  it('cannot use a link that is older than a week or was replaced', async () => {
    const { token, personId } = await run(InvitePerson, { name: 'Late', role: 'instructor' }, operator);
    await expect(run(GetSetUp, { token }, nobody, new Date(NOW.getTime() + 8 * 86_400_000))).rejects.toThrow('older than a week');
    await run(RenewInvitation, { personId }, operator);
    await expect(run(GetSetUp, { token }, nobody)).rejects.toThrow('replaced');
  });

  it('must have unique and readable names', async () => {
    await expect(run(InvitePerson, { name: 'karin VOLD', role: 'instructor' }, operator)).rejects.toThrow('already exists');
    for (const name of ['', ' x ', 'a\u202Eb', 'a\u0000b', 'x'.repeat(41), 'x'.repeat(100_000)])
      await expect(run(InvitePerson, { name, role: 'instructor' }, operator)).rejects.toThrow(/^The name of a person/);
  });

  it('can be removed by an operator, except the last operator and the last instructor of a class', async () => {
    // The last operator can be removed only by themselves.
    await expect(run(RemovePerson, { personId: (operator as { personId: string }).personId }, operator)).rejects.toThrow(
      'yourself',
    );
    await run(CreateClass, { name: 'Own' }, instructor);
    await expect(run(RemovePerson, { personId: (instructor as { personId: string }).personId }, operator)).rejects.toThrow(
      '“Own” would have no instructor',
    );
    const { personId } = await run(InvitePerson, { name: 'Soon gone', role: 'instructor' }, operator);
    await run(RemovePerson, { personId }, operator);
    expect((await run(ListPeople, {}, operator)).map(({ name }) => name)).not.toContain('Soon gone');
  });

  it('need the current password to change it', async () => {
    const { token, personId } = await run(InvitePerson, { name: 'Changing', role: 'instructor' }, operator);
    await run(SetUpPerson, { token, name: 'Changing', password: PASSWORD }, nobody);
    const self: Actor = { kind: 'person', personId, name: 'Changing', role: 'instructor' };
    const change = (current: string) => run(ChangeOwnPassword, { current, password: 'the password after it' }, self);
    await expect(change('not the password')).rejects.toThrow('password is not correct');
    await change(PASSWORD);
    await expect(signIn('Changing', PASSWORD)).rejects.toThrow('not correct');
    await signIn('Changing', 'the password after it');
  });
});

describe('the first operator', () => {
  it('is set up with the newest link and an MFA code, which works once', async () => {
    const fresh = await createTestDatabase();
    try {
      const call = { actor: nobody, now: NOW, sourceIp: '10.0.2.1' };
      const first = await firstOperatorSetUp(fresh, NOW);
      const token = (await firstOperatorSetUp(fresh, NOW)) ?? '';
      await expect(runClassroom(GetSetUp, { token: first ?? '' }, call, fresh)).rejects.toThrow('replaced');
      const { seed, sealedSeed } = await runClassroom(GetSetUp, { token }, call, fresh);
      const wanted = { token, name: 'Ola Nordmann', password: PASSWORD };
      await expect(runClassroom(SetUpPerson, wanted, call, fresh)).rejects.toThrow('must use MFA');
      const wrong = { sealedSeed: `${sealedSeed.slice(0, -4)}AAAA`, code: codeOf(seed, stepOf(NOW)) };
      await expect(runClassroom(SetUpPerson, { ...wanted, mfa: wrong }, call, fresh)).rejects.toThrow('next code');
      const code = codeOf(seed, stepOf(NOW));
      await runClassroom(SetUpPerson, { ...wanted, mfa: { sealedSeed, code } }, call, fresh);
      expect(await firstOperatorSetUp(fresh, NOW)).toBeNull();
      const signedIn = await signInPerson(fresh, { name: 'Ola Nordmann', password: PASSWORD }, call, NOW);
      if (!('step' in signedIn)) throw new Error('the second factor was not asked for');
      await expect(signInWithPersonCode(fresh, signedIn.step, code, call, NOW)).rejects.toThrow('works once');
      const later = new Date(NOW.getTime() + 60_000);
      const ticket = await signInWithPersonCode(fresh, signedIn.step, codeOf(seed, stepOf(later)), call, later);
      expect(await findPerson(fresh, ticket.token, later)).toMatchObject({ role: 'operator' });
      const late = new Date(NOW.getTime() + 600_000);
      await expect(signInWithPersonCode(fresh, signedIn.step, codeOf(seed, stepOf(late)), call, late)).rejects.toThrow(
        'too long',
      );
      await expect(signInWithPersonCode(fresh, 'made up', '123456', call, NOW)).rejects.toThrow('too long');
    } finally {
      await fresh.close();
    }
  });
});

describe('sign-in', () => {
  it('does not reveal whether the name or the password was wrong, and limits guesses', async () => {
    const wrong = () => signIn('Olav', 'not the password').then(String, (error: Error) => error.message);
    expect(await signIn('Nobody', PASSWORD).catch((error: Error) => error.message)).toBe(await wrong());
    for (let guess = 0; guess < 4; guess++) await wrong();
    expect(await wrong()).toMatch(/^Too many attempts/);
    // Failed attempts of others don't delay a person on a known device.
    const known = { sourceIp: '10.0.3.1', deviceOf: () => 'laptop' };
    expect(await signInPerson(database, { name: 'Olav', password: PASSWORD }, known, NOW)).toHaveProperty('token');
  });
});

const settings = (change: object) => ({ signUpOpen: true, mostClasses: 5, mostMembers: 30, deleteAfterDays: 90, ...change });

describe('the settings of the installation', () => {
  it('can close the sign-up of accounts', async () => {
    const account = { name: 'shop', email: 'shop@example.com', password: 'Xy7-long-enough' };
    await run(PutClassroomSettings, settings({ signUpOpen: false }), operator);
    await expect(signUp(database, account, NOW)).rejects.toThrow('Sign-up is closed');
    await run(PutClassroomSettings, settings({}), operator);
    expect(await signUp(database, account, NOW)).toMatchObject({ name: 'shop' });
  });

  it('must be numbers within limits', async () => {
    await expect(run(PutClassroomSettings, settings({ mostMembers: 0 }), operator)).rejects.toThrow('the minimum is 1');
    await expect(run(PutClassroomSettings, settings({ mostMembers: 1e9 }), operator)).rejects.toThrow('maximum is 500');
  });
});
