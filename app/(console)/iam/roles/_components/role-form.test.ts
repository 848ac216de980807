import { describe, expect, it } from 'vitest';
import { descriptionProblem, newRole, type RoleForm, roleFormSchema, toNewRole } from './role-form';
import { withOnlyAudience } from './trust-choice';

const ACCOUNT = '111122223333';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/idp.acme.example`;

function problems(form: RoleForm, audiences: readonly string[] = []): Record<string, string> {
  const schema = roleFormSchema(ACCOUNT, (choice) => withOnlyAudience(choice, audiences));
  const issues = schema.safeParse(form).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}
const named = (provider?: string): RoleForm => ({ ...newRole(provider), name: 'Worker' });
const trusting = (change: Partial<RoleForm['trust']>): RoleForm => ({ ...named(), trust: { ...newRole().trust, ...change } });

describe('the form for a new role', () => {
  it('requires a valid trusted entity and a name', () => {
    expect(problems(newRole())).toEqual({
      trust: 'Choose the service that will assume the role.',
      name: 'Required.',
    });
    expect(problems(trusting({ service: 'ec2.amazonaws.com' }))).toEqual({});
    expect(problems(trusting({ type: 'account', own: false, otherAccount: '1' }))).toEqual({
      trust: 'An account ID has 12 digits.',
    });
    expect(problems(trusting({ type: 'custom', custom: '{' }))).toEqual({ trust: expect.stringMatching(/^Line 1, /) });
  });

  it('uses the audience of a provider that has exactly one', () => {
    expect(problems(named(PROVIDER))).toEqual({ trust: 'Choose the intended recipient of the tokens.' });
    expect(problems(named(PROVIDER), ['one', 'two'])).toEqual({ trust: 'Choose the intended recipient of the tokens.' });
    expect(problems(named(PROVIDER), ['one'])).toEqual({});
  });

  it('refuses a description that the operation refuses', () => {
    expect(descriptionProblem('Works.')).toBeUndefined();
    expect(descriptionProblem('x'.repeat(1001))).toBe('At most 1,000 characters.');
    expect(descriptionProblem('漢')).toBe('Only letters, digits and signs of Latin-1.');
  });
});

describe('toNewRole', () => {
  it('requests an instance profile only if the role trusts EC2', () => {
    const made = toNewRole({ ...trusting({ service: 'ec2.amazonaws.com' }), duration: 7200 }, ACCOUNT);
    expect(made).toMatchObject({ name: 'Worker', maxSessionDuration: 7200, instanceProfile: true, boundary: null });
    expect(JSON.parse(made.trust).Statement[0].Principal).toEqual({ Service: 'ec2.amazonaws.com' });
    expect(toNewRole(trusting({ service: 'lambda.amazonaws.com' }), ACCOUNT).instanceProfile).toBe(false);
    expect(toNewRole(trusting({ type: 'account', service: 'ec2.amazonaws.com' }), ACCOUNT).instanceProfile).toBe(false);
  });
});
