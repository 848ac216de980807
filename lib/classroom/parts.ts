import type { OtherTable, Tables } from '../core/module/table';
import { ATTEMPT_STATE, CLASS_KEY, PERSON_SEED } from './secrets';

const ofClassroom: OtherTable = { apart: 'Stands outside of every account: what somebody learned is not unlearned.' };

export const tables: Tables = {
  Person: { ...ofClassroom, outlivesReset: true, sealed: { columns: { mfaSeedCipher: PERSON_SEED } } },
  PersonSession: { ...ofClassroom, endsWithKey: true, outlivesReset: true },
  ClassroomSettings: { ...ofClassroom, outlivesReset: true },
  Class: { ...ofClassroom, sealed: { columns: { keyCipher: CLASS_KEY } } },
  ClassInstructor: ofClassroom,
  Member: ofClassroom,
  Seat: { ...ofClassroom, endsWithKey: true },
  ScenarioVersion: ofClassroom,
  ScenarioDraft: ofClassroom,
  ScenarioTest: ofClassroom,
  PackReload: ofClassroom,
  Assignment: ofClassroom,
  DueExtension: ofClassroom,
  ScreenOffer: ofClassroom,
  Attempt: { ...ofClassroom, sealed: { columns: { stateCipher: ATTEMPT_STATE } } },
  AttemptAccount: { ...ofClassroom, endsWith: ['accountId'], key: 'accountId' },
  ScenarioTrial: { ...ofClassroom, sealed: { id: 'draftId', columns: { stateCipher: ATTEMPT_STATE } } },
  ScenarioTrialAccount: { ...ofClassroom, endsWith: ['accountId'], key: 'accountId' },
  ScenarioTry: ofClassroom,
  DemonstrationAccount: { ...ofClassroom, endsWith: ['accountId'], key: 'accountId' },
  CheckResult: ofClassroom,
  StepPassed: ofClassroom,
  HintUse: ofClassroom,
  PredictionAnswer: ofClassroom,
  HelpRequest: ofClassroom,
  Entry: ofClassroom,
  Override: ofClassroom,
};
