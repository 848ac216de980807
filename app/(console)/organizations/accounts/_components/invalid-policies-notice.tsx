'use client';

import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import { plural } from '@/lib/core/text/plural';
import { DECLARATIVE_TYPES } from '../../_components/policy-types';
import { invalidEffectivePoliciesQuery } from '../../queries';

/** Renders the number of accounts with an invalid effective policy, if there are any. */
export function InvalidPoliciesNotice({ enabledTypes }: { enabledTypes: ReadonlySet<string> }) {
  const missing = useMissing();
  const isEnabled = DECLARATIVE_TYPES.some(({ id }) => enabledTypes.has(id));
  const asks = isEnabled && missing('organizations:ListAccountsWithInvalidEffectivePolicy') === undefined;
  const { data } = useRead(whenKnown(asks || null, invalidEffectivePoliciesQuery));
  if (!data || data.Accounts.length === 0) return null;
  return (
    <Alert
      kind="warning"
      className="mb-4"
      title={`${plural(data.Accounts.length, 'account')} with an invalid effective policy`}
      action={<ButtonLink href={paths.effectivePolicyIssues}>View detected issues</ButtonLink>}
    >
      The last valid document of each policy stays in force until you correct the policies that contribute to it.
    </Alert>
  );
}
