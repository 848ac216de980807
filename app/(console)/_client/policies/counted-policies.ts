/** The policies that a page's answer includes, in a sentence for its head. */
export const COUNTED = {
  principal: 'Includes identity policies, the permissions boundary and SCPs.',
  principalOnResources:
    'Includes identity policies, the permissions boundary, SCPs, RCPs and the resource policies of this account.',
  principals: 'Includes identity policies, permissions boundaries and SCPs.',
  principalsOnResources:
    'Includes identity policies, permissions boundaries, SCPs, RCPs and the resource policies of each principal’s account.',
  group: 'Includes the group’s policies and SCPs. A member can have more access from other policies, and less from a boundary.',
  groupAlone: 'Includes the group’s policies. A member can have more access from other policies, and less from a boundary.',
  account: 'Includes SCPs only: the most that any principal of the account can do.',
  accountAlone: 'No SCP applies to this account, so its principals can be allowed every action.',
  everybody: 'Includes identity policies, permissions boundaries, SCPs, RCPs, trust policies and resource policies.',
  simulation: 'Includes identity policies, the permissions boundary, SCPs, RCPs and the resource policy.',
} as const;
