import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreateClass, SetClassState, SetJoinCode, UpdateClass } from '../class/operations';
import type { Actor, PersonActor } from '../operation';
import { findSeat } from '../sessions';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import {
  AddRoster,
  FindClass,
  FreeSeats,
  GetOwnSeat,
  JoinClass,
  LetInAgain,
  ListMembers,
  ListRemovedMembers,
  MakeSheets,
  RemoveMember,
  RemoveMembers,
  RenewPhrase,
  TakeBackMember,
} from './operations';

let world: ClassroomWorld;
let karin: PersonActor;
const nobody: Actor = { kind: 'nobody' };
const later = (minutes: number) => ({ now: new Date(NOW.getTime() + minutes * 60_000) });

beforeAll(async () => {
  world = await createClassroomWorld();
  karin = await world.person('Karin');
});
afterAll(() => world.database.close());

const joinAs = (code: string, name: string, phrase?: string, at?: { now: Date }) =>
  world.run(JoinClass, { code, name, phrase }, nobody, at);

describe('JoinClass', () => {
  it('accepts a code in any notation and a name, and stores neither the token nor the phrase', async () => {
    const { classId, code } = await world.newClass(karin, 'Tuesday', 'Noor Haddad,A\nFelix');
    const typed = ` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`;
    expect(await world.run(FindClass, { code: typed }, nobody)).toEqual({
      code,
      name: 'Tuesday',
      expected: [
        { number: 2, name: 'Felix', mark: null },
        { number: 1, name: 'Noor Haddad', mark: null },
      ],
    });
    const joined = await joinAs(typed, 'noor haddad');
    if (!('seat' in joined)) throw new Error('the name was expected');
    const seat = await findSeat(world.database, joined.seat.token, NOW);
    if (!seat) throw new Error('the seat was opened');
    expect(await world.run(GetOwnSeat, {}, seat)).toMatchObject({ name: 'Noor Haddad', group: 'A', class: { name: 'Tuesday' } });
    const stored = JSON.stringify([await world.database.reader.member.findMany(), await world.database.reader.seat.findMany()]);
    expect(stored).not.toContain(joined.seat.token);
    expect(stored).not.toContain(joined.phrase);
    expect((await world.run(ListMembers, { classId }, karin)).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'Felix expected',
      'Noor Haddad joined',
    ]);
  });

  it('requires the recovery phrase for a taken name, unless the instructor allows one entry', async () => {
    const { classId, code } = await world.newClass(karin, 'Taken');
    const first = await joinAs(code, 'Ada');
    if (!('seat' in first)) throw new Error('nobody has the name yet');
    expect(await joinAs(code, 'ada')).toEqual({ needsPhrase: 'taken' });
    await expect(joinAs(code, 'Ada', 'not the right words')).rejects.toThrow('not the recovery phrase');
    expect(await joinAs(code, 'Ada', ` ${first.phrase?.toUpperCase().replaceAll(' ', '-')} `)).toMatchObject({ phrase: null });
    const [ada] = await world.run(ListMembers, { classId }, karin);
    const memberId = ada?.id ?? '';
    await world.run(LetInAgain, { memberId }, karin);
    const again = await joinAs(code, 'Ada');
    expect(again).toMatchObject({ phrase: expect.stringMatching(/^\w+ \w+ \w+ \w+$/) });
    expect(await joinAs(code, 'Ada')).toEqual({ needsPhrase: 'taken' });
    await world.run(LetInAgain, { memberId }, karin);
    expect(await joinAs(code, 'Ada', undefined, later(11))).toEqual({ needsPhrase: 'taken' });
    const { phrase } = await world.run(RenewPhrase, {}, { kind: 'member', memberId, classId });
    await expect(joinAs(code, 'Ada', 'phrase' in again ? (again.phrase ?? '') : '', later(11))).rejects.toThrow(
      'not the recovery phrase',
    );
    expect(await joinAs(code, 'Ada', phrase)).toHaveProperty('seat');
  });

  it('requires the phrase of a sheet if sheets were made', async () => {
    const { classId, code } = await world.newClass(karin, 'Sheets', 'Bo Lee\nCy');
    const { sheets } = await world.run(MakeSheets, { classId }, karin);
    expect(await joinAs(code, 'Bo Lee')).toEqual({ needsPhrase: 'card' });
    expect(await joinAs(code, 'Bo Lee', sheets.find(({ name }) => name === 'Bo Lee')?.phrase)).toHaveProperty('seat');
  });

  it('refuses an old code, a closed class and a removed student', async () => {
    const { classId, code } = await world.newClass(karin, 'Ending');
    const seat = await world.join(code, 'Eva');
    const { joinCode } = await world.run(SetJoinCode, { classId, on: true }, karin);
    await expect(joinAs(code, 'Late')).rejects.toThrow('No class has this code');
    await world.run(SetClassState, { classId, state: 'closed' }, karin);
    await expect(joinAs(joinCode ?? '', 'Late')).rejects.toThrow('No class has this code');
    await world.run(SetClassState, { classId, state: 'open' }, karin);
    await world.run(RemoveMember, { memberId: seat.memberId }, karin);
    await expect(world.run(GetOwnSeat, {}, seat)).rejects.toThrow('no longer in this class');
    await expect(joinAs(joinCode ?? '', 'Eva')).rejects.toThrow('removed from the class');
    expect(await world.run(ListRemovedMembers, { classId }, karin)).toEqual([{ id: seat.memberId, name: 'Eva' }]);
    await world.run(TakeBackMember, { memberId: seat.memberId }, karin);
    expect(await joinAs(joinCode ?? '', 'Eva')).toHaveProperty('seat');
  });

  it('refuses hostile codes and names, and limits guesses of codes', async () => {
    const { code } = await world.newClass(karin, 'Guessed at');
    for (const hostile of ['', '      ', "'; DROP TABLE x", '\u0000', '𝒜𝒜𝒜𝒜𝒜𝒜', 'A'.repeat(100_000), '000000'])
      await expect(world.run(FindClass, { code: hostile }, nobody)).rejects.toThrow(/six letters and digits/);
    for (const name of ['', '\u0000\u0000', '\u202Eab', 'x'.repeat(101), '<'.repeat(1_000_000)])
      await expect(joinAs(code, name)).rejects.toThrow('The name of a student');
    expect(await joinAs(code, '<script>alert(1)</script>')).toHaveProperty('seat');
    const guess = (sourceIp: string) => world.run(FindClass, { code: 'ZZZZZ9' }, nobody, { sourceIp });
    const wrong = async (n: number, sourceIp: string) => {
      for (let at = 0; at < n; at++)
        await world
          .run(FindClass, { code: `ZZZZ${'23456789'[at % 8]}${'ABCDEFGHJKMNPQRSTUVW'[at >> 3]}` }, nobody, { sourceIp })
          .catch(() => undefined);
    };
    // Thirty students in one room each mistype the code once. Nobody has to wait.
    await wrong(30, '192.0.2.7');
    await expect(guess('192.0.2.7')).rejects.toThrow('No class has this code');
    await wrong(120, '192.0.2.7');
    await expect(guess('192.0.2.7')).rejects.toThrow('Too many attempts');
    await expect(guess('192.0.2.8')).rejects.toThrow('No class has this code');
    const inBrowser = (browser: string) => world.run(FindClass, { code: 'ZZZZZ9' }, nobody, { sourceIp: '192.0.2.9', browser });
    for (let at = 0; at < 5; at++) await expect(inBrowser('one')).rejects.toThrow('No class has this code');
    await expect(inBrowser('one')).rejects.toThrow('Too many attempts');
    await expect(inBrowser('another')).rejects.toThrow('No class has this code');
  });
});

