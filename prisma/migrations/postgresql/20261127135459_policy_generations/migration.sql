-- CreateTable
CREATE TABLE "PolicyGeneration" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "clientToken" TEXT,
    "principalArn" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "completedAt" TIMESTAMP(3) NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "to" TIMESTAMP(3) NOT NULL,
    "actions" TEXT NOT NULL,

    CONSTRAINT "PolicyGeneration_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PolicyGeneration_accountId_startedAt_idx" ON "PolicyGeneration"("accountId", "startedAt");
