-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Installation" (
    "id" TEXT NOT NULL,
    "seededAt" TIMESTAMP(3),
    "demoAccessKey" TEXT,
    "secretCheck" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usesUnread" INTEGER NOT NULL DEFAULT 0,
    "usesSince" TIMESTAMP(3),
    "changesAfter" INTEGER NOT NULL DEFAULT 0,
    "changesSince" TIMESTAMP(3),

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "alias" TEXT,
    "state" TEXT NOT NULL,
    "enforcement" TEXT NOT NULL DEFAULT 'enforce',
    "rootPasswordHash" TEXT,
    "rootPasswordChangedAt" TIMESTAMP(3),
    "rootRecovery" TEXT,
    "rootPasswordLastUsed" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "organizationId" TEXT,
    "parentId" TEXT,
    "joinedMethod" TEXT,
    "joinedAt" TIMESTAMP(3),
    "globalEndpointTokenVersion" INTEGER NOT NULL DEFAULT 2,
    "iamUserAccessToBilling" TEXT NOT NULL DEFAULT 'ALLOW',
    "rehearsalOf" TEXT,
    "rehearsalSince" TIMESTAMP(3),
    "readOnlyBecause" TEXT,
    "supportPlan" TEXT NOT NULL DEFAULT 'BASIC',
    "clockAhead" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountContact" (
    "accountId" TEXT NOT NULL,
    "fullName" TEXT NOT NULL,
    "companyName" TEXT,
    "addressLine1" TEXT NOT NULL,
    "addressLine2" TEXT,
    "addressLine3" TEXT,
    "city" TEXT NOT NULL,
    "districtOrCounty" TEXT,
    "stateOrRegion" TEXT,
    "postalCode" TEXT NOT NULL,
    "countryCode" TEXT NOT NULL,
    "phoneNumber" TEXT NOT NULL,
    "websiteUrl" TEXT,

    CONSTRAINT "AccountContact_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "AlternateContact" (
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "emailAddress" TEXT NOT NULL,
    "phoneNumber" TEXT NOT NULL,

    CONSTRAINT "AlternateContact_pkey" PRIMARY KEY ("accountId","type")
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL,
    "managementAccountId" TEXT NOT NULL,
    "rootId" TEXT NOT NULL,
    "rootName" TEXT NOT NULL DEFAULT 'Root',
    "clockAhead" INTEGER NOT NULL DEFAULT 0,
    "featureSet" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrganizationalUnit" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "parentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationalUnit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnabledPolicyType" (
    "organizationId" TEXT NOT NULL,
    "type" TEXT NOT NULL,

    CONSTRAINT "EnabledPolicyType_pkey" PRIMARY KEY ("organizationId","type")
);

-- CreateTable
CREATE TABLE "OrganizationPolicy" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrganizationPolicyVersion" (
    "policyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT,

    CONSTRAINT "OrganizationPolicyVersion_pkey" PRIMARY KEY ("policyId","number")
);

-- CreateTable
CREATE TABLE "OrganizationPolicyAttachment" (
    "targetId" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationPolicyAttachment_pkey" PRIMARY KEY ("targetId","policyId")
);

-- CreateTable
CREATE TABLE "CreateAccountRequest" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "accountName" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "accountId" TEXT,
    "failureReason" TEXT,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "completedAt" TIMESTAMP(3),

    CONSTRAINT "CreateAccountRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Handshake" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "managementAccountId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "accountId" TEXT,
    "email" TEXT,
    "parentId" TEXT,
    "resources" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Handshake_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceAccess" (
    "organizationId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ServiceAccess_pkey" PRIMARY KEY ("organizationId","servicePrincipal")
);

-- CreateTable
CREATE TABLE "DelegatedAdministrator" (
    "organizationId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DelegatedAdministrator_pkey" PRIMARY KEY ("organizationId","accountId","servicePrincipal")
);

-- CreateTable
CREATE TABLE "OrganizationRootAccessFeature" (
    "organizationId" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "enabledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationRootAccessFeature_pkey" PRIMARY KEY ("organizationId","feature")
);

-- CreateTable
CREATE TABLE "OrganizationResourcePolicy" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationResourcePolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "passwordLastUsed" TIMESTAMP(3),
    "permissionsBoundary" TEXT,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoginProfile" (
    "userId" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "passwordResetRequired" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "passwordChangedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LoginProfile_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "AccessKey" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "secretCipher" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3),
    "lastUsedService" TEXT,
    "lastUsedRegion" TEXT,

    CONSTRAINT "AccessKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SshPublicKey" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SshPublicKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SigningCertificate" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "body" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SigningCertificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceSpecificCredential" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "serviceName" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3),

    CONSTRAINT "ServiceSpecificCredential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupMembership" (
    "groupId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "GroupMembership_pkey" PRIMARY KEY ("groupId","userId")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "description" TEXT,
    "assumeRolePolicyDocument" TEXT NOT NULL,
    "maxSessionDuration" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3),
    "lastUsedRegion" TEXT,
    "permissionsBoundary" TEXT,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Policy" (
    "id" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "description" TEXT,
    "defaultVersionId" TEXT NOT NULL,
    "nextVersion" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "policyId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PolicyVersion_pkey" PRIMARY KEY ("policyId","versionId")
);

