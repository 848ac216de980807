import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { transaction } from '../../db/transaction';
import { CreateClass } from '../class/operations';
import { JoinClass } from '../member/operations';
import type { Actor, AnyClassroomOperation, ClassroomInput, ClassroomOutput, MemberActor, PersonActor } from '../operation';
import { createPerson } from '../person/rows';
import { runClassroom } from '../run';
import { findSeat } from '../sessions';

export const NOW = new Date('2026-11-27T10:00:00Z');

/** An installation with people and classes, created by the product's operations. */
export type ClassroomWorld = {
  database: TestDatabase;
  /** Runs an operation, by default from a new address each time. */
  run<O extends AnyClassroomOperation>(
    operation: O,
    input: ClassroomInput<O>,
    actor: Actor,
    at?: { now?: Date; sourceIp?: string; browser?: string },
  ): Promise<ClassroomOutput<O>>;
  person(name: string, role?: PersonActor['role']): Promise<PersonActor>;
  newClass(instructor: PersonActor, name: string, roster?: string): Promise<{ classId: string; code: string }>;
  join(code: string, name: string): Promise<MemberActor>;
};

export async function createClassroomWorld(): Promise<ClassroomWorld> {
  const database = await createTestDatabase();
  let calls = 0;
  const world: ClassroomWorld = {
    database,
    run: (operation, input, actor, { now = NOW, sourceIp, browser } = {}) => {
      calls += 1;
      const call = { actor, now, sourceIp: sourceIp ?? `10.${calls >> 8}.${calls & 255}.1`, browser };
      return runClassroom(operation, input, call, database);
    },
    person: async (name, role = 'instructor') => {
      const { id } = await transaction(database, (tx) => createPerson(tx, { name, role }, NOW));
      return { kind: 'person', personId: id, name, role };
    },
    newClass: async (instructor, name, roster) => {
      const { classId, joinCode, problems } = await world.run(CreateClass, { name, roster }, instructor);
      if (classId === null) throw new Error(JSON.stringify(problems));
      return { classId, code: joinCode ?? '' };
    },
    join: async (code, name) => {
      const joined = await world.run(JoinClass, { code, name }, { kind: 'nobody' });
      const seat = 'seat' in joined ? await findSeat(database, joined.seat.token, NOW) : null;
      if (!seat) throw new Error(`${name} is taken`);
      return seat;
    },
  };
  return world;
}
