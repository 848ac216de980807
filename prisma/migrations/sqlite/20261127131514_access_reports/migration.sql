-- CreateTable
CREATE TABLE "AccessReport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "data" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "AccessReport_accountId_kind_createdAt_idx" ON "AccessReport"("accountId", "kind", "createdAt");
