import { z } from 'zod';
import { oneOf } from '../../core/text/lists';
import { marksOf } from '../member/rows';
import { defineClassroomOperation } from '../operation';
import { Given } from '../schema';
import { gradesOfClass } from './grades';

/** Returns the progress of every student at every assignment, by the attempt whose score counts. */
export const GetProgress = defineClassroomOperation({
  name: 'GetProgress',
  who: 'instructor',
  writes: false,
  input: z.strictObject({ classId: Given }),
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db, now }) => {
    const { members, assignments } = await gradesOfClass(db, classId, now);
    const marks = marksOf(members);
    return {
      assignments: assignments.map(({ assignment, pack }) => ({
        id: assignment.id,
        title: assignment.title,
        dueAt: assignment.dueAt,
        counts: oneOf(['best', 'last'], assignment.counts),
        steps: pack.scenario.steps.length,
      })),
      rows: members.map((member) => ({
        memberId: member.id,
        name: member.name,
        mark: marks.get(member.id) ?? null,
        group: member.group,
        hasJoined: member.state === 'joined',
        cells: assignments.map(({ work }) => {
          const { attempts = [], counting = null } = work.get(member.id) ?? {};
          if (!counting) return null;
          const { attempt, score } = counting;
          return {
            attempts: attempts.length,
            number: attempt.number,
            points: score.points,
            of: score.of,
            passedSteps: attempt.steps.length,
            handedInAt: attempt.handedInAt,
            asksForHelp: attempts.some((one) => one.attempt.help.some(({ answeredAt }) => answeredAt === null)),
          };
        }),
      })),
    };
  },
});