describe('the limit on guesses', () => {
  it('counts wrong phrases for a name from all addresses, regardless of other requests', async () => {
    const { code } = await world.newClass(karin, 'Words');
    await world.join(code, 'Ada');
    for (let at = 0; at < 5; at++) {
      await expect(joinAs(code, 'Ada', `wrong words ${at}`)).rejects.toThrow('not the recovery phrase');
      expect(await joinAs(code, 'Ada')).toEqual({ needsPhrase: 'taken' });
    }
    await expect(joinAs(code, 'Ada', 'wrong words again')).rejects.toThrow('Too many attempts');
  });

  it('does not affect a whole class that joins at once behind one router', async () => {
    const names = Array.from({ length: 29 }, (_, at) => `Student ${at + 10}`);
    const { code } = await world.newClass(karin, 'At once', names.join('\n'));
    const at = { sourceIp: '192.0.2.44' };
    const found = await Promise.all(names.map(() => world.run(FindClass, { code }, nobody, at)));
    expect(found).toHaveLength(29);
    const joined = await Promise.all(names.map((name) => world.run(JoinClass, { code, name }, nobody, at)));
    expect(joined.every((one) => 'seat' in one)).toBe(true);
  });
});

describe('a roster', () => {
  it('reports all problems when a class is created, and creates no class in that case', async () => {
    const roster = 'id,name,email\n1,Ana,ana\n1,Bo,\n2,,';
    const made = await world.run(CreateClass, { name: 'Wrong list', roster }, karin);
    expect(made.classId).toBeNull();
    expect(made.problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 Enter an email address such as name@example.edu.',
      '4 The name of a student must have at least 1 character.',
    ]);
    expect(await world.database.reader.class.count({ where: { name: 'Wrong list' } })).toBe(0);
  });

  it('is added completely or not at all, with problems by line', async () => {
    const { classId } = await world.newClass(karin, 'Roster', 'Ana');
    const add = (csv: string) => world.run(AddRoster, { classId, csv }, karin);
    expect(await add(`Bo\nana\n${'x'.repeat(101)}`)).toEqual({
      added: 0,
      problems: [
        { line: 2, message: 'ana is already in the class.' },
        { line: 3, message: 'The name of a student can have up to 100 characters.' },
      ],
    });
    expect(await add('')).toMatchObject({ added: 0, problems: [{ line: 1 }] });
    expect(await add('Bo\nCy,B')).toEqual({ added: 2, problems: [] });
    expect((await world.run(ListMembers, { classId }, karin)).map(({ name, number }) => `${number} ${name}`)).toEqual([
      '1 Ana',
      '2 Bo',
      '3 Cy',
    ]);
  });
});

