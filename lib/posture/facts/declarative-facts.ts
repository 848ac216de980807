import type { Transaction } from '../../db/client';
import { invalidAccounts, readInForce } from '../../organizations/effective-policies';
import type { ExaminedOrganization } from '../facts';

const OPT_OUT = 'AISERVICES_OPT_OUT_POLICY';

type Facts = Pick<ExaminedOrganization, 'invalidPolicies' | 'notOptedOut'>;

/** Reads what the declarative policies of an organization leave open. An account without any policy is not opted out. */
export async function readDeclarativeFacts(
  db: Transaction,
  organization: { id: string; rootId: string },
  accounts: readonly { id: string; parentId: string | null }[],
  enabledTypes: ReadonlySet<string>,
): Promise<Facts> {
  const inForce = await readInForce(db, organization, OPT_OUT, accounts);
  return {
    invalidPolicies: await invalidAccounts(db, organization.id, enabledTypes),
    notOptedOut: accounts.flatMap(({ id }) => (isOptedOut(inForce.get(id)) ? [] : [id])),
  };
}

/** Source: Organizations User Guide, "AI services opt-out policy syntax": `default` counts for every service without an entry. */
function isOptedOut(content: string | undefined): boolean {
  const { services }: { services?: { default?: { opt_out_policy?: unknown } } } = JSON.parse(content ?? '{}');
  return services?.default?.opt_out_policy === 'optOut';
}
