import type { Pack } from './pack';
import { readPack } from './read-pack';

/** The call that the demonstration shows. */
export const DEMONSTRATED = { action: 'ec2:RunInstances', region: 'us-east-1' };

// An organization written as a scenario, because practice organizations are built from scenarios. Nobody is graded; its single
// check states what the demonstration shows.
const SCENARIO = `
format: 1
id: scp-beats-administrator
version: 1.0.0
language: en
title: An explicit deny in a service control policy beats AdministratorAccess
level: 2
minutes: 10
topics: [SCP]
misconceptions: [ALLOW_WINS]
story: The organization works in Europe. **ops** runs the web shop with AdministratorAccess, and wants an instance in us-east-1.
accounts:
  practice: { name: practice, alias: "practice-{{code}}", root: none }
personas:
  admin: { as: user/admin@practice, about: "Administrator of the management account", signIn: password, main: true }
  ops: { as: user/ops@web-shop, about: "Operator of the web shop, with AdministratorAccess", signIn: password }
setup:
  - { as: root@practice, do: "iam:CreateUser", input: { UserName: admin } }
  - { as: root@practice, do: "iam:AttachUserPolicy", input: { UserName: admin, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" } }
  - { as: root@practice, do: "iam:CreateLoginProfile", input: { UserName: admin, Password: "{{password}}" } }
  - { as: user/admin@practice, do: "organizations:CreateOrganization", input: { FeatureSet: ALL } }
  - { as: user/admin@practice, do: "organizations:ListRoots", save: { root: /Roots/0/Id } }
  - { as: user/admin@practice, do: "organizations:EnablePolicyType", input: { RootId: "{{ref.root}}", PolicyType: SERVICE_CONTROL_POLICY } }
  - as: user/admin@practice
    do: "organizations:CreateOrganizationalUnit"
    input: { ParentId: "{{ref.root}}", Name: Workloads }
    save: { workloads: /OrganizationalUnit/Id }
  - as: user/admin@practice
    do: "organizations:CreateAccount"
    input: { AccountName: web-shop, Email: "web-shop-{{code}}@example.com" }
    save: { request: /CreateAccountStatus/Id }
  - as: user/admin@practice
    do: "organizations:DescribeCreateAccountStatus"
    input: { CreateAccountRequestId: "{{ref.request}}" }
    save: { web-shop: /CreateAccountStatus/AccountId }
  - as: user/admin@practice
    do: "organizations:MoveAccount"
    input: { AccountId: "{{ref.web-shop}}", SourceParentId: "{{ref.root}}", DestinationParentId: "{{ref.workloads}}" }
  - { as: access@web-shop, do: "iam:CreateUser", input: { UserName: ops } }
  - { as: access@web-shop, do: "iam:AttachUserPolicy", input: { UserName: ops, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" } }
  - { as: access@web-shop, do: "iam:CreateLoginProfile", input: { UserName: ops, Password: "{{password}}" } }
  - as: user/admin@practice
    do: "organizations:CreatePolicy"
    input:
      Name: RegionLimit
      Description: Work only in eu-central-1
      Type: SERVICE_CONTROL_POLICY
      Content:
        Version: "2012-10-17"
        Statement:
          - Sid: DenyOtherRegions
            Effect: Deny
            NotAction: ["iam:*", "sts:*", "organizations:*", "support:*"]
            Resource: "*"
            Condition: { StringNotEquals: { "aws:RequestedRegion": [eu-central-1] } }
    save: { limit: /Policy/PolicySummary/Id }
  - { as: user/ops@web-shop, do: "ec2:DescribeImages", from: { region: ${DEMONSTRATED.region} }, save: { image: /Images/0/ImageId } }
  - { as: user/admin@practice, do: "organizations:AttachPolicy", input: { PolicyId: "{{ref.limit}}", TargetId: "{{ref.workloads}}" } }
  - as: user/ops@web-shop
    do: "ec2:RunInstances"
    input: { ImageId: "{{ref.image}}", InstanceType: t3.micro, MinCount: 1, MaxCount: 1 }
    from: { region: ${DEMONSTRATED.region} }
    expect: denied
steps:
  - id: which
    title: Which of the two would you have to change?
    do: The policy of the organization, or AdministratorAccess?
    checks:
      - id: denied
        kind: decision
        ask:
          - principal: user/ops@web-shop
            action: "${DEMONSTRATED.action}"
            resource: "arn:aws:ec2:${DEMONSTRATED.region}:{{ref.web-shop}}:instance/*"
            expect: explicitDeny
            decidedBy: { type: scp }
        say: The organization lets ops work in ${DEMONSTRATED.region}.
solution: []
debrief: AdministratorAccess allows everything that the organization leaves. An explicit deny in a service control policy leaves nothing, whoever asks.
`;

let read: Promise<Pack> | undefined;

/** Returns the demonstration's organization as a pack, read once. */
export function demonstrationPack(): Promise<Pack> {
  read ??= readPack(new Map([['scenario.yaml', SCENARIO]])).then(({ pack, problems }) => {
    if (!pack) throw new Error(`The demonstration cannot be read: ${problems.map(({ message }) => message).join(' ')}`);
    return pack;
  });
  return read;
}