describe('students with the same name', () => {
  it('are distinguished on the roster, when they join and in lists', async () => {
    const roster = 'id,name,email,group\ns1,Ana Lind,a1@x.edu,A\ns2,Ana Lind,a2@x.edu,B\ns3,Bo Lee,,A';
    const { classId, code } = await world.newClass(karin, 'Namesakes', roster);
    const { expected } = await world.run(FindClass, { code }, nobody);
    expect(expected.map(({ name, mark }) => `${name} ${mark}`)).toEqual(['Ana Lind A', 'Ana Lind B', 'Bo Lee null']);
    expect(await joinAs(code, 'ana lind')).toEqual({
      choices: [
        { number: 1, name: 'Ana Lind', mark: 'A' },
        { number: 2, name: 'Ana Lind', mark: 'B' },
      ],
    });
    const second = await world.run(JoinClass, { code, name: 'Ana Lind', number: 2 }, nobody);
    const phrase = 'seat' in second ? (second.phrase ?? '') : '';
    const members = await world.run(ListMembers, { classId }, karin);
    expect(members.map(({ externalId, email, state }) => [externalId, email, state])).toEqual([
      ['s1', 'a1@x.edu', 'expected'],
      ['s2', 'a2@x.edu', 'joined'],
      ['s3', null, 'expected'],
    ]);
    // The recovery phrase alone identifies the student.
    expect(await joinAs(code, 'Ana Lind', phrase)).toHaveProperty('seat');
    await expect(joinAs(code, 'Ana Lind', 'some other four words')).rejects.toThrow('not the recovery phrase');
    const { added, problems } = await world.run(AddRoster, { classId, csv: 's1,Cy,A\nBo Lee\nid4,Ana Lind,C' }, karin);
    expect(added).toBe(0);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '1 Cy is already in the class.',
      '2 Bo Lee is already in the class. Students with the same name each need an id.',
    ]);
  });
});

/** Waits for the start of a second, because guesses are counted per second. */
const beginningOfSecond = () => new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() % 1_000)));

