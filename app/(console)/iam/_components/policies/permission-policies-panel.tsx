'use client';

import { ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { EmptyState } from '@/components/console/page/empty-state';
import { PolicyTypeBadge } from '@/components/console/page/policy-type-badge';
import { ReadError } from '@/components/console/page/read-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { Button, ButtonLink, IconButton } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Checkbox } from '@/components/ui/field/checkbox';
import { SearchInput } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { MenuButton } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { ENTITY_IN_ACTIONS, ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { removePolicies } from '../../actions';
import { InlinePolicyJson, ManagedPolicyJson } from './policy-json';
import { type PermissionPolicy, usePermissionPolicies } from './use-permission-policies';

type Kind = 'all' | 'aws' | 'customer' | 'inline';

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'all', label: 'All types' },
  { value: 'customer', label: 'Customer managed' },
  { value: 'aws', label: 'AWS managed' },
  { value: 'inline', label: 'Inline' },
];

function kindOf({ arn }: PermissionPolicy): Exclude<Kind, 'all'> {
  if (arn === undefined) return 'inline';
  return arn.includes(':iam::aws:') ? 'aws' : 'customer';
}

const BADGE = { aws: 'aws-managed', customer: 'customer-managed', inline: 'inline' } as const;

type PermissionPoliciesPanelProps = {
  entity: Entity;
  /** The groups of a user, whose policies apply to it too. */
  groups?: readonly string[];
  /** The reason why nothing can be changed, as for a service-linked role. */
  readOnlyReason?: string;
};

