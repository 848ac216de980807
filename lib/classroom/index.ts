import * as classes from './class/operations';
import * as members from './member/operations';
import type { AnyClassroomOperation } from './operation';
import * as people from './person/operations';
import * as settings from './settings/operations';

/** Every operation of the classroom, for the tests that walk them. */
export const classroomOperations: readonly AnyClassroomOperation[] = [people, settings, classes, members].flatMap((module) =>
  Object.values(module),
);
