import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../json/parse-json';
import { ACTION_CASES, RESOURCE_CASES } from './cases/actions-and-resources';
import { type Case, statements, textOf } from './cases/case';
import { BROAD_CONDITION_CASES, CONDITION_KEY_CASES, CONDITION_SHAPE_CASES, CONDITION_VALUE_CASES } from './cases/conditions';
import { DOCUMENT_CASES, GRAMMAR_CASES, LEGACY_SCP_CASES } from './cases/grammar';
import { ORGANIZATION_CASES, OUR_CASES, PRIVILEGE_CASES, TAG_KEY_CASES, VARIABLE_CASES } from './cases/others';
import { PRINCIPAL_CASES, TRUST_CASES } from './cases/principals';
import { CHECKS, LEGACY_CHECKS } from './checks/all-checks';
import { applyEdits } from './edits';
import type { Finding } from './types';
import { validatePolicy } from './validate-policy';

const catalog = loadCatalog();

const CASES: readonly Case[] = [
  ...GRAMMAR_CASES,
  ...DOCUMENT_CASES,
  ...LEGACY_SCP_CASES,
  ...PRINCIPAL_CASES,
  ...TRUST_CASES,
  ...ACTION_CASES,
  ...RESOURCE_CASES,
  ...CONDITION_SHAPE_CASES,
  ...CONDITION_KEY_CASES,
  ...CONDITION_VALUE_CASES,
  ...BROAD_CONDITION_CASES,
  ...VARIABLE_CASES,
  ...TAG_KEY_CASES,
  ...PRIVILEGE_CASES,
  ...ORGANIZATION_CASES,
  ...OUR_CASES,
];

const typeOf = new Map([...CHECKS, ...LEGACY_CHECKS].map(({ code, findingType }) => [code, findingType]));
const validate = ({ kind, options }: Case, text: string) => validatePolicy(text, kind, { ...options, catalog });
const ofCode = (findings: readonly Finding[], code: string) => findings.filter(({ issueCode }) => issueCode === code);

const numbered = CASES.map((one, index) => [`${one.code} (${index})`, one] as const);

describe('each policy check', () => {
  it.each(numbered)('reports its document with the documented severity and a position in the text: %s', (_, one) => {
    const text = textOf(one.kind, one.bad);
    const findings = ofCode(validate(one, text), one.code);
    expect(findings).not.toEqual([]);
    for (const { findingType, findingDetails, locations } of findings) {
      expect(findingType).toBe(typeOf.get(one.code));
      expect(findingDetails).toMatch(/^.*\S.*[.?]$/s);
      for (const { span } of locations) {
        expect(span.start.offset).toBeLessThanOrEqual(span.end.offset);
        expect(span.end.offset).toBeLessThanOrEqual(text.length);
      }
    }
  });

  it.each(numbered)('does not report the similar valid document: %s', (_, one) => {
    expect(ofCode(validate(one, textOf(one.kind, one.good)), one.code)).toEqual([]);
  });

  it.each(numbered)('offers only fixes that leave valid JSON without the finding: %s', (_, one) => {
    const text = textOf(one.kind, one.bad);
    const findings = ofCode(validate(one, text), one.code);
    for (const { fix } of findings) {
      if (!fix) continue;
      const fixed = applyEdits(text, fix.edits);
      expect(parseJson(fixed).ok).toBe(true);
      expect(ofCode(validate(one, fixed), one.code).length).toBeLessThan(findings.length);
    }
  });

  it('has a test case', () => {
    const covered = new Set(CASES.map(({ code }) => code));
    expect([...typeOf.keys()].filter((code) => !covered.has(code))).toEqual([]);
  });
});