/** Renders the policies of a user, group or role with their sources and documents, and the buttons that add and remove them. */
export function PermissionPoliciesPanel({ entity, groups = [], readOnlyReason }: PermissionPoliciesPanelProps) {
  const { policies, pending, errors, refetch, fetching } = usePermissionPolicies(entity, groups);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [removing, setRemoving] = useState<readonly PermissionPolicy[]>([]);
  const isOwn = (policy: PermissionPolicy) => policy.holder.kind === entity.kind;
  const shown = policies.filter(
    (policy) => (kind === 'all' || kindOf(policy) === kind) && policy.name.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const chosen = policies.filter((policy) => selected.has(policy.id));
  return (
    <Panel
      title="Permissions policies"
      // After a failed read, the number of policies is unknown.
      count={errors.length > 0 ? undefined : policies.length}
      description={
        entity.kind === 'users'
          ? 'Attached directly or through groups, and inline.'
          : `Attached to the ${ENTITY_NOUN[entity.kind]}, and inline.`
      }
      flush
      actions={
        <>
          <RefreshButton what="policies" read={{ refetch, fetching }} />
          <Button
            disabledReason={readOnlyReason ?? (chosen.length === 0 ? 'Select policies to remove' : undefined)}
            onClick={() => setRemoving(chosen)}
          >
            Remove
          </Button>
          <AddMenu entity={entity} readOnlyReason={readOnlyReason} />
        </>
      }
    >
      {errors.length > 0 ? (
        <div className="space-y-2 border-line border-b p-3">
          {errors.map(({ what, error, refetch: again }) => (
            <ReadError key={what} read={{ error, refetch: again }} what={what} />
          ))}
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2 border-line border-b px-3 py-2.5">
        <SearchInput
          aria-label="Find policies"
          placeholder="Find policies"
          data-filter-input
          className="max-w-sm flex-1 basis-48"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select aria-label="Policy type" value={kind} onValueChange={setKind} options={KINDS} className="w-44" />
      </div>
      {pending ? (
        <div className="space-y-4 p-4">
          <Skeleton width="60%" />
          <Skeleton width="45%" />
        </div>
      ) : shown.length === 0 ? (
        <NoPolicies entity={entity} readOnlyReason={readOnlyReason} filtered={policies.length > 0} denied={errors.length > 0} />
      ) : (
        <PoliciesTable
          policies={shown}
          isSelectable={(policy) => isOwn(policy) && !readOnlyReason}
          selected={selected}
          onSelectedChange={setSelected}
        />
      )}
      <RemoveDialog
        entity={entity}
        policies={removing}
        onClose={() => setRemoving([])}
        onRemoved={() => setSelected(new Set())}
      />
    </Panel>
  );
}

/** Returns the page that adds policies, and the reason if the viewer can't use it. */
function useAdding({ kind, name }: Entity) {
  const missing = useMissing();
  const attach = missing(`iam:Attach${ENTITY_IN_ACTIONS[kind]}Policy`);
  return {
    label: kind === 'users' ? 'Add permissions' : 'Attach policies',
    href: paths.addPermissions(kind, name),
    disabledReason: kind === 'users' ? attach && missing('iam:AddUserToGroup') : attach,
  };
}

function AddMenu({ entity, readOnlyReason }: { entity: Entity; readOnlyReason: string | undefined }) {
  const missing = useMissing();
  const add = useAdding(entity);
  if (readOnlyReason) {
    return (
      <Button variant="primary" disabledReason={readOnlyReason}>
        Add permissions
      </Button>
    );
  }
  return (
    <MenuButton
      label="Add permissions"
      variant="primary"
      entries={[
        add,
        {
          label: 'Create inline policy',
          href: paths.createInlinePolicy(entity.kind, entity.name),
          disabledReason: missing(`iam:Put${ENTITY_IN_ACTIONS[entity.kind]}Policy`),
        },
      ]}
    />
  );
}

type NoPoliciesProps = { entity: Entity; readOnlyReason: string | undefined; filtered: boolean; denied: boolean };

function NoPolicies({ entity, readOnlyReason, filtered, denied }: NoPoliciesProps) {
  const add = useAdding(entity);
  if (filtered) return <EmptyState title="No matches" description="No policy matches the filter." />;
  if (denied) return null;
  const noun = ENTITY_NOUN[entity.kind];
  return (
    <EmptyState
      title="No policies"
      description={`There are no permissions by default: until a policy allows something, this ${noun} ${
        noun === 'group' ? 'gives its users nothing' : 'can do nothing'
      }.`}
      action={
        readOnlyReason ? undefined : (
          <ButtonLink href={add.href} disabledReason={add.disabledReason}>
            {add.label}
          </ButtonLink>
        )
      }
    />
  );
}

type PoliciesTableProps = {
  policies: readonly PermissionPolicy[];
  isSelectable: (policy: PermissionPolicy) => boolean;
  selected: ReadonlySet<string>;
  onSelectedChange: (selected: ReadonlySet<string>) => void;
};

function PoliciesTable({ policies, isSelectable, selected, onSelectedChange }: PoliciesTableProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const selectable = policies.filter(isSelectable);
  const all = selectable.length > 0 && selectable.every(({ id }) => selected.has(id));
  return (
    <Table label="Permissions policies">
      <TableHead>
        <TableRow>
          <TableHeader className="w-10 pr-0">
            <Checkbox
              aria-label="Select all policies"
              checked={all}
              disabled={selectable.length === 0}
              indeterminate={!all && selectable.some(({ id }) => selected.has(id))}
              onCheckedChange={(on) => onSelectedChange(new Set(on ? selectable.map(({ id }) => id) : []))}
            />
          </TableHeader>
          <TableHeader>Policy name</TableHeader>
          <TableHeader>Type</TableHeader>
          <TableHeader>Attached via</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {policies.map((policy) => (
          <Fragment key={policy.id}>
            <TableRow selected={selected.has(policy.id)}>
              <TableCell className="w-10 pr-0">
                <Checkbox
                  aria-label={`Select ${policy.name}`}
                  checked={selected.has(policy.id)}
                  disabled={!isSelectable(policy)}
                  title={isSelectable(policy) ? undefined : 'Inherited: remove it from the group, or the user from the group'}
                  onCheckedChange={() => onSelectedChange(toggled(selected, policy.id))}
                />
              </TableCell>
              <TableCell className="w-1/2 min-w-48 max-w-0 font-medium">
                <span className="flex items-start gap-1">
                  <IconButton
                    size="sm"
                    label={`${open.has(policy.id) ? 'Hide' : 'Show'} document of ${policy.name}`}
                    tooltip={false}
                    aria-expanded={open.has(policy.id)}
                    className="-my-1 -ml-2"
                    onClick={() => setOpen(toggled(open, policy.id))}
                  >
                    <ChevronRight
                      aria-hidden
                      size={16}
                      className={classNames('transition-transform', open.has(policy.id) && 'rotate-90')}
                    />
                  </IconButton>
                  <TextLink href={hrefOf(policy)} title={policy.name} className="min-w-0 truncate">
                    {policy.name}
                  </TextLink>
                </span>
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <PolicyTypeBadge type={BADGE[kindOf(policy)]} />
              </TableCell>
              <TableCell>
                <Via policy={policy} inherited={policy.holder.kind === 'groups' && !isSelectable(policy)} />
              </TableCell>
            </TableRow>
            {open.has(policy.id) ? (
              <TableRow>
                <TableCell colSpan={4} className="bg-bg py-3">
                  {policy.arn === undefined ? (
                    <InlinePolicyJson holder={policy.holder} name={policy.name} />
                  ) : (
                    <ManagedPolicyJson arn={policy.arn} name={policy.name} />
                  )}
                </TableCell>
              </TableRow>
            ) : null}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

function hrefOf({ arn, holder, name }: PermissionPolicy): string {
  return arn === undefined ? paths.editInlinePolicy(holder.kind, holder.name, name) : paths.policy(arn);
}

function Via({ policy, inherited }: { policy: PermissionPolicy; inherited: boolean }) {
  if (inherited) {
    return (
      <span className="block max-w-72 truncate" title={policy.holder.name}>
        Group <TextLink href={paths.group(policy.holder.name, 'permissions')}>{policy.holder.name}</TextLink>
      </span>
    );
  }
  return policy.arn === undefined ? 'Inline' : 'Directly';
}

type RemoveDialogProps = {
  entity: Entity;
  policies: readonly PermissionPolicy[];
  onClose: () => void;
  onRemoved: () => void;
};

function RemoveDialog({ entity, policies, onClose, onRemoved }: RemoveDialogProps) {
  const inline = policies.filter(({ arn }) => arn === undefined).map(({ name }) => name);
  const arns = policies.flatMap(({ arn }) => arn ?? []);
  const count = policies.length === 1 ? `${policies[0]?.name}` : `${policies.length} policies`;
  return policies.length > 0 ? (
    <ConfirmDialog
      title={`Remove ${count}?`}
      confirmLabel="Remove"
      action={removePolicies}
      input={{ entity, arns, inline }}
      success={`${count} ${policies.length === 1 ? 'was' : 'were'} removed from ${entity.name}.`}
      onDone={onRemoved}
      onClose={onClose}
    >
      {arns.length > 0 ? (
        <p>{arns.length === 1 ? 'A managed policy is' : 'Managed policies are'} detached and stay in the account.</p>
      ) : null}
      {inline.length > 0 ? (
        <p>
          {inline.length === 1 ? `The inline policy ${inline[0]} exists` : `The inline policies ${inline.join(', ')} exist`} only
          here and will be deleted.
        </p>
      ) : null}
    </ConfirmDialog>
  ) : null;
}
