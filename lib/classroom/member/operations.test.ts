import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SetClassState, SetJoinCode } from '../class/operations';
import type { Actor, PersonActor } from '../operation';
import { findSeat } from '../sessions';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import {
  AddRoster,
  FindClass,
  GetOwnSeat,
  JoinClass,
  LetInAgain,
  ListMembers,
  ListRemovedMembers,
  MakeSheets,
  RemoveMember,
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

describe('joining', () => {
  it('takes a code as it is typed, and a name, and keeps neither the seat nor the phrase', async () => {
    const { classId, code } = await world.newClass(karin, 'Tuesday', 'Noor Haddad,A\nFelix');
    const typed = ` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`;
    expect(await world.run(FindClass, { code: typed }, nobody)).toEqual({
      code,
      name: 'Tuesday',
      expected: ['Felix', 'Noor Haddad'],
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

  it('opens a taken name by its four words, or once when the instructor lets it in', async () => {
    const { classId, code } = await world.newClass(karin, 'Taken');
    const first = await joinAs(code, 'Ada');
    if (!('seat' in first)) throw new Error('nobody has the name yet');
    expect(await joinAs(code, 'ada')).toEqual({ needsPhrase: true });
    await expect(joinAs(code, 'Ada', 'not the right words')).rejects.toThrow('not the four words');
    expect(await joinAs(code, 'Ada', ` ${first.phrase?.toUpperCase().replaceAll(' ', '-')} `)).toMatchObject({ phrase: null });
    const [ada] = await world.run(ListMembers, { classId }, karin);
    const memberId = ada?.id ?? '';
    await world.run(LetInAgain, { memberId }, karin);
    const again = await joinAs(code, 'Ada');
    expect(again).toMatchObject({ phrase: expect.stringMatching(/^\w+ \w+ \w+ \w+$/) });
    expect(await joinAs(code, 'Ada')).toEqual({ needsPhrase: true });
    await world.run(LetInAgain, { memberId }, karin);
    expect(await joinAs(code, 'Ada', undefined, later(11))).toEqual({ needsPhrase: true });
    const { phrase } = await world.run(RenewPhrase, {}, { kind: 'member', memberId, classId });
    await expect(joinAs(code, 'Ada', 'phrase' in again ? (again.phrase ?? '') : '', later(11))).rejects.toThrow(
      'not the four words',
    );
    expect(await joinAs(code, 'Ada', phrase)).toHaveProperty('seat');
  });

  it('needs the words of a sheet where sheets were made', async () => {
    const { classId, code } = await world.newClass(karin, 'Sheets', 'Bo Lee\nCy');
    const { sheets } = await world.run(MakeSheets, { classId }, karin);
    expect(await joinAs(code, 'Bo Lee')).toEqual({ needsPhrase: true });
    expect(await joinAs(code, 'Bo Lee', sheets.find(({ name }) => name === 'Bo Lee')?.phrase)).toHaveProperty('seat');
  });

  it('ends with the code, the class, and the place in it', async () => {
    const { classId, code } = await world.newClass(karin, 'Ending');
    const seat = await world.join(code, 'Eva');
    const { joinCode } = await world.run(SetJoinCode, { classId, on: true }, karin);
    await expect(joinAs(code, 'Late')).rejects.toThrow('No class has this code');
    await world.run(SetClassState, { classId, state: 'closed' }, karin);
    await expect(joinAs(joinCode ?? '', 'Late')).rejects.toThrow('No class has this code');
    await world.run(SetClassState, { classId, state: 'open' }, karin);
    await world.run(RemoveMember, { memberId: seat.memberId }, karin);
    await expect(world.run(GetOwnSeat, {}, seat)).rejects.toThrow('not in this class any more');
    await expect(joinAs(joinCode ?? '', 'Eva')).rejects.toThrow('taken out of the class');
    expect(await world.run(ListRemovedMembers, { classId }, karin)).toEqual([{ id: seat.memberId, name: 'Eva' }]);
    await world.run(TakeBackMember, { memberId: seat.memberId }, karin);
    expect(await joinAs(joinCode ?? '', 'Eva')).toHaveProperty('seat');
  });

  it('is no way to find codes out, nor to crash anything', async () => {
    const { code } = await world.newClass(karin, 'Guessed at');
    for (const hostile of ['', '      ', "'; DROP TABLE x", '\u0000', '𝒜𝒜𝒜𝒜𝒜𝒜', 'A'.repeat(100_000), '000000'])
      await expect(world.run(FindClass, { code: hostile }, nobody)).rejects.toThrow(/six letters and digits/);
    for (const name of ['', 'a', '\u0000\u0000', '\u202Eab', 'x'.repeat(41), '<'.repeat(1_000_000)])
      await expect(joinAs(code, name)).rejects.toThrow('The name of a student has');
    expect(await joinAs(code, '<script>alert(1)</script>')).toHaveProperty('seat');
    const guess = (sourceIp: string) => world.run(FindClass, { code: 'ZZZZZ9' }, nobody, { sourceIp });
    const wrong = async (n: number, sourceIp: string) => {
      for (let at = 0; at < n; at++)
        await world
          .run(FindClass, { code: `ZZZZ${'23456789'[at % 8]}${'ABCDEFGHJKMNPQRSTUVW'[at >> 3]}` }, nobody, { sourceIp })
          .catch(() => undefined);
    };
    // A room of thirty in which everybody mistypes the code once, and nobody waits.
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

describe('guesses', () => {
  it('at the words of a name are counted from everywhere, whatever else is asked for in between', async () => {
    const { code } = await world.newClass(karin, 'Words');
    await world.join(code, 'Ada');
    for (let at = 0; at < 5; at++) {
      await expect(joinAs(code, 'Ada', `wrong words ${at}`)).rejects.toThrow('not the four words');
      expect(await joinAs(code, 'Ada')).toEqual({ needsPhrase: true });
    }
    await expect(joinAs(code, 'Ada', 'wrong words again')).rejects.toThrow('Too many attempts');
  });

  it('are none where a class behind one router comes in at once', async () => {
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
  it('is taken whole or not at all, by line', async () => {
    const { classId } = await world.newClass(karin, 'Roster', 'Ana');
    const add = (csv: string) => world.run(AddRoster, { classId, csv }, karin);
    expect(await add('Bo\nana\nX')).toEqual({
      added: 0,
      problems: [
        { line: 2, message: 'ana is in the class already.' },
        { line: 3, message: 'The name of a student has 2 characters at least.' },
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
