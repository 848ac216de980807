import { consoleQuery } from '@/lib/console/query';

/** Reads the account's access test files. */
export const testFilesQuery = () => consoleQuery('console', 'ListAccessTestFiles', {});
export const testFileQuery = (Name: string) => consoleQuery('console', 'GetAccessTestFile', { Name });
/** Runs all of them. */
export const testResultsQuery = () => consoleQuery('console', 'RunAccessTests', {});
/** Runs an unsaved file. */
export const triedTestsQuery = (Source: string) =>
  consoleQuery('console', 'RunAccessTests', { Files: [{ Name: 'as written', Source }] });
/** Reads an initial file of the current access. */
export const suggestedTestsQuery = () => consoleQuery('console', 'SuggestAccessTests', {});
