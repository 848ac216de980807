import type { Tables } from '../core/module/table';

export { postureOperations as consoleOperations } from '.';

export const tables: Tables = {
  PostureFinding: { apart: 'Found anew: the checks look at what was restored.', endsWith: ['accountId'] },
  PostureKept: { apart: 'Belongs to findings.', endsWith: ['accountId'], key: 'accountId' },
  PostureException: { apart: 'Reasons that people have given stay.', endsWith: ['accountId', 'targetId'] },
  PostureScore: { apart: 'History is not rolled back.', endsWith: ['scopeId'], key: 'scopeId' },
  PostureParameters: {
    apart: 'Measurements of an account are not part of its contents.',
    endsWith: ['accountId'],
    key: 'accountId',
  },
};
