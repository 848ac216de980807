import { stsOperations } from '.';

export const operations = { sts: stsOperations };
