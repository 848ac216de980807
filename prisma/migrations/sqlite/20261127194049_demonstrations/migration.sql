-- CreateTable
CREATE TABLE "DemonstrationAccount" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "openedBy" TEXT NOT NULL,
    "openedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "DemonstrationAccount_openedBy_idx" ON "DemonstrationAccount"("openedBy");
