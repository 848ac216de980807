import { ExportTagCompliance, ListTagCompliance } from './operations';

export const consoleOperations = { ExportTagCompliance, ListTagCompliance };
