import { expect, it } from 'vitest';
import type { Matcher } from '../format/checks';
import { valuesAt } from '../run/pointers';
import { matches } from './matchers';

const now = new Date('2026-03-01T12:00:00Z');
const allowAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const ANSWER = {
  Groups: [{ GroupName: 'A' }, { GroupName: 'B' }, { GroupName: 'B' }],
  None: [],
  Age: 90,
  Name: 'reports-k3x9a',
  CreateDate: new Date('2026-01-01T00:00:00Z'),
  Content: '{"tags":{"team":{"tag_value":["red","blue"]}}}',
  Broken: '{not JSON',
  Document: encodeURIComponent(JSON.stringify(allowAll)),
};

it.each<[pointer: string, matcher: Matcher, holds: boolean]>([
  ['/Name', { equals: 'reports-k3x9a' }, true],
  ['/Name', { equals: 'reports' }, false],
  ['/Name', { like: 'reports-?????' }, true],
  ['/Name', { like: 'reports' }, false],
  ['/Name', { contains: 'k3x' }, true],
  ['/Name', { not: { equals: 'x' } }, true],
  ['/Groups/*/GroupName', { set: ['B', 'A'] }, true],
  ['/Groups/*/GroupName', { set: ['A'] }, false],
  ['/Groups/*/GroupName', { contains: 'A' }, true],
  ['/Groups/*/GroupName', { count: 3 }, true],
  ['/Groups/*/GroupName', { count: { min: 4 } }, false],
  ['/Groups/*/GroupName', { count: { max: 3 }, contains: 'C' }, false],
  ['/Groups/*/GroupName', { oneOf: ['A', 'B', 'C'] }, true],
  ['/Groups/*/GroupName', { oneOf: ['A'] }, false],
  ['/Groups', { count: 3 }, true],
  ['/Groups', { some: { equals: { GroupName: 'A' } } }, true],
  ['/Groups/*/GroupName', { every: { like: '?' } }, true],
  ['/Groups/*/Path', { oneOf: ['/'] }, false],
  ['/Content/tags/team/tag_value', { set: ['blue', 'red'] }, true],
  ['/Content/tags/*/tag_value', { contains: 'green' }, false],
  ['/Broken/tags', { absent: true }, true],
  ['/None', { absent: true }, true],
  ['/Gone', { absent: true }, true],
  ['/Name', { absent: true }, false],
  ['/None', { present: true }, false],
  ['/Age', { min: 90, max: 90 }, true],
  ['/Age', { min: 91 }, false],
  ['/CreateDate', { before: '-30d' }, true],
  ['/CreateDate', { after: '-30d' }, false],
  ['/CreateDate', { after: '2025-12-31T00:00:00Z' }, true],
  ['/Document', { access: { action: 's3:GetObject', expect: 'allowed' } }, true],
  ['/Document', { access: { action: ['s3:GetObject', 'iam:ListUsers'], expect: 'allowed' } }, false],
  ['/Document', { access: { action: 'iam:ListUsers', expect: 'implicitDeny' } }, true],
])('the matcher result at %s for %j is %s', (pointer, matcher, holds) => {
  expect(matches(valuesAt(ANSWER, pointer), matcher, { now })).toBe(holds);
});
