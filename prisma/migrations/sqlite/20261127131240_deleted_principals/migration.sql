-- CreateTable
CREATE TABLE "DeletedPrincipal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "deletedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "DeletedPrincipal_deletedAt_idx" ON "DeletedPrincipal"("deletedAt");
