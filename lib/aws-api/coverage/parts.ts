import { GetCallForms } from './call-operations';
import { GetApiCoverage } from './operations';

export const consoleOperations = { GetApiCoverage, GetCallForms };
