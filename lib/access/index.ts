import { ExplainAccess, GetSubject } from './operations';

/** Questions about access. The console's own; every one asks for AWS's permission to simulate. */
export const accessOperations = { GetSubject, ExplainAccess };
