export type {
  Answers,
  AttemptAccount,
  AttemptState,
  CheckOutcome,
  Outcome,
  PersonaAccess,
  Place,
  ReferenceValue,
} from './attempt';
export { builtInPacks } from './built-in';
export { type ScenarioSummary, scenarioOperations } from './catalogue-operations';
export type { Evaluation } from './checks/circumstances';
export { evaluate } from './checks/evaluate';
export type { ShownOption } from './checks/predictions';
export type { Check, CheckKind } from './format/checks';
export { type PackProblem, problemText } from './format/problems';
export type { PackOperation, PackResource, Persona, Scenario, Step } from './format/schema';
export type { Pack, ReadPack } from './pack';
export { readPack } from './read-pack';
export { type Building, buildAttempt } from './run/build-attempt';
export { extentOf } from './run/extent';
export { readyPasswords } from './run/passwords';
export { runOperationsOf, type SolutionRun } from './run/solution';
export { PackError } from './run/world';
export { keepPassed, type OpenedHints, passedSteps, type Score, type StepScore, scoreOf } from './score';
export { type ShownQuestion, shownAnswers, shownPersona, shownPlace, shownQuestions, shownText } from './shown';
