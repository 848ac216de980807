-- CreateTable
CREATE TABLE "Installation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seededAt" DATETIME,
    "demoAccessKey" TEXT,
    "secretCheck" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usesUnread" INTEGER NOT NULL DEFAULT 0,
    "usesSince" DATETIME,
    "changesAfter" INTEGER NOT NULL DEFAULT 0,
    "changesSince" DATETIME
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "alias" TEXT,
    "state" TEXT NOT NULL,
    "enforcement" TEXT NOT NULL DEFAULT 'enforce',
    "rootPasswordHash" TEXT,
    "rootPasswordChangedAt" DATETIME,
    "rootRecovery" TEXT,
    "rootPasswordLastUsed" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "closedAt" DATETIME,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "organizationId" TEXT,
    "parentId" TEXT,
    "joinedMethod" TEXT,
    "joinedAt" DATETIME,
    "globalEndpointTokenVersion" INTEGER NOT NULL DEFAULT 2,
    "iamUserAccessToBilling" TEXT NOT NULL DEFAULT 'ALLOW',
    "rehearsalOf" TEXT,
    "rehearsalSince" DATETIME,
    "readOnlyBecause" TEXT,
    "supportPlan" TEXT NOT NULL DEFAULT 'BASIC',
    "clockAhead" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Account_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AccountContact" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
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
    CONSTRAINT "AccountContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AlternateContact" (
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "emailAddress" TEXT NOT NULL,
    "phoneNumber" TEXT NOT NULL,

    PRIMARY KEY ("accountId", "type"),
    CONSTRAINT "AlternateContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "managementAccountId" TEXT NOT NULL,
    "rootId" TEXT NOT NULL,
    "rootName" TEXT NOT NULL DEFAULT 'Root',
    "clockAhead" INTEGER NOT NULL DEFAULT 0,
    "featureSet" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "OrganizationalUnit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "parentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "OrganizationalUnit_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "EnabledPolicyType" (
    "organizationId" TEXT NOT NULL,
    "type" TEXT NOT NULL,

    PRIMARY KEY ("organizationId", "type"),
    CONSTRAINT "EnabledPolicyType_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationPolicy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "OrganizationPolicy_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationPolicyVersion" (
    "policyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT,

    PRIMARY KEY ("policyId", "number"),
    CONSTRAINT "OrganizationPolicyVersion_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "OrganizationPolicy" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationPolicyAttachment" (
    "targetId" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("targetId", "policyId"),
    CONSTRAINT "OrganizationPolicyAttachment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CreateAccountRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "accountName" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "accountId" TEXT,
    "failureReason" TEXT,
    "requestedAt" DATETIME NOT NULL,
    "completedAt" DATETIME,
    CONSTRAINT "CreateAccountRequest_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Handshake" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "managementAccountId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "accountId" TEXT,
    "email" TEXT,
    "parentId" TEXT,
    "resources" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "endedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ServiceAccess" (
    "organizationId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" DATETIME NOT NULL,

    PRIMARY KEY ("organizationId", "servicePrincipal"),
    CONSTRAINT "ServiceAccess_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DelegatedAdministrator" (
    "organizationId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" DATETIME NOT NULL,

    PRIMARY KEY ("organizationId", "accountId", "servicePrincipal"),
    CONSTRAINT "DelegatedAdministrator_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationRootAccessFeature" (
    "organizationId" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "enabledAt" DATETIME NOT NULL,

    PRIMARY KEY ("organizationId", "feature"),
    CONSTRAINT "OrganizationRootAccessFeature_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationResourcePolicy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "OrganizationResourcePolicy_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "passwordLastUsed" DATETIME,
    "permissionsBoundary" TEXT,
    CONSTRAINT "User_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LoginProfile" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "passwordHash" TEXT NOT NULL,
    "passwordResetRequired" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "passwordChangedAt" DATETIME NOT NULL,
    CONSTRAINT "LoginProfile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AccessKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "secretCipher" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME,
    "lastUsedService" TEXT,
    "lastUsedRegion" TEXT,
    CONSTRAINT "AccessKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AccessKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SshPublicKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SshPublicKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SshPublicKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SigningCertificate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "body" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SigningCertificate_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SigningCertificate_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ServiceSpecificCredential" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "serviceName" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    CONSTRAINT "ServiceSpecificCredential_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ServiceSpecificCredential_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Group_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "GroupMembership" (
    "groupId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("groupId", "userId"),
    CONSTRAINT "GroupMembership_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "GroupMembership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Role" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "description" TEXT,
    "assumeRolePolicyDocument" TEXT NOT NULL,
    "maxSessionDuration" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME,
    "lastUsedRegion" TEXT,
    "permissionsBoundary" TEXT,
    CONSTRAINT "Role_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Policy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "arn" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "description" TEXT,
    "defaultVersionId" TEXT NOT NULL,
    "nextVersion" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Policy_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "policyId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("policyId", "versionId"),
    CONSTRAINT "PolicyVersion_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PolicyAttachment" (
    "entityId" TEXT NOT NULL,
    "policyArn" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("entityId", "policyArn")
);

-- CreateTable
CREATE TABLE "InlinePolicy" (
    "entityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("entityId", "nameKey")
);

-- CreateTable
CREATE TABLE "Tag" (
    "resourceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,

    PRIMARY KEY ("resourceId", "key")
);

-- CreateTable
CREATE TABLE "Resource" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "policy" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "settings" TEXT NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Resource_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InstanceRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "instanceType" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME,
    CONSTRAINT "InstanceRun_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StoredBytes" (
    "owner" TEXT NOT NULL PRIMARY KEY,
    "bytes" REAL NOT NULL
);

-- CreateTable
CREATE TABLE "KmsKeyMaterial" (
    "keyId" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "materialCipher" TEXT NOT NULL,
    CONSTRAINT "KmsKeyMaterial_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "S3Object" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "bucketId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "etag" TEXT NOT NULL,
    "modifiedAt" DATETIME NOT NULL,
    "tags" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "bodyCipher" TEXT NOT NULL,
    CONSTRAINT "S3Object_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SecretVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "secretId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "valueCipher" TEXT NOT NULL,
    "stages" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SecretVersion_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TopicMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "topicId" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "publisherId" TEXT NOT NULL,
    "publishedAt" DATETIME NOT NULL,
    CONSTRAINT "TopicMessage_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FunctionVariables" (
    "functionId" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "variablesCipher" TEXT NOT NULL,
    CONSTRAINT "FunctionVariables_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TableItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "tableId" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "partitionHash" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    CONSTRAINT "TableItem_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "QueueMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "senderId" TEXT NOT NULL,
    "sentAt" DATETIME NOT NULL,
    "visibleAt" DATETIME NOT NULL,
    "receivedAt" DATETIME,
    "receiveCount" INTEGER NOT NULL DEFAULT 0,
    "receipt" TEXT,
    CONSTRAINT "QueueMessage_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AccountPasswordPolicy" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "minimumPasswordLength" INTEGER NOT NULL,
    "requireSymbols" BOOLEAN NOT NULL,
    "requireNumbers" BOOLEAN NOT NULL,
    "requireUppercaseCharacters" BOOLEAN NOT NULL,
    "requireLowercaseCharacters" BOOLEAN NOT NULL,
    "allowUsersToChangePassword" BOOLEAN NOT NULL,
    "maxPasswordAge" INTEGER,
    "passwordReusePrevention" INTEGER,
    "hardExpiry" BOOLEAN NOT NULL,
    CONSTRAINT "AccountPasswordPolicy_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PasswordHistory" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "userId" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "PasswordHistory_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MfaDevice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'virtual',
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "seedCipher" TEXT,
    "credential" TEXT,
    "userId" TEXT,
    "ownedByRoot" BOOLEAN NOT NULL DEFAULT false,
    "enabledAt" DATETIME,
    "drift" INTEGER NOT NULL DEFAULT 0,
    "lastStep" INTEGER,
    "lastUsedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "MfaDevice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MfaDevice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WebAuthnChallenge" (
    "boundTo" TEXT NOT NULL PRIMARY KEY,
    "challenge" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "InstanceProfile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "roleId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "InstanceProfile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InstanceProfile_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ServerCertificate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "chain" TEXT,
    "keyCipher" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ServerCertificate_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ServiceLinkedRoleDeletion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "roleArn" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ServiceLinkedRoleDeletion_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OpenIDConnectProvider" (
    "arn" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "clientIds" TEXT NOT NULL,
    "thumbprints" TEXT NOT NULL,
    "keys" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "OpenIDConnectProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SamlProvider" (
    "arn" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "assertionEncryptionMode" TEXT,
    "validUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SamlProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SamlPrivateKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "providerArn" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SamlPrivateKey_providerArn_fkey" FOREIGN KEY ("providerArn") REFERENCES "SamlProvider" ("arn") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TokenIssuer" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "keyId" TEXT NOT NULL,
    "privateCipher" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "TokenIssuer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CredentialReport" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "content" TEXT NOT NULL,
    "generatedAt" DATETIME NOT NULL,
    CONSTRAINT "CredentialReport_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ExerciseResult" (
    "principalId" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "seed" TEXT NOT NULL,
    "missed" TEXT NOT NULL,
    "finishedAt" DATETIME NOT NULL,

    PRIMARY KEY ("principalId", "level"),
    CONSTRAINT "ExerciseResult_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ExerciseResult_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PredictionResult" (
    "principalId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "answer" TEXT NOT NULL,
    "answeredAt" DATETIME NOT NULL,

    PRIMARY KEY ("principalId", "questionId"),
    CONSTRAINT "PredictionResult_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PredictionResult_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TemporaryCredential" (
    "accessKeyId" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "secretCipher" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "issuedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ConsoleSession" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "mfaAt" DATETIME,
    "sourceIp" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "roleSession" TEXT,
    "entryId" TEXT,
    "isPersona" BOOLEAN NOT NULL DEFAULT false,
    "recentRoles" TEXT
);

-- CreateTable
CREATE TABLE "SignInThrottle" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "failures" INTEGER NOT NULL,
    "lockedUntil" DATETIME,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "accountId" TEXT NOT NULL,
    "callerId" TEXT NOT NULL,
    "time" DATETIME NOT NULL,
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
    "authorizationId" TEXT
);

-- CreateTable
CREATE TABLE "EventCaller" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "userIdentity" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ChangedRow" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "owner" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "before" TEXT,
    "event" INTEGER
);

-- CreateTable
CREATE TABLE "LastUse" (
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resourceClass" TEXT NOT NULL,
    "lastAttempt" DATETIME NOT NULL,
    "lastSuccess" DATETIME,
    "region" TEXT NOT NULL,
    "count" REAL NOT NULL,

    PRIMARY KEY ("accountId", "principalId", "action", "resourceClass")
);

-- CreateTable
CREATE TABLE "DeletedPrincipal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "deletedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AccessReport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "data" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "DecisionTrace" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "trace" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Analyzer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "organizationId" TEXT,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "unusedAccessAge" INTEGER,
    "tags" TEXT NOT NULL,
    "archiveRules" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Analyzer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AnalyzerFinding" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "analyzerId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "AnalyzerFinding_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "organizationId" TEXT,
    "counts" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "data" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "AccessTestFile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "updatedBy" TEXT NOT NULL,
    CONSTRAINT "AccessTestFile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PostureFinding" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "checkId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "organizationId" TEXT,
    "subject" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "fix" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "firstSeen" DATETIME NOT NULL,
    "lastSeen" DATETIME NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "resolvedAt" DATETIME,
    "resolution" TEXT,
    "reopened" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "PostureKept" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "version" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "PolicyGeneration" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "clientToken" TEXT,
    "principalArn" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "completedAt" DATETIME NOT NULL,
    "from" DATETIME NOT NULL,
    "to" DATETIME NOT NULL,
    "actions" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "PostureException" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "findingId" TEXT,
    "checkId" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "withdrawnAt" DATETIME
);

-- CreateTable
CREATE TABLE "PostureScore" (
    "scopeId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "score" INTEGER NOT NULL,
    "critical" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "medium" INTEGER NOT NULL,
    "low" INTEGER NOT NULL,
    "exceptions" INTEGER NOT NULL,
    "catalogueVersion" INTEGER NOT NULL,
    "parametersHash" TEXT NOT NULL,

    PRIMARY KEY ("scopeId", "at")
);

-- CreateTable
CREATE TABLE "PostureParameters" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "parameters" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "BillingPeriod" (
    "accountId" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME,

    PRIMARY KEY ("accountId", "from"),
    CONSTRAINT "BillingPeriod_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillingPayer" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "stamp" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "PriceListVersion" (
    "payerId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "effective" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,

    PRIMARY KEY ("payerId", "number"),
    CONSTRAINT "PriceListVersion_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillingPreferences" (
    "payerId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "document" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,

    PRIMARY KEY ("payerId", "at"),
    CONSTRAINT "BillingPreferences_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UsageBatch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "firstMonth" TEXT,
    "lastMonth" TEXT,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    CONSTRAINT "UsageBatch_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UsageImportPart" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "UsageImportPart_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "UsageBatch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UsageBlock" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "rows" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "UsageBlock_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillingBenefit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    CONSTRAINT "BillingBenefit_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CostReport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "CostReport_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CostCategory" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "CostCategory_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CostAllocationTag" (
    "accountId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("accountId", "key"),
    CONSTRAINT "CostAllocationTag_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Bill" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "issuedAt" DATETIME NOT NULL,
    "issuedBy" TEXT,
    "hash" TEXT NOT NULL,
    "total" TEXT NOT NULL,
    "priceList" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    CONSTRAINT "Bill_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillSection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "accountId" TEXT,
    "number" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "BillSection_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Budget" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "notifications" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Budget_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BudgetAction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "budgetId" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "period" TEXT,
    "applied" TEXT NOT NULL,
    "history" TEXT NOT NULL,
    CONSTRAINT "BudgetAction_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BudgetAction_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "source" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "BudgetsJudged" (
    "payerId" TEXT NOT NULL PRIMARY KEY,
    "stamp" TEXT NOT NULL,
    "day" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT,
    "setUpHash" TEXT,
    "setUpExpiresAt" DATETIME,
    "mfaSeedCipher" TEXT,
    "mfaLastStep" INTEGER,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PersonSession" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "PersonSession_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClassroomSettings" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "signUpOpen" BOOLEAN NOT NULL,
    "mostClasses" INTEGER NOT NULL,
    "mostMembers" INTEGER NOT NULL,
    "deleteAfterDays" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "PackReload" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Class" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "joinCode" TEXT,
    "language" TEXT NOT NULL,
    "hintsCost" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL,
    "archivedAt" DATETIME,
    "closedAt" DATETIME,
    "deleteAfterDays" INTEGER NOT NULL,
    "seats" INTEGER NOT NULL DEFAULT 60,
    "nextMember" INTEGER NOT NULL DEFAULT 1,
    "publicKey" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ClassInstructor" (
    "classId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("classId", "personId"),
    CONSTRAINT "ClassInstructor_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ClassInstructor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "letInUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "joinedAt" DATETIME,
    CONSTRAINT "Member_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Seat" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "memberId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "Seat_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioVersion" (
    "packId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "publishedAt" DATETIME,
    "publisherId" TEXT,
    "withdrawnAt" DATETIME,

    PRIMARY KEY ("packId", "version"),
    CONSTRAINT "ScenarioVersion_publisherId_fkey" FOREIGN KEY ("publisherId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioDraft" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ownerId" TEXT,
    "packId" TEXT,
    "title" TEXT,
    "version" TEXT,
    "problems" INTEGER NOT NULL,
    "files" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ScenarioDraft_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioTest" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "passed" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "testedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "classId" TEXT NOT NULL,
    "packId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "releaseAt" DATETIME,
    "releasedSteps" INTEGER,
    "requires" TEXT NOT NULL,
    "dueAt" DATETIME,
    "mode" TEXT NOT NULL,
    "maxAttempts" INTEGER,
    "counts" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "buildFailures" INTEGER NOT NULL DEFAULT 0,
    "buildFailure" TEXT,
    "buildRetryAt" DATETIME,
    CONSTRAINT "Assignment_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DueExtension" (
    "assignmentId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "name" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("assignmentId", "memberId"),
    CONSTRAINT "DueExtension_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DueExtension_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScreenOffer" (
    "memberId" TEXT NOT NULL PRIMARY KEY,
    "classId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "withName" BOOLEAN NOT NULL,
    "offeredAt" DATETIME NOT NULL,
    "shownIn" TEXT,
    "shownAt" DATETIME,
    CONSTRAINT "ScreenOffer_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ScreenOffer_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ScreenOffer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Attempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "assignmentId" TEXT NOT NULL,
    "memberId" TEXT,
    "number" INTEGER,
    "stateCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "startedAt" DATETIME,
    "eventFloor" INTEGER NOT NULL,
    "handedInAt" DATETIME,
    "endedAt" DATETIME,
    "endedBy" TEXT,
    "workedAt" DATETIME,
    CONSTRAINT "Attempt_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Attempt_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AttemptAccount" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    CONSTRAINT "AttemptAccount_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioTrial" (
    "draftId" TEXT NOT NULL PRIMARY KEY,
    "files" TEXT NOT NULL,
    "stateCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ScenarioTrialAccount" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "draftId" TEXT NOT NULL,
    CONSTRAINT "ScenarioTrialAccount_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "ScenarioTrial" ("draftId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioTry" (
    "draftId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "result" TEXT,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,

    PRIMARY KEY ("draftId", "kind")
);

-- CreateTable
CREATE TABLE "DemonstrationAccount" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "openedBy" TEXT NOT NULL,
    "openedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CheckResult" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "passedRows" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "said" TEXT NOT NULL,
    "eventId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "voidedAt" DATETIME,
    "firstPass" TEXT,
    CONSTRAINT "CheckResult_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StepPassed" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "attemptId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "eventId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "voidedAt" DATETIME,
    "standing" TEXT,
    CONSTRAINT "StepPassed_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HintUse" (
    "attemptId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "hint" INTEGER NOT NULL,
    "cost" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("attemptId", "stepId", "hint"),
    CONSTRAINT "HintUse_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PredictionAnswer" (
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "try" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("attemptId", "checkId", "question", "try"),
    CONSTRAINT "PredictionAnswer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HelpRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "answer" TEXT,
    "answeredAt" DATETIME,
    "answeredBy" TEXT,
    CONSTRAINT "HelpRequest_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HelpRequest_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mayChange" BOOLEAN NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME,
    "writes" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Entry_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Override" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "Override_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
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
