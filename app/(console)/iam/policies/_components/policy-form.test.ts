import { describe, expect, it } from 'vitest';
import { NEW_POLICY, type PolicyForm, policyFormSchema, toNewPolicy } from './policy-form';

const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';

function problems(change: Partial<PolicyForm>): Record<string, string> {
  const form = { ...NEW_POLICY, name: 'reader', document: DOCUMENT, ...change };
  const issues = policyFormSchema.safeParse(form).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

describe('the form for a new policy', () => {
  it('requires a name and a valid document', () => {
    expect(problems({})).toEqual({});
    expect(problems({ name: '' })).toEqual({ name: 'Required.' });
    expect(problems({ document: '{' })).toEqual({ document: expect.stringMatching(/^Line 1, column \d+: /) });
  });

  it('limits the length of the description and the document and validates the path', () => {
    expect(problems({ description: 'x'.repeat(1001), path: 'no-slashes' })).toEqual({
      description: 'At most 1,000 characters.',
      path: 'Letters, digits and / . , + @ = _ -, between slashes.',
    });
    expect(problems({ document: DOCUMENT.replace('"*"', `"arn:aws:s3:::${'x'.repeat(6200)}"`) })).toEqual({
      document: expect.stringMatching(/^The document has \d+ characters too many\.$/),
    });
  });
});

describe('toNewPolicy', () => {
  it('omits optional fields that keep their initial values', () => {
    const form = { ...NEW_POLICY, name: 'reader', document: DOCUMENT };
    expect(toNewPolicy(form)).toEqual({ PolicyName: 'reader', PolicyDocument: DOCUMENT });
    const tags = [{ Key: 'Team', Value: 'blue' }];
    expect(toNewPolicy({ ...form, path: '/x/', description: 'Reads.', tags })).toEqual({
      PolicyName: 'reader',
      PolicyDocument: DOCUMENT,
      Path: '/x/',
      Description: 'Reads.',
      Tags: tags,
    });
  });
});
