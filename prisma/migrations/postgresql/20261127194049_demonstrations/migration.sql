-- CreateTable
CREATE TABLE "DemonstrationAccount" (
    "accountId" TEXT NOT NULL,
    "openedBy" TEXT NOT NULL,
    "openedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DemonstrationAccount_pkey" PRIMARY KEY ("accountId")
);

-- CreateIndex
CREATE INDEX "DemonstrationAccount_openedBy_idx" ON "DemonstrationAccount"("openedBy");
