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

-- CreateIndex
CREATE INDEX "PostureFinding_accountId_status_idx" ON "PostureFinding"("accountId", "status");

-- CreateIndex
CREATE INDEX "PostureException_accountId_createdAt_idx" ON "PostureException"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "PostureException_targetId_idx" ON "PostureException"("targetId");
