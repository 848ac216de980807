import { expect, it } from 'vitest';
import { readSuggestion, suggestedText, withSuggestion } from './suggested-document';

const hashOf = (suggestion: object) => new URL(withSuggestion('/iam/policies/edit?arn=x', suggestion), 'http://here').hash;

it('passes a suggested document to an editor in the URL fragment and ignores other fragments', () => {
  const document = '{"Statement":[{"Resource":"arn:aws:s3:::b/#%"}]}';
  const back = '/access?principal=arn%3Aaws&ask=true#circumstances=%7B%7D';
  expect(readSuggestion(hashOf({ document, back }))).toEqual({ document, back });
  expect([readSuggestion(''), readSuggestion('#circumstances=1'), readSuggestion('#suggestion=%')]).toEqual([null, null, null]);
});

it('replaces a back link that leads outside the console with the home page', () => {
  for (const back of ['//evil.example', 'https://evil.example/', '/\t/evil.example'])
    expect(readSuggestion(hashOf({ back }))).toEqual({ back: '/home' });
});

it('removes statements from the stored document and suggests nothing if no statement remains', () => {
  const stored = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'A' }, { Sid: 'B' }] });
  expect(JSON.parse(suggestedText({ without: [0] }, stored) ?? '')).toEqual({ Version: '2012-10-17', Statement: [{ Sid: 'B' }] });
  expect([suggestedText({ without: [0, 1] }, stored), suggestedText({}, stored)]).toEqual([null, null]);
});
