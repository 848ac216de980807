#!/usr/bin/env bash
# Builds the demo organization with nothing but the AWS CLI, as an administrator would: the root user makes an organization and its first
# administrator, gives up its key and is not needed again; the administrator enters each account through the role that CreateAccount leaves there.
#
# Needs: the access key of the root user of an account that belongs to no organization, and the address of the wire API in AWS_ENDPOINT_URL.
# For example:
#   GATEHOUSE_RESET_TOKEN=only-for-this-machine DEMO=false DATA_DIR=/tmp/gatehouse npm start
#   curl -X POST http://localhost:4566/_gatehouse/reset -H 'Authorization: Bearer only-for-this-machine' -d '{"accessKeyId":"AKIAGATEHOUSETESTKEY","secretAccessKey":"only-for-this-machine"}'
#   AWS_ACCESS_KEY_ID=AKIAGATEHOUSETESTKEY AWS_SECRET_ACCESS_KEY=only-for-this-machine AWS_ENDPOINT_URL=http://localhost:4566 docs/demo-organization.sh
# Of the demo's resources it makes those of the lab alone: a bucket and an instance.
# It can be run again: what is there stays, what is missing is made. Once the root user's key is gone, with the key of admin that it printed.
set -euo pipefail
# A failure within $(…) stops the script too, where bash is new enough for that.
shopt -s inherit_errexit 2>/dev/null || true
AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL:-${AWS_ENDPOINT_URL_IAM:-}}
: "${AWS_ENDPOINT_URL:?must be set, so that this never runs against AWS itself}"
# Those of single services would go before it, and might be others.
unset AWS_ENDPOINT_URL_IAM AWS_ENDPOINT_URL_STS AWS_ENDPOINT_URL_ORGANIZATIONS AWS_ENDPOINT_URL_S3 AWS_ENDPOINT_URL_EC2
export AWS_ENDPOINT_URL
export AWS_DEFAULT_REGION=us-east-1 AWS_PAGER='' AWS_EC2_METADATA_DISABLED=true
PASSWORD=${PASSWORD:-Gatehouse-demo-1}
POLICIES=$(dirname "$0")/../prisma/seed/policies
AWS_MANAGED=arn:aws:iam::aws:policy

# ----------------------------------------------------------------------------------------------------------- can it be done at all?
stop() {
  echo "Nothing was changed: $1" >&2
  exit 1
}
command -v aws >/dev/null || stop 'the AWS CLI (aws) is not installed.'
# The AWS CLI sends no shorter id as a parameter, and this gives up its own key below.
[ "${#AWS_ACCESS_KEY_ID}" -ge 16 ] || stop "AWS_ACCESS_KEY_ID has ${#AWS_ACCESS_KEY_ID} characters, but must have at least 16."
if ! CALLER=$(aws sts get-caller-identity --query '[Account,Arn]' --output text 2>&1); then
  case $CALLER in
    *'Could not connect'*) stop "nothing answers at $AWS_ENDPOINT_URL." ;;
    *InvalidClientTokenId*) stop "there is no key $AWS_ACCESS_KEY_ID. If an earlier run gave it up, take the key of admin that it printed." ;;
    *) stop "$CALLER" ;;
  esac
fi
read -r ACCOUNT WHO <<<"$CALLER"
case $WHO in
  *:root | *:user/admin) ;;
  *) stop "the key is of $WHO, but must be of an account's root user, or of admin to go on." ;;
esac
if ORGANIZATION=$(aws organizations describe-organization --query Organization.MasterAccountId --output text 2>&1); then
  ALIAS=$(aws iam list-account-aliases --query 'AccountAliases[0]' --output text)
  [ "$ORGANIZATION" = "$ACCOUNT" ] && [ "$ALIAS" = acme ] || stop "account $ACCOUNT is in an organization that is not the demo's."
else
  case $ORGANIZATION in *AWSOrganizationsNotInUse*) ;; *) stop "$ORGANIZATION" ;; esac
fi

KEY=
tell_how_to_go_on() {
  [ $? -eq 0 ] || [ -z "$KEY" ] ||
    echo "Stopped before the end. To go on: AWS_ACCESS_KEY_ID=$KEY AWS_SECRET_ACCESS_KEY=$SECRET AWS_ENDPOINT_URL=$AWS_ENDPOINT_URL $0" >&2
}
trap tell_how_to_go_on EXIT

# unless_there COMMAND...: runs it, and is content where what it makes is there already.
unless_there() {
  local said
  if said=$("$@" 2>&1); then return; fi
  case $said in
    *'(EntityAlreadyExists)'* | *'(AlreadyInOrganizationException)'* | *'(PolicyTypeAlreadyEnabledException)'*) ;;
    *'(DuplicatePolicyAttachmentException)'* | *'(BucketAlreadyOwnedByYou)'*) ;;
    *)
      echo "$said" >&2
      return 1
      ;;
  esac
}