-- CreateTable
CREATE TABLE "PolicyAttachment" (
    "entityId" TEXT NOT NULL,
    "policyArn" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PolicyAttachment_pkey" PRIMARY KEY ("entityId","policyArn")
);

-- CreateTable
CREATE TABLE "InlinePolicy" (
    "entityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "InlinePolicy_pkey" PRIMARY KEY ("entityId","nameKey")
);

-- CreateTable
CREATE TABLE "Tag" (
    "resourceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("resourceId","key")
);

-- CreateTable
CREATE TABLE "Resource" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "policy" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "settings" TEXT NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstanceRun" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "instanceType" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),

    CONSTRAINT "InstanceRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredBytes" (
    "owner" TEXT NOT NULL,
    "bytes" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "StoredBytes_pkey" PRIMARY KEY ("owner")
);

-- CreateTable
CREATE TABLE "KmsKeyMaterial" (
    "keyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "materialCipher" TEXT NOT NULL,

    CONSTRAINT "KmsKeyMaterial_pkey" PRIMARY KEY ("keyId")
);

-- CreateTable
CREATE TABLE "S3Object" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "bucketId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "etag" TEXT NOT NULL,
    "modifiedAt" TIMESTAMP(3) NOT NULL,
    "tags" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "bodyCipher" TEXT NOT NULL,

    CONSTRAINT "S3Object_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SecretVersion" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "secretId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "valueCipher" TEXT NOT NULL,
    "stages" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SecretVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TopicMessage" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "topicId" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "publisherId" TEXT NOT NULL,
    "publishedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TopicMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FunctionVariables" (
    "functionId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "variablesCipher" TEXT NOT NULL,

    CONSTRAINT "FunctionVariables_pkey" PRIMARY KEY ("functionId")
);

