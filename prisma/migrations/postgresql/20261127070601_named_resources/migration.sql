-- CreateTable
CREATE TABLE "Resource" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "policy" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "settings" TEXT NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KmsKeyMaterial" (
    "keyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "materialCipher" TEXT NOT NULL,

    CONSTRAINT "KmsKeyMaterial_pkey" PRIMARY KEY ("keyId")
);

-- CreateTable
CREATE TABLE "QueueMessage" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "senderId" TEXT NOT NULL,
    "sentAt" TIMESTAMP(3) NOT NULL,
    "visibleAt" TIMESTAMP(3) NOT NULL,
    "receivedAt" TIMESTAMP(3),
    "receiveCount" INTEGER NOT NULL DEFAULT 0,
    "receipt" TEXT,

    CONSTRAINT "QueueMessage_pkey" PRIMARY KEY ("id")
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

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KmsKeyMaterial" ADD CONSTRAINT "KmsKeyMaterial_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueMessage" ADD CONSTRAINT "QueueMessage_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
