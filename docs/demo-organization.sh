#!/usr/bin/env bash
# Builds the demo organization with nothing but the AWS CLI, as an administrator would: the root user makes an organization and its first
# administrator, gives up its key and is not needed again; the administrator enters each account through the role that CreateAccount leaves there.
#
# Needs: the access key of the root user of an account that belongs to no organization, and AWS_ENDPOINT_URL. For example:
#   GATEHOUSE_RESET_TOKEN=only-for-this-machine DEMO=false DATA_DIR=/tmp/gatehouse npm start
#   curl -X POST http://localhost:4566/_gatehouse/reset -H 'Authorization: Bearer only-for-this-machine' -d '{"accessKeyId":"test","secretAccessKey":"test"}'
#   AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_ENDPOINT_URL=http://localhost:4566 docs/demo-organization.sh
set -euo pipefail
: "${AWS_ENDPOINT_URL:?must be set, so that this never runs against AWS itself}"
export AWS_DEFAULT_REGION=us-east-1 AWS_PAGER='' AWS_EC2_METADATA_DISABLED=true
PASSWORD=${PASSWORD:-Gatehouse-demo-1}
POLICIES=$(dirname "$0")/../prisma/seed/policies
AWS_MANAGED=arn:aws:iam::aws:policy

# policy NAME [ACCOUNT]: the text of one of the demo's policies, for that account.
policy() { sed "s/ACCOUNT/${2:-}/g" "$POLICIES/$1.json"; }

iam() { aws iam "$@"; }
organizations() { aws organizations "$@"; }

# person NAME [TAG...]: a user who can sign in.
person() {
  local name=$1
  shift
  iam create-user --user-name "$name" ${1:+--tags "$@"} >/dev/null
  iam create-login-profile --user-name "$name" --password "$PASSWORD" --no-password-reset-required >/dev/null
}

join_group() { iam add-user-to-group --user-name "$1" --group-name "$2"; }

