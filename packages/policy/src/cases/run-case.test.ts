import { describe, expect, it } from 'vitest';
import { loadCase } from './case';
import { runCase } from './run-case';

const ask = { principal: 'arn:aws:iam::111122223333:user/ana', action: 's3:GetObject', resource: 'arn:aws:s3:::b/o' };

describe('runCase', () => {
  it('returns the decision, blockers, deciding statements and missing context keys', () => {
    const document = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'No', Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Null: { 'k:v': 'true' } } }],
    };
    expect(runCase({ name: 'one', ...ask, identity: [document] })).toEqual({
      name: 'one',
      decision: 'ExplicitDeny',
      blockedBy: ['identity'],
      deciding: [{ policy: 'identity/0', statement: 0, sid: 'No' }],
      missingContextKeys: ['k:v'],
      message:
        'User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/o with an explicit deny in an identity-based policy',
    });
  });

  it.each<readonly [string, unknown, string]>([
    ['null', null, 'A case is a JSON object.'],
    ['no principal', { action: 's3:GetObject' }, '"principal" must be an object or a string.'],
    [
      'a role as principal',
      { ...ask, principal: 'arn:aws:iam::111122223333:role/R' },
      'A role never calls, its sessions do: use arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION.',
    ],
    ['another type of principal', { ...ask, principal: { type: 'Robot' } }, '"Robot" is not a type of principal.'],
    ['a type that every object has', { ...ask, principal: { type: 'constructor' } }, '"constructor" is not a type of principal.'],
    ['an action with a wildcard', { ...ask, action: 's3:*' }, '"action" must be service:Name without wildcards.'],
    [
      'another credential',
      { ...ask, credential: 'cookie' },
      '"credential" is one of longTerm, console, assumeRole, federationToken, sessionToken, sessionTokenWithMfa, assumeRoot, unsigned.',
    ],
    ['a member that is not part of a case', { ...ask, policies: [] }, '"policies" is not part of a case.'],
    ['a context of a list', { ...ask, context: [] }, '"context" must be an object of condition keys.'],
    [
      'a context value of null',
      { ...ask, context: { 'k:v': null } },
      'The context key "k:v" must be a string or a list of strings.',
    ],
    ['identity that is no list', { ...ask, identity: {} }, '"identity" must be a list.'],
    [
      'an invalid policy',
      { ...ask, identity: [{ Statement: [{ Effect: 'Maybe' }] }] },
      'The policy identity/0 is invalid at Statement.0.Effect: The Effect "Maybe" is neither "Allow" nor "Deny".',
    ],
    ['an owner that is no account', { ...ask, resourceAccount: '12' }, '"resourceAccount" must be an account id of 12 digits.'],
    [
      'a misspelt fact of the organization',
      { ...ask, organization: { principalInManagmentAccount: true } },
      '"principalInManagmentAccount" is not part of "organization".',
    ],
    [
      'services that are no texts',
      { ...ask, organization: { rcpServices: [1] } },
      '"rcpServices" must be a list of service prefixes.',
    ],
    [
      'another kind of level',
      { ...ask, scp: [{ kind: 'planet' }] },
      '"kind" of scp level 0 is one of root, organizationalUnit, account.',
    ],
    ['a misspelt member of a level', { ...ask, scp: [{ policy: [] }] }, '"policy" is not part of scp level 0.'],
    [
      'a misspelt member of a policy',
      { ...ask, identity: [{ nam: 'P', document: {} }] },
      '"nam" is not part of the policy identity/0.',
    ],
    [
      'a misspelt member of a principal',
      { ...ask, principal: { type: 'User', arn: ask.principal, userID: 'AIDA1' } },
      '"userID" is not part of a principal of type User.',
    ],
    ['a principalContext of text', { ...ask, principalContext: 'no' }, '"principalContext" must be true or false.'],
    [
      'two policies of one resource',
      { ...ask, trustPolicy: {}, resourcePolicy: {} },
      'A resource has a "trustPolicy" or a "resourcePolicy", not both.',
    ],
    [
      'policy text that is no JSON',
      { ...ask, boundary: '{' },
      'The policy boundary is invalid: Expected a member name in double quotes.',
    ],
  ])('returns an error for %s', (_name, value, error) => {
    expect(runCase(value)).toMatchObject({ error });
  });

  it('adds the context that follows from the principal unless the case overrides it', () => {
    const contextOf = (value: object) => {
      const result = loadCase(value);
      return result.ok ? result.loaded.request.context : {};
    };
    expect(contextOf(ask)).toMatchObject({ 'aws:username': 'ana', 'aws:PrincipalArn': ask.principal });
    expect(contextOf({ ...ask, context: { 'AWS:USERNAME': 'eve' } })).not.toHaveProperty('aws:username');
    expect(contextOf({ ...ask, principalContext: false })).toEqual({});
  });
});
