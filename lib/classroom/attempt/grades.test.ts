import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCsv } from '../../core/text/csv';
import { transaction } from '../../db/transaction';
import type { Pack } from '../../scenario';
import { AddAssignment } from '../assignment/operations';
import { SetClassState } from '../class/operations';
import { makeReadyAttempt } from '../evaluate/ready';
import { ExportAttempts, ExportClass } from '../export/operations';
import type { PersonActor } from '../operation';
import { requirePack } from '../pack/packs';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import { readCompletionCode } from './code';
import { GetMatrix } from './matrix-operations';
import { GetProgress } from './progress-operations';
import { ExportResults } from './result-operations';
import { GetAttempt } from './view-operations';

// Law: every page, export and code shows the same points for a student's work.

const PACKS = ['default-is-no', 'pipeline-without-keys'];
let world: ClassroomWorld;
let karin: PersonActor;
let packs: Pack[];
beforeAll(async () => {
  world = await createClassroomWorld();
  karin = await world.person('Karin');
  packs = await Promise.all(PACKS.map(async (id) => (await requirePack(world.database.reader, id)).pack));
});
afterAll(() => world.database.close());

const OUTCOMES = ['pass', 'fail', 'undecided', 'error'] as const;
const arbResult = fc.record({ outcome: fc.constantFrom(...OUTCOMES), passed: fc.nat(4), rows: fc.nat(4), broken: fc.boolean() });
/** An attempt with results and hints for every check and hint of the pack. */
const arbAttempt = fc.record({
  results: fc.array(fc.option(arbResult), { minLength: 30, maxLength: 30 }),
  decisions: fc.array(fc.option(fc.constantFrom('pass', 'fail'), { freq: 1 }), { minLength: 30, maxLength: 30 }),
  isDecided: fc.boolean(),
  hints: fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
  handedIn: fc.boolean(),
});
type Happened = typeof arbAttempt extends fc.Arbitrary<infer Value> ? Value : never;
const arbWork = fc.array(arbAttempt, { maxLength: 3 });

async function keep(pack: Pack, assignmentId: string, memberId: string, number: number, happened: Happened): Promise<string> {
  const id = `attempt-${randomUUID()}`;
  const checks = pack.scenario.steps.flatMap((step) => step.checks);
  const at = new Date(NOW.getTime() + number * 1000);
  const ended = happened.handedIn ? { handedInAt: at, endedAt: at, endedBy: 'member' } : {};
  // The student's page decrypts the state of an attempt, so generated attempts copy the state of a real one.
  const built = await world.database.reader.attempt.findFirstOrThrow({ where: { assignmentId, memberId: null } });
  const { stateCipher } = built;
  await transaction(world.database, async (tx) => {
    const attempt = { id, assignmentId, memberId, number, stateCipher, createdAt: at, startedAt: at, eventFloor: 0, ...ended };
    await tx.attempt.create({ data: attempt });
    for (const [index, check] of checks.entries()) {
      const result = happened.results[index];
      // An older result and a void one do not count.
      const older = { attemptId: id, checkId: check.id, outcome: 'pass', passedRows: 1, rows: 1, said: '{}', eventId: 0, at };
      await tx.checkResult.createMany({ data: [older, { ...older, voidedAt: at }] });
      if (result) {
        const { outcome, passed, rows, broken } = result;
        const said = JSON.stringify({ broken });
        await tx.checkResult.create({ data: { ...older, outcome, passedRows: Math.min(passed, rows), rows, said } });
      }
      const decision = happened.isDecided ? happened.decisions[index] : null;
      if (decision)
        await tx.override.create({
          data: {
            id: randomUUID(),
            attemptId: id,
            checkId: check.id,
            outcome: decision,
            note: '=1',
            personId: '',
            name: 'K',
            at,
          },
        });
    }
    for (const [index, step] of pack.scenario.steps.entries())
      for (let hint = 0; hint < Math.min(happened.hints[index] ?? 0, step.hints?.length ?? 0); hint++)
        await tx.hintUse.create({
          data: { attemptId: id, stepId: step.id, hint, cost: step.hints?.[hint]?.cost ?? 0, at },
        });
  });
  return id;
}

