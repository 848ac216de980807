/**
 * An AWS CLI script that prints what an import of an organization reads, each answer with the id that its call was about. It
 * changes nothing.
 */
export const READ_ORGANIZATION = `#!/usr/bin/env bash
set -euo pipefail
ask() {
  local ABOUT=$1 ANSWER; shift
  ANSWER=$(aws "$@" --output json) && printf '{"about": "%s", "answer": %s}\\n' "$ABOUT" "$ANSWER"
}
texts() { aws "$@" --output text | tr '\\t' '\\n' | grep -v '^None$' || :; }
ids() { texts organizations "$@"; }
tree() {
  ask "$1" organizations list-organizational-units-for-parent --parent-id "$1"
  ask "$1" organizations list-accounts-for-parent --parent-id "$1"
  ask "$1" organizations list-tags-for-resource --resource-id "$1"
  for ACCOUNT in $(ids list-accounts-for-parent --parent-id "$1" --query 'Accounts[].Id'); do
    ask "$ACCOUNT" organizations list-tags-for-resource --resource-id "$ACCOUNT"
  done
  for UNIT in $(ids list-organizational-units-for-parent --parent-id "$1" --query 'OrganizationalUnits[].Id'); do tree "$UNIT"; done
}
ask '' organizations describe-organization
ask '' organizations list-roots
tree "$(ids list-roots --query 'Roots[].Id')"
for TYPE in $(ids list-roots --query 'Roots[0].PolicyTypes[].Type'); do
  for POLICY in $(ids list-policies --filter "$TYPE" --query 'Policies[].Id'); do
    ask "$POLICY" organizations describe-policy --policy-id "$POLICY"
    ask "$POLICY" organizations list-targets-for-policy --policy-id "$POLICY"
    case $POLICY in p-FullAWSAccess | p-RCPFullAWSAccess) ;; *) ask "$POLICY" organizations list-tags-for-resource --resource-id "$POLICY" ;; esac
  done
  case $TYPE in SERVICE_CONTROL_POLICY | RESOURCE_CONTROL_POLICY) continue ;; esac
  # The order of attachment decides where a target has several policies of a type.
  for TARGET in $(for POLICY in $(ids list-policies --filter "$TYPE" --query 'Policies[].Id'); do
    ids list-targets-for-policy --policy-id "$POLICY" --query 'Targets[].TargetId'
  done | sort | uniq -d); do
    ask "$TARGET" organizations list-policies-for-target --target-id "$TARGET" --filter "$TYPE"
  done
done
ask '' organizations list-aws-service-access-for-organization
ask '' organizations list-delegated-administrators
for ACCOUNT in $(ids list-delegated-administrators --query 'DelegatedAdministrators[].Id'); do
  ask "$ACCOUNT" organizations list-delegated-services-for-account --account-id "$ACCOUNT"
done
# There need not be one of these.
for POLICY in $(ids describe-resource-policy --query 'ResourcePolicy.ResourcePolicySummary.[Id]'); do
  ask '' organizations describe-resource-policy
  ask "$POLICY" organizations list-tags-for-resource --resource-id "$POLICY"
done
ask '' iam list-organizations-features || :
# IAM Identity Center has one Region. Set AWS_REGION to it.
ask '' sso-admin list-instances || :
for INSTANCE in $(texts sso-admin list-instances --query 'Instances[].InstanceArn'); do
  ask "$INSTANCE" sso-admin list-tags-for-resource --instance-arn "$INSTANCE" --resource-arn "$INSTANCE"
  ask '' sso-admin describe-instance-access-control-attribute-configuration --instance-arn "$INSTANCE" 2>/dev/null || :
  for SET in $(texts sso-admin list-permission-sets --instance-arn "$INSTANCE" --query 'PermissionSets[]'); do
    of_set() { ask "$SET" sso-admin "$@" --instance-arn "$INSTANCE" --permission-set-arn "$SET"; }
    of_set describe-permission-set
    of_set list-managed-policies-in-permission-set
    of_set list-customer-managed-policy-references-in-permission-set
    of_set get-inline-policy-for-permission-set
    of_set get-permissions-boundary-for-permission-set 2>/dev/null || :
    ask "$SET" sso-admin list-tags-for-resource --instance-arn "$INSTANCE" --resource-arn "$SET"
    for ACCOUNT in $(texts sso-admin list-accounts-for-provisioned-permission-set --instance-arn "$INSTANCE" \\
      --permission-set-arn "$SET" --query 'AccountIds[]'); do
      of_set list-account-assignments --account-id "$ACCOUNT"
    done
  done
done
for STORE in $(texts sso-admin list-instances --query 'Instances[].IdentityStoreId'); do
  # Older versions of the AWS CLI do not know --extensions.
  ask '' identitystore list-users --identity-store-id "$STORE" --extensions '["aws:identitystore:enterprise"]' 2>/dev/null ||
    ask '' identitystore list-users --identity-store-id "$STORE"
  ask '' identitystore list-groups --identity-store-id "$STORE"
  for GROUP in $(texts identitystore list-groups --identity-store-id "$STORE" --query 'Groups[].GroupId'); do
    ask '' identitystore list-group-memberships --identity-store-id "$STORE" --group-id "$GROUP"
  done
done
`;
