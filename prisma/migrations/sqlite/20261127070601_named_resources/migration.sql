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
CREATE TABLE "KmsKeyMaterial" (
    "keyId" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "materialCipher" TEXT NOT NULL,
    CONSTRAINT "KmsKeyMaterial_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
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

-- CreateIndex
CREATE UNIQUE INDEX "Resource_arn_key" ON "Resource"("arn");

-- CreateIndex
CREATE INDEX "Resource_service_type_idx" ON "Resource"("service", "type");

-- CreateIndex
CREATE UNIQUE INDEX "Resource_accountId_region_service_type_name_key" ON "Resource"("accountId", "region", "service", "type", "name");

-- CreateIndex
CREATE INDEX "KmsKeyMaterial_accountId_idx" ON "KmsKeyMaterial"("accountId");

-- CreateIndex
CREATE INDEX "QueueMessage_queueId_visibleAt_idx" ON "QueueMessage"("queueId", "visibleAt");

-- CreateIndex
CREATE INDEX "QueueMessage_accountId_idx" ON "QueueMessage"("accountId");