# group NAME [MANAGED_POLICY]
group() {
  iam create-group --group-name "$1" >/dev/null
  if [ $# -gt 1 ]; then iam attach-group-policy --group-name "$1" --policy-arn "$AWS_MANAGED/$2"; fi
}

# role NAME DESCRIPTION TRUST_POLICY MANAGED_POLICY_ARN [OPTION...]
role() {
  local name=$1 description=$2 trust=$3 attached=$4
  shift 4
  iam create-role --role-name "$name" --description "$description" --assume-role-policy-document "$trust" "$@" >/dev/null
  iam attach-role-policy --role-name "$name" --policy-arn "$attached"
}

# as_root ACCOUNT TASK COMMAND...: runs a command in a root session of the account.
as_root() (
  read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <(aws sts assume-root --target-principal "$1" \
    --task-policy-arn "arn=$AWS_MANAGED/root-task/$2" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  shift 2
  "$@"
)

# enter ACCOUNT COMMAND...: runs a command with the credentials of the account's OrganizationAccountAccessRole.
enter() (
  read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <(aws sts assume-role \
    --role-arn "arn:aws:iam::$1:role/OrganizationAccountAccessRole" --role-session-name demo \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  shift
  "$@"
)

# ------------------------------------------------------------------------------------------------------- the root user's part
organizations create-organization --feature-set ALL >/dev/null
ROOT=$(organizations list-roots --query 'Roots[0].Id' --output text)
iam create-account-alias --account-alias acme
group Administrators AdministratorAccess
person admin Key=team,Value=platform
join_group admin Administrators
read -r KEY SECRET < <(iam create-access-key --user-name admin --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)
iam delete-access-key --access-key-id "$AWS_ACCESS_KEY_ID"
export AWS_ACCESS_KEY_ID=$KEY AWS_SECRET_ACCESS_KEY=$SECRET

# ----------------------------------------------------------------------------------------------------------- the organization
organizations enable-policy-type --root-id "$ROOT" --policy-type SERVICE_CONTROL_POLICY >/dev/null
organizations enable-policy-type --root-id "$ROOT" --policy-type RESOURCE_CONTROL_POLICY >/dev/null
organizations enable-aws-service-access --service-principal iam.amazonaws.com
iam enable-organizations-root-credentials-management >/dev/null
iam enable-organizations-root-sessions >/dev/null

unit() { organizations create-organizational-unit --parent-id "$2" --name "$1" --query OrganizationalUnit.Id --output text; }
SECURITY_UNIT=$(unit Security "$ROOT")
WORKLOADS_UNIT=$(unit Workloads "$ROOT")
PRODUCTION_UNIT=$(unit Production "$WORKLOADS_UNIT")
DEVELOPMENT_UNIT=$(unit Development "$WORKLOADS_UNIT")
SANDBOX_UNIT=$(unit Sandbox "$ROOT")

# account NAME UNIT: creates an account, waits until it is there, moves it, and prints its id.
account() {
  local request state id
  request=$(organizations create-account --account-name "$1" --email "aws-$1@acme.example" --query CreateAccountStatus.Id --output text)
  while
    read -r state id < <(organizations describe-create-account-status --create-account-request-id "$request" \
      --query 'CreateAccountStatus.[State,AccountId]' --output text)
    [ "$state" = IN_PROGRESS ]
  do sleep 1; done
  [ "$state" = SUCCEEDED ]
  organizations move-account --account-id "$id" --source-parent-id "$ROOT" --destination-parent-id "$2"
  echo "$id"
}
AUDIT=$(account audit "$SECURITY_UNIT")
PRODUCTION=$(account production "$PRODUCTION_UNIT")
PAYMENTS=$(account payments "$PRODUCTION_UNIT")
DEVELOPMENT=$(account development "$DEVELOPMENT_UNIT")
SANDBOX=$(account sandbox "$SANDBOX_UNIT")

# guardrail NAME DESCRIPTION POLICY TARGET
guardrail() {
  local id
  id=$(organizations create-policy --name "$1" --description "$2" --content "$(policy "$3")" --type SERVICE_CONTROL_POLICY \
    --query Policy.PolicySummary.Id --output text)
  organizations attach-policy --policy-id "$id" --target-id "$4"
}
guardrail DenyLeavingOrganization 'No member account may leave the organization' deny-leaving-organization "$ROOT"
guardrail ProtectAuditRole 'Nobody but the organization itself changes the audit role' protect-audit-role "$ROOT"
guardrail RegionLimit 'Work only in eu-north-1 and eu-central-1' region-limit "$WORKLOADS_UNIT"
guardrail SandboxLimit 'No expensive services in the sandbox' sandbox-limit "$SANDBOX_UNIT"

# --------------------------------------------------------------------------------------------------------------- the accounts
management() {
  group Billing job-function/Billing
  person finn Key=team,Value=finance
  join_group finn Billing
  group Helpdesk
  iam put-group-policy --group-name Helpdesk --policy-name ResetPasswords --policy-document "$(policy reset-passwords)"
  person kim Key=team,Value=helpdesk
  join_group kim Helpdesk
}

audit_role() {
  role OrganizationAuditRole 'Read-only access for the audit account' "$(policy trust-account "$AUDIT")" "$AWS_MANAGED/SecurityAudit"
}

audit() {
  audit_role
  iam create-account-alias --account-alias acme-audit
  group Auditors SecurityAudit
  iam put-group-policy --group-name Auditors --policy-name AssumeAuditRoles --policy-document "$(policy assume-audit-roles)"
  person olivia Key=team,Value=security
  join_group olivia Auditors
}

development() {
  local boundary
  audit_role
  iam create-account-alias --account-alias acme-dev
  group S3-Support AmazonS3ReadOnlyAccess
  group EC2-Support AmazonEC2ReadOnlyAccess
  group EC2-Admin
  iam put-group-policy --group-name EC2-Admin --policy-name EC2-Operate --policy-document "$(policy ec2-operate)"
  for name in user-1 user-2 user-3; do person "$name" Key=lab,Value=introduction-to-iam; done
  join_group user-1 S3-Support
  join_group user-2 EC2-Support
  join_group user-3 EC2-Admin
  boundary=$(iam create-policy --policy-name DeveloperBoundary --policy-document "$(policy developer-boundary)" \
    --description 'The most a developer can have, whatever else is attached' --query Policy.Arn --output text)
  person dana Key=team,Value=web
  iam put-user-permissions-boundary --user-name dana --permissions-boundary "$boundary"
  iam attach-user-policy --user-name dana --policy-arn "$AWS_MANAGED/PowerUserAccess"
  iam put-user-policy --user-name dana --policy-name OwnBucket --policy-document "$(policy own-bucket "$DEVELOPMENT")"
  person newcomer
  iam create-open-id-connect-provider --url "https://oidc.gatehouse.internal/$DEVELOPMENT" --client-id-list sts.amazonaws.com >/dev/null
  iam create-role --role-name PreviewPipeline --assume-role-policy-document "$(policy trust-pipeline "$DEVELOPMENT")" \
    --description 'Releases previews; used by the pipeline of acme/app, which has no access key' >/dev/null
  iam put-role-policy --role-name PreviewPipeline --policy-name Deploy --policy-document "$(policy deploy)"
}

production() {
  local deploy
  audit_role
  iam create-account-alias --account-alias acme-production
  deploy=$(iam create-policy --policy-name DeployApplication --path /app/ --policy-document "$(policy deploy)" \
    --description 'What the pipeline needs to release' --query Policy.Arn --output text)
  role DeploymentPipeline 'Releases the application; used from the development account' "$(policy trust-account "$DEVELOPMENT")" \
    "$deploy" --max-session-duration 3600
  role orders-function 'Runs the orders function' "$(policy trust-lambda)" \
    "$AWS_MANAGED/service-role/AWSLambdaBasicExecutionRole" --path /app/
  role PartnerReadOnly 'For the monitoring partner, who is given the external id' "$(policy trust-partner "$AUDIT")" \
    "$AWS_MANAGED/job-function/ViewOnlyAccess"
  person erik Key=team,Value=operations
  iam attach-user-policy --user-name erik --policy-arn "$AWS_MANAGED/ReadOnlyAccess"
}

payments() {
  audit_role
  role payments-api 'Runs the payments service' "$(policy trust-ecs-tasks)" "$AWS_MANAGED/AmazonDynamoDBFullAccess"
}

sandbox() {
  audit_role
  iam create-account-alias --account-alias acme-sandbox
  person maria Key=team,Value=web
  iam attach-user-policy --user-name maria --policy-arn "$AWS_MANAGED/AdministratorAccess"
}

management
enter "$AUDIT" audit
enter "$DEVELOPMENT" development
enter "$PRODUCTION" production
enter "$PAYMENTS" payments
enter "$SANDBOX" sandbox
# The demo's sandbox has set a root password with the link that this allows, in a browser, and made an access key with it.
as_root "$SANDBOX" IAMCreateRootUserPassword iam create-login-profile >/dev/null

cat <<END
Built. Sign in to the console as account acme, user admin, or go on with its access key:
export AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID
export AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY
END
