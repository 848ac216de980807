import { expect, it } from 'vitest';
import { readSuggestion, withSuggestion } from './suggested-document';

it('hands a text to an editor in the fragment of its address, and no other fragment for one', () => {
  const text = '{"Statement":[{"Resource":"arn:aws:s3:::b/#%"}]}';
  expect(readSuggestion(new URL(withSuggestion('/iam/policies/edit?arn=x', text), 'http://here').hash)).toBe(text);
  expect([readSuggestion(''), readSuggestion('#circumstances=1'), readSuggestion('#document=%')]).toEqual([null, null, null]);
});
