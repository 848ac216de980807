import { expect, it } from 'vitest';
import { documentProblem, POLICY_CHARACTERS } from '../../policy-editor/document-problem';
import { newDocument } from '../../policy-editor/new-statement';
import { asSentence } from './as-sentence';

it('adds a period to a text only if it lacks a final punctuation mark', () => {
  expect(['Not known yet', 'Is it?', 'The list is empty.', 'On its way…'].map(asSentence)).toEqual([
    'Not known yet.',
    'Is it?',
    'The list is empty.',
    'On its way…',
  ]);
  const problem = documentProblem(newDocument('identity'), 'identity', POLICY_CHARACTERS.managed, 'managed') ?? '';
  expect(asSentence(problem)).toMatch(/[^.]\.$/);
});
