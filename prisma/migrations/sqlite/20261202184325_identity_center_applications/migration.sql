-- AlterTable
ALTER TABLE "IdentityCenterInstance" ADD COLUMN "creation" TEXT;

-- CreateTable
CREATE TABLE "IdentityCenterApplication" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "instanceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "status" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "origin" TEXT,
    "url" TEXT,
    "assignmentRequired" BOOLEAN NOT NULL,
    "clientToken" TEXT,
    "creation" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ApplicationAssignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "instanceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "principalType" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "IdentityCenterApplication_instanceId_id_idx" ON "IdentityCenterApplication"("instanceId", "id");

-- CreateIndex
CREATE INDEX "IdentityCenterApplication_instanceId_clientToken_idx" ON "IdentityCenterApplication"("instanceId", "clientToken");

-- CreateIndex
CREATE INDEX "IdentityCenterApplication_ownerId_idx" ON "IdentityCenterApplication"("ownerId");

-- CreateIndex
CREATE INDEX "ApplicationAssignment_instanceId_principalId_idx" ON "ApplicationAssignment"("instanceId", "principalId");

-- CreateIndex
CREATE INDEX "ApplicationAssignment_ownerId_idx" ON "ApplicationAssignment"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "ApplicationAssignment_applicationId_principalType_principalId_key" ON "ApplicationAssignment"("applicationId", "principalType", "principalId");
