import type { PolicyKind } from '../../policy/types';
import type { PolicyResourceType } from '../../services/resource-types';
import { at, atClause, atStatement, type Check, clausesOf, count, IDENTITY_KINDS, keyIs } from '../check';
import type { DraftStatement } from '../draft';
import { member } from '../draft';
import { addMember, removeItems, removeMember } from '../edits';
import { countedCharacters, sizeQuota } from '../size';
import type { FindingType } from '../types';
import { sidOfItsOwn } from './grammar';

type SizeRow = { code: string; findingType: FindingType; kinds: readonly PolicyKind[]; noun: string };

const SIZES: readonly SizeRow[] = [
  { code: 'POLICY_SIZE_EXCEEDS_SCP_QUOTA', findingType: 'ERROR', kinds: ['scp'], noun: 'a service control policy' },
  { code: 'POLICY_SIZE_EXCEEDS_RCP_QUOTA', findingType: 'ERROR', kinds: ['rcp'], noun: 'a resource control policy' },
  { code: 'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA', findingType: 'WARNING', kinds: IDENTITY_KINDS, noun: 'such a policy' },
  {
    code: 'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
    findingType: 'WARNING',
    kinds: ['resource', 'vpcEndpoint'],
    noun: 'a resource policy',
  },
  { code: 'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA', findingType: 'WARNING', kinds: ['trust'], noun: 'a role trust policy' },
];

const SIZE_CHECKS = SIZES.map(
  ({ code, findingType, kinds, noun }): Check => ({
    code,
    findingType,
    kinds,
    needs: 'grammar',
    *run({ text, kind, options, draft }) {
      const size = countedCharacters(text);
      const quota = sizeQuota(kind, options);
      if (size <= quota) return;
      const details = `The policy has ${count(size, 'character')} without white space; ${noun} can have ${quota}. Divide it, or write it shorter.`;
      yield { details, locations: [at({ path: [], span: draft.root.span })] };
    },
  }),
);

/** The keys that are always true or unknown in a resource's own policy. */
const IRRELEVANT_KEYS: Readonly<Partial<Record<PolicyResourceType, readonly string[]>>> = {
  'AWS::S3::Bucket': ['s3:ResourceAccount', 'aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'],
  'AWS::S3::AccessPoint': ['s3:ResourceAccount', 'aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'],
};

export const DOCUMENT_CHECKS: readonly Check[] = [
  ...SIZE_CHECKS,
  {
    code: 'MISSING_VERSION',
    findingType: 'WARNING',
    needs: 'grammar',
    // The parser refuses resource control policies without a version.
    kinds: ['identity', 'boundary', 'session', 'trust', 'resource', 'scp', 'vpcEndpoint'],
    *run({ draft: { root }, options }) {
      // It also refuses managed policies without one.
      if (root.kind !== 'object' || member(root, 'Version') || options.saving === 'managed') return;
      yield {
        details:
          'A policy without Version is read by the rules of 2008, without policy variables. Write "Version": "2012-10-17".',
        locations: [at({ path: [], span: root.span })],
        fix: { title: 'Add the version', edits: addMember(root, 'Version', '2012-10-17') },
      };
    },
  },
  {
    code: 'UNIQUE_SIDS_RECOMMENDED',
    findingType: 'WARNING',
    needs: 'grammar',
    kinds: ['resource', 'vpcEndpoint'],
    *run({ draft }) {
      const seen = new Set<string>();
      for (const { sid } of draft.statements) {
        if (!sid || sid.text === '') continue;
        if (seen.has(sid.text))
          yield {
            details: `Two statements are called ${sid.text}. Give each a Sid of its own.`,
            locations: [at(sid)],
            fix: sidOfItsOwn(draft, sid),
          };
        seen.add(sid.text);
      }
    },
  },
  {
    code: 'EMPTY_SID_VALUE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run({ draft }) {
      for (const { sid, node } of draft.statements) {
        if (sid?.text !== '') continue;
        const edits = removeMember(node, 'Sid');
        yield {
          details: 'The Sid is empty. Name the statement, or remove the Sid.',
          locations: [at(sid)],
          ...(edits.length > 0 ? { fix: { title: 'Remove the Sid', edits } } : {}),
        };
      }
    },
  },
  {
    code: 'REDUNDANT_STATEMENT',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run({ draft }) {
      const first = new Map<string, DraftStatement>();
      const list = member(draft.root, 'Statement')?.value;
      for (const statement of draft.statements) {
        const meaning = meaningOf(statement);
        const twin = meaning && first.get(meaning);
        if (meaning && !twin) first.set(meaning, statement);
        if (!twin || list?.kind !== 'array') continue;
        yield {
          details: `This statement says the same as statement ${twin.index + 1}. Remove one of them.`,
          locations: [atStatement(statement), atStatement(twin)],
          fix: { title: 'Remove this statement', edits: removeItems(list, new Set([statement.index])) },
        };
      }
    },
  },
  {
    code: 'IRRELEVANT_CONDITION_KEY_IN_POLICY',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    kinds: ['resource'],
    *run(context) {
      const { resourceType } = context.options;
      const keys = resourceType && IRRELEVANT_KEYS[resourceType];
      if (!keys) return;
      for (const { clause } of clausesOf(context)) {
        if (!keyIs(clause, ...keys)) continue;
        const details = `${clause.key} tells nothing in the policy of the resource itself. It belongs in policies of users and roles.`;
        yield { details, locations: [atClause(clause)] };
      }
    },
  },
];

/** Returns a normalized text of a statement, regardless of order and notation, or undefined if it lacks a part. */
function meaningOf({ effect, action, resource, principal, clauses }: DraftStatement): string | undefined {
  if (!effect || !action) return undefined;
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort();
  return JSON.stringify([
    effect,
    action.negated,
    sorted(action.entries.map(({ text }) => text.toLowerCase())),
    resource && [resource.negated, sorted(resource.entries.map(({ text }) => text))],
    principal && [principal.negated, sorted(principal.entries.map(({ key, text }) => `${key} ${text}`))],
    sorted(
      clauses.map(({ operator, key, values }) =>
        JSON.stringify([operator, key.toLowerCase(), sorted(values.map(({ text }) => text))]),
      ),
    ),
  ]);
}
