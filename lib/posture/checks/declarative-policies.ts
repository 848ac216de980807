import { firstNames } from '../../core/text/lists';
import { grouped } from '../../core/work/bulk';
import { examineEach, examineOne, organizationCheck } from '../check';
import type { ExaminedOrganization } from '../facts';
import { memberSubject, organizationSubject } from '../subject';

/** Declarative policies bind the management account too. */
const activeAccounts = ({ accounts }: ExaminedOrganization) => accounts.filter(({ state }) => state === 'ACTIVE');

export const orgEffectivePolicyInvalid = organizationCheck({
  id: 'org-effective-policy-invalid',
  title: 'An effective policy is invalid',
  severity: 'medium',
  why: 'The last valid policy stays in force, so changes have no effect.',
  controls: [],
  needs: ['organizations:ListAccountsWithInvalidEffectivePolicy'],
  examine: (organization) => {
    const invalid = grouped(organization.invalidPolicies, ({ accountId }) => accountId);
    return examineEach(activeAccounts(organization), (member) => {
      const types = (invalid.get(member.id) ?? []).map(({ type }) => type);
      const [first] = types;
      if (first === undefined) return null;
      return {
        subject: memberSubject(organization, member),
        title: `An effective policy of the account ${member.name} is invalid`,
        evidence: [{ label: 'Policy types', text: firstNames(types) }],
        fix: {
          text: 'Edit the policies that contribute to the issue',
          place: ['effectivePolicy', member.id, first],
          needs: 'organizations:UpdatePolicy',
          byHand: 'The page lists each issue with its policies. Only you know which of them is wrong.',
        },
      };
    });
  },
});

export const orgAiNotOptedOut = organizationCheck({
  id: 'org-ai-not-opted-out',
  title: 'AI services may use content of an account',
  severity: 'medium',
  why: 'AWS may store content of AI services and use it to improve them, unless the account opts out.',
  controls: [],
  needs: ['organizations:DescribeEffectivePolicy'],
  examine: (organization, { parameters }) => {
    if (!parameters.aiOptOut || !organization.allFeatures) return null;
    const open = new Set(organization.notOptedOut);
    const found = activeAccounts(organization).filter(({ id }) => open.has(id));
    if (found.length === 0) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'AI services may use content of accounts',
      evidence: [{ label: 'Accounts that have not opted out', text: firstNames(found.map(({ name }) => name)) }],
      fix: {
        text: 'Opt out of all services',
        place: ['organizationPolicyType', 'AISERVICES_OPT_OUT_POLICY'],
        needs: 'organizations:CreatePolicy',
        byHand: 'The page opts out of all services at the root. Accounts that may opt in again are your decision.',
      },
    });
  },
});

export const orgTagsNotCompliant = organizationCheck({
  id: 'org-tags-not-compliant',
  title: 'Tags of resources do not comply',
  severity: 'low',
  why: 'Resources without the tags that a tag policy asks for are missing in cost reports and in access by tags.',
  controls: [],
  needs: ['tag:GetComplianceSummary'],
  examine: (organization) => {
    const faults = new Map(organization.tagFaults.map((each) => [each.accountId, each]));
    return examineEach(activeAccounts(organization), (member) => {
      const found = faults.get(member.id);
      if (!found) return null;
      const { resources, missing, wrong } = found;
      return {
        subject: memberSubject(organization, member),
        title: `Tags of resources of the account ${member.name} do not comply`,
        evidence: [
          { label: 'Resources', text: String(resources) },
          { label: 'Missing keys', text: firstNames(missing) || 'none' },
          { label: 'Keys that do not comply', text: firstNames(wrong) || 'none' },
        ],
        fix: {
          text: 'Correct the tags of the resources',
          place: ['tagCompliance'],
          needs: 'tag:GetComplianceSummary',
          byHand: 'The report lists each tag with the allowed spelling and values. Only you know the right value.',
        },
      };
    });
  },
});
