import { ofAccount, type Tables } from '../core/module/table';

export { responsibilityOperations as consoleOperations } from './operations';

export const tables: Tables = { ExerciseResult: { ...ofAccount, key: 'principalId' } };