-- CreateTable
CREATE TABLE "TableItem" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "tableId" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "partitionHash" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "size" INTEGER NOT NULL,

    CONSTRAINT "TableItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueueMessage" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "senderId" TEXT NOT NULL,
    "sentAt" TIMESTAMP(3) NOT NULL,
    "visibleAt" TIMESTAMP(3) NOT NULL,
    "receivedAt" TIMESTAMP(3),
    "receiveCount" INTEGER NOT NULL DEFAULT 0,
    "receipt" TEXT,

    CONSTRAINT "QueueMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountPasswordPolicy" (
    "accountId" TEXT NOT NULL,
    "minimumPasswordLength" INTEGER NOT NULL,
    "requireSymbols" BOOLEAN NOT NULL,
    "requireNumbers" BOOLEAN NOT NULL,
    "requireUppercaseCharacters" BOOLEAN NOT NULL,
    "requireLowercaseCharacters" BOOLEAN NOT NULL,
    "allowUsersToChangePassword" BOOLEAN NOT NULL,
    "maxPasswordAge" INTEGER,
    "passwordReusePrevention" INTEGER,
    "hardExpiry" BOOLEAN NOT NULL,

    CONSTRAINT "AccountPasswordPolicy_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "PasswordHistory" (
    "id" SERIAL NOT NULL,
    "userId" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PasswordHistory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MfaDevice" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'virtual',
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "seedCipher" TEXT,
    "credential" TEXT,
    "userId" TEXT,
    "ownedByRoot" BOOLEAN NOT NULL DEFAULT false,
    "enabledAt" TIMESTAMP(3),
    "drift" INTEGER NOT NULL DEFAULT 0,
    "lastStep" INTEGER,
    "lastUsedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MfaDevice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebAuthnChallenge" (
    "boundTo" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WebAuthnChallenge_pkey" PRIMARY KEY ("boundTo")
);

-- CreateTable
CREATE TABLE "InstanceProfile" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "roleId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "InstanceProfile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServerCertificate" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "chain" TEXT,
    "keyCipher" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ServerCertificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceLinkedRoleDeletion" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "roleArn" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ServiceLinkedRoleDeletion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OpenIDConnectProvider" (
    "arn" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "clientIds" TEXT NOT NULL,
    "thumbprints" TEXT NOT NULL,
    "keys" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OpenIDConnectProvider_pkey" PRIMARY KEY ("arn")
);

-- CreateTable
CREATE TABLE "SamlProvider" (
    "arn" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "assertionEncryptionMode" TEXT,
    "validUntil" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SamlProvider_pkey" PRIMARY KEY ("arn")
);

-- CreateTable
CREATE TABLE "SamlPrivateKey" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerArn" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SamlPrivateKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TokenIssuer" (
    "accountId" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "privateCipher" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TokenIssuer_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "CredentialReport" (
    "accountId" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "generatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CredentialReport_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "ExerciseResult" (
    "principalId" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "seed" TEXT NOT NULL,
    "missed" TEXT NOT NULL,
    "finishedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ExerciseResult_pkey" PRIMARY KEY ("principalId","level")
);

-- CreateTable
CREATE TABLE "PredictionResult" (
    "principalId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "answer" TEXT NOT NULL,
    "answeredAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PredictionResult_pkey" PRIMARY KEY ("principalId","questionId")
);

-- CreateTable
CREATE TABLE "TemporaryCredential" (
    "accessKeyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "secretCipher" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "issuedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TemporaryCredential_pkey" PRIMARY KEY ("accessKeyId")
);

-- CreateTable
CREATE TABLE "ConsoleSession" (
    "tokenHash" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "mfaAt" TIMESTAMP(3),
    "sourceIp" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "roleSession" TEXT,
    "entryId" TEXT,
    "isPersona" BOOLEAN NOT NULL DEFAULT false,
    "recentRoles" TEXT,

    CONSTRAINT "ConsoleSession_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "SignInThrottle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "lockedUntil" TIMESTAMP(3),
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SignInThrottle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" SERIAL NOT NULL,
    "accountId" TEXT NOT NULL,
    "callerId" TEXT NOT NULL,
    "time" TIMESTAMP(3) NOT NULL,
    "eventSource" TEXT NOT NULL,
    "eventName" TEXT NOT NULL,
    "readOnly" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "resources" TEXT,
    "requestParameters" TEXT,
    "responseElements" TEXT,
    "decision" TEXT,
    "authorizationId" TEXT,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventCaller" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "principalType" TEXT NOT NULL,
    "principalArn" TEXT,
    "principalId" TEXT,
    "userName" TEXT,
    "accessKeyId" TEXT,
    "sourceIpAddress" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "awsRegion" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "userIdentity" TEXT NOT NULL,

    CONSTRAINT "EventCaller_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChangedRow" (
    "number" SERIAL NOT NULL,
    "owner" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "before" TEXT,
    "event" INTEGER,

    CONSTRAINT "ChangedRow_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "LastUse" (
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resourceClass" TEXT NOT NULL,
    "lastAttempt" TIMESTAMP(3) NOT NULL,
    "lastSuccess" TIMESTAMP(3),
    "region" TEXT NOT NULL,
    "count" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "LastUse_pkey" PRIMARY KEY ("accountId","principalId","action","resourceClass")
);

-- CreateTable
CREATE TABLE "DeletedPrincipal" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "deletedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DeletedPrincipal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessReport" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "AccessReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DecisionTrace" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "trace" TEXT NOT NULL,

    CONSTRAINT "DecisionTrace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Analyzer" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "organizationId" TEXT,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "unusedAccessAge" INTEGER,
    "tags" TEXT NOT NULL,
    "archiveRules" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Analyzer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AnalyzerFinding" (
    "id" TEXT NOT NULL,
    "analyzerId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AnalyzerFinding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "organizationId" TEXT,
    "counts" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessTestFile" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "AccessTestFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostureFinding" (
    "id" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "organizationId" TEXT,
    "subject" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "fix" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "firstSeen" TIMESTAMP(3) NOT NULL,
    "lastSeen" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "resolvedAt" TIMESTAMP(3),
    "resolution" TEXT,
    "reopened" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PostureFinding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostureKept" (
    "accountId" TEXT NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "PostureKept_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "PolicyGeneration" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "clientToken" TEXT,
    "principalArn" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "completedAt" TIMESTAMP(3) NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "to" TIMESTAMP(3) NOT NULL,
    "actions" TEXT NOT NULL,

    CONSTRAINT "PolicyGeneration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostureException" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "findingId" TEXT,
    "checkId" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "withdrawnAt" TIMESTAMP(3),

    CONSTRAINT "PostureException_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostureScore" (
    "scopeId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "score" INTEGER NOT NULL,
    "critical" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "medium" INTEGER NOT NULL,
    "low" INTEGER NOT NULL,
    "exceptions" INTEGER NOT NULL,
    "catalogueVersion" INTEGER NOT NULL,
    "parametersHash" TEXT NOT NULL,

    CONSTRAINT "PostureScore_pkey" PRIMARY KEY ("scopeId","at")
);

-- CreateTable
CREATE TABLE "PostureParameters" (
    "accountId" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PostureParameters_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "BillingPeriod" (
    "accountId" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),

    CONSTRAINT "BillingPeriod_pkey" PRIMARY KEY ("accountId","from")
);

-- CreateTable
CREATE TABLE "BillingPayer" (
    "accountId" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,

    CONSTRAINT "BillingPayer_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "PriceListVersion" (
    "payerId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "effective" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "PriceListVersion_pkey" PRIMARY KEY ("payerId","number")
);

-- CreateTable
CREATE TABLE "BillingPreferences" (
    "payerId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "document" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "BillingPreferences_pkey" PRIMARY KEY ("payerId","at")
);

-- CreateTable
CREATE TABLE "UsageBatch" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "firstMonth" TEXT,
    "lastMonth" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "UsageBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageImportPart" (
    "id" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "UsageImportPart_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageBlock" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "rows" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "UsageBlock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillingBenefit" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "BillingBenefit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CostReport" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CostReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CostCategory" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CostCategory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CostAllocationTag" (
    "accountId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CostAllocationTag_pkey" PRIMARY KEY ("accountId","key")
);

-- CreateTable
CREATE TABLE "Bill" (
    "id" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "issuedAt" TIMESTAMP(3) NOT NULL,
    "issuedBy" TEXT,
    "hash" TEXT NOT NULL,
    "total" TEXT NOT NULL,
    "priceList" TEXT NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "Bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillSection" (
    "id" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "accountId" TEXT,
    "number" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "BillSection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Budget" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "notifications" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BudgetAction" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "budgetId" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "period" TEXT,
    "applied" TEXT NOT NULL,
    "history" TEXT NOT NULL,

    CONSTRAINT "BudgetAction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "source" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "OutboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BudgetsJudged" (
    "payerId" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,
    "day" TEXT NOT NULL,

    CONSTRAINT "BudgetsJudged_pkey" PRIMARY KEY ("payerId")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT,
    "setUpHash" TEXT,
    "setUpExpiresAt" TIMESTAMP(3),
    "mfaSeedCipher" TEXT,
    "mfaLastStep" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonSession" (
    "tokenHash" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PersonSession_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "ClassroomSettings" (
    "id" TEXT NOT NULL,
    "signUpOpen" BOOLEAN NOT NULL,
    "mostClasses" INTEGER NOT NULL,
    "mostMembers" INTEGER NOT NULL,
    "deleteAfterDays" INTEGER NOT NULL,

    CONSTRAINT "ClassroomSettings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PackReload" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PackReload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Class" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "joinCode" TEXT,
    "language" TEXT NOT NULL,
    "hintsCost" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL,
    "archivedAt" TIMESTAMP(3),
    "closedAt" TIMESTAMP(3),
    "deleteAfterDays" INTEGER NOT NULL,
    "seats" INTEGER NOT NULL DEFAULT 60,
    "nextMember" INTEGER NOT NULL DEFAULT 1,
    "publicKey" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Class_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClassInstructor" (
    "classId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "ClassInstructor_pkey" PRIMARY KEY ("classId","personId")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL,
    "classId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "externalId" TEXT,
    "email" TEXT,
    "group" TEXT,
    "isListed" BOOLEAN NOT NULL DEFAULT true,
    "joinedFrom" TEXT,
    "state" TEXT NOT NULL,
    "phraseHash" TEXT,
    "letInUntil" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "joinedAt" TIMESTAMP(3),

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Seat" (
    "tokenHash" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Seat_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "ScenarioVersion" (
    "packId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "publishedAt" TIMESTAMP(3),
    "publisherId" TEXT,
    "withdrawnAt" TIMESTAMP(3),

    CONSTRAINT "ScenarioVersion_pkey" PRIMARY KEY ("packId","version")
);

-- CreateTable
CREATE TABLE "ScenarioDraft" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT,
    "packId" TEXT,
    "title" TEXT,
    "version" TEXT,
    "problems" INTEGER NOT NULL,
    "files" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScenarioDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScenarioTest" (
    "sha256" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "testedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScenarioTest_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" TEXT NOT NULL,
    "classId" TEXT NOT NULL,
    "packId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "releaseAt" TIMESTAMP(3),
    "releasedSteps" INTEGER,
    "requires" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3),
    "mode" TEXT NOT NULL,
    "maxAttempts" INTEGER,
    "counts" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "buildFailures" INTEGER NOT NULL DEFAULT 0,
    "buildFailure" TEXT,
    "buildRetryAt" TIMESTAMP(3),

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DueExtension" (
    "assignmentId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DueExtension_pkey" PRIMARY KEY ("assignmentId","memberId")
);

-- CreateTable
CREATE TABLE "ScreenOffer" (
    "memberId" TEXT NOT NULL,
    "classId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "withName" BOOLEAN NOT NULL,
    "offeredAt" TIMESTAMP(3) NOT NULL,
    "shownIn" TEXT,
    "shownAt" TIMESTAMP(3),

    CONSTRAINT "ScreenOffer_pkey" PRIMARY KEY ("memberId")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "id" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL,
    "memberId" TEXT,
    "number" INTEGER,
    "stateCipher" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3),
    "eventFloor" INTEGER NOT NULL,
    "handedInAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),
    "endedBy" TEXT,
    "workedAt" TIMESTAMP(3),

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttemptAccount" (
    "accountId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,

    CONSTRAINT "AttemptAccount_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "ScenarioTrial" (
    "draftId" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "stateCipher" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScenarioTrial_pkey" PRIMARY KEY ("draftId")
);

-- CreateTable
CREATE TABLE "ScenarioTrialAccount" (
    "accountId" TEXT NOT NULL,
    "draftId" TEXT NOT NULL,

    CONSTRAINT "ScenarioTrialAccount_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "ScenarioTry" (
    "draftId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "result" TEXT,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "ScenarioTry_pkey" PRIMARY KEY ("draftId","kind")
);

-- CreateTable
CREATE TABLE "DemonstrationAccount" (
    "accountId" TEXT NOT NULL,
    "openedBy" TEXT NOT NULL,
    "openedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DemonstrationAccount_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "CheckResult" (
    "id" SERIAL NOT NULL,
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "passedRows" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "said" TEXT NOT NULL,
    "eventId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "voidedAt" TIMESTAMP(3),
    "firstPass" TEXT,

    CONSTRAINT "CheckResult_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StepPassed" (
    "id" SERIAL NOT NULL,
    "attemptId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "eventId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "voidedAt" TIMESTAMP(3),
    "standing" TEXT,

    CONSTRAINT "StepPassed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HintUse" (
    "attemptId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "hint" INTEGER NOT NULL,
    "cost" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "HintUse_pkey" PRIMARY KEY ("attemptId","stepId","hint")
);

-- CreateTable
CREATE TABLE "PredictionAnswer" (
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "try" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PredictionAnswer_pkey" PRIMARY KEY ("attemptId","checkId","question","try")
);

-- CreateTable
CREATE TABLE "HelpRequest" (
    "id" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "answer" TEXT,
    "answeredAt" TIMESTAMP(3),
    "answeredBy" TEXT,

    CONSTRAINT "HelpRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mayChange" BOOLEAN NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),
    "writes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Override" (
    "id" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Override_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Account_alias_key" ON "Account"("alias");

-- CreateIndex
CREATE INDEX "Account_organizationId_parentId_idx" ON "Account"("organizationId", "parentId");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_managementAccountId_key" ON "Organization"("managementAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_rootId_key" ON "Organization"("rootId");

-- CreateIndex
CREATE UNIQUE INDEX "OrganizationalUnit_organizationId_parentId_name_key" ON "OrganizationalUnit"("organizationId", "parentId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "OrganizationPolicy_organizationId_type_name_key" ON "OrganizationPolicy"("organizationId", "type", "name");

-- CreateIndex
CREATE INDEX "OrganizationPolicyAttachment_organizationId_type_idx" ON "OrganizationPolicyAttachment"("organizationId", "type");

-- CreateIndex
CREATE INDEX "OrganizationPolicyAttachment_policyId_organizationId_idx" ON "OrganizationPolicyAttachment"("policyId", "organizationId");

-- CreateIndex
CREATE INDEX "CreateAccountRequest_organizationId_requestedAt_idx" ON "CreateAccountRequest"("organizationId", "requestedAt");

-- CreateIndex
CREATE INDEX "Handshake_organizationId_id_idx" ON "Handshake"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Handshake_accountId_id_idx" ON "Handshake"("accountId", "id");

-- CreateIndex
CREATE INDEX "Handshake_email_id_idx" ON "Handshake"("email", "id");

-- CreateIndex
CREATE INDEX "Handshake_parentId_idx" ON "Handshake"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "OrganizationResourcePolicy_organizationId_key" ON "OrganizationResourcePolicy"("organizationId");

-- CreateIndex
CREATE INDEX "User_permissionsBoundary_idx" ON "User"("permissionsBoundary");

-- CreateIndex
CREATE UNIQUE INDEX "User_accountId_nameKey_key" ON "User"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "AccessKey_accountId_userId_idx" ON "AccessKey"("accountId", "userId");

-- CreateIndex
CREATE INDEX "SshPublicKey_accountId_userId_idx" ON "SshPublicKey"("accountId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "SshPublicKey_userId_fingerprint_key" ON "SshPublicKey"("userId", "fingerprint");

-- CreateIndex
CREATE INDEX "SigningCertificate_accountId_userId_idx" ON "SigningCertificate"("accountId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "SigningCertificate_accountId_fingerprint_key" ON "SigningCertificate"("accountId", "fingerprint");

-- CreateIndex
CREATE INDEX "ServiceSpecificCredential_accountId_userId_idx" ON "ServiceSpecificCredential"("accountId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "ServiceSpecificCredential_accountId_serviceName_name_key" ON "ServiceSpecificCredential"("accountId", "serviceName", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Group_accountId_nameKey_key" ON "Group"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "GroupMembership_userId_idx" ON "GroupMembership"("userId");

-- CreateIndex
CREATE INDEX "Role_permissionsBoundary_idx" ON "Role"("permissionsBoundary");

-- CreateIndex
CREATE UNIQUE INDEX "Role_accountId_nameKey_key" ON "Role"("accountId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Policy_arn_key" ON "Policy"("arn");

-- CreateIndex
CREATE UNIQUE INDEX "Policy_accountId_nameKey_key" ON "Policy"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "PolicyAttachment_accountId_policyArn_idx" ON "PolicyAttachment"("accountId", "policyArn");

-- CreateIndex
CREATE INDEX "InlinePolicy_accountId_idx" ON "InlinePolicy"("accountId");

-- CreateIndex
CREATE INDEX "Tag_accountId_idx" ON "Tag"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Resource_arn_key" ON "Resource"("arn");

-- CreateIndex
CREATE INDEX "Resource_service_type_idx" ON "Resource"("service", "type");

-- CreateIndex
CREATE UNIQUE INDEX "Resource_accountId_region_service_type_name_key" ON "Resource"("accountId", "region", "service", "type", "name");

-- CreateIndex
CREATE INDEX "InstanceRun_accountId_from_idx" ON "InstanceRun"("accountId", "from");

-- CreateIndex
CREATE INDEX "InstanceRun_instanceId_idx" ON "InstanceRun"("instanceId");

-- CreateIndex
CREATE INDEX "KmsKeyMaterial_accountId_idx" ON "KmsKeyMaterial"("accountId");

-- CreateIndex
CREATE INDEX "S3Object_accountId_idx" ON "S3Object"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "S3Object_bucketId_key_key" ON "S3Object"("bucketId", "key");

-- CreateIndex
CREATE INDEX "SecretVersion_accountId_idx" ON "SecretVersion"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "SecretVersion_secretId_versionId_key" ON "SecretVersion"("secretId", "versionId");

-- CreateIndex
CREATE INDEX "TopicMessage_topicId_publishedAt_idx" ON "TopicMessage"("topicId", "publishedAt");

-- CreateIndex
CREATE INDEX "TopicMessage_accountId_idx" ON "TopicMessage"("accountId");

-- CreateIndex
CREATE INDEX "FunctionVariables_accountId_idx" ON "FunctionVariables"("accountId");

-- CreateIndex
CREATE INDEX "TableItem_tableId_partitionHash_idx" ON "TableItem"("tableId", "partitionHash");

-- CreateIndex
CREATE INDEX "TableItem_accountId_idx" ON "TableItem"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "TableItem_tableId_keyHash_key" ON "TableItem"("tableId", "keyHash");

-- CreateIndex
CREATE INDEX "QueueMessage_queueId_visibleAt_idx" ON "QueueMessage"("queueId", "visibleAt");

-- CreateIndex
CREATE INDEX "QueueMessage_accountId_idx" ON "QueueMessage"("accountId");

-- CreateIndex
CREATE INDEX "PasswordHistory_userId_idx" ON "PasswordHistory"("userId");

-- CreateIndex
CREATE INDEX "MfaDevice_userId_idx" ON "MfaDevice"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "MfaDevice_accountId_kind_path_nameKey_key" ON "MfaDevice"("accountId", "kind", "path", "nameKey");

-- CreateIndex
CREATE INDEX "WebAuthnChallenge_expiresAt_idx" ON "WebAuthnChallenge"("expiresAt");

-- CreateIndex
CREATE INDEX "InstanceProfile_roleId_idx" ON "InstanceProfile"("roleId");

-- CreateIndex
CREATE UNIQUE INDEX "InstanceProfile_accountId_nameKey_key" ON "InstanceProfile"("accountId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "ServerCertificate_accountId_nameKey_key" ON "ServerCertificate"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "ServiceLinkedRoleDeletion_accountId_idx" ON "ServiceLinkedRoleDeletion"("accountId");

-- CreateIndex
CREATE INDEX "OpenIDConnectProvider_accountId_idx" ON "OpenIDConnectProvider"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "SamlProvider_accountId_nameKey_key" ON "SamlProvider"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "SamlPrivateKey_providerArn_idx" ON "SamlPrivateKey"("providerArn");

-- CreateIndex
CREATE INDEX "SamlPrivateKey_accountId_idx" ON "SamlPrivateKey"("accountId");

-- CreateIndex
CREATE INDEX "ExerciseResult_accountId_idx" ON "ExerciseResult"("accountId");

-- CreateIndex
CREATE INDEX "ExerciseResult_userId_idx" ON "ExerciseResult"("userId");

-- CreateIndex
CREATE INDEX "PredictionResult_accountId_idx" ON "PredictionResult"("accountId");

-- CreateIndex
CREATE INDEX "PredictionResult_userId_idx" ON "PredictionResult"("userId");

-- CreateIndex
CREATE INDEX "TemporaryCredential_accountId_idx" ON "TemporaryCredential"("accountId");

-- CreateIndex
CREATE INDEX "TemporaryCredential_expiresAt_idx" ON "TemporaryCredential"("expiresAt");

-- CreateIndex
CREATE INDEX "ConsoleSession_accountId_userId_idx" ON "ConsoleSession"("accountId", "userId");

-- CreateIndex
CREATE INDEX "ConsoleSession_expiresAt_idx" ON "ConsoleSession"("expiresAt");

-- CreateIndex
CREATE INDEX "Event_accountId_outcome_readOnly_id_idx" ON "Event"("accountId", "outcome", "readOnly", "id");

-- CreateIndex
CREATE INDEX "Event_accountId_eventName_id_idx" ON "Event"("accountId", "eventName", "id");

-- CreateIndex
CREATE INDEX "Event_callerId_id_idx" ON "Event"("callerId", "id");

-- CreateIndex
CREATE INDEX "EventCaller_accountId_day_idx" ON "EventCaller"("accountId", "day");

-- CreateIndex
CREATE INDEX "EventCaller_day_idx" ON "EventCaller"("day");

-- CreateIndex
CREATE INDEX "ChangedRow_owner_event_idx" ON "ChangedRow"("owner", "event");

-- CreateIndex
CREATE INDEX "DeletedPrincipal_deletedAt_idx" ON "DeletedPrincipal"("deletedAt");

-- CreateIndex
CREATE INDEX "AccessReport_accountId_kind_createdAt_idx" ON "AccessReport"("accountId", "kind", "createdAt");

-- CreateIndex
CREATE INDEX "DecisionTrace_accountId_createdAt_idx" ON "DecisionTrace"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "Analyzer_organizationId_idx" ON "Analyzer"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Analyzer_accountId_region_name_key" ON "Analyzer"("accountId", "region", "name");

-- CreateIndex
CREATE INDEX "AnalyzerFinding_analyzerId_id_idx" ON "AnalyzerFinding"("analyzerId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Snapshot_owner_nameKey_key" ON "Snapshot"("owner", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "AccessTestFile_accountId_name_key" ON "AccessTestFile"("accountId", "name");

-- CreateIndex
CREATE INDEX "PostureFinding_accountId_status_idx" ON "PostureFinding"("accountId", "status");

-- CreateIndex
CREATE INDEX "PolicyGeneration_accountId_startedAt_idx" ON "PolicyGeneration"("accountId", "startedAt");

-- CreateIndex
CREATE INDEX "PostureException_accountId_createdAt_idx" ON "PostureException"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "PostureException_targetId_idx" ON "PostureException"("targetId");

-- CreateIndex
CREATE INDEX "BillingPeriod_payerId_accountId_idx" ON "BillingPeriod"("payerId", "accountId");

-- CreateIndex
CREATE INDEX "UsageBatch_accountId_createdAt_idx" ON "UsageBatch"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "UsageImportPart_batchId_number_idx" ON "UsageImportPart"("batchId", "number");

-- CreateIndex
CREATE INDEX "UsageBlock_accountId_month_idx" ON "UsageBlock"("accountId", "month");

-- CreateIndex
CREATE INDEX "UsageBlock_batchId_idx" ON "UsageBlock"("batchId");

-- CreateIndex
CREATE INDEX "BillingBenefit_accountId_kind_idx" ON "BillingBenefit"("accountId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "CostReport_accountId_name_key" ON "CostReport"("accountId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "CostCategory_accountId_name_key" ON "CostCategory"("accountId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Bill_payerId_month_key" ON "Bill"("payerId", "month");

-- CreateIndex
CREATE INDEX "BillSection_payerId_month_accountId_idx" ON "BillSection"("payerId", "month", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Budget_accountId_name_key" ON "Budget"("accountId", "name");

-- CreateIndex
CREATE INDEX "BudgetAction_accountId_idx" ON "BudgetAction"("accountId");

-- CreateIndex
CREATE INDEX "BudgetAction_budgetId_idx" ON "BudgetAction"("budgetId");

-- CreateIndex
CREATE INDEX "BudgetAction_status_idx" ON "BudgetAction"("status");

-- CreateIndex
CREATE INDEX "OutboxMessage_accountId_id_idx" ON "OutboxMessage"("accountId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Person_nameKey_key" ON "Person"("nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Person_setUpHash_key" ON "Person"("setUpHash");

-- CreateIndex
CREATE INDEX "PersonSession_personId_idx" ON "PersonSession"("personId");

-- CreateIndex
CREATE INDEX "PersonSession_expiresAt_idx" ON "PersonSession"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Class_joinCode_key" ON "Class"("joinCode");

-- CreateIndex
CREATE INDEX "ClassInstructor_personId_idx" ON "ClassInstructor"("personId");

-- CreateIndex
CREATE INDEX "Member_classId_nameKey_idx" ON "Member"("classId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Member_classId_number_key" ON "Member"("classId", "number");

-- CreateIndex
CREATE INDEX "Seat_memberId_idx" ON "Seat"("memberId");

-- CreateIndex
CREATE INDEX "Seat_expiresAt_idx" ON "Seat"("expiresAt");

-- CreateIndex
CREATE INDEX "ScenarioVersion_publishedAt_idx" ON "ScenarioVersion"("publishedAt");

-- CreateIndex
CREATE INDEX "ScenarioVersion_publisherId_idx" ON "ScenarioVersion"("publisherId");

-- CreateIndex
CREATE INDEX "ScenarioDraft_ownerId_idx" ON "ScenarioDraft"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_classId_position_key" ON "Assignment"("classId", "position");

-- CreateIndex
CREATE INDEX "DueExtension_memberId_idx" ON "DueExtension"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "ScreenOffer_shownIn_key" ON "ScreenOffer"("shownIn");

-- CreateIndex
CREATE INDEX "ScreenOffer_classId_idx" ON "ScreenOffer"("classId");

-- CreateIndex
CREATE INDEX "ScreenOffer_attemptId_idx" ON "ScreenOffer"("attemptId");

-- CreateIndex
CREATE INDEX "Attempt_assignmentId_memberId_idx" ON "Attempt"("assignmentId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_memberId_assignmentId_number_key" ON "Attempt"("memberId", "assignmentId", "number");

-- CreateIndex
CREATE INDEX "AttemptAccount_attemptId_idx" ON "AttemptAccount"("attemptId");

-- CreateIndex
CREATE INDEX "ScenarioTrialAccount_draftId_idx" ON "ScenarioTrialAccount"("draftId");

-- CreateIndex
CREATE INDEX "DemonstrationAccount_openedBy_idx" ON "DemonstrationAccount"("openedBy");

-- CreateIndex
CREATE UNIQUE INDEX "CheckResult_firstPass_key" ON "CheckResult"("firstPass");

-- CreateIndex
CREATE INDEX "CheckResult_attemptId_checkId_id_idx" ON "CheckResult"("attemptId", "checkId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "StepPassed_standing_key" ON "StepPassed"("standing");

-- CreateIndex
CREATE INDEX "StepPassed_attemptId_idx" ON "StepPassed"("attemptId");

-- CreateIndex
CREATE INDEX "HelpRequest_attemptId_idx" ON "HelpRequest"("attemptId");

-- CreateIndex
CREATE INDEX "HelpRequest_memberId_idx" ON "HelpRequest"("memberId");

-- CreateIndex
CREATE INDEX "Entry_attemptId_idx" ON "Entry"("attemptId");

-- CreateIndex
CREATE INDEX "Override_attemptId_checkId_at_idx" ON "Override"("attemptId", "checkId", "at");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountContact" ADD CONSTRAINT "AccountContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlternateContact" ADD CONSTRAINT "AlternateContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationalUnit" ADD CONSTRAINT "OrganizationalUnit_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnabledPolicyType" ADD CONSTRAINT "EnabledPolicyType_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationPolicy" ADD CONSTRAINT "OrganizationPolicy_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationPolicyVersion" ADD CONSTRAINT "OrganizationPolicyVersion_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "OrganizationPolicy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationPolicyAttachment" ADD CONSTRAINT "OrganizationPolicyAttachment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreateAccountRequest" ADD CONSTRAINT "CreateAccountRequest_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceAccess" ADD CONSTRAINT "ServiceAccess_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DelegatedAdministrator" ADD CONSTRAINT "DelegatedAdministrator_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationRootAccessFeature" ADD CONSTRAINT "OrganizationRootAccessFeature_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationResourcePolicy" ADD CONSTRAINT "OrganizationResourcePolicy_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoginProfile" ADD CONSTRAINT "LoginProfile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKey" ADD CONSTRAINT "AccessKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKey" ADD CONSTRAINT "AccessKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SshPublicKey" ADD CONSTRAINT "SshPublicKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SshPublicKey" ADD CONSTRAINT "SshPublicKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SigningCertificate" ADD CONSTRAINT "SigningCertificate_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SigningCertificate" ADD CONSTRAINT "SigningCertificate_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceSpecificCredential" ADD CONSTRAINT "ServiceSpecificCredential_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceSpecificCredential" ADD CONSTRAINT "ServiceSpecificCredential_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Group" ADD CONSTRAINT "Group_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMembership" ADD CONSTRAINT "GroupMembership_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMembership" ADD CONSTRAINT "GroupMembership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Policy" ADD CONSTRAINT "Policy_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyVersion" ADD CONSTRAINT "PolicyVersion_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstanceRun" ADD CONSTRAINT "InstanceRun_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KmsKeyMaterial" ADD CONSTRAINT "KmsKeyMaterial_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "S3Object" ADD CONSTRAINT "S3Object_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SecretVersion" ADD CONSTRAINT "SecretVersion_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TopicMessage" ADD CONSTRAINT "TopicMessage_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FunctionVariables" ADD CONSTRAINT "FunctionVariables_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TableItem" ADD CONSTRAINT "TableItem_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueMessage" ADD CONSTRAINT "QueueMessage_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountPasswordPolicy" ADD CONSTRAINT "AccountPasswordPolicy_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordHistory" ADD CONSTRAINT "PasswordHistory_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MfaDevice" ADD CONSTRAINT "MfaDevice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MfaDevice" ADD CONSTRAINT "MfaDevice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstanceProfile" ADD CONSTRAINT "InstanceProfile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstanceProfile" ADD CONSTRAINT "InstanceProfile_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServerCertificate" ADD CONSTRAINT "ServerCertificate_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceLinkedRoleDeletion" ADD CONSTRAINT "ServiceLinkedRoleDeletion_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OpenIDConnectProvider" ADD CONSTRAINT "OpenIDConnectProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SamlProvider" ADD CONSTRAINT "SamlProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SamlPrivateKey" ADD CONSTRAINT "SamlPrivateKey_providerArn_fkey" FOREIGN KEY ("providerArn") REFERENCES "SamlProvider"("arn") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TokenIssuer" ADD CONSTRAINT "TokenIssuer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CredentialReport" ADD CONSTRAINT "CredentialReport_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExerciseResult" ADD CONSTRAINT "ExerciseResult_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExerciseResult" ADD CONSTRAINT "ExerciseResult_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PredictionResult" ADD CONSTRAINT "PredictionResult_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PredictionResult" ADD CONSTRAINT "PredictionResult_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Analyzer" ADD CONSTRAINT "Analyzer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnalyzerFinding" ADD CONSTRAINT "AnalyzerFinding_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessTestFile" ADD CONSTRAINT "AccessTestFile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingPeriod" ADD CONSTRAINT "BillingPeriod_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceListVersion" ADD CONSTRAINT "PriceListVersion_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingPreferences" ADD CONSTRAINT "BillingPreferences_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageBatch" ADD CONSTRAINT "UsageBatch_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageImportPart" ADD CONSTRAINT "UsageImportPart_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "UsageBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageBlock" ADD CONSTRAINT "UsageBlock_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingBenefit" ADD CONSTRAINT "BillingBenefit_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CostReport" ADD CONSTRAINT "CostReport_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CostCategory" ADD CONSTRAINT "CostCategory_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CostAllocationTag" ADD CONSTRAINT "CostAllocationTag_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillSection" ADD CONSTRAINT "BillSection_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BudgetAction" ADD CONSTRAINT "BudgetAction_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BudgetAction" ADD CONSTRAINT "BudgetAction_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonSession" ADD CONSTRAINT "PersonSession_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClassInstructor" ADD CONSTRAINT "ClassInstructor_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClassInstructor" ADD CONSTRAINT "ClassInstructor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioVersion" ADD CONSTRAINT "ScenarioVersion_publisherId_fkey" FOREIGN KEY ("publisherId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioDraft" ADD CONSTRAINT "ScenarioDraft_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DueExtension" ADD CONSTRAINT "DueExtension_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DueExtension" ADD CONSTRAINT "DueExtension_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScreenOffer" ADD CONSTRAINT "ScreenOffer_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScreenOffer" ADD CONSTRAINT "ScreenOffer_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScreenOffer" ADD CONSTRAINT "ScreenOffer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttemptAccount" ADD CONSTRAINT "AttemptAccount_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioTrialAccount" ADD CONSTRAINT "ScenarioTrialAccount_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "ScenarioTrial"("draftId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CheckResult" ADD CONSTRAINT "CheckResult_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StepPassed" ADD CONSTRAINT "StepPassed_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HintUse" ADD CONSTRAINT "HintUse_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PredictionAnswer" ADD CONSTRAINT "PredictionAnswer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpRequest" ADD CONSTRAINT "HelpRequest_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpRequest" ADD CONSTRAINT "HelpRequest_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Override" ADD CONSTRAINT "Override_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;
