import type { ElementTrace, PolicyTrace } from '@gatehouse/policy/evaluate';
import type { DecisionRecord } from '../../core/authorization/authorize';
import { arnsOfIds, toShownPrincipals } from '../../core/authorization/stored-principals';
import type { Scope } from '../../core/operation';
import type { ShownFix } from './fixes';

type Told = Pick<DecisionRecord, 'explanation' | 'documents'> & { fixes: readonly ShownFix[] };

/**
 * Returns a record with ARNs in place of the stored unique ids of users and roles, like the call that shows the resource policy. Ids of
 * deleted ones stay. Sentences of changes have ARNs already (`shownFixes`).
 */
export async function withShownPrincipals({ db, partition }: Pick<Scope, 'db' | 'partition'>, explained: Told): Promise<Told> {
  const { explanation, documents, fixes } = explained;
  const trace = explanation.policies.find(({ policy }) => policy.type === 'trust' || policy.type === 'resource');
  if (!trace) return explained;
  const { id, type } = trace.policy;
  const changedTo = ({ policyId, document = '' }: ShownFix) => (policyId === id ? document : '');
  const { [id]: stored = '' } = documents;
  const kind = type === 'trust' ? 'trust' : 'resource';
  const [text, ...changed] = await toShownPrincipals(db, partition, kind, [stored, ...fixes.map(changedTo)]);
  const arns = await arnsOfIds(db, partition, idsIn(trace));
  const shown = (value: string) => [...arns].reduce((told, [uniqueId, arn]) => told.replaceAll(uniqueId, arn), value);
  return {
    documents: text ? { ...documents, [id]: text } : documents,
    explanation: {
      ...explanation,
      policies: explanation.policies.map((one) => (one === trace ? withEntries(one, shown) : one)),
    },
    fixes: fixes.map((fix, at) => ({
      ...fix,
      ...(changed[at] ? { document: changed[at] } : {}),
    })),
  };
}

/** Removes the positions of statements, which differ in the shown text. */
function withEntries(trace: PolicyTrace, shown: (value: string) => string): PolicyTrace {
  return {
    ...trace,
    statements: trace.statements.map(({ span: _, elements, conditions, ...statement }) => ({
      ...statement,
      elements: elements.map(({ span: __, ...element }) =>
        element.entry !== undefined && namesPrincipals(element) ? { ...element, entry: shown(element.entry) } : element,
      ),
      conditions: conditions.map(({ span: __, ...condition }) => condition),
    })),
  };
}

function namesPrincipals({ element }: ElementTrace): boolean {
  return element === 'Principal' || element === 'NotPrincipal';
}

const UNIQUE_ID = /\bA(?:IDA|ROA)[A-Z0-9]+/g;

function idsIn({ statements }: PolicyTrace): string[] {
  const entries = statements.flatMap(({ elements }) =>
    elements.flatMap((element) => (namesPrincipals(element) ? (element.entry ?? []) : [])),
  );
  return entries.flatMap((text) => text.match(UNIQUE_ID) ?? []);
}
