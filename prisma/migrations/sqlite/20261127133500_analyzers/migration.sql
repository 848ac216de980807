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

-- CreateIndex
CREATE INDEX "Analyzer_organizationId_idx" ON "Analyzer"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Analyzer_accountId_region_name_key" ON "Analyzer"("accountId", "region", "name");

-- CreateIndex
CREATE INDEX "AnalyzerFinding_analyzerId_id_idx" ON "AnalyzerFinding"("analyzerId", "id");