describe('fixes', () => {
  const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
  const oidc = 'arn:aws:iam::111122223333:oidc-provider/idp.example.com';

  it.each<readonly [string, Case['kind'], Case['bad'], string]>([
    ['INVALID_PRINCIPAL_KEY', 'resource', { Principal: { Services: 'sns.amazonaws.com' } }, '"Service": "sns.amazonaws.com"'],
    ['INVALID_CONDITION_OPERATOR', 'identity', when('stringEqualsIfExists', 'aws:username', 'a'), '"StringEqualsIfExists"'],
    ['INVALID_CONDITION_OPERATOR', 'identity', when('StringEqual', 'aws:username', 'a'), '"StringEquals"'],
    ['INVALID_POLICY_ELEMENT', 'identity', { effect: 'Allow', Effect: undefined }, '"Effect": "Allow"'],
    ['INVALID_DATE_VALUE', 'identity', when('DateLessThan', 'aws:CurrentTime', '1767225600'), '"2026-01-01T00:00:00Z"'],
    ['INVALID_REGION', 'identity', when('StringEquals', 'aws:RequestedRegion', 'EU-West-1'), '"eu-west-1"'],
    ['INVALID_ARN_REGION', 'identity', { Action: 'sqs:*', Resource: 'arn:aws:sqs:EU-WEST-1:111122223333:q' }, 'sqs:eu-west-1:'],
    ['TYPE_MISMATCH', 'identity', when('StringNotEquals', 'aws:SourceIp', '203.0.113.0/24'), '"NotIpAddress"'],
    ['TYPE_MISMATCH', 'identity', when('StringEqualsIfExists', 'aws:SecureTransport', 'true'), '"BoolIfExists"'],
    ['TYPE_MISMATCH', 'identity', when('NumericLessThan', 'aws:TokenIssueTime', '2026-01-01'), '"DateLessThan"'],
    ['MISMATCHED_ACTION_FOR_PRINCIPAL', 'trust', { Principal: { Federated: oidc } }, '"sts:AssumeRoleWithWebIdentity"'],
    ['UNIQUE_SIDS_RECOMMENDED', 'resource', statements('resource', { Sid: 'A' }, { Sid: 'A', Effect: 'Deny' }), '"A2"'],
  ])('correct the obvious mistake: %s', (code, ofKind, document, expected) => {
    const text = textOf(ofKind, document);
    const [finding] = ofCode(validatePolicy(text, ofKind, { catalog }), code);
    expect(applyEdits(text, finding?.fix?.edits ?? [])).toContain(expected);
    expect(text).not.toContain(expected);
  });

  it.each<readonly [string, Case['bad']]>([
    ['EMPTY_SID_VALUE', { Sid: '' }],
    ['EMPTY_OBJECT_CONDITION', { Condition: {} }],
    ['EMPTY_OBJECT_CONDITION', { Condition: { StringEquals: {} } }],
  ])('remove an empty element: %s', (code, document) => {
    const text = textOf('identity', document);
    const [finding] = ofCode(validatePolicy(text, 'identity'), code);
    expect(JSON.parse(applyEdits(text, finding?.fix?.edits ?? []))).toEqual(JSON.parse(textOf('identity', {})));
  });

  it('are absent when they would overwrite a neighbor or lose meaning', () => {
    const text = textOf('resource', { Principal: { aws: '111122223333', AWS: '444455556666' } });
    expect(ofCode(validatePolicy(text, 'resource'), 'INVALID_PRINCIPAL_KEY')[0]?.fix).toBeUndefined();
    const date = textOf('identity', { Condition: { StringLike: { 'aws:CurrentTime': '2026*' } } });
    expect(ofCode(validatePolicy(date, 'identity', { catalog }), 'TYPE_MISMATCH')[0]?.fix).toBeUndefined();
  });
});

const place = (finding: Finding | undefined, text: string) =>
  finding?.locations.map(({ path, span }) => ({ path, text: text.slice(span.start.offset, span.end.offset) }));