# policy NAME [ACCOUNT]: the text of one of the demo's policies, for that account.
policy() { sed "s/ACCOUNT/${2:-}/g" "$POLICIES/$1.json"; }

iam() { aws iam "$@"; }
organizations() { aws organizations "$@"; }

# person NAME [TAG...]: a user who can sign in.
person() {
  local name=$1
  shift
  unless_there iam create-user --user-name "$name" ${1:+--tags "$@"}
  unless_there iam create-login-profile --user-name "$name" --password "$PASSWORD" --no-password-reset-required
}

join_group() { iam add-user-to-group --user-name "$1" --group-name "$2"; }

# group NAME [MANAGED_POLICY]
group() {
  unless_there iam create-group --group-name "$1"
  if [ $# -gt 1 ]; then iam attach-group-policy --group-name "$1" --policy-arn "$AWS_MANAGED/$2"; fi
}

# role NAME DESCRIPTION TRUST_POLICY MANAGED_POLICY_ARN [OPTION...]
role() {
  local name=$1 description=$2 trust=$3 attached=$4
  shift 4
  unless_there iam create-role --role-name "$name" --description "$description" --assume-role-policy-document "$trust" "$@"
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
unless_there iam create-account-alias --account-alias acme
unless_there organizations create-organization --feature-set ALL
ROOT=$(organizations list-roots --query 'Roots[0].Id' --output text)
group Administrators AdministratorAccess
person admin Key=team,Value=platform
join_group admin Administrators
if [[ $WHO = *:root ]]; then
  # Of keys that an earlier run made, nobody may know the secret.
  for old in $(iam list-access-keys --user-name admin --query 'AccessKeyMetadata[].AccessKeyId' --output text); do
    iam delete-access-key --user-name admin --access-key-id "$old"
  done
  read -r KEY SECRET < <(iam create-access-key --user-name admin --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)
  iam delete-access-key --access-key-id "$AWS_ACCESS_KEY_ID"
  export AWS_ACCESS_KEY_ID=$KEY AWS_SECRET_ACCESS_KEY=$SECRET
else
  KEY=$AWS_ACCESS_KEY_ID SECRET=$AWS_SECRET_ACCESS_KEY
fi

# ----------------------------------------------------------------------------------------------------------- the organization
unless_there organizations enable-policy-type --root-id "$ROOT" --policy-type SERVICE_CONTROL_POLICY
unless_there organizations enable-policy-type --root-id "$ROOT" --policy-type RESOURCE_CONTROL_POLICY
organizations enable-aws-service-access --service-principal iam.amazonaws.com
iam enable-organizations-root-credentials-management >/dev/null
iam enable-organizations-root-sessions >/dev/null

# unit NAME PARENT: prints the id of the OU.
unit() {
  local id
  id=$(organizations list-organizational-units-for-parent --parent-id "$2" --query "OrganizationalUnits[?Name=='$1'].Id" --output text)
  if [ -n "$id" ]; then echo "$id"; else
    organizations create-organizational-unit --parent-id "$2" --name "$1" --query OrganizationalUnit.Id --output text
  fi
}
SECURITY_UNIT=$(unit Security "$ROOT")
WORKLOADS_UNIT=$(unit Workloads "$ROOT")
PRODUCTION_UNIT=$(unit Production "$WORKLOADS_UNIT")
DEVELOPMENT_UNIT=$(unit Development "$WORKLOADS_UNIT")
SANDBOX_UNIT=$(unit Sandbox "$ROOT")

# account NAME UNIT: an account in that OU; prints its id.
account() {
  local id parent
  id=$(organizations list-accounts --query "Accounts[?Name=='$1'].Id" --output text)
  if [ -z "$id" ]; then id=$(create_account "$1"); fi
  parent=$(organizations list-parents --child-id "$id" --query 'Parents[0].Id' --output text)
  if [ "$parent" != "$2" ]; then
    organizations move-account --account-id "$id" --source-parent-id "$parent" --destination-parent-id "$2"
  fi
  echo "$id"
}

# create_account NAME: waits until it is there, and prints its id.
create_account() {
  local request state id
  request=$(organizations create-account --account-name "$1" --email "aws-$1@acme.example" --query CreateAccountStatus.Id --output text)
  while
    read -r state id < <(organizations describe-create-account-status --create-account-request-id "$request" \
      --query 'CreateAccountStatus.[State,AccountId]' --output text)
    [ "$state" = IN_PROGRESS ]
  do sleep 1; done
  [ "$state" = SUCCEEDED ]
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
  id=$(organizations list-policies --filter SERVICE_CONTROL_POLICY --query "Policies[?Name=='$1'].Id" --output text)
  if [ -z "$id" ]; then
    id=$(organizations create-policy --name "$1" --description "$2" --content "$(policy "$3")" --type SERVICE_CONTROL_POLICY \
      --query Policy.PolicySummary.Id --output text)
  fi
  unless_there organizations attach-policy --policy-id "$id" --target-id "$4"
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
  unless_there iam create-account-alias --account-alias acme-audit
  group Auditors SecurityAudit
  iam put-group-policy --group-name Auditors --policy-name AssumeAuditRoles --policy-document "$(policy assume-audit-roles)"
  person olivia Key=team,Value=security
  join_group olivia Auditors
}

development() {
  local boundary
  audit_role
  unless_there iam create-account-alias --account-alias acme-dev
  group S3-Support AmazonS3ReadOnlyAccess
  group EC2-Support AmazonEC2ReadOnlyAccess
  group EC2-Admin
  iam put-group-policy --group-name EC2-Admin --policy-name EC2-Operate --policy-document "$(policy ec2-operate)"
  for name in user-1 user-2 user-3; do person "$name" Key=lab,Value=introduction-to-iam; done
  join_group user-1 S3-Support
  join_group user-2 EC2-Support
  join_group user-3 EC2-Admin
  boundary=arn:aws:iam::$DEVELOPMENT:policy/DeveloperBoundary
  unless_there iam create-policy --policy-name DeveloperBoundary --policy-document "$(policy developer-boundary)" \
    --description 'The most a developer can have, whatever else is attached'
  person dana Key=team,Value=web
  iam put-user-permissions-boundary --user-name dana --permissions-boundary "$boundary"
  iam attach-user-policy --user-name dana --policy-arn "$AWS_MANAGED/PowerUserAccess"
  iam put-user-policy --user-name dana --policy-name OwnBucket --policy-document "$(policy own-bucket "$DEVELOPMENT")"
  person newcomer
  unless_there iam create-open-id-connect-provider --url "https://oidc.gatehouse.internal/$DEVELOPMENT" --client-id-list sts.amazonaws.com
  unless_there iam create-role --role-name PreviewPipeline --assume-role-policy-document "$(policy trust-pipeline "$DEVELOPMENT")" \
    --description 'Releases previews; used by the pipeline of acme/app, which has no access key'
  iam put-role-policy --role-name PreviewPipeline --policy-name Deploy --policy-document "$(policy deploy)"
}

# What the lab is about, in one of the Regions that RegionLimit leaves: a bucket to list, an instance to stop.
lab() {
  local bucket=acme-dev-$DEVELOPMENT image
  export AWS_DEFAULT_REGION=eu-central-1
  unless_there aws s3api create-bucket --bucket "$bucket" --create-bucket-configuration LocationConstraint=eu-central-1 >/dev/null
  echo 'Who may list this bucket but not see instances? Sign in as user-1 and try.' |
    aws s3 cp --only-show-errors - "s3://$bucket/welcome.txt"
  if [ "$(aws ec2 describe-instances --query 'length(Reservations)')" -gt 0 ]; then return; fi
  image=$(aws ec2 describe-images --query 'Images[0].ImageId' --output text)
  aws ec2 run-instances --image-id "$image" --instance-type t3.micro --count 1 \
    --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=lab-server}]' >/dev/null
}

production() {
  local deploy
  audit_role
  unless_there iam create-account-alias --account-alias acme-production
  deploy=arn:aws:iam::$PRODUCTION:policy/app/DeployApplication
  unless_there iam create-policy --policy-name DeployApplication --path /app/ --policy-document "$(policy deploy)" \
    --description 'What the pipeline needs to release'
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
  unless_there iam create-account-alias --account-alias acme-sandbox
  person maria Key=team,Value=web
  iam attach-user-policy --user-name maria --policy-arn "$AWS_MANAGED/AdministratorAccess"
}

management
enter "$AUDIT" audit
enter "$DEVELOPMENT" development
enter "$DEVELOPMENT" lab
enter "$PRODUCTION" production
enter "$PAYMENTS" payments
enter "$SANDBOX" sandbox
# The demo's sandbox has set a root password with the link that this allows, in a browser, and made an access key with it.
as_root "$SANDBOX" IAMCreateRootUserPassword unless_there iam create-login-profile

cat <<END
Built. Sign in to the console as account acme, user admin, or go on with its access key:
export AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID
export AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY
END
