import { consoleQuery } from '@/lib/console/query';

/** The files of access tests that the account keeps. */
export const testFilesQuery = () => consoleQuery('console', 'ListAccessTestFiles', {});
export const testFileQuery = (Name: string) => consoleQuery('console', 'GetAccessTestFile', { Name });
/** What comes of all of them now. */
export const testResultsQuery = () => consoleQuery('console', 'RunAccessTests', {});
/** What comes of a file as it is written. */
export const triedTestsQuery = (Source: string) =>
  consoleQuery('console', 'RunAccessTests', { Files: [{ Name: 'as written', Source }] });
/** A file to begin with: what holds now. */
export const suggestedTestsQuery = () => consoleQuery('console', 'SuggestAccessTests', {});