describe('findings', () => {
  it('point to the value, the key or the part of a string that causes them', () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:GetObjekt'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:Nothing': '${aws:username' } },
        },
      ],
    });
    const findings = validatePolicy(text, 'identity', { catalog });
    const find = (code: string) => place(ofCode(findings, code)[0], text);
    expect(find('INVALID_ACTION')).toEqual([
      { path: [{ value: 'Statement' }, { index: 0 }, { value: 'Action' }, { index: 0 }], text: '"s3:GetObjekt"' },
    ]);
    expect(find('INVALID_GLOBAL_CONDITION_KEY')).toEqual([
      {
        path: [{ value: 'Statement' }, { index: 0 }, { value: 'Condition' }, { value: 'StringEquals' }, { key: 'aws:Nothing' }],
        text: '"aws:Nothing"',
      },
    ]);
    expect(find('MISSING_BRACE_IN_VARIABLE')?.[0]?.path.at(-1)).toEqual({ substring: { start: 0, length: 14 } });
  });

  it('are in document order and deterministic', () => {
    const text = textOf('identity', { Sid: '', Action: ['s3:GetObjekt', 'zzzzzz:Do'], Resource: 'records' });
    const findings = validatePolicy(text, 'identity', { catalog });
    const offsets = findings.map(({ locations: [first] }) => first?.span.start.offset ?? -1);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(validatePolicy(text, 'identity', { catalog })).toEqual(findings);
  });

  it('contain one error for a text that both the parser and a specific check refuse', () => {
    const errors = (kind: Case['kind'], document: Case['bad']) =>
      validatePolicy(textOf(kind, document), kind, { catalog })
        .filter(({ findingType }) => findingType === 'ERROR')
        .map(({ issueCode }) => issueCode);
    expect(errors('identity', { Resource: 'records' })).toEqual(['INVALID_ARN_PREFIX']);
    expect(errors('resource', { Principal: { Service: '*' } })).toEqual(['UNSUPPORTED_WILDCARD_IN_PRINCIPAL']);
    expect(errors('identity', { Condition: { NullIfExists: { 'aws:username': 'true' } } })).toEqual(['NULL_WITH_IF_EXISTS']);
  });

  it('include faults by AWS’s rules that do not prevent saving', () => {
    const codes = (document: Case['bad']) =>
      validatePolicy(textOf('identity', document), 'identity', { catalog, saving: 'inline' }).map(({ issueCode }) => issueCode);
    const plain = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' };
    expect(codes({ Version: '2012-10-17', Id: 'x', Statement: plain })).toEqual(['INVALID_POLICY_ELEMENT']);
    expect(codes({ Condition: { StringEquals: { prefix: 'a' } } })).toEqual(['INVALID_CONDITION_KEY_FORMAT']);
    expect(codes({ Resource: 'arn:aws:s3' })).toEqual(['MISSING_ARN_FIELD']);
    expect(codes({ Action: 'nothing.anywhere:Do', Resource: '*' })).toEqual(['INVALID_SERVICE']);
    expect(codes({ Condition: { StringsEqual: {} } })).toEqual(['INVALID_CONDITION_OPERATOR', 'EMPTY_OBJECT_CONDITION']);
    expect(codes({ Action: '*:*', Resource: '*' })).toContain('WILDCARD_IN_SERVICE_NAME');
  });

  it('are errors when saving refuses a document that can be read', () => {
    const codes = (document: Case['bad'], saving?: 'managed' | 'inline') =>
      validatePolicy(textOf('identity', document), 'identity', { catalog, saving }).map(
        ({ issueCode, findingType }) => `${findingType} ${issueCode}`,
      );
    const soon = { Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } } };
    expect(codes(soon)).toEqual(['WARNING TYPE_MISMATCH_DATE']);
    expect(codes(soon, 'inline')).toEqual(['ERROR TYPE_MISMATCH_DATE']);
    const old = { Version: '2008-10-17', Statement: { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' } };
    expect(codes(old, 'inline')).toEqual([]);
    expect(codes(old, 'managed')).toEqual(['ERROR INVALID_VERSION']);
    expect(codes({ Statement: old.Statement }, 'managed')).toEqual(['ERROR INVALID_VERSION']);
  });

  it('suggest a similar service for an unknown service principal', () => {
    const text = textOf('trust', { Principal: { Service: 'lamda.amazonaws.com' } });
    const [finding] = validatePolicy(text, 'trust', { catalog, saving: 'inline' });
    expect(finding?.findingDetails).toBe(
      '"lamda.amazonaws.com" is not a known service principal: AWS may refuse it. Did you mean lambda.amazonaws.com?',
    );
    expect(applyEdits(text, finding?.fix?.edits ?? [])).toContain('"lambda.amazonaws.com"');
  });

  it('exclude checks that need the catalog when there is none', () => {
    expect(validatePolicy(textOf('identity', { Action: 's3:GetObjekt' }), 'identity')).toEqual([]);
  });

  it('exclude the legacy SCP syntax by default', () => {
    const text = textOf('scp', { Effect: 'Allow', Action: 's3:*Object', Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
    expect(validatePolicy(text, 'scp', { catalog })).toEqual([]);
  });

  it('include an SCP attached to the management account', () => {
    const options = { managementAccountId: '111122223333', targetAccountId: '111122223333' };
    expect(validatePolicy(textOf('scp', {}), 'scp', options).map(({ issueCode }) => issueCode)).toEqual([
      'GATEHOUSE_NO_EFFECT_ON_MANAGEMENT_ACCOUNT',
    ]);
  });

  it('cover only services whose actions are loaded', () => {
    const { head, bodies } = catalog.payload(['s3']);
    const partial = { ...catalog, isLoaded: (prefix: string) => prefix in bodies, action: () => undefined };
    expect(head.services.length).toBeGreaterThan(400);
    expect(
      validatePolicy(textOf('identity', { Action: 'ec2:RunInstanses', Resource: '*' }), 'identity', { catalog: partial }),
    ).toEqual([]);
  });
});
