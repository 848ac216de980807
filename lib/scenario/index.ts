export type { Answers, AttemptState, CheckOutcome } from './attempt';
export { buildAttempt } from './build-attempt';
export { builtInPacks } from './built-in';
export {
  compareScenarios,
  describePack,
  scenarioOperations,
  summaryOf,
} from './catalogue-operations';
export { evaluate } from './checks/evaluate';
export { DEMONSTRATED, demonstrationPack } from './demonstration';
export { type PackFolder, readPackFolders } from './folders';
export { Check } from './format/checks';
export { MOST_BYTES, MOST_FILES } from './format/limits';
export { hashOfFiles } from './format/read-pack';
export { Key, Line } from './format/shapes';
export type { Pack, ReadPack } from './pack';
export { tryInProcess } from './process/try-in-process';
export type { TryAnswer, TryRequest } from './process/try-request';
export { readPack } from './read-pack';
export {
  newScenarioFiles,
  stepsIn,
  UnreadableFile,
  withCheck,
  withEquivalent,
  withOperations,
  withStandIns,
} from './record/edit-files';
export { recordOperations } from './record/record';
export { extentOf, withThoseMade } from './run/extent';
export { readyPasswords } from './run/passwords';
export { runOperationsOf } from './run/solution';
export { PackError } from './run/world';
export { isDone, keepPassed, passedSteps, type Score, scoreOf } from './score';
export { checkTitle, shownAnswers, shownPersona, shownPlace, shownQuestions, shownResources, shownText } from './shown';
export type { PackTestProgress } from './try/test-pack';
