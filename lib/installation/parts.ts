import type { Tables } from '../core/module/table';

export const tables: Tables = {
  Installation: {
    apart: 'About the process and its secret. Only the demo’s key is remembered, with the whole installation.',
    outlivesReset: true,
  },
};
