import type { NodePolicy, Operation, Setting } from '../node-policy';

const ROOT = { NodeId: 'r-1', PolicyId: 'p-standard' };
const ACCOUNT = { NodeId: '111122223333', PolicyId: 'p-own' };

function operation(member: string, rest: Partial<Operation>): Operation {
  return {
    Path: ['tags', 'costcenter', member],
    Operator: '@@assign',
    Values: [],
    AllowedForChildren: null,
    Ignored: null,
    ...rest,
  };
}

function setting(member: string, rest: Partial<Setting>): Setting {
  return {
    Path: ['tags', 'costcenter', member],
    List: true,
    Values: [],
    Gone: [],
    AllowedForChildren: ['@@assign', '@@append', '@@remove'],
    ...rest,
  };
}

/** A tag policy for tests: the root sets values that the account may append to and remove. */
export const SAMPLE: NodePolicy = {
  PolicyType: 'TAG_POLICY',
  Enabled: true,
  Node: { Id: ACCOUNT.NodeId, Type: 'ACCOUNT', Name: 'payments' },
  HidesPolicies: false,
  ChangedAt: '2026-11-28T16:20:00.000Z',
  Draft: null,
  Invalid: null,
  Content: '{"tags":{"costcenter":{"tag_value":["CC-1","CC-3"],"tag_key":"CostCenter"}}}',
  Levels: [
    {
      Id: 'r-1',
      Type: 'ROOT',
      Name: 'Root',
      Policies: [
        {
          Id: 'p-standard',
          Name: 'TagStandard',
          Targets: 4,
          Content: '{"tags":{}}',
          Operations: [
            operation('tag_key', { Values: ['CostCenter'], AllowedForChildren: [] }),
            operation('tag_value', { Values: ['CC-1', 'CC-2'], AllowedForChildren: ['@@append', '@@remove'] }),
          ],
        },
      ],
    },
    { Id: 'ou-1', Type: 'ORGANIZATIONAL_UNIT', Name: 'Workloads', Policies: [] },
    {
      Id: ACCOUNT.NodeId,
      Type: 'ACCOUNT',
      Name: 'payments',
      Policies: [
        {
          Id: 'p-own',
          Name: 'PaymentsTags',
          Targets: 1,
          Content: '{"tags":{"costcenter":{}}}',
          Operations: [
            operation('tag_value', { Values: ['CC-9'], Ignored: { Reason: 'OPERATOR_NOT_ALLOWED', By: ROOT } }),
            operation('tag_value', { Operator: '@@append', Values: ['CC-3'] }),
            operation('tag_value', { Operator: '@@remove', Values: ['CC-2'] }),
          ],
        },
      ],
    },
  ],
  Settings: [
    setting('tag_key', {
      List: false,
      Values: [{ Value: 'CostCenter', Source: { ...ROOT, Operator: '@@assign' }, IsDefault: false }],
      AllowedForChildren: [],
    }),
    setting('tag_value', {
      Values: [
        { Value: 'CC-1', Source: { ...ROOT, Operator: '@@assign' }, IsDefault: false },
        { Value: 'CC-3', Source: { ...ACCOUNT, Operator: '@@append' }, IsDefault: false },
      ],
      Gone: [{ Value: 'CC-2', Reason: 'REMOVED', By: { ...ACCOUNT, Operator: '@@remove' } }],
      AllowedForChildren: ['@@append', '@@remove'],
    }),
  ],
};
