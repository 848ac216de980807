import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyDocument } from '../test-arbitraries';
import { parsePolicy } from './parse-policy';
import { printPolicy } from './print-policy';
import type { Policy, PolicyKind } from './types';

function parse(text: string, kind: PolicyKind): Policy {
  const result = parsePolicy(text, kind, { author: 'aws' });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.policy;
}

/** Returns the policy without positions in its text. */
function withoutPlaces(policy: Policy): unknown {
  return JSON.parse(JSON.stringify(policy, (key, value: unknown) => (key === 'span' ? undefined : value)));
}

const kinds = fc.constantFrom<PolicyKind>('identity', 'trust', 'resource', 'scp', 'rcp');

describe('printPolicy', () => {
  it('prints text that parses to the same policy', () => {
    fc.assert(
      fc.property(
        kinds.chain((kind) => fc.tuple(fc.constant(kind), policyDocument(kind))),
        fc.nat(4),
        ([kind, document], indent) => {
          const policy = parse(JSON.stringify(document), kind);
          expect(withoutPlaces(parse(printPolicy(policy, indent), kind))).toEqual(withoutPlaces(policy));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('prints its own output unchanged', () => {
    fc.assert(
      fc.property(policyDocument('resource'), (document) => {
        const text = printPolicy(parse(JSON.stringify(document), 'resource'));
        expect(printPolicy(parse(text, 'resource'))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps a single string or statement instead of a list', () => {
    const text =
      '{\n  "Version": "2012-10-17",\n  "Statement": {\n    "Effect": "Allow",\n    "Action": "s3:*",\n    "Resource": [\n      "*"\n    ]\n  }\n}';
    expect(printPolicy(parse(text, 'identity'))).toBe(text);
  });
});
