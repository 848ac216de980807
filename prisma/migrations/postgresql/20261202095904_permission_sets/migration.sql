-- AlterTable
ALTER TABLE "IdentityCenterInstance" ADD COLUMN     "accessControl" TEXT;

-- CreateTable
CREATE TABLE "PermissionSet" (
    "id" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "sessionDuration" TEXT NOT NULL,
    "relayState" TEXT,
    "managedPolicies" TEXT NOT NULL,
    "customerPolicies" TEXT NOT NULL,
    "inlinePolicy" TEXT,
    "boundary" TEXT,
    "version" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PermissionSet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProvisionedPermissionSet" (
    "id" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "permissionSetId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" TEXT NOT NULL,
    "provisionedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ProvisionedPermissionSet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountAssignment" (
    "id" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "permissionSetId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "principalType" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AccountAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityCenterRequest" (
    "id" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "permissionSetId" TEXT NOT NULL,
    "accountId" TEXT,
    "principalType" TEXT,
    "principalId" TEXT,
    "failureReason" TEXT,
    "doneUpTo" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IdentityCenterRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PermissionSet_ownerId_idx" ON "PermissionSet"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "PermissionSet_instanceId_name_key" ON "PermissionSet"("instanceId", "name");

-- CreateIndex
CREATE INDEX "ProvisionedPermissionSet_instanceId_accountId_idx" ON "ProvisionedPermissionSet"("instanceId", "accountId");

-- CreateIndex
CREATE INDEX "ProvisionedPermissionSet_ownerId_idx" ON "ProvisionedPermissionSet"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "ProvisionedPermissionSet_permissionSetId_accountId_key" ON "ProvisionedPermissionSet"("permissionSetId", "accountId");

-- CreateIndex
CREATE INDEX "AccountAssignment_instanceId_principalId_idx" ON "AccountAssignment"("instanceId", "principalId");

-- CreateIndex
CREATE INDEX "AccountAssignment_instanceId_accountId_idx" ON "AccountAssignment"("instanceId", "accountId");

-- CreateIndex
CREATE INDEX "AccountAssignment_ownerId_idx" ON "AccountAssignment"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "AccountAssignment_permissionSetId_accountId_principalType_p_key" ON "AccountAssignment"("permissionSetId", "accountId", "principalType", "principalId");

-- CreateIndex
CREATE INDEX "IdentityCenterRequest_instanceId_kind_idx" ON "IdentityCenterRequest"("instanceId", "kind");

-- CreateIndex
CREATE INDEX "IdentityCenterRequest_ownerId_idx" ON "IdentityCenterRequest"("ownerId");

-- CreateIndex
CREATE INDEX "IdentityCenterRequest_status_idx" ON "IdentityCenterRequest"("status");
