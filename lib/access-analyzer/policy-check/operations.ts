import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { checkAccessNotGrantedSteps, checkNoNewAccessSteps, checkNoPublicAccessSteps } from '@gatehouse/policy/analyze';
import type { PolicyKind } from '@gatehouse/policy/parse';
import { type Finding, validatePolicy } from '@gatehouse/policy/validate';
import { AwsError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { settings } from '../../core/settings';
import { invalid } from '../analyzer/rows';
import { pageOfRows } from '../page';
import { answerCheck, CHECK_EFFORT, type PolicyCheckAnswer, readAs } from './check';
import {
  CheckAccessNotGrantedInput,
  CheckNoNewAccessInput,
  CheckNoPublicAccessInput,
  PUBLIC_RESOURCES,
  type VALIDATED_RESOURCES,
  type VALIDATED_TYPES,
  ValidatePolicyInput,
} from './schema';

type ValidatedType = (typeof VALIDATED_TYPES)[number];
type ValidatedResource = (typeof VALIDATED_RESOURCES)[number];

const KINDS: Readonly<Record<ValidatedType, PolicyKind>> = {
  IDENTITY_POLICY: 'identity',
  RESOURCE_POLICY: 'resource',
  SERVICE_CONTROL_POLICY: 'scp',
  RESOURCE_CONTROL_POLICY: 'rcp',
};
const TRUST = 'AWS::IAM::AssumeRolePolicyDocument';

/** Validates a document. Source: IAM Access Analyzer API Reference, "ValidatePolicy". */
export const ValidatePolicy = defineOperation({
  service: 'access-analyzer',
  name: 'ValidatePolicy',
  access: 'Read',
  input: ValidatePolicyInput,
  checks: () => [{ action: 'access-analyzer:ValidatePolicy', resource: '*' }],
  run: async (input, { call }) => {
    const { policyDocument, policyType, validatePolicyResourceType: resourceType, ...asked } = input;
    if (resourceType !== undefined && policyType !== 'RESOURCE_POLICY') {
      const message = 'validatePolicyResourceType can be specified for a RESOURCE_POLICY only.';
      throw invalid(message, 'validatePolicyResourceType');
    }
    const list = `ValidatePolicy:${JSON.stringify([policyDocument, policyType, resourceType])}`;
    const all = findingsOf(policyDocument, policyType, resourceType);
    // Programs get only AWS's findings, so that a build that passes at AWS passes here.
    const isProgram = call.via === 'api' || call.via === 'shell';
    const told = isProgram && !settings().ownFindings ? all.filter(({ issueCode }) => !isOurs(issueCode)) : all;
    const { items, nextToken } = pageOfRows(told, list, asked);
    return { findings: items.map(toFinding), nextToken };
  },
});

function findingsOf(text: string, type: ValidatedType, resourceType: ValidatedResource | undefined): readonly Finding[] {
  const catalog = loadCatalog();
  if (resourceType === TRUST) return validatePolicy(text, 'trust', { catalog });
  return validatePolicy(text, KINDS[type], { catalog, ...(resourceType && { resourceType }) });
}

function toFinding({ findingType, issueCode, findingDetails, locations }: Finding) {
  return {
    findingType,
    issueCode,
    findingDetails,
    learnMoreLink: linkOf(findingType, issueCode),
    locations: locations.map(({ path, span }) => ({ path, span: { start: toPosition(span.start), end: toPosition(span.end) } })),
  };
}

const REFERENCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html';

function isOurs(issueCode: string): boolean {
  return issueCode.startsWith('GATEHOUSE_');
}

/** Returns AWS's page about a check, or the page of all checks for our own. */
function linkOf(findingType: Finding['findingType'], issueCode: string): string {
  if (isOurs(issueCode)) return REFERENCE;
  const type = findingType === 'WARNING' ? 'GENERAL_WARNING' : findingType;
  const anchor = `${type}_${issueCode}`.toLowerCase().replaceAll('_', '-');
  return `${REFERENCE}#access-analyzer-reference-policy-checks-${anchor}`;
}

/** Converts a position. AWS: lines from 1, columns and offsets from 0. */
function toPosition({ line, column, offset }: { line: number; column: number; offset: number }) {
  return { line, column: column - 1, offset };
}

const CHECKED_KINDS: Readonly<Record<'IDENTITY_POLICY' | 'RESOURCE_POLICY', readonly PolicyKind[]>> = {
  IDENTITY_POLICY: ['identity'],
  // A trust policy is a role's resource policy.
  RESOURCE_POLICY: ['resource', 'trust'],
};

/** Checks that a policy grants no access beyond another policy. Source: IAM Access Analyzer API Reference, "CheckNoNewAccess". */
export const CheckNoNewAccess = defineOperation({
  service: 'access-analyzer',
  name: 'CheckNoNewAccess',
  access: 'Read',
  tooComplex: 'UnprocessableEntityException',
  input: CheckNoNewAccessInput,
  checks: () => [{ action: 'access-analyzer:CheckNoNewAccess', resource: '*' }],
  run: ({ newPolicyDocument, existingPolicyDocument, policyType }): Promise<PolicyCheckAnswer> => {
    const updated = readAs(newPolicyDocument, CHECKED_KINDS[policyType], 'newPolicyDocument');
    const existing = readAs(existingPolicyDocument, CHECKED_KINDS[policyType], 'existingPolicyDocument');
    return answerCheck(checkNoNewAccessSteps(existing, updated, { effort: CHECK_EFFORT }), updated, {
      passed: 'The modified permissions do not grant new access compared to your existing policy.',
      failed: 'The modified permissions grant new access compared to your existing policy.',
      open: 'New access compared to your existing policy could not be ruled out.',
      reason: 'New access in the statement',
    });
  },
});

/** Checks that a policy does not grant some access. Source: IAM Access Analyzer API Reference, "CheckAccessNotGranted". */
export const CheckAccessNotGranted = defineOperation({
  service: 'access-analyzer',
  name: 'CheckAccessNotGranted',
  access: 'Read',
  tooComplex: 'UnprocessableEntityException',
  input: CheckAccessNotGrantedInput,
  checks: () => [{ action: 'access-analyzer:CheckAccessNotGranted', resource: '*' }],
  run: ({ policyDocument, access, policyType }): Promise<PolicyCheckAnswer> => {
    const policy = readAs(policyDocument, CHECKED_KINDS[policyType], 'policyDocument');
    const { actions = [], resources = [] } = access[0] ?? {};
    const asked = {
      actions: actions.length > 0 ? actions : null,
      resources: resources.length > 0 ? resources : null,
    };
    return answerCheck(checkAccessNotGrantedSteps(policy, asked, { effort: CHECK_EFFORT }), policy, {
      passed: 'The policy document does not grant access to perform the listed actions or resources.',
      failed: 'The policy document grants access to perform one or more of the listed actions or resources.',
      open: 'Access to the listed actions or resources could not be ruled out.',
      reason: 'One or more of the listed actions or resources in the statement',
    });
  },
});

/** Checks that a resource policy is not public. Source: IAM Access Analyzer API Reference, "CheckNoPublicAccess". */
export const CheckNoPublicAccess = defineOperation({
  service: 'access-analyzer',
  name: 'CheckNoPublicAccess',
  access: 'Read',
  tooComplex: 'UnprocessableEntityException',
  input: CheckNoPublicAccessInput,
  checks: () => [{ action: 'access-analyzer:CheckNoPublicAccess', resource: '*' }],
  run: ({ policyDocument, resourceType }): Promise<PolicyCheckAnswer> => {
    if (!PUBLIC_RESOURCES.some((type) => type === resourceType)) {
      const message = `Policies of ${resourceType} cannot be checked in this installation, which does not store such resources.`;
      throw new AwsError('InvalidParameterException', message, {}, { member: 'resourceType' });
    }
    const policy = readAs(policyDocument, [resourceType === TRUST ? 'trust' : 'resource'], 'policyDocument');
    return answerCheck(checkNoPublicAccessSteps(policy, { effort: CHECK_EFFORT }), policy, {
      passed: 'The resource policy does not grant public access for the given resource type.',
      failed: 'The resource policy grants public access for the given resource type.',
      open: 'Public access for the given resource type could not be ruled out.',
      reason: 'Public access granted in the statement',
    });
  },
});
