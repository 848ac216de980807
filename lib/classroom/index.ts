import type { AnyClassroomOperation } from './operation';
import * as people from './person/operations';
import * as settings from './settings/operations';

/** Every operation of the classroom, for the tests that walk them. */
export const classroomOperations: readonly AnyClassroomOperation[] = [people, settings].flatMap((module) =>
  Object.values(module),
);
