-- CreateTable
CREATE TABLE "Installation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seededAt" DATETIME,
    "demoAccessKey" TEXT,
    "secretCheck" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
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
    "rootPasswordLastUsed" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "closedAt" DATETIME,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "organizationId" TEXT,
    "parentId" TEXT,
    "joinedMethod" TEXT,
    "joinedAt" DATETIME,
    CONSTRAINT "Account_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "managementAccountId" TEXT NOT NULL,
    "rootId" TEXT NOT NULL,
    "rootName" TEXT NOT NULL DEFAULT 'Root',
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
    "expiresAt" DATETIME NOT NULL,
    "mfaAt" DATETIME,
    "sourceIp" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "roleSession" TEXT,
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
    "eventId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "time" DATETIME NOT NULL,
    "eventSource" TEXT NOT NULL,
    "eventName" TEXT NOT NULL,
    "readOnly" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "principalType" TEXT NOT NULL,
    "principalArn" TEXT,
    "principalId" TEXT,
    "userName" TEXT,
    "accessKeyId" TEXT,
    "sourceIpAddress" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "awsRegion" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "resources" TEXT NOT NULL,
    "requestParameters" TEXT,
    "responseElements" TEXT,
    "userIdentity" TEXT NOT NULL,
    "decision" TEXT,
    "authorizationId" TEXT
);

-- CreateTable
CREATE TABLE "DecisionTrace" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "trace" TEXT NOT NULL
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
CREATE INDEX "User_permissionsBoundary_idx" ON "User"("permissionsBoundary");

-- CreateIndex
CREATE UNIQUE INDEX "User_accountId_nameKey_key" ON "User"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "AccessKey_accountId_userId_idx" ON "AccessKey"("accountId", "userId");

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
CREATE INDEX "TemporaryCredential_accountId_idx" ON "TemporaryCredential"("accountId");

-- CreateIndex
CREATE INDEX "TemporaryCredential_expiresAt_idx" ON "TemporaryCredential"("expiresAt");

-- CreateIndex
CREATE INDEX "ConsoleSession_accountId_userId_idx" ON "ConsoleSession"("accountId", "userId");

-- CreateIndex
CREATE INDEX "ConsoleSession_expiresAt_idx" ON "ConsoleSession"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Event_eventId_key" ON "Event"("eventId");

-- CreateIndex
CREATE INDEX "Event_accountId_id_idx" ON "Event"("accountId", "id");

-- CreateIndex
CREATE INDEX "Event_accountId_eventName_id_idx" ON "Event"("accountId", "eventName", "id");

-- CreateIndex
CREATE INDEX "Event_accountId_principalArn_id_idx" ON "Event"("accountId", "principalArn", "id");

-- CreateIndex
CREATE INDEX "Event_accountId_outcome_id_idx" ON "Event"("accountId", "outcome", "id");

-- CreateIndex
CREATE INDEX "DecisionTrace_accountId_createdAt_idx" ON "DecisionTrace"("accountId", "createdAt");
