export type { Answers, AttemptState, CheckOutcome } from './attempt';
export { buildAttempt } from './build-attempt';
export { builtInPacks } from './built-in';
export {
  compareScenarios,
  describePack,
  type ScenarioDescription,
  type ScenarioSummary,
  scenarioOperations,
  summaryOf,
} from './catalogue-operations';
export { evaluate } from './checks/evaluate';
export { DEMONSTRATED, demonstrationPack } from './demonstration';
export { type PackFolder, readPackFolders } from './folders';
export { MOST_BYTES, MOST_FILES } from './format/limits';
export { type PackProblem, problemText } from './format/problems';
export { hashOfFiles } from './format/read-pack';
export type { Pack, ReadPack } from './pack';
export { readPack } from './read-pack';
export { extentOf } from './run/extent';
export { readyPasswords } from './run/passwords';
export { runOperationsOf } from './run/solution';
export { PackError } from './run/world';
export { keepPassed, passedSteps, type Score, scoreOf } from './score';
export { checkTitle, shownAnswers, shownPersona, shownPlace, shownQuestions, shownResources, shownText } from './shown';