describe('seats', () => {
  const settings = { name: 'Seats', language: 'en', hintsCost: true, deleteAfterDays: 90 };

  it('are limited for each class, and a roster adds seats', async () => {
    const { classId, code } = await world.newClass(karin, 'Seats', 'Ana');
    await world.run(UpdateClass, { classId, ...settings, seats: 3 }, karin);
    await joinAs(code, 'Bo');
    await joinAs(code, 'Cy');
    await expect(joinAs(code, 'Di')).rejects.toThrow('All 3 seats of this class are taken.');
    expect(await joinAs(code, 'Ana')).toHaveProperty('seat');
    await world.run(AddRoster, { classId, csv: 'Di\nEd' }, karin);
    expect(await joinAs(code, 'Di')).toHaveProperty('seat');
    await expect(world.run(UpdateClass, { classId, ...settings, seats: 201 }, karin)).rejects.toThrow('up to 200 seats');
  });

  it('have a limit on unlisted names from one address, and the instructor can remove those members', async () => {
    const { classId, code } = await world.newClass(karin, 'Invaded', 'Ana\nBo');
    const from = (sourceIp: string) => (name: string) => world.run(JoinClass, { code, name }, nobody, { sourceIp });
    const attacker = from('198.51.100.9');
    const joined: string[] = [];
    for (let at = 0; at < 55; at++)
      await attacker(`Invented ${at}`).then(
        () => joined.push(`Invented ${at}`),
        (error: Error) => expect(error.message).toContain('joined from this network'),
      );
    expect(joined).toHaveLength(40);
    // Listed students and students from other addresses do not wait.
    expect(await attacker('Ana')).toHaveProperty('seat');
    expect(await from('198.51.100.10')('Late')).toHaveProperty('seat');
    const unlisted = (await world.run(ListMembers, { classId }, karin)).filter(
      ({ joinedFrom, isListed }) => joinedFrom === '198.51.100.9' && !isListed,
    );
    expect(unlisted.map(({ name }) => name).toSorted()).toEqual(joined.toSorted());
    const memberIds = unlisted.map(({ id }) => id);
    expect(await world.run(RemoveMembers, { classId, memberIds }, karin)).toEqual({ removed: 40 });
    expect((await world.run(ListMembers, { classId }, karin)).map(({ name }) => name)).toEqual(['Ana', 'Bo', 'Late']);
    expect(await attacker('Another')).toHaveProperty('seat');
    // The call removes only students of its own class.
    const other = await world.newClass(karin, 'Other', 'Ana');
    expect(await world.run(RemoveMembers, { classId: other.classId, memberIds: [memberIds[0] ?? ''] }, karin)).toEqual({
      removed: 0,
    });
  });

  it('have a limit on listed names without a phrase from one address, and the instructor can free them', async () => {
    const names = Array.from({ length: 70 }, (_, at) => `Student ${at}`);
    const { classId, code } = await world.newClass(karin, 'Lecture', names.join('\n'));
    const joinFrom = (name: string, sourceIp: string, now = NOW, phrase?: string) =>
      world.run(JoinClass, { code, name, phrase }, nobody, { sourceIp, now });
    const attacker = '198.51.100.20';
    const joined: string[] = [];
    for (const name of names.slice(0, 65))
      await joinFrom(name, attacker).then(
        () => joined.push(name),
        (error: Error) => expect(error.message).toContain('joined from this network by name alone'),
      );
    // A whole class can join from one router.
    expect(joined).toHaveLength(60);
    const memberOf = async (name: string) =>
      (await world.run(ListMembers, { classId }, karin)).find((one) => one.name === name)?.id ?? '';
    // Students from other addresses can join, and so can students let in by the instructor. The others wait ten minutes.
    await world.run(LetInAgain, { memberId: await memberOf('Student 67') }, karin);
    expect(await joinFrom('Student 67', attacker)).toHaveProperty('seat');
    expect(await joinFrom('Student 69', '198.51.100.21')).toHaveProperty('seat');
    expect(await joinFrom('Student 68', attacker, later(11).now)).toHaveProperty('seat');
    const shown = await world.run(ListMembers, { classId }, karin);
    const taken = shown.filter(({ joinedFrom }) => joinedFrom === attacker);
    expect(taken.map(({ name }) => name).toSorted()).toEqual([...joined, 'Student 67', 'Student 68'].toSorted());
    expect(taken.every(({ isListed, state }) => isListed && state === 'joined')).toBe(true);
    const memberIds = taken.map(({ id }) => id);
    // The instructor of another class cannot free these seats.
    const other = await world.newClass(karin, 'Other lecture', 'Student 0');
    expect(await world.run(FreeSeats, { classId: other.classId, memberIds }, karin)).toEqual({ freed: 0 });
    expect(await world.run(FreeSeats, { classId, memberIds }, karin)).toEqual({ freed: 62 });
    expect(await world.database.reader.seat.count({ where: { memberId: { in: memberIds } } })).toBe(0);
    const after = await world.run(ListMembers, { classId }, karin);
    expect(after.filter(({ state }) => state === 'joined').map(({ name }) => name)).toEqual(['Student 69']);
    const mine = await joinFrom('Student 0', '198.51.100.22');
    if (!('seat' in mine)) throw new Error('the name was free');
    // A join with a phrase does not count as a join by name alone.
    await joinFrom('Student 0', '198.51.100.23', NOW, mine.phrase ?? '');
    const [first] = (await world.run(ListMembers, { classId }, karin)).filter(({ name }) => name === 'Student 0');
    expect(first?.joinedFrom).toBe('198.51.100.22');
  });

  it('open with the right code and recovery phrase despite failed attempts of others', async () => {
    const { classId, code } = await world.newClass(karin, 'Locked', 'Ada\nBo');
    const { sheets } = await world.run(MakeSheets, { classId }, karin);
    const [ada, bo] = sheets;
    const at = { sourceIp: '203.0.113.5', browser: 'room' };
    const tries = (count: number, work: (n: number) => Promise<unknown>) =>
      Promise.all(Array.from({ length: count }, (_, n) => work(n).catch(() => undefined)));
    await tries(160, (n) =>
      world.run(FindClass, { code: `YYYY${'23456789'[n % 8]}${'ABCDEFGHJKMNPQRSTUVW'[n >> 3]}` }, nobody, at),
    );
    await tries(20, (n) =>
      world.run(JoinClass, { code, name: 'Ada', phrase: `wrong words ${n}` }, nobody, { sourceIp: '203.0.113.6' }),
    );
    await expect(world.run(FindClass, { code }, nobody, at)).rejects.toThrow('Too many attempts');
    expect(await world.run(JoinClass, { code, name: 'Ada', phrase: ada?.phrase }, nobody, at)).toHaveProperty('seat');
    // An ambiguous attempt to join is delayed and rejected like a wrong one, at most twice a second.
    await expect(world.run(JoinClass, { code, name: 'Bo', phrase: ada?.phrase }, nobody, at)).rejects.toThrow(
      'Too many attempts',
    );
    await beginningOfSecond();
    await tries(5, () => world.run(JoinClass, { code, name: 'Bo', phrase: 'wrong' }, nobody, at));
    await expect(world.run(JoinClass, { code, name: 'Bo', phrase: bo?.phrase }, nobody, at)).rejects.toThrow('Too many attempts');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await world.run(JoinClass, { code, name: 'Bo', phrase: bo?.phrase }, nobody, at)).toHaveProperty('seat');
  });

  it('open with the right phrase while others continue to guess at the name', async () => {
    const { classId, code } = await world.newClass(karin, 'Flooded', 'Ada');
    const { sheets } = await world.run(MakeSheets, { classId }, karin);
    const sourceIp = '203.0.113.77';
    const joinFrom = (browser: string | undefined, phrase: string | undefined) =>
      world.run(JoinClass, { code, name: 'Ada', phrase }, nobody, { sourceIp, browser });
    const flood = { goesOn: true, evaluated: 0 };
    const guess = async (browser: string | undefined) => {
      for (let n = 0; flood.goesOn; n++) {
        const outcome = await joinFrom(browser, `wrong words ${n}`).then(String, String);
        if (!outcome.includes('Too many attempts')) flood.evaluated += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const guessing = [guess(undefined), guess('one'), guess('two')];
    try {
      await expect.poll(() => joinFrom('three', 'wrong').then(String, String)).toContain('Too many attempts');
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      expect(await joinFrom('own', sheets[0]?.phrase)).toHaveProperty('seat');
    } finally {
      flood.goesOn = false;
      await Promise.all(guessing);
    }
    // Only the free guesses were evaluated.
    expect(flood.evaluated).toBeLessThan(10);
  });

  it('accept only a few guesses per second from all browsers together', async () => {
    const { classId, code } = await world.newClass(karin, 'Bounded', 'Ada');
    const { sheets } = await world.run(MakeSheets, { classId }, karin);
    const joinFrom = (browser: string, phrase: string | undefined) =>
      world.run(JoinClass, { code, name: 'Ada', phrase }, nobody, { sourceIp: '203.0.113.78', browser }).then(
        () => 'in',
        () => 'out',
      );
    for (let n = 0; n < 10; n++) await joinFrom('first', 'wrong');
    const second = () => Math.floor(performance.now() / 1000);
    const first = second();
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, n) => joinFrom(`browser ${n}`, sheets[0]?.phrase)));
    const seconds = second() - first + 1;
    const joined = outcomes.filter((outcome) => outcome === 'in').length;
    expect(joined).toBeGreaterThan(0);
    expect(joined).toBeLessThanOrEqual(8 * seconds);
  });
});
