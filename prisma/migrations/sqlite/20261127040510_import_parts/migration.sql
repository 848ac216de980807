-- CreateTable
CREATE TABLE "UsageImportPart" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "UsageImportPart_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "UsageBatch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_UsageBatch" (
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
INSERT INTO "new_UsageBatch" ("accountId", "createdAt", "createdBy", "firstMonth", "id", "lastMonth", "name", "rows", "source", "state") SELECT "accountId", "createdAt", "createdBy", "firstMonth", "id", "lastMonth", "name", "rows", "source", "state" FROM "UsageBatch";
DROP TABLE "UsageBatch";
ALTER TABLE "new_UsageBatch" RENAME TO "UsageBatch";
CREATE INDEX "UsageBatch_accountId_createdAt_idx" ON "UsageBatch"("accountId", "createdAt");
CREATE TABLE "new_BillSection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "accountId" TEXT,
    "number" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "BillSection_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_BillSection" ("accountId", "data", "id", "month", "number", "payerId") SELECT "accountId", "data", "id", "month", "number", "payerId" FROM "BillSection";
DROP TABLE "BillSection";
ALTER TABLE "new_BillSection" RENAME TO "BillSection";
CREATE INDEX "BillSection_payerId_month_accountId_idx" ON "BillSection"("payerId", "month", "accountId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "UsageImportPart_batchId_number_idx" ON "UsageImportPart"("batchId", "number");
