import { describe, expect, it } from 'vitest';
import { NEW_POLICY, type PolicyForm, policyFormSchema, toNewPolicy } from './policy-form';

const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';

function problems(change: Partial<PolicyForm>): Record<string, string> {
  const form = { ...NEW_POLICY, name: 'reader', document: DOCUMENT, ...change };
  const issues = policyFormSchema.safeParse(form).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

describe('what is asked of a new policy', () => {
  it('needs a document and a name', () => {
    expect(problems({})).toEqual({});
    expect(problems({ name: '' })).toEqual({ name: 'Required.' });
    expect(problems({ document: '{' })).toEqual({ document: expect.stringMatching(/^Line 1, column \d+: /) });
  });

  it('has its limits', () => {
    expect(problems({ description: 'x'.repeat(1001), path: 'no-slashes' })).toEqual({
      description: 'At most 1,000 characters.',
      path: 'Letters, digits and / . , + @ = _ -, between slashes.',
    });
    expect(problems({ document: DOCUMENT.replace('"*"', `"arn:aws:s3:::${'x'.repeat(6200)}"`) })).toEqual({
      document: expect.stringMatching(/^The document has \d+ characters too many\.$/),
    });
  });
});

describe('the policy that is created', () => {
  it('leaves out what was left as it is', () => {
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
