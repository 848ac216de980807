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

-- CreateIndex
CREATE INDEX "PolicyGeneration_accountId_startedAt_idx" ON "PolicyGeneration"("accountId", "startedAt");
