import { describeActions, loadCatalog } from '@gatehouse/catalog/load-catalog';
import { malformedPolicyMessage, type Policy, type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { actionIndex } from '../model/action-index';
import { SummarizePolicyInput, SummarizePolicyServiceInput } from './schema';
import { type ActionSummary, type Around, summarizePolicy, summarizeService } from './summarize';

// Both summarize a text that the caller supplies and no account data, so they need no permission.

/** Summarizes a policy document. */
export const SummarizePolicy = defineOperation({
  service: 'iam',
  name: 'SummarizePolicy',
  access: 'Read',
  input: SummarizePolicyInput,
  checks: () => [],
  run: async ({ Document, Kind }, scope) => summarizePolicy(requireDocument(Document, Kind), await around(scope)),
});

/** Lists the actions behind one row of the summary. */
export const SummarizePolicyService = defineOperation({
  service: 'iam',
  name: 'SummarizePolicyService',
  access: 'Read',
  input: SummarizePolicyServiceInput,
  checks: () => [],
  run: async ({ Document, Kind, Service, Effect }, scope) => {
    const describedBy = describeActions(Service);
    const actions = summarizeService(requireDocument(Document, Kind), Service, Effect, await around(scope));
    return {
      Actions: actions.map((action): ActionSummary & { Description: string } => ({
        ...action,
        Description: describedBy(action.Name),
      })),
    };
  },
});

async function around({ partition }: Scope): Promise<Around> {
  return { catalog: loadCatalog(), index: await actionIndex(), partition };
}

function requireDocument(text: string, kind: PolicyKind): Policy {
  const parsed = parsePolicy(text, kind);
  if (!parsed.ok) throw new AwsError('MalformedPolicyDocumentException', malformedPolicyMessage(parsed.issues, kind));
  return parsed.policy;
}
