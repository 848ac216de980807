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
export type { Check, CheckKind } from './format/checks';
export { type PackProblem, problemText } from './format/problems';
export type { PackOperation, PackResource, Persona, Scenario, Step } from './format/schema';
export type { Pack, ReadPack } from './pack';
export { readPack } from './read-pack';
