'use client';

import { COMMERCIAL_REGIONS } from '@gatehouse/catalog/regions';
import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Select } from '@/components/ui/field/select';
import { useText } from '@/components/ui/field/use-text';
import { NumberField } from '../../../_components/number-field';
import { createBudgetAction } from '../../actions';
import { type Budget, rolesQuery, scpsQuery } from '../../queries';

type Kind = 'APPLY_SCP_POLICY' | 'APPLY_IAM_POLICY' | 'RUN_SSM_DOCUMENTS';
type Approval = 'AUTOMATIC' | 'MANUAL';

type ActionDialogProps = { named: { AccountId: string; BudgetName: string }; budget: Budget; onClose: () => void };

const listOf = (text: string) => text.split(/[\s,;]+/).filter((each) => each !== '');

/** Creates a budget action: its targets, threshold and role. */
export function ActionDialog({ named, budget, onClose }: ActionDialogProps) {
  const [kind, setKind] = useState<Kind>('APPLY_SCP_POLICY');
  const [policy, setPolicy] = useState<string | null>(null);
  const [policyArn, setPolicyArn] = useState('');
  const [targets, setTargets] = useText(budget.CostFilters?.OrganizationalUnit?.join(', '));
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
  const ofInstances = listOf(instances).length === 0 ? 'Enter an instance ID' : undefined;
  const ofPolicies = isScp
    ? policy === null
      ? 'Choose a policy'
      : listOf(targets).length === 0
        ? 'Enter the targets'
        : undefined
    : policyArn === ''
      ? 'Enter the ARN of a policy'
      : listOf(users).length + listOf(roles).length === 0
        ? 'Enter a user or role'
        : undefined;
  const problem = isSsm ? ofInstances : ofPolicies;
  const rest = !/^\d{1,10}(\.\d{1,9})?$/.test(threshold)
    ? 'Enter a threshold'
    : role === null
      ? 'Choose a role'
      : email.trim() === ''
        ? 'Enter recipients'
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
        label="Action type"
        tiles
        columns={3}
        value={kind}
        onValueChange={setKind}
        options={[
          {
            value: 'APPLY_SCP_POLICY',
            label: 'Attach a service control policy',
            description: 'To accounts and OUs. For the management account.',
          },
          { value: 'APPLY_IAM_POLICY', label: 'Attach an IAM policy', description: 'To users and roles of this account.' },
          { value: 'RUN_SSM_DOCUMENTS', label: 'Stop EC2 instances', description: 'In this account and one Region.' },
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
          <Field label="Instances" hint="Instance IDs (i-…), separated by commas.">
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
              placeholder="Enter part of a name"
            />
          </Field>
          <Field label="Accounts and OUs" hint="IDs, separated by commas.">
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
          <Field label="Policy ARN">
            <Input
              className="w-full"
              maxLength={684}
              value={policyArn}
              onChange={(event) => setPolicyArn(event.currentTarget.value)}
            />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Users" hint="Names, separated by commas.">
              <Input
                className="w-full"
                maxLength={2000}
                value={users}
                onChange={(event) => setUsers(event.currentTarget.value)}
              />
            </Field>
            <Field label="Roles" hint="Names, separated by commas.">
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
          label="Threshold (percent of the budget)"
          className="w-32"
          maxLength={20}
          value={threshold}
          onChange={setThreshold}
        />
        <Field label="Runs">
          <Select
            className="w-56"
            options={[
              { value: 'AUTOMATIC' as const, label: 'automatically' },
              { value: 'MANUAL' as const, label: 'after approval' },
            ]}
            value={approval}
            onValueChange={setApproval}
          />
        </Field>
      </div>
      <ReadError read={known} what="the roles" />
      <Field
        label="IAM role"
        hint={`A role that budgets.amazonaws.com can assume and that can ${isSsm ? 'stop and start the instances' : 'attach and detach the policy'}. You need iam:PassRole for it.`}
      >
        <Combobox
          options={(known.data?.Roles ?? []).map(({ Arn = '', RoleName = '' }) => ({ value: Arn, label: RoleName }))}
          value={role}
          onValueChange={setRole}
          placeholder="Enter part of a name"
        />
      </Field>
      <Field label="Recipients" hint="An email address. Gatehouse sends no email. The alert goes to the outbox.">
        <Input className="w-full" maxLength={254} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      </Field>
    </FormDialog>
  );
}
