'use client';

import { deletedEntityLines } from '@gatehouse/policy/analyze';
import { useState } from 'react';
import { DeletedPrincipal, useDeletedPrincipals } from '@/app/(console)/_client/deleted-principals';
import { useMarkedStatement } from '@/app/(console)/_client/policies/marked-statement';
import { layOut } from '@/components/access/lay-out';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import type { Query } from '@/components/console/kit/query';
import { useRead } from '@/components/console/kit/use-read';
import { CopyCode } from '@/components/console/page/copy-code';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { removeResourcePolicy } from '../actions';
import type { PolicyRules } from './kinds/kind';

type PolicyTabProps = { at: ResourceAt; one: string; rules: PolicyRules; query: Query<string | null> };

/** Renders the policy on a resource, with the buttons that edit and delete it. */
export function PolicyTab({ at, one, rules, query }: PolicyTabProps) {
  const read = useRead(query);
  const [removing, setRemoving] = useState(false);
  const edit = paths.editResourcePolicy(at.kind, at.arn);
  const has = typeof read.data === 'string';
  return (
    <Panel
      title="Policy"
      description={`Grants or denies access to this ${one}, in addition to the policies of principals.`}
      flush={has && !read.error}
      actions={
        <>
          <RefreshButton what="policy" read={read} />
          {has && rules.removable ? (
            <Button variant="danger" onClick={() => setRemoving(true)}>
              Remove
            </Button>
          ) : null}
          {has ? <ButtonLink href={edit}>Edit</ButtonLink> : null}
        </>
      }
    >
      <ReadBox read={read} what={`the policy of this ${one}`}>
        {(document) =>
          document === null ? (
            <EmptyState title="No policy" description={rules.none} action={<ButtonLink href={edit}>Add a policy</ButtonLink>} />
          ) : (
            <PolicyDocument document={document} label={`Policy of ${at.name}`} />
          )
        }
      </ReadBox>
      {removing ? (
        <ConfirmDialog
          title={`Remove the policy of ${at.name}?`}
          confirmLabel="Remove"
          action={removeResourcePolicy}
          input={{ region: at.region, input: { arn: at.arn } }}
          success={`The policy of ${at.name} was removed.`}
          onClose={() => setRemoving(false)}
        >
          <p>{rules.none}</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}

function PolicyDocument({ document, label }: { document: string; label: string }) {
  const text = layOut(document);
  const highlights = useMarkedStatement(text, 'resource');
  const deleted = [...new Set(deletedEntityLines(document).map(({ id }) => id))];
  const who = useDeletedPrincipals(deleted);
  return (
    <>
      {deleted.length > 0 ? (
        <Alert kind="warning" title="It names users or roles that were deleted" className="m-4">
          <ul>
            {deleted.map((id) => (
              <li key={id}>
                <DeletedPrincipal id={id} was={who.get(id)} />
              </li>
            ))}
          </ul>
          Their IDs grant no access, even if a principal with the same name is created. A document with them cannot be saved
          again.
        </Alert>
      ) : null}
      <CopyCode label={label} what="policy" code={text} language="json" highlights={highlights} />
    </>
  );
}