it('all exports, progress pages and student views have the same points for each attempt', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(arbWork, arbWork), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('best', 'last'),
      async (students, counts) => {
        const roster = students.map((_, at) => `Student ${at + 1}, G${at}`).join('\n');
        const { classId } = await world.newClass(karin, `Law ${randomUUID().slice(0, 8)}`, roster);
        const members = await world.database.reader.member.findMany({ where: { classId }, orderBy: { number: 'asc' } });
        const assignmentIds: string[] = [];
        for (const pack of packs) {
          const input = { classId, packId: pack.scenario.id, counts: counts as 'best' | 'last' };
          const { assignmentId } = await world.run(AddAssignment, input, karin);
          assignmentIds.push(assignmentId);
          await makeReadyAttempt(
            world.database,
            { id: assignmentId, packId: pack.scenario.id, version: pack.scenario.version },
            NOW,
          );
        }
        const newest = new Map<string, string>();
        for (const [at, works] of students.entries())
          for (const [which, work] of works.entries())
            for (const [index, happened] of work.entries()) {
              const [pack, assignmentId, member] = [packs[which], assignmentIds[which], members[at]];
              if (!pack || !assignmentId || !member) throw new Error('there are two of each');
              const id = await keep(pack, assignmentId, member.id, index + 1, happened);
              newest.set(`${assignmentId} ${member.id}`, id);
            }
        const read = async (table: 'results' | 'checks') =>
          parseCsv((await world.run(ExportResults, { classId, table }, karin)).csv);
        const [results, checks] = [await read('results'), await read('checks')];
        const about = await world.run(ExportClass, { classId }, karin);
        const json: Awaited<ReturnType<typeof piece>>['attempts'][number][] = [];
        const piece = (after?: string) => world.run(ExportAttempts, { classId, after }, karin);
        for (let next: string | null | undefined; next !== null; ) {
          const part = await piece(next);
          json.push(...part.attempts);
          next = part.next;
        }
        const progress = await world.run(GetProgress, { classId }, karin);
        expect(results).toHaveLength(members.length * assignmentIds.length);
        for (const [which, assignmentId] of assignmentIds.entries()) {
          const matrix = (await world.run(GetMatrix, { classId, assignmentId }, karin)).assignment;
          for (const member of members) {
            const of = (row: Record<string, string>) =>
              row['student number'] === String(member.number) && row.scenario === PACKS[which];
            const [row] = results.filter(of);
            const attempts = json.filter((one) => one.assignmentId === assignmentId && one.student === member.number);
            expect(row).toMatchObject({ student: member.name, group: member.group, attempts: String(attempts.length) });
            const ofCell = progress.rows.find(({ memberId }) => memberId === member.id)?.cells[which];
            expect(ofCell ? `${ofCell.points}/${ofCell.of}` : '/').toBe(`${row?.points}/${row?.of}`);
            const shown = matrix?.rows.find(({ memberId }) => memberId === member.id)?.attempt ?? null;
            expect(shown?.id).toBe(newest.get(`${assignmentId} ${member.id}`));
            for (const attempt of attempts) {
              const own = checks.filter((one) => of(one) && one.attempt === String(attempt.number));
              const sum = (column: string) => own.reduce((total, one) => total + Number(one[column]), 0);
              expect([sum('points') - attempt.hintPoints, sum('of')]).toEqual([attempt.points, attempt.of]);
              expect(own.map((one) => [one.check, one.points, one.of])).toEqual(
                attempt.checks.map((one) => [one.check, String(one.points), String(one.of)]),
              );
              if (shown?.id === attempt.id) expect([shown.points, shown.of]).toEqual([attempt.points, attempt.of]);
              const view = await world.run(GetAttempt, { attemptId: attempt.id }, karin);
              expect([view.points, view.of]).toEqual([attempt.points, attempt.of]);
              if (own[0]?.counts !== 'yes') continue;
              expect(row).toMatchObject({
                points: String(attempt.points),
                of: String(attempt.of),
                'counting attempt': String(attempt.number),
                'points lost to hints': String(attempt.hintPoints),
                'handed in': attempt.handedInAt?.toISOString() ?? '',
                'completion code': view.code ?? '',
              });
              if (view.code) {
                const score = attempt.of === 0 ? 0 : Math.round((1000 * attempt.points) / attempt.of);
                expect(readCompletionCode(view.code)).toMatchObject({ member: member.number, score });
              }
            }
            // Exactly one attempt counts. With "best", no submitted attempt has more points.
            const counting = new Set(checks.filter((one) => of(one) && one.counts === 'yes').map((one) => one.attempt));
            expect(counting.size).toBe(attempts.length > 0 ? 1 : 0);
            const handedIn = attempts.filter((one) => one.handedInAt !== null);
            const share = (one: { points: number; of: number }) => (one.of === 0 ? 0 : one.points / one.of);
            const chosen = attempts.find((one) => counting.has(String(one.number)));
            if (chosen && counts === 'best') for (const one of handedIn) expect(share(chosen)).toBeGreaterThanOrEqual(share(one));
            if (chosen && handedIn.length > 0) expect(chosen.handedInAt).not.toBeNull();
          }
        }
        expect(about.students).toHaveLength(members.length);
        await world.run(SetClassState, { classId, state: 'closed' }, karin);
      },
    ),
    { numRuns: 4 },
  );
});
