import { ofAccount, type Tables } from '../core/module/table';

export { tutorOperations as consoleOperations } from './operations';

export const tables: Tables = { PredictionResult: { ...ofAccount, key: 'principalId' } };
