'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import { COMMERCIAL_REGIONS } from '@/lib/catalog/regions';
import { NumberField } from '../../../_components/number-field';
import { createBudgetAction } from '../../actions';
import { type Budget, rolesQuery, scpsQuery } from '../../queries';

type Kind = 'APPLY_SCP_POLICY' | 'APPLY_IAM_POLICY' | 'RUN_SSM_DOCUMENTS';
type Approval = 'AUTOMATIC' | 'MANUAL';

type ActionDialogProps = { named: { AccountId: string; BudgetName: string }; budget: Budget; onClose: () => void };

const listOf = (text: string) => text.split(/[\s,;]+/).filter((each) => each !== '');

/** What a budget is to attach to whom, or which instances it is to stop, when, and as which role. */
export function ActionDialog({ named, budget, onClose }: ActionDialogProps) {
  const [kind, setKind] = useState<Kind>('APPLY_SCP_POLICY');
  const [policy, setPolicy] = useState<string | null>(null);
  const [policyArn, setPolicyArn] = useState('');
  const [targets, setTargets] = useState(budget.CostFilters?.OrganizationalUnit?.join(', ') ?? '');
  const [users, setUsers] = useState('');
  const [roles, setRoles] = useState('');
  const [region, setRegion] = useState('us-east-1');
  const [instances, setInstances] = useState('');
  const [threshold, setThreshold] = useState('100');
  const [role, setRole] = useState<string | null>(null);
  const [approval, setApproval] = useState<Approval>('AUTOMATIC');
  const [email, setEmail] = useState('');
  const known = useRead(rolesQuery());
  const scps = useRead({ ...scpsQuery(), enabled: kind === 'APPLY_SCP_POLICY' });
  const operation = useOperation(createBudgetAction, {
    success: () => ({ text: 'The action was added.' }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const isScp = kind === 'APPLY_SCP_POLICY';
  const isSsm = kind === 'RUN_SSM_DOCUMENTS';
  const ofInstances = listOf(instances).length === 0 ? 'Name an instance' : undefined;
  const ofPolicies = isScp
    ? policy === null
      ? 'Choose a policy'
      : listOf(targets).length === 0
        ? 'Say to what it is attached'
        : undefined
    : policyArn === ''
      ? 'Give the ARN of a policy'
      : listOf(users).length + listOf(roles).length === 0
        ? 'Name a user or a role'
        : undefined;
  const problem = isSsm ? ofInstances : ofPolicies;
  const rest = !/^\d{1,10}(\.\d{1,9})?$/.test(threshold)
    ? 'Say at which threshold'
    : role === null
      ? 'Choose a role'
      : email.trim() === ''
        ? 'Say who is told'
        : undefined;
  const submit = () => {
    if (role === null) return;
    const iam = {
      PolicyArn: policyArn.trim(),
      ...(listOf(users).length > 0 && { Users: listOf(users) }),
      ...(listOf(roles).length > 0 && { Roles: listOf(roles) }),
    };
    void operation.run({
      ...named,
      NotificationType: 'ACTUAL',
      ActionType: kind,
      ActionThreshold: { ActionThresholdValue: Number(threshold), ActionThresholdType: 'PERCENTAGE' },
      Definition: isSsm
        ? { SsmActionDefinition: { ActionSubType: 'STOP_EC2_INSTANCES', Region: region, InstanceIds: listOf(instances) } }
        : isScp
          ? { ScpActionDefinition: { PolicyId: policy ?? '', TargetIds: listOf(targets) } }
          : { IamActionDefinition: iam },
      ExecutionRoleArn: role,
      ApprovalModel: approval,
      Subscribers: [{ SubscriptionType: 'EMAIL', Address: email.trim() }],
    });
  };
  return (
    <FormDialog
      title="Add action"
      submitLabel="Add action"
      size="lg"
      pending={operation.running}
      error={operation.error}
      disabledReason={problem ?? rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        label="What it does"
        tiles
        columns={3}
        value={kind}
        onValueChange={setKind}
        options={[
          {
            value: 'APPLY_SCP_POLICY',
            label: 'Attach a service control policy',
            description: 'To accounts and OUs. Of the management account.',
          },
          { value: 'APPLY_IAM_POLICY', label: 'Attach an IAM policy', description: 'To users and roles of this account.' },
          { value: 'RUN_SSM_DOCUMENTS', label: 'Stop EC2 instances', description: 'Of this account, in one Region.' },
        ]}
      />
      {isSsm ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Region">
            <Select
              className="w-full"
              options={COMMERCIAL_REGIONS.map(({ code, name }) => ({ value: code, label: code, description: name }))}
              value={region}
              onValueChange={setRegion}
            />
          </Field>
          <Field label="Instances" hint="Their ids, i-…, with commas between them.">
            <Input
              className="w-full"
              maxLength={3000}
              value={instances}
              onChange={(event) => setInstances(event.currentTarget.value)}
            />
          </Field>
        </div>
      ) : isScp ? (
        <>
          <ReadError read={scps} what="the policies" />
          <Field label="Policy">
            <Combobox
              options={(scps.data?.Policies ?? []).map(({ Id = '', Name = '' }) => ({ value: Id, label: Name, description: Id }))}
              value={policy}
              onValueChange={setPolicy}
              placeholder="Type a part of its name"
            />
          </Field>
          <Field label="Accounts and OUs" hint="Their ids, with commas between them.">
            <Input
              className="w-full"
              maxLength={2000}
              value={targets}
              onChange={(event) => setTargets(event.currentTarget.value)}
            />
          </Field>
        </>
      ) : (
        <>
          <Field label="ARN of the policy">
            <Input
              className="w-full"
              maxLength={684}
              value={policyArn}
              onChange={(event) => setPolicyArn(event.currentTarget.value)}
            />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Users" hint="Names, with commas between them.">
              <Input
                className="w-full"
                maxLength={2000}
                value={users}
                onChange={(event) => setUsers(event.currentTarget.value)}
              />
            </Field>
            <Field label="Roles" hint="Names, with commas between them.">
              <Input
                className="w-full"
                maxLength={2000}
                value={roles}
                onChange={(event) => setRoles(event.currentTarget.value)}
              />
            </Field>
          </div>
        </>
      )}
      <div className="flex flex-wrap gap-4">
        <NumberField
          label="Once so many percent are spent"
          className="w-32"
          maxLength={20}
          value={threshold}
          onChange={setThreshold}
        />
        <Field label="Runs">
          <Select
            className="w-56"
            options={[
              { value: 'AUTOMATIC' as const, label: 'by itself' },
              { value: 'MANUAL' as const, label: 'once somebody approves' },
            ]}
            value={approval}
            onValueChange={setApproval}
          />
        </Field>
      </div>
      <ReadError read={known} what="the roles" />
      <Field
        label="Acts as"
        hint={`A role whose trust policy lets budgets.amazonaws.com assume it, and which may ${
          isSsm ? 'stop and start the instances' : 'attach and detach the policy'
        }. Giving it takes iam:PassRole.`}
      >
        <Combobox
          options={(known.data?.Roles ?? []).map(({ Arn = '', RoleName = '' }) => ({ value: Arn, label: RoleName }))}
          value={role}
          onValueChange={setRole}
          placeholder="Type a part of its name"
        />
      </Field>
      <Field label="Who is told" hint="An e-mail address. Nothing is sent: it goes into the outbox.">
        <Input className="w-full" maxLength={254} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      </Field>
    </FormDialog>
  );
}
