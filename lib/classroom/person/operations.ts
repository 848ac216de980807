import { z } from 'zod';
import { hashPassword, verifyPassword } from '../../core/secrets/password-hash';
import { encrypt } from '../../core/secrets/secrets';
import { oneOf } from '../../core/text/lists';
import { conflict, invalid, notThere, WrongGuess } from '../errors';
import { defineClassroomOperation } from '../operation';
import { PERSON_SEED } from '../secrets';
import { createPerson, newSetUp, offeredSeed, offerSeed, personOfSetUp, requireFreeName, takenStep } from './rows';
import { ChangePasswordInput, InvitePersonInput, PersonInput, SetUpInput, SetUpPersonInput } from './schema';

/** Lists instructors and operators with the number of their classes. */
export const ListPeople = defineClassroomOperation({
  name: 'ListPeople',
  who: 'operator',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, now }) => {
    const people = await db.person.findMany({ orderBy: { nameKey: 'asc' }, include: { _count: { select: { classes: true } } } });
    return people.map((person) => ({
      id: person.id,
      name: person.name,
      role: oneOf(['operator', 'instructor'], person.role),
      hasPassword: person.passwordHash !== null,
      hasMfa: person.mfaSeedCipher !== null,
      /** True if a setup link is still valid. */
      isInvited: person.setUpExpiresAt !== null && person.setUpExpiresAt > now,
      classes: person._count.classes,
      createdAt: person.createdAt,
    }));
  },
});

/** Creates a person without a password. The token is for a link that sets one, and is returned only this once. */
export const InvitePerson = defineClassroomOperation({
  name: 'InvitePerson',
  who: 'operator',
  writes: true,
  input: InvitePersonInput,
  run: async (input, { db, now }) => {
    const { id, name } = await createPerson(db, input, now);
    return { personId: id, name, token: await newSetUp(db, id, now) };
  },
});

/** Creates a new setup link for a person who lost the first one or the password. Using it ends the person's sessions. */
export const RenewInvitation = defineClassroomOperation({
  name: 'RenewInvitation',
  who: 'operator',
  writes: true,
  input: PersonInput,
  run: async ({ personId }, { db, now }) => {
    const person = await db.person.findUnique({ where: { id: personId } });
    if (!person) throw notThere('person');
    return { personId, name: person.name, token: await newSetUp(db, personId, now) };
  },
});

/** Removes a person, unless it is the last operator or the last instructor of a class. */
export const RemovePerson = defineClassroomOperation({
  name: 'RemovePerson',
  who: 'operator',
  writes: true,
  input: PersonInput,
  run: async ({ personId }, { db, actor }) => {
    if (personId === actor.personId) throw conflict('You can’t remove yourself. Ask another operator.');
    const person = await db.person.findUnique({ where: { id: personId } });
    if (!person) throw notThere('person');
    const alone = await db.class.findFirst({
      where: { instructors: { some: { personId }, every: { personId } } },
      select: { name: true },
    });
    if (alone) throw conflict(`“${alone.name}” would have no instructor. Add another one, or delete the class first.`);
    await db.person.delete({ where: { id: personId } });
    return { personId };
  },
});

/** Returns the person of a setup link, with a seed for an authenticator app. */
export const GetSetUp = defineClassroomOperation({
  name: 'GetSetUp',
  who: 'anybody',
  writes: false,
  input: SetUpInput,
  run: async ({ token }, { db, now }) => {
    const person = await personOfSetUp(db, token, now);
    if (!person) throw notThere('link: it was used, replaced, or is older than a week');
    return { name: person.name, role: oneOf(['operator', 'instructor'], person.role), ...offerSeed(person.id) };
  },
});

/**
 * Sets the password of a setup link's person, and MFA for operators. It invalidates the link and the person's sessions.
 * @throws AwsError NotFound, WrongGuess for a wrong code
 */
export const SetUpPerson = defineClassroomOperation({
  name: 'SetUpPerson',
  who: 'anybody',
  writes: true,
  input: SetUpPersonInput,
  guess: ({ token }) => `person-set-up:${token}`,
  prepare: async ({ token, password }, { database, now }) => {
    // Hashes no password without a valid link.
    if (!(await personOfSetUp(database.reader, token, now))) return null;
    return hashPassword(password);
  },
  run: async ({ token, name, mfa }, { db, now }, passwordHash) => {
    const person = await personOfSetUp(db, token, now);
    if (!person || !passwordHash) throw new WrongGuess('This link was used, replaced, or is older than a week.');
    if (person.role === 'operator' && !mfa) throw invalid('Operators must use MFA.', 'mfa');
    const seed = mfa ? offeredSeed(person.id, mfa.sealedSeed) : null;
    const step = mfa && seed ? takenStep(seed, mfa.code, now, null) : null;
    if (mfa && step === null) throw new WrongGuess('The code is not valid. Try the next code.', 'mfa');
    await requireFreeName(db, name.toLowerCase(), person.id);
    const data = {
      name,
      nameKey: name.toLowerCase(),
      passwordHash,
      setUpHash: null,
      setUpExpiresAt: null,
      mfaSeedCipher: seed === null ? null : encrypt(PERSON_SEED, seed),
      mfaLastStep: step,
    };
    await db.person.update({ where: { id: person.id }, data });
    await db.personSession.deleteMany({ where: { personId: person.id } });
    return { personId: person.id, name };
  },
});

/** Changes the caller's password and ends all their sessions. */
export const ChangeOwnPassword = defineClassroomOperation({
  name: 'ChangeOwnPassword',
  who: 'instructor',
  writes: true,
  input: ChangePasswordInput,
  guess: (_input, actor) => `person:${actor.kind === 'person' ? actor.personId : ''}`,
  prepare: async ({ current, password }, { database, actor }) => {
    const person = await database.reader.person.findUnique({ where: { id: actor.personId } });
    if (!person?.passwordHash || !(await verifyPassword(person.passwordHash, current))) return null;
    return { before: person.passwordHash, after: await hashPassword(password) };
  },
  run: async (_input, { db, actor }, hashes) => {
    const wrong = new WrongGuess('The password is not correct.', 'current');
    if (!hashes) throw wrong;
    const changed = await db.person.updateMany({
      where: { id: actor.personId, passwordHash: hashes.before },
      data: { passwordHash: hashes.after },
    });
    if (changed.count === 0) throw wrong;
    await db.personSession.deleteMany({ where: { personId: actor.personId } });
    return { personId: actor.personId };
  },
});
