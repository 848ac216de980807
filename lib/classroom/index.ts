import * as assignments from './assignment/operations';
import * as matrix from './attempt/matrix-operations';
import * as attempts from './attempt/operations';
import * as personas from './attempt/persona-operations';
import * as progress from './attempt/progress-operations';
import * as results from './attempt/result-operations';
import * as views from './attempt/view-operations';
import * as classes from './class/operations';
import * as exports from './export/operations';
import * as members from './member/operations';
import type { AnyClassroomOperation } from './operation';
import * as drafts from './pack/draft-operations';
import * as scenarios from './pack/scenario-operations';
import * as people from './person/operations';
import * as screens from './screen/operations';
import * as settings from './settings/operations';
import * as trials from './trial/operations';

/** All classroom operations, for tests that iterate over them. */
export const classroomOperations: readonly AnyClassroomOperation[] = [
  people,
  settings,
  classes,
  members,
  drafts,
  scenarios,
  trials,
  assignments,
  attempts,
  personas,
  views,
  matrix,
  progress,
  results,
  exports,
  screens,
]
  .flatMap((module) => Object.values<unknown>(module))
  .filter((value): value is AnyClassroomOperation => typeof value === 'object' && value !== null && 'who' in value);
