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

-- CreateIndex
CREATE INDEX "PostureFinding_accountId_status_idx" ON "PostureFinding"("accountId", "status");

-- CreateIndex
CREATE INDEX "PostureException_accountId_createdAt_idx" ON "PostureException"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "PostureException_targetId_idx" ON "PostureException"("targetId");
