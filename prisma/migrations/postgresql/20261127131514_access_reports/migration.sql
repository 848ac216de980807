-- CreateTable
CREATE TABLE "AccessReport" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "AccessReport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AccessReport_accountId_kind_createdAt_idx" ON "AccessReport"("accountId", "kind", "createdAt");
